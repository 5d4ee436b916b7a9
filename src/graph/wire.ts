// Values as the API sends them: everything optional. A bad value is read as absent and never spoils its neighbours.
import { z } from "zod";
import type { CommentRecord } from "../dataset/index.ts";
import { parseStamp } from "../shared/index.ts";

/** A number, also where it stands as its digits; undefined for anything else. */
export function readNumber(value: unknown): number | undefined {
  const number = typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** What stands under a key of anything that was answered; undefined where there is no such thing. */
export function readKey(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** An id is text; a number is one where no digit of it can have been lost. */
export function readId(value: unknown): string | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The id of an entry; what has none tells nothing. */
export function readOwnId(item: unknown): string | undefined {
  return readId(readKey(item, "id"));
}

/** A moment as UTC ISO 8601, e.g. of "2021-08-13T08:25:28+0000" or of Unix seconds; undefined where it cannot be read. */
export function readStamp(value: unknown): string | undefined {
  const seconds = readNumber(value);
  if (seconds !== undefined) {
    return seconds >= OLDEST_UNIX && seconds < NEWEST_UNIX ? new Date(seconds * 1000).toISOString() : undefined;
  }
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return undefined;
  const ms = parseStamp(value);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** 2001 to 2286: nothing on Instagram is older, and milliseconds are none of it. */
const OLDEST_UNIX = 1e9;
const NEWEST_UNIX = 1e10;

const text = z.string().optional().catch(undefined);
const count = z.preprocess(readNumber, z.number().int().min(0).max(1e12).optional()).catch(undefined);
const flag = z
  .preprocess((value) => (value === "true" ? true : value === "false" ? false : value), z.boolean().optional())
  .catch(undefined);
const id = z.preprocess(readId, z.string());
const stamp = z.preprocess(readStamp, z.string());

const wireProfile = z.object({
  id: id.optional().catch(undefined),
  username: text,
  name: text,
  biography: text,
  website: text,
  profile_picture_url: text,
  followers_count: count,
  follows_count: count,
  media_count: count,
});

/** An account's own fields (CONTRACT §2.1). */
export type ReadProfile = z.infer<typeof wireProfile>;

/** Undefined for what is no node. */
export function readProfile(item: unknown): ReadProfile | undefined {
  return wireProfile.safeParse(item).data;
}

/** Schemas for what else is read from an answer. */
export const wire = { id, text } as const;

const wireMedia = z.object({
  id,
  caption: text,
  media_type: text,
  media_product_type: text,
  permalink: text,
  shortcode: text,
  timestamp: stamp.optional().catch(undefined),
  like_count: count,
  comments_count: count,
  is_comment_enabled: flag,
  media_url: text,
  thumbnail_url: text,
  username: text,
  owner: z.object({ id }).optional().catch(undefined),
  insights: z.unknown().optional(),
  navigation: z.unknown().optional(),
  comments: z.unknown().optional(),
});

/** A post or story as CONTRACT §2.3 tells it; nested edges as they came. */
export type ReadMedia = z.infer<typeof wireMedia>;

/** Undefined for what has no id. */
export function readMedia(item: unknown): ReadMedia | undefined {
  return wireMedia.safeParse(item).data;
}

const wireComment = z.object({
  id,
  text: z.string().catch(""),
  timestamp: stamp,
  username: text,
  from: z
    .object({ id: id.optional().catch(undefined), username: text })
    .optional()
    .catch(undefined),
  like_count: count,
  hidden: flag,
  parent_id: id.optional().catch(undefined),
  media: z.object({ id }).optional().catch(undefined),
  replies: z.unknown().optional(),
});

/** Where a comment was found, and when. */
type Place = Pick<CommentRecord, "mediaId" | "accountId" | "takenAt">;

/** A comment by itself; where it stands is known to whoever asked. */
export interface ReadComment {
  readonly comment: Omit<CommentRecord, keyof Place>;
  /** Told only when the comment was asked for by its id. */
  readonly mediaId: string | undefined;
  /** The nested edge as it came. */
  readonly replies: unknown;
}

/** A comment as CONTRACT §2.5 tells it; undefined for what is none. */
export function readComment(item: unknown): ReadComment | undefined {
  const read = wireComment.safeParse(item);
  if (!read.success) return undefined;
  const { id, text: words, timestamp, username, from, like_count, hidden, parent_id, media, replies } = read.data;
  const comment = {
    commentId: id,
    parentId: parent_id,
    username: username ?? from?.username,
    authorId: from?.id,
    text: words,
    createdAt: timestamp,
    hidden,
    likeCount: like_count,
  };
  return { comment, mediaId: media?.id, replies };
}

/** A comment where it was found; `parentId` for a reply that does not tell its own. */
export function placeComment({ comment }: ReadComment, place: Place & Pick<CommentRecord, "parentId">): CommentRecord {
  return { ...comment, ...place, parentId: comment.parentId ?? place.parentId };
}
