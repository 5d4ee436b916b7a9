// Comments as the dataset holds them; spends no call.
import type { AccountRecord } from "../dataset/index.ts";
import type { CommentQuery, Store } from "../store/index.ts";
import { type CountMismatch, type MediaHead, type Thread, toThreads } from "./context.ts";
import { toMismatches } from "./read-live.ts";

export interface HeldReading {
  readonly threads: readonly Thread[];
  readonly mismatches: readonly CountMismatch[];
  /** Accounts none of whose comments were ever read, only counted. */
  readonly onlyCounted: readonly AccountRecord[];
}

/** Threads with a comment that fits the query, of these accounts; newest first. */
export async function readHeldComments(
  store: Store,
  accounts: readonly AccountRecord[],
  query: Omit<CommentQuery, "accountIds">,
): Promise<HeldReading> {
  const accountIds = [...new Set(accounts.map(({ accountId }) => accountId))];
  const signs = await store.comments.ownSigns(accountIds);
  const byId = new Map(accounts.map((account) => [account.accountId, { ...account, ...signs.get(account.accountId) }]));
  const comments = await store.comments.threads({ ...query, accountIds });
  const walks = await store.comments.walks(accountIds);
  const mediaIds = [...new Set([...comments, ...walks].map(({ mediaId }) => mediaId))];
  const media = new Map((await store.comments.media(mediaIds)).map((one) => [one.mediaId, one]));
  const toHead = (mediaId: string): MediaHead => {
    const held = media.get(mediaId);
    if (held === undefined) {
      const walk = walks.find((one) => one.mediaId === mediaId);
      return { mediaId, permalink: walk?.permalink, caption: walk?.caption };
    }
    const { mediaProductType, permalink, caption, publishedAt, isCommentEnabled } = held;
    return { mediaId, productType: mediaProductType, permalink, caption, publishedAt, isCommentEnabled };
  };
  const walked = new Set(walks.map(({ accountId }) => accountId));
  return {
    threads: toThreads(comments, ({ accountId, mediaId }) => {
      const account = byId.get(accountId);
      return account === undefined ? undefined : { account, media: toHead(mediaId) };
    }),
    mismatches: walks.flatMap(({ accountId, mediaId, counted, returned, isWhole }) => {
      const account = byId.get(accountId);
      const isAsked = query.mediaIds === undefined || query.mediaIds.includes(mediaId);
      return account === undefined || !isWhole || !isAsked
        ? []
        : toMismatches(account, toHead(mediaId), counted, returned);
    }),
    onlyCounted: accounts.filter(({ accountId }) => !walked.has(accountId)),
  };
}
