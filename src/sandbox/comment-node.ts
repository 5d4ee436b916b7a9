// Comments: the edge of a media, the node, and its replies (CONTRACT §2.5).

import { type Call, type Edge, type GraphNode, toPlainNode } from "./call.ts";
import { type Comment, listComments, toOwner } from "./comments.ts";
import { LISTING_PARAMETERS, readListing } from "./listing.ts";
import { toStamp } from "./pacific-day.ts";
import type { Post } from "./posts.ts";

const MAX_COMMENTS = 50;
const ROW_DEFAULTS = ["timestamp", "text", "id"];

/** Top-level comments, newest first, fifty at most. */
export function toCommentsEdge(post: Post, call: Call): Edge {
  return toEdge(`${post.id}/comments`, post, call, () => {
    if (call.settings.commentsReturned === "none") return [];
    const comments = listComments(post, call.moderation, call.nowMs);
    return comments.filter(({ parentId }) => parentId === null).toReversed();
  });
}

export function toCommentNode(comment: Comment, post: Post, call: Call): GraphNode {
  const mayName = call.user.permissions.instagram_manage_comments === "granted";
  return {
    id: comment.id,
    typeName: "IGComment",
    defaults: ["timestamp", "text", "id"],
    fields: {
      id: () => comment.id,
      text: () => comment.text,
      timestamp: () => toStamp(comment.postedAt),
      username: () => (mayName ? comment.from.username : undefined),
      from: () => toPlainNode("IGUser", comment.from),
      user: () => (comment.isOwn ? toPlainNode("IGUser", { id: toOwner(post.account).id }) : undefined),
      like_count: () => comment.likeCount,
      hidden: () => comment.isHidden,
      media: () => ({
        ...toPlainNode("IGMedia", { id: post.id, media_product_type: post.productType }),
        defaults: ["id", "media_product_type"],
      }),
      parent_id: () => comment.parentId ?? undefined,
      legacy_instagram_comment_id: () => `1${comment.id}`,
    },
    edges: {
      replies: toEdge(`${comment.id}/replies`, post, call, () =>
        listComments(post, call.moderation, call.nowMs).filter(({ parentId }) => parentId === comment.id),
      ),
    },
  };
}

function toEdge(path: string, post: Post, call: Call, readItems: () => readonly Comment[]): Edge {
  return {
    parameters: LISTING_PARAMETERS,
    read: (request) =>
      readListing(
        {
          path,
          items: readItems(),
          toId: ({ id }) => id,
          toNode: (comment) => ({ ...toCommentNode(comment, post, call), defaults: ROW_DEFAULTS }),
          defaultLimit: 25,
          maxLimit: MAX_COMMENTS,
          paging: "sparse",
          isWeighed: true,
        },
        request,
        call,
      ),
  };
}
