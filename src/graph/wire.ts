// Values as the API sends them: everything optional. A bad value is read as absent and never spoils its neighbours.
import { z } from "zod";
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

const profile = {
  username: text,
  name: text,
  biography: text,
  website: text,
  profile_picture_url: text,
  followers_count: count,
  follows_count: count,
  media_count: count,
};

/** Schemas for what is read from an answer; `profile` is the shape of an account's own fields (CONTRACT §2.1). */
export const wire = { id, text, count, flag, stamp, profile } as const;

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

/** A comment by itself; where it stands is known to whoever asked. */
export interface ReadComment {
  readonly comment: {
    readonly commentId: string;
    readonly parentId: string | undefined;
    readonly username: string | undefined;
    readonly authorId: string | undefined;
    readonly text: string;
    /** UTC ISO. */
    readonly createdAt: string;
    readonly hidden: boolean | undefined;
    readonly likeCount: number | undefined;
  };
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
