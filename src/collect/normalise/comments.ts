import { type CommentRecord, type CommentWalk, emptyBatch, type RecordBatch } from "../../dataset/index.ts";
import { type Listing, type ReadComment, readComment, readEdge } from "../../graph/index.ts";
import type { CommentsBlock } from "../plan/index.ts";
import type { Context } from "./context.ts";
import type { WireMedia } from "./wire.ts";

/** A post's comments as they came nested in its listing, with how whole they are. */
export function toNestedComments(
  wire: WireMedia,
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
  const add = (item: unknown, above: string | undefined): ReadComment | undefined => {
    const read = readComment(item);
    if (read === undefined) return undefined;
    const { comment } = read;
    comments.push({ ...comment, parentId: comment.parentId ?? above, mediaId, accountId, takenAt });
    return read;
  };
  for (const item of page.data) {
    const top = add(item, parentId);
    const below = readEdge(top?.replies, "comments");
    for (const reply of below.data) add(reply, top?.comment.commentId);
    isWhole &&= below.after === undefined && below.isCut !== true;
  }
  return { comments, isWhole };
}
