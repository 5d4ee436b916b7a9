// Comments under a post. The public's are a function of seed and time; what clients create, hide, delete or close is
// kept in a `Moderation`, the only thing in the stand-in that remembers.

import { toCommentText, toCustomer, toReplyText } from "./captions.ts";
import type { Account } from "./cast.ts";
import { type Post, parseMediaId, readGrown, toAgeOfShare, toMediaId } from "./posts.ts";
import { toHash, toUnit } from "./random.ts";

export interface Comment {
  readonly id: string;
  readonly mediaId: string;
  readonly text: string;
  readonly postedAt: number;
  readonly from: { readonly id: string; readonly username: string };
  /** null: top level. */
  readonly parentId: string | null;
  readonly likeCount: number;
  readonly isHidden: boolean;
  readonly isOwn: boolean;
}

export interface Moderation {
  readonly created: Map<string, Comment>;
  readonly hidden: Map<string, boolean>;
  readonly deletedComments: Set<string>;
  readonly deletedMedia: Set<string>;
  /** Posts that appeared while somebody was reading, newest first. */
  readonly addedMedia: Post[];
  /** Media whose comments were switched on or off. */
  readonly commentsEnabled: Map<string, boolean>;
}

export function createModeration(): Moderation {
  return {
    created: new Map(),
    hidden: new Map(),
    deletedComments: new Set(),
    deletedMedia: new Set(),
    addedMedia: [],
    commentsEnabled: new Map(),
  };
}

const CREATED = 900;

/** Every comment and reply of a post that exists at `nowMs`, oldest first. */
export function listComments(post: Post, moderation: Moderation, nowMs: number): readonly Comment[] {
  const generated = Array.from({ length: readGrown(post, "comments", nowMs) }, (_, nth) =>
    createComment(post, nth, moderation),
  );
  const written = [...moderation.created.values()].filter(
    (comment) => comment.mediaId === post.id && comment.postedAt <= nowMs,
  );
  const gone = moderation.deletedComments;
  return [...generated, ...written]
    .filter(({ id, parentId }) => !gone.has(id) && (parentId === null || !gone.has(parentId)))
    .map((comment) => ({ ...comment, isHidden: moderation.hidden.get(comment.id) ?? comment.isHidden }))
    .sort((a, b) => a.postedAt - b.postedAt || a.id.localeCompare(b.id));
}

/** How many `listComments` would give, without making them where nobody moderated. */
export function countComments(post: Post, moderation: Moderation, nowMs: number): number {
  const isUntouched = moderation.created.size === 0 && moderation.deletedComments.size === 0;
  return isUntouched ? readGrown(post, "comments", nowMs) : listComments(post, moderation, nowMs).length;
}

/** The id of the media a comment id belongs to; null for an id that is none of ours. */
export function toMediaIdOfComment(id: string, moderation: Moderation): string | null {
  const written = moderation.created.get(id);
  if (written !== undefined) return written.mediaId;
  const parts = /^178(\d{5})(\d{5})(\d)(\d{3})$/.exec(id);
  if (parts === null || id.startsWith("178414")) return null;
  return toMediaId(Number(parts[1]), "post", Number(parts[2]), Number(parts[3]));
}

/** The id the next written comment of this post gets. */
export function toWrittenCommentId(post: Post, moderation: Moderation): string {
  return toCommentId(
    post,
    CREATED + ([...moderation.created.values()].filter(({ mediaId }) => mediaId === post.id).length % 100),
  );
}

function createComment(post: Post, nth: number, moderation: Moderation): Comment {
  const { account } = post;
  const parts = [account.seed, post.id, nth] as const;
  const parent = toParent(post, nth);
  const isOwn = parent !== null && toUnit("own", ...parts) < 0.7;
  const id = toCommentId(post, nth);
  const replyTo = parent === null ? "" : `@${toCustomer(account.seed, post.id, parent).username} `;
  // The same grain of slack as in `readGrown`: without it the last comment would come long after it was counted.
  const age = toAgeOfShare(post, (nth + 1 - 1e-9) / Math.max(1, post.totals.comments));
  return {
    id,
    mediaId: post.id,
    text: parent === null ? toCommentText(...parts) : `${replyTo}${toReplyText(...parts)}`,
    postedAt: post.postedAt + Math.floor(age / 1000) * 1000,
    from: isOwn ? toOwner(account) : toCustomer(...parts),
    parentId: parent === null ? null : toCommentId(post, parent),
    likeCount: toHash("likes", ...parts) % 6,
    isHidden: moderation.hidden.get(id) ?? (!isOwn && toUnit("hidden", ...parts) < 0.04),
    isOwn,
  };
}

/** About every fourth comment answers one of the top-level ones just before it. */
function toParent(post: Post, nth: number): number | null {
  if (nth === 0 || !isReply(post, nth)) return null;
  for (let earlier = nth - 1; earlier >= 0; earlier -= 1) if (!isReply(post, earlier)) return earlier;
  return null;
}

const isReply = (post: Post, nth: number): boolean =>
  nth > 0 && toUnit(post.account.seed, "reply", post.id, nth) < 0.25;

export function toOwner(account: Account): { readonly id: string; readonly username: string } {
  return { id: account.id, username: account.username };
}

/** 17 digits: "178", account, day, slot, number. Accounts beyond the first 41,000 would meet the account ids' prefix. */
function toCommentId(post: Post, nth: number): string {
  const address = parseMediaId(post.id);
  if (address === null) throw new Error(`${post.id} is no media id`);
  const digits = (value: number, length: number) => String(value).padStart(length, "0");
  return `178${digits(address.accountIndex, 5)}${digits(address.day, 5)}${address.slot}${digits(nth, 3)}`;
}
