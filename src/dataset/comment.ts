export interface CommentRecord {
  readonly commentId: string;
  readonly mediaId: string;
  readonly accountId: string;
  readonly parentId?: string | undefined;
  readonly username?: string | undefined;
  readonly text: string;
  readonly createdAt: string;
  readonly hidden?: boolean | undefined;
  readonly likeCount?: number | undefined;
  readonly takenAt: string;
}
