// Answers kept for use again: those a rule suggests, those of the configuration, and those kept at the desk.
import type { SavedReply } from "../../store/index.ts";
import { hasRole, isWithin, type Person } from "../person.ts";
import { findClientsOf } from "../whose.ts";
import { type Address, toPath } from "./address.ts";
import type { HeldThread, ThreadCall } from "./held-thread.ts";

/** Answers to choose from, those a rule suggests first; and of those kept at the desk what a person may remove. */
export async function toSavedView({ row: { top }, account, actions }: HeldThread, filters: Address, call: ThreadCall) {
  const { ports, person } = call;
  const suggested = actions.flatMap(({ kind, text, reason = "" }) =>
    kind === "suggest" && text !== undefined ? [{ name: `suggested by ${reason}`, text }] : [],
  );
  const configured = Object.entries(ports.settings.comments.replies).map(([name, text]) => ({ name, text }));
  const kept = await listKept(account.accountId, call);
  return {
    saved: [...suggested, ...configured, ...kept].map(({ name, text }, nth) => ({
      name,
      text,
      href: `${toPath(filters, top.commentId)}${toPath(filters) === "/comments" ? "?" : "&"}saved=${nth + 1}`,
    })),
    kept: kept
      .filter((reply) => mayDrop(reply, person))
      .map(({ client, name, text, savedBy, savedAt }) => ({
        client,
        name,
        text,
        savedBy,
        savedAt,
        whose: client === "" ? "for everybody" : `for ${client}`,
      })),
  };
}

/** Those of everybody, and of the account's clients as far as the person sees them. */
export async function listKept(
  accountId: string,
  { ports, person }: Pick<ThreadCall, "ports" | "person">,
): Promise<readonly SavedReply[]> {
  const clients = await findClientsOf(accountId, ports);
  return ports.store.inbox.savedReplies(clients.filter((one) => one !== "" && isWithin(person.scope, [one])));
}

/** What is everybody's, only those remove who see everybody's. */
export function mayDrop({ client }: Pick<SavedReply, "client">, { role, scope }: Person): boolean {
  return hasRole({ role }, "moderator") && (scope === "all" || (client !== "" && isWithin(scope, [client])));
}

/** The text of a saved answer by its place in the list, for pages without scripts. */
export function pickSaved(view: Readonly<Record<string, unknown>>, nth: number): string {
  const saved = view.saved as readonly { readonly text: string }[];
  return saved[nth - 1]?.text ?? "";
}
