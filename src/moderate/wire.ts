// Comments and media as the API sends them (CONTRACT §2.5). One bad value is read as absent.
import { z } from "zod";
import type { CommentRecord } from "../dataset/index.ts";
import { type Listing, toListing } from "../graph/index.ts";
import type { MediaHead } from "./house.ts";

const text = z.string().optional().catch(undefined);
const count = z.number().int().nonnegative().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
const stamp = z
  .string()
  .refine((value) => /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(toColon(value))));

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
export type WireComment = z.infer<typeof wireComment>;

const wireMedia = z.object({
  id: z.string(),
  media_product_type: text,
  permalink: text,
  caption: text,
  timestamp: stamp.optional().catch(undefined),
  comments_count: count,
  is_comment_enabled: flag,
  username: text,
  owner: z.object({ id: z.string() }).optional().catch(undefined),
  comments: z.unknown().optional(),
});
export type WireMedia = z.infer<typeof wireMedia>;

const OWN_FIELDS = "id,text,timestamp,username,from{id,username},like_count,hidden,parent_id";
/** Most comments a page holds (CONTRACT §2.5). */
export const COMMENTS_A_PAGE = 50;

/** The fields of one comment with its replies. */
export function toCommentFields(pageSize: number): string {
  return `${OWN_FIELDS},replies.limit(${pageSize}){${OWN_FIELDS}}`;
}

export const REPLY_FIELDS = OWN_FIELDS;

/** The fields of a media; `pageSize` nests its comments, which cost no further call (CONTRACT §13.8). */
export function toMediaFields(pageSize?: number): string {
  const own = "id,media_product_type,permalink,caption,timestamp,comments_count,is_comment_enabled,username";
  return pageSize === undefined ? own : `${own},comments.limit(${pageSize}){${toCommentFields(pageSize)}}`;
}

export function readComment(item: unknown): WireComment | undefined {
  const read = wireComment.safeParse(item);
  return read.success ? read.data : undefined;
}

export function readMedia(item: unknown): WireMedia | undefined {
  const read = wireMedia.safeParse(item);
  return read.success ? read.data : undefined;
}

/** A nested edge; one that was left out is empty (CONTRACT §5.1). */
export function readEdge(part: unknown, about: string): Listing {
  return part === undefined ? { data: [] } : toListing(part, about);
}

export function toCommentRecord(
  wire: WireComment,
  place: {
    readonly mediaId: string;
    readonly accountId: string;
    readonly takenAt: string;
    readonly parentId?: string | undefined;
  },
): CommentRecord {
  return {
    commentId: wire.id,
    mediaId: place.mediaId,
    accountId: place.accountId,
    parentId: wire.parent_id ?? place.parentId,
    username: wire.username ?? wire.from?.username,
    authorId: wire.from?.id,
    text: wire.text,
    createdAt: new Date(toColon(wire.timestamp)).toISOString(),
    hidden: wire.hidden,
    likeCount: wire.like_count,
    takenAt: place.takenAt,
  };
}

export function toMediaHead(wire: WireMedia): MediaHead {
  return {
    mediaId: wire.id,
    productType: wire.media_product_type,
    permalink: wire.permalink,
    caption: wire.caption,
    publishedAt: wire.timestamp === undefined ? undefined : new Date(toColon(wire.timestamp)).toISOString(),
    isCommentEnabled: wire.is_comment_enabled,
  };
}

/** "2021-08-13T08:25:28+0000" has an offset without a colon (CONTRACT §2.3). */
function toColon(timestamp: string): string {
  return timestamp.replace(/([+-]\d{2})(\d{2})$/, "$1:$2");
}
