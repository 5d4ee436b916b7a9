// Takes back what has not been sent yet, and leaves be what nobody can tell.
import type { CommentAction } from "../dataset/index.ts";
import { type CarriedOut, type CarryOutOptions, carryOut } from "./carry-out.ts";
import { HIDDEN_UNTIL_DELETED } from "./commit.ts";
import type { ModerateContext } from "./context.ts";
import { ModerateError } from "./moderate-error.ts";

export interface Undone {
  /** Actions that will not be sent any more. */
  readonly undone: readonly CommentAction[];
  /** Showing the comments again that were hidden until their deletion. */
  readonly shown: CarriedOut;
}

/**
 * Takes back waiting actions by the ids of their comments or their own, and shows again what was hidden until its
 * deletion. One whose answer was lost is left as it stands on Instagram and not looked up any more. Throws `MODERATE_TOO_LATE` when nothing of one waits any more; then nothing is changed.
 */
export async function undo(
  context: ModerateContext,
  ids: readonly string[],
  options: CarryOutOptions & { readonly osUser: string },
  signal: AbortSignal,
): Promise<Undone> {
  const { store, clock } = context;
  const accountIds = options.accounts.map(({ accountId }) => accountId);
  const chosen: CommentAction[] = [];
  for (const id of ids) {
    const own = await store.comments.actions({ accountIds, actionIds: [id] });
    const ofComment = await store.comments.actions({ accountIds, commentIds: [id] });
    const found = [...own, ...ofComment];
    const waiting = found.filter(({ state }) => state === "planned" || state === "unknown");
    if (waiting.length === 0) throw tooLate(id, found);
    chosen.push(...waiting);
  }
  const at = clock.now().toISOString();
  const undone: CommentAction[] = [];
  for (const action of chosen) {
    const isSent = action.state === "unknown";
    const answer = isSent ? `left as it stands by ${options.osUser}` : `taken back by ${options.osUser}`;
    if (await store.comments.end(action, { state: "undone", at, answer })) undone.push({ ...action, state: "undone" });
  }
  const shown: CommentAction[] = [];
  for (const action of undone)
    if (action.kind === "delete" && action.tries === 0)
      shown.push(...(await planShowing(context, action, options, at)));
  return { undone, shown: await carryOut(context, shown, options, signal) };
}

/** Only what we hid for this deletion: one that was hidden before stays so. */
async function planShowing(
  { store }: ModerateContext,
  { commentId, requestedAt, connection, accountId, mediaId, textBefore, author }: CommentAction,
  { osUser }: { readonly osUser: string },
  at: string,
): Promise<readonly CommentAction[]> {
  if (commentId === undefined) return [];
  const hidings = await store.comments.actions({ commentIds: [commentId], kinds: ["hide"] });
  const wasHidden = hidings.some(
    (hiding) =>
      hiding.reason === HIDDEN_UNTIL_DELETED &&
      hiding.requestedAt === requestedAt &&
      hiding.state !== "undone" &&
      hiding.state !== "refused",
  );
  if (!wasHidden) return [];
  const place = { connection, accountId, mediaId, commentId, textBefore, author, osUser };
  const showing = { ...place, kind: "unhide" as const, text: undefined, reason: "its deletion was taken back" };
  return store.comments.plan([{ ...showing, requestedAt: at, dueAt: at }]);
}

function tooLate(id: string, found: readonly CommentAction[]): ModerateError {
  const deleted = found.find(({ kind, state }) => kind === "delete" && state === "done");
  if (deleted !== undefined) {
    return new ModerateError(
      "MODERATE_TOO_LATE",
      `Could not take back the deletion of ${id}: it was deleted at ${deleted.endedAt}.`,
      "Instagram cannot restore a comment; `gazette comments show` prints its text from the archive.",
    );
  }
  return new ModerateError(
    "MODERATE_TOO_LATE",
    found.length === 0 ? `There is no action or comment ${id} in the log.` : `Nothing of ${id} waits any more.`,
    "See `gazette comments log`.",
  );
}
