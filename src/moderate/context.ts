// What this wing needs of the house, and the words it shares.
import {
  type AccountRecord,
  type CommentRecord,
  judgeAuthor,
  type Named,
  type OwnAccount,
  type OwnSigns,
  waitsForAnswer,
} from "../dataset/index.ts";
import type { Graph } from "../graph/index.ts";
import type { Clock } from "../shared/index.ts";
import type { Store } from "../store/index.ts";

export interface ModerateContext {
  readonly graph: Graph;
  readonly store: Store;
  readonly clock: Clock;
}

/** The media a thread hangs under, as far as moderation needs it. */
export interface MediaHead {
  readonly mediaId: string;
  readonly productType?: string | undefined;
  readonly permalink?: string | undefined;
  readonly caption?: string | undefined;
  readonly publishedAt?: string | undefined;
  readonly isCommentEnabled?: boolean | undefined;
}

/** A comment with what was written under it, oldest reply first. */
export interface Thread {
  readonly account: OwnAccount & Named & Pick<AccountRecord, "connection">;
  readonly media: MediaHead;
  readonly top: CommentRecord;
  readonly replies: readonly CommentRecord[];
}

/** What a media's counter said against what came. */
export interface CountMismatch {
  readonly accountId: string;
  readonly username: string;
  readonly mediaId: string;
  readonly permalink?: string | undefined;
  readonly counted: number;
  readonly returned: number;
}

/** Whether the account wrote it, by any sign there is. */
export function isOwn(comment: CommentRecord, account: OwnAccount): boolean {
  return judgeAuthor(comment, account) === "own";
}

/** The account wrote it, or nothing tells who did. */
export function mayBeOwn(comment: CommentRecord, account: OwnAccount): boolean {
  return judgeAuthor(comment, account) !== "other";
}

/** The account with what the dataset tells of its own comments. */
export async function knowOwn<A extends OwnAccount>(store: Store, account: A): Promise<A & OwnSigns> {
  const signs = (await store.comments.ownSigns([account.accountId])).get(account.accountId);
  return { ...account, authorIds: signs?.authorIds ?? [], commentIds: signs?.commentIds ?? new Set() };
}

export function isUnanswered({ account, top, replies }: Thread): boolean {
  return waitsForAnswer(top, replies, account);
}

/** Top comments with their replies, newest first; a reply whose top is not at hand stands for itself. */
export function toThreads(
  comments: readonly CommentRecord[],
  toHead: (comment: CommentRecord) => Pick<Thread, "account" | "media"> | undefined,
): readonly Thread[] {
  const ids = new Set(comments.map(({ commentId }) => commentId));
  const isTop = ({ parentId }: CommentRecord) => parentId === undefined || !ids.has(parentId);
  const replies = Map.groupBy(
    comments.filter((comment) => !isTop(comment)),
    ({ parentId }) => parentId,
  );
  return comments
    .filter(isTop)
    .flatMap((top) => {
      const head = toHead(top);
      const below = (replies.get(top.commentId) ?? []).toSorted((a, b) => byTime(a, b));
      return head === undefined ? [] : [{ ...head, top, replies: below }];
    })
    .toSorted((a, b) => byTime(b.top, a.top));
}

function byTime(a: CommentRecord, b: CommentRecord): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  return a.commentId < b.commentId ? -1 : 1;
}
