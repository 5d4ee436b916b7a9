// Comments and media as the API sends them (CONTRACT §2.5). One bad value is read as absent.
import { z } from "zod";
import type { CommentRecord } from "../dataset/index.ts";
import { type ReadComment, wire } from "../graph/index.ts";
import type { MediaHead } from "./context.ts";

const { id, text, count, flag, stamp } = wire;

const wireMedia = z.object({
  id,
  media_product_type: text,
  permalink: text,
  caption: text,
  timestamp: stamp.optional().catch(undefined),
  comments_count: count,
  is_comment_enabled: flag,
  username: text,
  owner: z.object({ id }).optional().catch(undefined),
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

export function readMedia(item: unknown): WireMedia | undefined {
  const read = wireMedia.safeParse(item);
  return read.success ? read.data : undefined;
}

/** A comment where it was found; `parentId` for a reply that does not tell its own. */
export function toCommentRecord(
  { comment }: ReadComment,
  place: {
    readonly mediaId: string;
    readonly accountId: string;
    readonly takenAt: string;
    readonly parentId?: string | undefined;
  },
): CommentRecord {
  return { ...comment, ...place, parentId: comment.parentId ?? place.parentId };
}

export function toMediaHead(media: WireMedia): MediaHead {
  return {
    mediaId: media.id,
    productType: media.media_product_type,
    permalink: media.permalink,
    caption: media.caption,
    publishedAt: media.timestamp,
    isCommentEnabled: media.is_comment_enabled,
  };
}
