// What was prepared → actions on disk, with the archive of what will be deleted. From here on a crash loses nothing.
import type { CommentAction } from "../dataset/index.ts";
import type { NewAction } from "../store/index.ts";
import { isOwn, type ModerateContext, type Thread } from "./context.ts";
import type { Prepared } from "./prepare.ts";

export interface CommitOptions {
  /** The user of this machine who asks. */
  readonly osUser: string;
  /** From the order to a deletion; hidden meanwhile. 0 deletes at once. */
  readonly graceMs: number;
}

/** An answer that was read may have been on its way for so long; what another process wrote meanwhile is not in it. */
const ON_ITS_WAY_MS = 2 * 60_000;

/** The actions to carry out now, in order; deletions that wait for their time are not among them. */
export interface Committed {
  readonly now: readonly CommentAction[];
  readonly later: readonly CommentAction[];
}

/** Writes the actions of everything that is allowed, in one transaction. */
export async function commit(
  { store, clock }: ModerateContext,
  prepared: readonly Prepared[],
  options: CommitOptions,
): Promise<Committed> {
  const at = clock.now();
  const actions = prepared.flatMap((one) => toActions(one, at, options));
  const planned = await store.comments.plan(actions);
  const due = (action: CommentAction): boolean =>
    action.kind !== "delete" || options.graceMs === 0 || action.dueAt <= at.toISOString();
  return { now: planned.filter(due), later: planned.filter((action) => !due(action)) };
}

function toActions(prepared: Prepared, at: Date, { osUser, graceMs }: CommitOptions): readonly NewAction[] {
  const { order, verdict, account, mediaId, comment, thread, notThereAt } = prepared;
  if (verdict.kind !== "allowed" || account === undefined || mediaId === undefined) return [];
  const now = at.toISOString();
  const action: NewAction = {
    kind: order.kind,
    connection: account.connection,
    accountId: account.accountId,
    mediaId,
    commentId: comment?.commentId,
    text: order.text,
    textBefore: comment?.text,
    author: comment?.username,
    reason: order.reason,
    osUser,
    requestedAt: now,
    dueAt: now,
    notDoneAt: notThereAt === undefined ? undefined : new Date(Date.parse(notThereAt) - ON_ITS_WAY_MS).toISOString(),
  };
  if (order.kind !== "delete" || comment === undefined || thread === undefined) return [action];
  const deletion: NewAction = {
    ...action,
    dueAt: new Date(at.getTime() + graceMs).toISOString(),
    archive: toArchive(thread, comment.commentId, now),
  };
  // Own comments stay visible whatever is set (CONTRACT §2.5), and a hidden one needs no hiding.
  const isVisible = comment.hidden !== true && !isOwn(comment, thread.account);
  if (graceMs === 0 || !isVisible) return [deletion];
  return [{ ...action, kind: "hide", reason: HIDDEN_UNTIL_DELETED }, deletion];
}

/** The reason of a hiding that belongs to a deletion; taking the deletion back shows the comment again. */
export const HIDDEN_UNTIL_DELETED = "until its deletion";

/** A comment with what was above and below it. */
export function toArchive(thread: Thread, commentId: string, at: string): NonNullable<NewAction["archive"]> {
  const { media, top, replies } = thread;
  const own = [top, ...replies].find((one) => one.commentId === commentId) ?? top;
  const isTop = own.commentId === top.commentId;
  return {
    archivedAt: at,
    permalink: media.permalink,
    caption: media.caption,
    comment: own,
    parent: isTop ? undefined : top,
    replies: isTop ? replies : [],
  };
}
