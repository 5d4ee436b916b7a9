import type { CommentRecord } from "../../../dataset/index.ts";
import type { AccountWeek } from "../account-week.ts";
import { blank, toColumn, toTextCell } from "../cells.ts";
import type { Facts } from "../facts.ts";
import type { Row, Sheet } from "../model.ts";

const text = {
  title: "Comments",
  empty:
    "No comment of the period is held. A collection only counts comments unless collect.comments says all; gazette comments list reads those of a post.",
  hidden: "hidden",
  shown: "",
  reply: "reply",
  comment: "comment",
};

/** Every comment held that was written in the period, newest first within its account. */
export function buildCommentsSheet({ weeks, comments }: Facts): Sheet {
  return {
    id: "comments",
    table: {
      id: "comments",
      title: text.title,
      columns: [
        toColumn("account", "Account", "text"),
        toColumn("username", "Username", "text"),
        toColumn("mediaId", "Post id", "id"),
        toColumn("commentId", "Comment id", "id"),
        toColumn("kind", "Kind", "text"),
        toColumn("by", "Written by", "text"),
        toColumn("createdAt", "Written", "instant"),
        toColumn("text", "Text", "text"),
        toColumn("likes", "Likes", "count", true),
        toColumn("hidden", "State", "text"),
        toColumn("parentId", "Reply to", "id"),
        toColumn("takenAt", "Read at", "instant"),
      ],
      rows: weeks.flatMap((week) => (comments.get(week.account.accountId) ?? []).map((one) => toRow(week, one))),
      whenEmpty: text.empty,
    },
  };
}

function toRow({ label, account }: AccountWeek, comment: CommentRecord): Row {
  const { commentId, mediaId, parentId, username, createdAt, likeCount, hidden, takenAt } = comment;
  return {
    key: commentId,
    cells: [
      toTextCell(label),
      toTextCell(account.username),
      toTextCell(mediaId),
      toTextCell(commentId),
      toTextCell(parentId === undefined ? text.comment : text.reply),
      username === undefined ? { kind: "absent", because: "Meta left out who wrote it" } : toTextCell(username),
      { kind: "instant", at: createdAt },
      toTextCell(comment.text),
      likeCount === undefined
        ? { kind: "absent", because: "Meta left out the likes" }
        : { kind: "value", value: likeCount },
      toTextCell(hidden === true ? text.hidden : text.shown),
      parentId === undefined ? blank : toTextCell(parentId),
      { kind: "instant", at: takenAt },
    ],
  };
}
