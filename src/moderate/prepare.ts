// Orders → what would be done: each comment is read again, judged by the API's rules, and held against what was done or
// waits already. Writes nothing.
import type { AccountRecord, CommentAction, CommentRecord, WriteKind } from "../dataset/index.ts";
import { GraphError } from "../graph/index.ts";
import { isOwn, type ModerateContext, mayBeOwn, type Thread } from "./context.ts";
import { findComment, findMedia } from "./find-thread.ts";
import { ModerateError } from "./moderate-error.ts";
import { judgeComment, judgeMedia, type Verdict } from "./write-rules.ts";

/** One thing somebody wants done. */
export interface Order {
  readonly kind: WriteKind;
  readonly commentId?: string | undefined;
  /** For `create`, `open` and `close`. */
  readonly mediaId?: string | undefined;
  readonly text?: string | undefined;
  /** Why, where no person typed it. */
  readonly reason?: string | undefined;
}

export interface Prepared {
  readonly order: Order;
  readonly verdict: Verdict;
  readonly account?: AccountRecord | undefined;
  readonly mediaId?: string | undefined;
  readonly permalink?: string | undefined;
  readonly caption?: string | undefined;
  readonly comment?: CommentRecord | undefined;
  readonly thread?: Thread | undefined;
  /** It waits already, or was sent and its answer lost: that one is carried on instead of a second one. */
  readonly waiting?: CommentAction | undefined;
  /** Of a text: when it was read that it does not stand there yet; absent where it is wanted once more. */
  readonly notThereAt?: string | undefined;
}

export interface PrepareOptions {
  /** Whose comments may be worked on. */
  readonly accounts: readonly AccountRecord[];
  /** Threads that were read a moment ago, by comment id: they need not be read again. */
  readonly fresh?: ReadonlyMap<string, Thread> | undefined;
  /** Writes the same text under the same comment once more. */
  readonly again?: boolean | undefined;
}

/** Judges every order, in order. One that cannot be found is forbidden, not thrown: the others go on. */
export async function prepare(
  context: ModerateContext,
  orders: readonly Order[],
  options: PrepareOptions,
  signal: AbortSignal,
): Promise<readonly Prepared[]> {
  const prepared: Prepared[] = [];
  for (const order of orders) {
    signal.throwIfAborted();
    try {
      prepared.push(await prepareOne(context, order, options, signal));
    } catch (error) {
      const isOfThisOne = error instanceof ModerateError || (error instanceof GraphError && error.recovery === "skip");
      if (!isOfThisOne) throw error;
      const gone = await findOwnDeletion(context, order, options);
      prepared.push(gone ?? { order, verdict: { kind: "forbidden", because: error.message } });
    }
  }
  return prepared;
}

/** What is gone by our own doing is no failure: it was deleted, or its deletion was sent and is carried on to its end. */
async function findOwnDeletion(
  { store }: ModerateContext,
  order: Order,
  { accounts }: PrepareOptions,
): Promise<Prepared | undefined> {
  const { kind, commentId } = order;
  if (kind !== "delete" || commentId === undefined) return undefined;
  const actions = await store.comments.actions({ commentIds: [commentId], kinds: ["delete"] });
  const waiting = actions.find(({ state }) => isOpen(state));
  const account = accounts.find(({ accountId }) => accountId === waiting?.accountId);
  if (waiting !== undefined && account !== undefined) {
    const { accountId, mediaId, textBefore: text = "", requestedAt } = waiting;
    const comment = { commentId, mediaId, accountId, text, createdAt: requestedAt, takenAt: requestedAt };
    return { order, verdict: { kind: "allowed" }, account, mediaId, comment, waiting };
  }
  const isDone = actions.some(({ state }) => state === "done");
  return isDone ? { order, verdict: { kind: "already", because: "it was deleted already" } } : undefined;
}

async function prepareOne(
  context: ModerateContext,
  order: Order,
  options: PrepareOptions,
  signal: AbortSignal,
): Promise<Prepared> {
  const { kind, commentId } = order;
  if (kind === "create" || kind === "open" || kind === "close")
    return prepareMedia(context, order, kind, options, signal);
  if (commentId === undefined) throw new Error(`an order to ${kind} without its comment`);
  if ((kind === "unhide" || kind === "reply") && (await waitsToBeDeleted(context, commentId))) {
    const because = "it waits to be deleted; take its deletion back first";
    return { order, verdict: { kind: "forbidden", because } };
  }
  const { thread, comment } = await readThread(context, commentId, options, signal);
  const account = findAccount(options.accounts, thread);
  const verdict = judgeComment(kind, thread, comment, account.tasks);
  const place = {
    order,
    account,
    mediaId: comment.mediaId,
    permalink: thread.media.permalink,
    caption: thread.media.caption,
    comment: verdict.kind === "allowed" ? (verdict.target ?? comment) : comment,
    thread,
  };
  if (verdict.kind !== "allowed") return { ...place, verdict };
  const [waiting] = (await listEqual(context, place.comment.commentId, order)).filter(({ state }) => isOpen(state));
  if (waiting !== undefined) return { ...place, verdict, waiting };
  if (kind === "delete") {
    const waits = await context.store.comments.actions({ commentIds: [comment.commentId], kinds: ["delete"] });
    const last = waits.find(({ state }) => state === "done");
    return { ...place, verdict: last === undefined ? verdict : { kind: "already", because: "it was deleted already" } };
  }
  if (kind !== "reply" || options.again === true) return { ...place, verdict };
  const twins = thread.replies.filter(
    (reply) => mayBeOwn(reply, thread.account) && isSameText(reply.text, order.text ?? ""),
  );
  const twin = twins.find((reply) => isOwn(reply, thread.account));
  if (twin === undefined && twins.length === 0) return { ...place, verdict, notThereAt: comment.takenAt };
  const because =
    twin === undefined
      ? "this text stands there, and the API does not tell who wrote it; --again writes it once more"
      : `it was answered with this text on ${toDay(twin.createdAt)}`;
  return { ...place, verdict: { kind: "already", because } };
}

/** Shown again or answered, it would be deleted all the same: known before a call is spent. */
async function waitsToBeDeleted({ store }: ModerateContext, commentId: string): Promise<boolean> {
  const deletions = await store.comments.actions({ commentIds: [commentId], kinds: ["delete"] });
  return deletions.some(({ state }) => isOpen(state));
}

async function prepareMedia(
  context: ModerateContext,
  order: Order,
  kind: "create" | "open" | "close",
  { accounts, again }: PrepareOptions,
  signal: AbortSignal,
): Promise<Prepared> {
  const { mediaId = "" } = order;
  const { account, media } = await findMedia(context, accounts, mediaId, signal);
  // What the dataset holds of a switch may be old; only the API knows whether a change is needed.
  const known = kind === "create" ? media : { ...media, isCommentEnabled: undefined };
  const verdict = judgeMedia(kind, known, account.tasks);
  const place = { order, account, mediaId, permalink: media.permalink, caption: media.caption };
  if (verdict.kind !== "allowed") return { ...place, verdict };
  const equal = (await context.store.comments.actions({ accountIds: [account.accountId], kinds: [kind] })).filter(
    (action) => action.mediaId === mediaId && action.text === order.text,
  );
  const waiting = equal.find(({ state }) => isOpen(state));
  if (waiting !== undefined) return { ...place, verdict, waiting };
  const done = equal.find(({ state }) => state === "done");
  if (kind !== "create" || again === true) return { ...place, verdict };
  if (done === undefined) return { ...place, verdict, notThereAt: context.clock.now().toISOString() };
  const because = `this text was written there on ${toDay(done.endedAt ?? done.requestedAt)}`;
  return { ...place, verdict: { kind: "already", because } };
}

async function readThread(
  context: ModerateContext,
  commentId: string,
  { accounts, fresh }: PrepareOptions,
  signal: AbortSignal,
): Promise<{ readonly thread: Thread; readonly comment: CommentRecord }> {
  const thread = fresh?.get(commentId);
  const comment = [thread?.top, ...(thread?.replies ?? [])].find((one) => one?.commentId === commentId);
  if (thread !== undefined && comment !== undefined) return { thread, comment };
  return findComment(context, accounts, commentId, signal);
}

function findAccount(accounts: readonly AccountRecord[], { account }: Thread): AccountRecord {
  const found = accounts.find(({ accountId }) => accountId === account.accountId);
  if (found !== undefined) return found;
  throw new ModerateError("MODERATE_NOT_ALLOWED", `@${account.username} is not among the accounts to work on.`);
}

async function listEqual(context: ModerateContext, commentId: string, order: Order): Promise<readonly CommentAction[]> {
  const actions = await context.store.comments.actions({ commentIds: [commentId], kinds: [order.kind] });
  return actions.filter(({ text }) => text === order.text);
}

function isOpen(state: CommentAction["state"]): boolean {
  return state === "planned" || state === "sending" || state === "unknown";
}

/** Instagram trims and may recompose what it stores. */
export function isSameText(one: string, other: string): boolean {
  const plain = (text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim();
  return plain(one) === plain(other);
}

function toDay(instant: string): string {
  return instant.slice(0, 10);
}
