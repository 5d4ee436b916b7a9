// What waits: deletions whose time has come, work a crash or a spent hour has cut off, and answers that were lost.
import type { AccountRecord, CommentAction } from "../dataset/index.ts";
import { type CarriedOut, type CarryOutOptions, carryOut } from "./carry-out.ts";
import type { ModerateContext } from "./context.ts";

/** A text that has waited longer is not sent any more: the moment for it has passed. */
const TEXT_EXPIRES_MS = 72 * 3_600_000;

/** Everything that is due now, oldest first, of these accounts. Spends nothing. */
export async function listDue(
  { store, clock }: Pick<ModerateContext, "store" | "clock">,
  accounts: readonly Pick<AccountRecord, "accountId">[],
): Promise<readonly CommentAction[]> {
  const due = await store.comments.actions({
    states: ["planned", "unknown"],
    accountIds: accounts.map(({ accountId }) => accountId),
    dueBy: clock.now().toISOString(),
  });
  return due.toReversed();
}

/**
 * Carries out what is due; safe to call at any time and from several processes. A schedule calls it with `most` actions of each
 * connection at a time.
 */
export async function settle(
  context: ModerateContext,
  { most = Number.POSITIVE_INFINITY, ...options }: CarryOutOptions & { readonly most?: number | undefined },
  signal: AbortSignal,
): Promise<CarriedOut> {
  const { store, clock } = context;
  const now = clock.now();
  const due: CommentAction[] = [];
  const taken = new Map<string, number>();
  for (const action of await listDue(context, options.accounts)) {
    const isText = action.kind === "reply" || action.kind === "create";
    const isLate = now.getTime() - Date.parse(action.requestedAt) > TEXT_EXPIRES_MS;
    if (isText && isLate && action.state === "planned") {
      const answer = "not sent within 72 hours; order it again if it still fits";
      await store.comments.end(action, { state: "undone", at: now.toISOString(), answer });
      continue;
    }
    const nth = (taken.get(action.connection) ?? 0) + 1;
    if (nth > most) continue;
    taken.set(action.connection, nth);
    due.push(action);
  }
  return carryOut(context, due, options, signal);
}
