// Comments as they are now: one call covers a page of media with their comments and replies; only what did not fit
// into the nested pages is asked for apart, newest first, fifty at a time (CONTRACT §2.5).
import { type AccountRecord, COMMENTS_A_PAGE, type CommentRecord, type CommentWalk } from "../dataset/index.ts";
import {
  GraphError,
  type GraphReply,
  listCommentFields,
  placeComment,
  type ReadMedia,
  readComments,
  readEdge,
  readMedia,
  toListing,
  watchWalk,
} from "../graph/index.ts";
import {
  type CountMismatch,
  knowOwn,
  type MediaHead,
  type ModerateContext,
  type Thread,
  toThreads,
} from "./context.ts";
import { toMediaFields, toMediaHead } from "./wire.ts";

/** Media a page at first; halved when the API finds the answer too big (CONTRACT §5.5). */
const MEDIA_A_PAGE = 50;

type Account = Pick<AccountRecord, "accountId" | "username" | "connection">;

export interface LiveReading {
  readonly threads: readonly Thread[];
  readonly mismatches: readonly CountMismatch[];
  /** Why listings were not read to their end, a sentence each; what came before is in `threads`. */
  readonly cutShort: readonly string[];
}

export interface LiveWindow {
  /** Media published before are not looked at: the API lists media, not comments, by time. UTC ISO 8601. */
  readonly mediaSince: string;
  /** Comments written before need not be read; UTC ISO 8601. */
  readonly since?: string | undefined;
}

/** Every comment under an account's recent media. What was read is kept in the dataset before it is returned. */
export async function readAccountComments(
  context: ModerateContext,
  account: Account,
  window: LiveWindow,
  signal: AbortSignal,
): Promise<LiveReading> {
  const about = `the comments of @${account.username}`;
  const size = { media: MEDIA_A_PAGE, comments: COMMENTS_A_PAGE };
  const walk = watchWalk(about);
  const readings: LiveReading[] = [];
  let end: GraphError | undefined;
  const mediaSince = Math.floor(Date.parse(window.mediaSince) / 1000);
  for (let after: string | undefined, more = true; more; ) {
    const startedAt = context.clock.now().toISOString();
    let reply: GraphReply;
    try {
      reply = await context.graph.send(
        {
          connection: account.connection,
          accountId: account.accountId,
          path: `${account.accountId}/media`,
          params: {
            fields: toMediaFields(size.comments),
            limit: String(size.media),
            since: String(mediaSince),
            ...(after === undefined ? {} : { after }),
          },
          about,
          narrowable: size.media > 1 || size.comments > 1,
        },
        signal,
      );
    } catch (error) {
      if (!(error instanceof GraphError) || error.recovery !== "narrow" || !narrow(size)) throw error;
      continue;
    }
    const page = toListing(reply.body, about);
    const media = page.data.flatMap((item) => readMedia(item) ?? []);
    for (const wire of media) {
      if (isOlder(wire, mediaSince)) continue;
      readings.push(
        await readMediaComments(context, account, wire, { startedAt, takenAt: reply.takenAt, ...window }, signal),
      );
    }
    // A server that ignores `since` must not make us walk on.
    const isPast = media.some((wire) => isOlder(wire, mediaSince));
    end = isPast ? undefined : walk.take(page);
    after = page.after;
    more = after !== undefined && !isPast && end === undefined;
  }
  return withOwn(context, account, {
    threads: readings.flatMap(({ threads }) => threads),
    mismatches: readings.flatMap(({ mismatches }) => mismatches),
    cutShort: [...readings.flatMap(({ cutShort }) => cutShort), ...(end === undefined ? [] : [end.message])],
  });
}

/** Threads whose account is known by every sign the dataset has now, with what was just read in it. */
async function withOwn({ store }: ModerateContext, account: Account, reading: LiveReading): Promise<LiveReading> {
  const known = await knowOwn(store, account);
  return { ...reading, threads: reading.threads.map((thread) => ({ ...thread, account: known })) };
}

/** Every comment under one media, one call and its further pages. */
export async function readOneMedia(
  context: ModerateContext,
  account: Account,
  mediaId: string,
  since: string | undefined,
  signal: AbortSignal,
): Promise<LiveReading> {
  const startedAt = context.clock.now().toISOString();
  const { body, takenAt } = await context.graph.send(
    {
      connection: account.connection,
      accountId: account.accountId,
      path: mediaId,
      params: { fields: toMediaFields(COMMENTS_A_PAGE) },
      about: `the comments of media ${mediaId}`,
    },
    signal,
  );
  const wire = readMedia(body);
  if (wire === undefined) return { threads: [], mismatches: [], cutShort: [] };
  return withOwn(
    context,
    account,
    await readMediaComments(context, account, wire, { startedAt, takenAt, since }, signal),
  );
}

interface Reading {
  readonly startedAt: string;
  readonly takenAt: string;
  readonly since?: string | undefined;
}

async function readMediaComments(
  context: ModerateContext,
  account: Account,
  wire: ReadMedia,
  reading: Reading,
  signal: AbortSignal,
): Promise<LiveReading> {
  const media = toMediaHead(wire);
  const { comments, isWhole, cutShort } = await walkComments(context, account, wire, reading, signal);
  const walk: CommentWalk = {
    mediaId: wire.id,
    accountId: account.accountId,
    startedAt: reading.startedAt,
    walkedAt: reading.takenAt,
    counted: wire.comments_count,
    returned: comments.length,
    isWhole,
    permalink: media.permalink,
    caption: media.caption,
  };
  await context.store.comments.keep(comments, [walk]);
  return {
    threads: toThreads(comments, () => ({ account, media })),
    mismatches: isWhole ? toMismatches(account, media, wire.comments_count, comments.length) : [],
    cutShort,
  };
}

async function walkComments(
  { graph }: ModerateContext,
  { accountId, connection }: Account,
  { id: mediaId, comments: nested, comments_count: counted }: ReadMedia,
  { takenAt, since }: Reading,
  signal: AbortSignal,
): Promise<{
  readonly comments: readonly CommentRecord[];
  readonly isWhole: boolean;
  readonly cutShort: readonly string[];
}> {
  const comments: CommentRecord[] = [];
  const cutShort: string[] = [];
  let isPast = false;
  const about = `the comments of media ${mediaId}`;
  const askOn = async (path: string, fields: string, after: string) =>
    graph.send(
      { connection, accountId, path, params: { fields, limit: String(COMMENTS_A_PAGE), after }, about },
      signal,
    );

  const walk = watchWalk(about, counted);
  let stamp = takenAt;
  for (let page = readEdge(nested, about); ; ) {
    for (const top of readComments(page)) {
      const place = { mediaId, accountId, takenAt: stamp };
      comments.push(placeComment(top, place));
      let below = readEdge(top.replies, about);
      for (const replies = watchWalk(about, counted); ; ) {
        const { commentId: parentId } = top.comment;
        comments.push(...readComments(below).map((reply) => placeComment(reply, { ...place, parentId })));
        const end = replies.take(below);
        if (end !== undefined) cutShort.push(end.message);
        if (below.after === undefined || end !== undefined) break;
        below = toListing(
          (await askOn(`${top.comment.commentId}/replies`, listCommentFields(), below.after)).body,
          about,
        );
      }
    }
    const oldest = comments.findLast(({ parentId }) => parentId === undefined);
    isPast = page.after !== undefined && since !== undefined && oldest !== undefined && oldest.createdAt < since;
    const end = isPast ? undefined : walk.take(page);
    if (end !== undefined) cutShort.push(end.message);
    if (page.after === undefined || isPast || end !== undefined) break;
    const reply = await askOn(`${mediaId}/comments`, listCommentFields(COMMENTS_A_PAGE), page.after);
    stamp = reply.takenAt;
    page = toListing(reply.body, about);
  }
  const distinct = [...new Map(comments.map((comment) => [comment.commentId, comment])).values()];
  return { comments: distinct, isWhole: !isPast && cutShort.length === 0, cutShort };
}

/**
 * Like with like: the counter holds replies too (CONTRACT §13.8). Fewer than counted: restricted users, age-gated media
 * and comments on ads are counted and never returned (CONTRACT §2.5).
 */
export function toMismatches(
  { accountId, username }: Pick<AccountRecord, "accountId" | "username">,
  { mediaId, permalink }: MediaHead,
  counted: number | undefined,
  returned: number,
): readonly CountMismatch[] {
  if (counted === undefined || counted <= returned) return [];
  return [{ accountId, username, mediaId, permalink, counted, returned }];
}

/** Makes the next try smaller; false when it cannot be. */
function narrow(size: { media: number; comments: number }): boolean {
  if (size.media > 1) size.media = Math.ceil(size.media / 2);
  else if (size.comments > 1) size.comments = Math.ceil(size.comments / 2);
  else return false;
  return true;
}

function isOlder({ timestamp }: ReadMedia, since: number): boolean {
  return timestamp !== undefined && Date.parse(timestamp) / 1000 < since;
}
