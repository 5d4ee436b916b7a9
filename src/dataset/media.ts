export type MediaType = "IMAGE" | "VIDEO" | "CAROUSEL_ALBUM";
export type MediaProductType = "FEED" | "REELS" | "STORY" | "AD";

/** A post, reel, album or story as last seen. Everything but ids and time may be absent (CONTRACT §2.3). */
export interface MediaRecord {
  readonly mediaId: string;
  readonly accountId: string;
  /** As the API writes it; a word we do not know is kept. */
  readonly mediaType: string;
  readonly mediaProductType: string;
  /** UTC ISO 8601. */
  readonly publishedAt: string;
  readonly caption?: string | undefined;
  readonly permalink?: string | undefined;
  readonly shortcode?: string | undefined;
  readonly mediaUrl?: string | undefined;
  readonly thumbnailUrl?: string | undefined;
  /** Absent when the owner hides counts: unknown, not zero. */
  readonly likeCount?: number | undefined;
  /** Includes replies (CONTRACT §13.8). */
  readonly commentsCount?: number | undefined;
  readonly isCommentEnabled?: boolean | undefined;
  readonly takenAt: string;
}

/** A small picture of a media, kept because CDN addresses expire within days. */
export interface ThumbnailRecord {
  readonly mediaId: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly fetchedAt: string;
}
