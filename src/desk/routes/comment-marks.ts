// What people say of a thread among themselves; Instagram learns nothing of it, and no call is spent.
import { z } from "zod";
import { readBack, toPath } from "../comments/address.ts";
import { findClientsOfThread, type HeldThread, readThread } from "../comments/held-thread.ts";
import { DeskError } from "../desk-error.ts";
import { hasRole, isWithin } from "../person.ts";
import { type Call, type DeskRoute, defineRoute } from "../route.ts";
import { findClientsOf } from "../whose.ts";
import { findNext } from "./comments.ts";

export const form = z.object({
  commentId: z.string().regex(/^\d{1,30}$/),
  back: z.string().max(2_000).default(""),
});

export const shared = {
  method: "POST",
  role: "moderator",
  about: ({ commentId }: { readonly commentId: string }, ports: Call<unknown>["ports"]) =>
    findClientsOfThread(commentId, ports),
} as const;

export function toMarking({ row, account }: HeldThread, { person, now }: Pick<Call<unknown>, "person" | "now">) {
  return { thread: row.top, connection: account.connection, by: person.name, at: now.toISOString() };
}

export const commentDone: readonly DeskRoute[] = (["done", "reopen"] as const).map((verb) =>
  defineRoute({
    ...shared,
    name: `comment-${verb}`,
    path: `/comments/:commentId/${verb}`,
    input: form,
    async handle(call) {
      const { commentId, back } = call.input;
      const held = await readThread(commentId, call);
      await call.ports.store.inbox.setDone(toMarking(held, call), verb === "done");
      const { createdAt } = held.row.top;
      const next = verb === "done" ? await findNext(back, { createdAt, commentId }, call) : commentId;
      const who = held.row.top.username ?? "somebody";
      const said = verb === "done" ? `The comment of ${who} is done.` : "It is open again.";
      return { kind: "redirect", to: toPath(readBack(back), next), said };
    },
  }),
);

export const commentAssign = defineRoute({
  ...shared,
  name: "comment-assign",
  path: "/comments/:commentId/assign",
  input: form.extend({ to: z.string().max(60).default("") }),
  async handle(call) {
    const { commentId, back, to } = call.input;
    const held = await readThread(commentId, call);
    if (to !== "" && !(await mayHave(to, held, call))) {
      throw new DeskError(400, {
        code: "DESK_INPUT_INVALID",
        sentence: `There is nobody called ${to} who answers comments of @${held.account.username}.`,
        hint: "Choose a name of the list.",
      });
    }
    await call.ports.store.inbox.assign(toMarking(held, call), to === "" ? undefined : to);
    const said = to === "" ? "It is assigned to nobody." : `It is assigned to ${to}.`;
    return { kind: "redirect", to: toPath(readBack(back), commentId), said };
  },
});

async function mayHave(name: string, { account }: HeldThread, { person, ports }: Call<unknown>): Promise<boolean> {
  if (name === person.name) return true;
  const user = ports.settings.desk.users.find((one) => one.name === name);
  const clients = await findClientsOf(account.accountId, ports);
  return user !== undefined && hasRole(user, "moderator") && isWithin(user.clients ?? "all", clients);
}
