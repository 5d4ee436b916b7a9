export interface CommentRecord {
  readonly commentId: string;
  readonly mediaId: string;
  readonly accountId: string;
  readonly parentId?: string | undefined;
  readonly username?: string | undefined;
  /** Id of who wrote it, where the API tells; of the account's own not always `accountId` (see `judgeAuthor`). */
  readonly authorId?: string | undefined;
  readonly text: string;
  readonly createdAt: string;
  readonly hidden?: boolean | undefined;
  readonly likeCount?: number | undefined;
  readonly takenAt: string;
}

/**
 * The comments of a media were read, not only counted. Held ones that a whole walk should have shown and did not are
 * marked as gone.
 */
export interface CommentWalk {
  readonly mediaId: string;
  readonly accountId: string;
  /** What was read before the walk began was not seen in it. */
  readonly startedAt: string;
  readonly walkedAt: string;
  /** What the media's own counter said, replies included (CONTRACT §13.8); absent when it said nothing. */
  readonly counted?: number | undefined;
  /** How many came, replies included. */
  readonly returned: number;
  /** True when every page was read. */
  readonly isWhole: boolean;
  readonly permalink?: string | undefined;
  readonly caption?: string | undefined;
}

/** Most comments a page holds (CONTRACT §2.5). */
export const COMMENTS_A_PAGE = 50;
