// One comment or media by its id, as it is now, and whose it is.
import { type AccountRecord, COMMENTS_A_PAGE, type CommentRecord } from "../dataset/index.ts";
import {
  GraphError,
  type GraphReply,
  listCommentFields,
  placeComment,
  readComment,
  readComments,
  readEdge,
  readMedia,
} from "../graph/index.ts";
import { knowOwn, type MediaHead, type ModerateContext, type Thread } from "./context.ts";
import { ModerateError } from "./moderate-error.ts";
import { toMediaFields, toMediaHead } from "./wire.ts";

export interface FoundComment {
  readonly thread: Thread;
  /** The comment that was asked for: the thread's top or one of its replies. */
  readonly comment: CommentRecord;
}

export interface FoundMedia {
  readonly account: AccountRecord;
  readonly media: MediaHead;
}

/** Reads a comment with its thread: one call, two for a reply. Throws `MODERATE_NOT_FOUND`. */
export async function findComment(
  context: ModerateContext,
  accounts: readonly AccountRecord[],
  commentId: string,
  signal: AbortSignal,
): Promise<FoundComment> {
  refuseStrangeId(commentId, "comment");
  const [held] = await context.store.comments.threads({ commentIds: [commentId] });
  const known = accounts.find(({ accountId }) => accountId === held?.accountId);
  const about = `comment ${commentId}`;
  const answer = await askEach(
    context,
    accounts,
    known,
    commentId,
    `${listCommentFields(COMMENTS_A_PAGE)},media{id}`,
    about,
    signal,
  );
  const read = readComment(answer.reply.body);
  const mediaId = read?.mediaId ?? held?.mediaId;
  if (read === undefined || mediaId === undefined) throw notFound(about);
  const { account, media } = await findMedia(context, known === undefined ? accounts : [known], mediaId, signal);
  const place = { mediaId, accountId: account.accountId, takenAt: answer.reply.takenAt };
  const comment = placeComment(read, place);
  const toReplies = (part: unknown, parentId: string) =>
    readComments(readEdge(part, about)).map((reply) => placeComment(reply, { ...place, parentId }));
  if (comment.parentId === undefined) {
    const replies = toReplies(read.replies, comment.commentId);
    await context.store.comments.keep([comment, ...replies], []);
    return { thread: { account: await knowOwn(context.store, account), media, top: comment, replies }, comment };
  }
  const above = await askEach(
    context,
    accounts,
    account,
    comment.parentId,
    listCommentFields(COMMENTS_A_PAGE),
    about,
    signal,
  );
  const parent = readComment(above.reply.body);
  if (parent === undefined) throw notFound(about);
  const top = placeComment(parent, place);
  const siblings = toReplies(parent.replies, top.commentId);
  const replies = siblings.some(({ commentId: id }) => id === comment.commentId) ? siblings : [...siblings, comment];
  await context.store.comments.keep([top, ...replies], []);
  return { thread: { account: await knowOwn(context.store, account), media, top, replies }, comment };
}

/** What one command has asked already: several comments under one media ask for it once. */
const asked = new WeakMap<ModerateContext["graph"], Map<string, Promise<FoundMedia>>>();

/** A media of one of the accounts; from the dataset where it is held, else one call. Throws `MODERATE_NOT_FOUND`. */
export function findMedia(
  context: ModerateContext,
  accounts: readonly AccountRecord[],
  mediaId: string,
  signal: AbortSignal,
): Promise<FoundMedia> {
  const known = asked.get(context.graph) ?? new Map<string, Promise<FoundMedia>>();
  asked.set(context.graph, known);
  const found = known.get(mediaId) ?? readFoundMedia(context, accounts, mediaId, signal);
  known.set(mediaId, found);
  found.catch(() => known.delete(mediaId));
  return found;
}

async function readFoundMedia(
  context: ModerateContext,
  accounts: readonly AccountRecord[],
  mediaId: string,
  signal: AbortSignal,
): Promise<FoundMedia> {
  refuseStrangeId(mediaId, "media");
  const [held] = await context.store.comments.media([mediaId]);
  const known = accounts.find(({ accountId }) => accountId === held?.accountId);
  if (held !== undefined && known !== undefined) {
    const { mediaProductType, permalink, caption, publishedAt, isCommentEnabled } = held;
    return {
      account: known,
      media: { mediaId, productType: mediaProductType, permalink, caption, publishedAt, isCommentEnabled },
    };
  }
  const about = `media ${mediaId}`;
  const { reply } = await askEach(context, accounts, undefined, mediaId, `${toMediaFields()},owner{id}`, about, signal);
  const wire = readMedia(reply.body);
  if (wire === undefined) throw notFound(about);
  const account = accounts.find(
    ({ accountId, username }) =>
      accountId === wire.owner?.id || (wire.owner === undefined && username === wire.username),
  );
  if (account === undefined) {
    throw new ModerateError(
      "MODERATE_NOT_ALLOWED",
      `Could not work on ${about}: it belongs to none of your accounts${wire.username === undefined ? "" : `, but to @${wire.username}`}.`,
      "Instagram lets only the owner of a media moderate its comments.",
    );
  }
  return { account, media: toMediaHead(wire) };
}

/** Asks the connection that is known to reach it, else each in turn: to others the object does not exist. */
async function askEach(
  { graph }: ModerateContext,
  accounts: readonly AccountRecord[],
  known: AccountRecord | undefined,
  path: string,
  fields: string,
  about: string,
  signal: AbortSignal,
): Promise<{ readonly connection: string; readonly reply: GraphReply }> {
  const connections =
    known === undefined ? [...new Set(accounts.map(({ connection }) => connection))] : [known.connection];
  let last: unknown;
  for (const connection of connections) {
    try {
      return { connection, reply: await graph.send({ connection, path, params: { fields }, about }, signal) };
    } catch (error) {
      if (!(error instanceof GraphError) || error.code !== "GRAPH_GONE") throw error;
      last = error;
    }
  }
  throw notFound(about, last);
}

function notFound(about: string, cause?: unknown): ModerateError {
  return new ModerateError(
    "MODERATE_NOT_FOUND",
    `Could not find ${about}: it was deleted, or no connection reaches the account it belongs to.`,
    "See `gazette comments list` for ids, and `gazette accounts` for who is reachable.",
    cause,
  );
}

/** Ids go into the path of a request: nothing but digits does. */
function refuseStrangeId(id: string, what: string): void {
  if (/^\d{5,30}$/.test(id)) return;
  throw new ModerateError("MODERATE_NOT_FOUND", `"${id}" is no id of a ${what}: those are digits only.`);
}
