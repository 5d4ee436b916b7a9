import { type CommentRecord, type CommentWalk, emptyBatch, type RecordBatch } from "../../dataset/index.ts";
import { type Listing, placeComment, type ReadMedia, readComments, readEdge } from "../../graph/index.ts";
import type { CommentsBlock } from "../plan/index.ts";
import type { Context } from "./context.ts";

/** A post's comments as they came nested in its listing, with how whole they are. */
export function toNestedComments(
  wire: ReadMedia,
  context: Context,
): { readonly comments: readonly CommentRecord[]; readonly walk: CommentWalk } {
  const { comments, isWhole } = toRecords(
    { kind: "comments", mediaId: wire.id },
    readEdge(wire.comments, "comments"),
    context,
  );
  const { accountId, takenAt, runStartedAt = takenAt } = context;
  return {
    comments,
    walk: {
      mediaId: wire.id,
      accountId,
      startedAt: runStartedAt,
      walkedAt: takenAt,
      counted: wire.comments_count,
      returned: comments.length,
      isWhole,
      permalink: wire.permalink,
      caption: wire.caption,
    },
  };
}

/** A further page of a post's comments, or of one comment's replies. */
export function normaliseComments(block: CommentsBlock, part: unknown, context: Context): RecordBatch {
  return { ...emptyBatch, comments: toRecords(block, readEdge(part, "comments"), context).comments };
}

function toRecords(
  { mediaId, parentId }: CommentsBlock,
  page: Listing,
  { accountId, takenAt }: Context,
): { readonly comments: readonly CommentRecord[]; readonly isWhole: boolean } {
  const comments: CommentRecord[] = [];
  let isWhole = page.after === undefined && page.isCut !== true;
  for (const top of readComments(page)) {
    comments.push(placeComment(top, { mediaId, accountId, takenAt, parentId }));
    const below = readEdge(top.replies, "comments");
    const place = { mediaId, accountId, takenAt, parentId: top.comment.commentId };
    comments.push(...readComments(below).map((reply) => placeComment(reply, place)));
    isWhole &&= below.after === undefined && below.isCut !== true;
  }
  return { comments, isWhole };
}
