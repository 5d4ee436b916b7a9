// Media as the API tells them (CONTRACT §2.3), as far as moderation needs them.
import { listCommentFields, type ReadMedia } from "../graph/index.ts";
import type { MediaHead } from "./context.ts";

/** The fields of a media; `comments` of them nested with their replies cost no further call (CONTRACT §13.8). */
export function toMediaFields(comments?: number): string {
  const own = "id,media_product_type,permalink,caption,timestamp,comments_count,is_comment_enabled,username";
  return comments === undefined ? own : `${own},comments.limit(${comments}){${listCommentFields(comments)}}`;
}

export function toMediaHead(media: ReadMedia): MediaHead {
  return {
    mediaId: media.id,
    productType: media.media_product_type,
    permalink: media.permalink,
    caption: media.caption,
    publishedAt: media.timestamp,
    isCommentEnabled: media.is_comment_enabled,
  };
}
