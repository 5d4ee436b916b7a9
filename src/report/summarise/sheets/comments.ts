import type { CommentRecord } from "../../../dataset/index.ts";
import type { AccountWeek } from "../../figures/index.ts";
import type { Words } from "../../words/index.ts";
import { blank, toColumn, toTextCell } from "../model/cells.ts";
import type { Row, Sheet } from "../model/model.ts";
import type { PageData } from "../pages/page-data.ts";

/** Every comment held that was written in the period, newest first within its account. */
export function buildCommentsSheet({ weeks, comments, write }: Pick<PageData, "comments" | "weeks" | "write">): Sheet {
  const text = write.words.commentsSheet;
  const { heads } = write.words;
  return {
    id: "comments",
    table: {
      id: "comments",
      title: text.title,
      columns: [
        toColumn("account", heads.account, "text"),
        toColumn("username", heads.username, "text"),
        toColumn("mediaId", heads.postId, "id"),
        toColumn("commentId", heads.commentId, "id"),
        toColumn("kind", heads.kind, "text"),
        toColumn("by", heads.writtenBy, "text"),
        toColumn("createdAt", heads.written, "instant"),
        toColumn("text", heads.text, "text"),
        toColumn("likes", heads.likes, "count", true),
        toColumn("hidden", heads.state, "text"),
        toColumn("parentId", heads.replyTo, "id"),
        toColumn("takenAt", heads.readAt, "instant"),
      ],
      rows: weeks.flatMap((week) =>
        (comments.get(week.account.accountId) ?? []).map((one) => toRow(week, one, write.words.commentsSheet)),
      ),
      whenEmpty: text.empty,
    },
  };
}

function toRow({ label, account }: AccountWeek, comment: CommentRecord, text: Words["commentsSheet"]): Row {
  const { commentId, mediaId, parentId, username, createdAt, likeCount, hidden, takenAt } = comment;
  return {
    key: commentId,
    cells: [
      toTextCell(label),
      toTextCell(account.username),
      toTextCell(mediaId),
      toTextCell(commentId),
      toTextCell(parentId === undefined ? text.comment : text.reply),
      username === undefined ? { kind: "absent", because: text.noAuthor } : toTextCell(username),
      { kind: "instant", at: createdAt },
      toTextCell(comment.text),
      likeCount === undefined ? { kind: "absent", because: text.noLikes } : { kind: "value", value: likeCount },
      toTextCell(hidden === true ? text.hidden : text.shown),
      parentId === undefined ? blank : toTextCell(parentId),
      { kind: "instant", at: takenAt },
    ],
  };
}
