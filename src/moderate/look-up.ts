// What became of an action: found by reading, never by sending it again.
import {
  COMMENTS_A_PAGE,
  type CommentAction,
  type CommentRecord,
  learnSigns,
  type OwnAccount,
} from "../dataset/index.ts";
import {
  GraphError,
  type GraphRequest,
  listCommentFields,
  placeComment,
  readComments,
  readEdge,
  readKey,
  readOwnId,
  toListing,
  watchWalk,
} from "../graph/index.ts";
import { isOwn, knowOwn, type ModerateContext, mayBeOwn } from "./context.ts";
import { isSameText } from "./prepare.ts";

export type Finding =
  | { readonly kind: "arrived"; readonly resultId?: string | undefined; readonly answer: string }
  | { readonly kind: "not-there" }
  /** What it was about is gone: it can neither have arrived nor be sent again. */
  | { readonly kind: "gone"; readonly answer: string }
  /** Reading does not tell: neither may it be sent again nor called done. */
  | { readonly kind: "undecided"; readonly answer: string };

/** Clocks of two machines may differ; whatever of ours is older than this was there before. */
const MARGIN_MS = 24 * 3_600_000;

export async function lookUp(
  context: ModerateContext,
  action: CommentAction,
  account: OwnAccount,
  signal: AbortSignal,
): Promise<Finding> {
  const { kind, commentId = "", mediaId } = action;
  if (kind === "reply" || kind === "create") return findText(context, action, account, signal);
  const isOfMedia = kind === "open" || kind === "close";
  const [path, fields] = isOfMedia ? [mediaId, "id,is_comment_enabled"] : [commentId, "id,hidden"];
  const body = await readNode(context, action, path, fields, signal);
  if (body === undefined) {
    const gone = await confirmGone(context, action, signal);
    return kind === "delete" && gone.kind === "gone" ? { kind: "arrived", answer: "no longer there" } : gone;
  }
  if (kind === "delete") return { kind: "not-there" };
  const isAsWanted = isOfMedia ? body.is_comment_enabled === (kind === "open") : body.hidden === (kind === "hide");
  return isAsWanted ? { kind: "arrived", answer: "read back" } : { kind: "not-there" };
}

/**
 * "Does not exist" may be a throttle or a lost role in disguise (CONTRACT §8, 100/33). It is believed of a comment when its
 * media's comments are shown as far back as it stood and do not hold it, and of a media when its account is shown.
 */
export async function confirmGone(
  context: ModerateContext,
  action: CommentAction,
  signal: AbortSignal,
): Promise<Extract<Finding, { kind: "gone" | "undecided" }>> {
  if (action.commentId !== undefined) {
    const found = await findListed(context, action, action.commentId, signal);
    if (found === "absent") return { kind: "gone", answer: "the comment is no longer there" };
    if (found === "listed") {
      return { kind: "undecided", answer: "the API says that the comment does not exist, and lists it" };
    }
    if (found === "untold") {
      return { kind: "undecided", answer: "the API does not show all comments among which it stood" };
    }
  }
  if ((await readNode(context, action, action.accountId, "id", signal)) !== undefined) {
    return { kind: "gone", answer: "the media is no longer there" };
  }
  return { kind: "undecided", answer: "the API shows nothing of this account: a lost role or a throttle may be why" };
}

/** Whether the media's comments hold this one; undefined when the API says that the media does not exist. */
async function findListed(
  { graph, store }: ModerateContext,
  { connection, accountId, mediaId }: CommentAction,
  commentId: string,
  signal: AbortSignal,
): Promise<"listed" | "absent" | "untold" | undefined> {
  const about = `the comments of media ${mediaId}`;
  // Its thread's first; comments come newest first (CONTRACT §2.5).
  const [top] = await store.comments.threads({ commentIds: [commentId] });
  const mayBeReply = top?.commentId !== commentId;
  const walk = watchWalk(about);
  let hasUntold = false;
  for (let after: string | undefined; ; ) {
    const fields = `id,text,timestamp,replies.limit(${COMMENTS_A_PAGE}){id}`;
    const params = { fields, limit: String(COMMENTS_A_PAGE), ...(after === undefined ? {} : { after }) };
    const body = await ask(graph, { connection, accountId, path: `${mediaId}/comments`, params, about }, signal);
    if (body === undefined) return after === undefined ? undefined : "untold";
    const page = toListing(body, about);
    if (JSON.stringify(page.data).includes(`"${commentId}"`)) return "listed";
    // What has no readable id may be the one.
    hasUntold ||= page.data.some((item) => readOwnId(item) === undefined);
    hasUntold ||= mayBeReply && page.data.some((item) => hasMoreReplies(item, about));
    const isPast = top !== undefined && readComments(page).some(({ comment }) => comment.createdAt < top.createdAt);
    if (isPast || (page.after === undefined && page.isCut !== true)) return hasUntold ? "untold" : "absent";
    if (walk.take(page) !== undefined) return "untold";
    after = page.after;
  }
}

function hasMoreReplies(comment: unknown, about: string): boolean {
  const { after, isCut } = readEdge(readKey(comment, "replies"), about);
  return after !== undefined || isCut === true;
}

/** Comments with the action's text that are there now and not known to be somebody else's: taken before it is sent. */
export async function listTwins(
  context: ModerateContext,
  action: CommentAction,
  account: OwnAccount,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const walk = await walkTwins(context, action, account, signal);
  return walk?.twins.map(({ commentId }) => commentId) ?? [];
}

async function findText(
  context: ModerateContext,
  action: CommentAction,
  account: OwnAccount,
  signal: AbortSignal,
): Promise<Finding> {
  const walk = await walkTwins(context, action, account, signal);
  if (walk === undefined) return confirmGone(context, action, signal);
  // Another action of ours may have written the same words there.
  const taken = new Set([...action.knownIds, ...(walk.account.commentIds ?? [])]);
  const fresh = walk.twins.filter(({ commentId }) => !taken.has(commentId));
  const own = fresh.find((twin) => isOwn(twin, walk.account));
  if (own !== undefined) return { kind: "arrived", resultId: own.commentId, answer: "read back" };
  if (fresh.length > 0) {
    return { kind: "undecided", answer: "this text stands there, and the API does not tell who wrote it" };
  }
  return walk.endless === undefined ? { kind: "not-there" } : { kind: "undecided", answer: walk.endless.message };
}

interface Twins {
  /** The account with what the walk taught of it. */
  readonly account: OwnAccount;
  readonly twins: readonly CommentRecord[];
  /** Why the walk stopped before its end. */
  readonly endless?: GraphError | undefined;
}

/** Undefined when the API says that what it would stand under does not exist. */
async function walkTwins(
  { graph, clock, store }: ModerateContext,
  action: CommentAction,
  account: OwnAccount,
  signal: AbortSignal,
): Promise<Twins | undefined> {
  const { kind, connection, accountId, mediaId, commentId, text = "" } = action;
  const about = `what @${account.username} wrote`;
  const path = kind === "reply" ? `${commentId}/replies` : `${mediaId}/comments`;
  const oldest = new Date(Date.parse(action.sentAt ?? clock.now().toISOString()) - MARGIN_MS).toISOString();
  const comments: CommentRecord[] = [];
  const walk = watchWalk(about);
  let endless: GraphError | undefined;
  for (let after: string | undefined, hasMore = true; hasMore; ) {
    const params = {
      fields: listCommentFields(),
      limit: String(COMMENTS_A_PAGE),
      ...(after === undefined ? {} : { after }),
    };
    const body = await ask(graph, { connection, accountId, path, params, about }, signal);
    if (body === undefined) return undefined;
    const page = toListing(body, about);
    const read = readComments(page).map((one) => placeComment(one, { mediaId, accountId, takenAt: "" }));
    comments.push(...read);
    // New comments stand at the front of a media, replies at the end of theirs (CONTRACT §2.5).
    const isPast = kind === "create" && read.some(({ createdAt }) => createdAt < oldest);
    endless = isPast ? undefined : walk.take(page);
    hasMore = page.after !== undefined && !isPast && endless === undefined;
    after = page.after;
  }
  const known = learnSigns(await knowOwn(store, account), comments);
  const twins = comments.filter((one) => mayBeOwn(one, known) && isSameText(one.text, text));
  return { account: known, twins, endless };
}

function readNode(
  { graph }: ModerateContext,
  { connection, accountId }: CommentAction,
  path: string,
  fields: string,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  return ask(graph, { connection, accountId, path, params: { fields }, about: path }, signal);
}

/** Undefined when the API says that it does not exist. */
async function ask(
  graph: ModerateContext["graph"],
  request: GraphRequest,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const { body } = await graph.send(request, signal);
    return body as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (error instanceof GraphError && error.code === "GRAPH_GONE") return undefined;
    throw error;
  }
}
