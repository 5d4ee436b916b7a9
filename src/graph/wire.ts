// Values as the API sends them: everything optional. A bad value is read as absent and never spoils its neighbours.
import { z } from "zod";
import { parseStamp } from "../shared/index.ts";

const text = z.string().optional().catch(undefined);
const count = z.number().int().nonnegative().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
/** A moment that can be read, e.g. "2021-08-13T08:25:28+0000". */
const stamp = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T/)
  .refine((value) => !Number.isNaN(parseStamp(value)));

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
export const wire = { text, count, flag, stamp, profile } as const;

/** A `wire.stamp` as UTC ISO. */
export function toIsoInstant(value: string): string {
  return new Date(parseStamp(value)).toISOString();
}

const wireComment = z.object({
  id: z.string(),
  text: z.string().catch(""),
  timestamp: stamp,
  username: text,
  from: z.object({ id: text, username: text }).optional().catch(undefined),
  like_count: count,
  hidden: flag,
  parent_id: text,
  media: z.object({ id: z.string() }).optional().catch(undefined),
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
    createdAt: toIsoInstant(timestamp),
    hidden,
    likeCount: like_count,
  };
  return { comment, mediaId: media?.id, replies };
}
