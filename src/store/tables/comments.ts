// Comments, and what is done to them.
import type { Table } from "./table.ts";

export const COMMENT_TABLES = {
  comments: {
    columns: {
      comment_id: "text",
      media_id: "text",
      account_id: "text",
      parent_id: "text?",
      username: "text?",
      text: "text",
      created_at: "moment",
      hidden: "flag?",
      deleted_at: "mark",
      like_count: "integer?",
      taken_at: "moment",
    },
    own: { author_id: "text?" },
    key: ["comment_id"],
    stamp: "taken_at",
    indexes: {
      comments_by_media: ["media_id", "created_at"],
      comments_by_account: ["account_id", "created_at"],
      comments_by_writer: ["account_id", "username"],
    },
    export: {},
  },
  comment_actions: {
    columns: {
      action_id: "text",
      /** Order within what was requested at the same moment. */
      position: "integer",
      kind: "text",
      connection: "text",
      account_id: "text",
      media_id: "text",
      comment_id: "text",
      text: "text?",
      text_before: "text?",
      author: "text?",
      reason: "text?",
      os_user: "text",
      state: "text",
      requested_at: "moment",
      due_at: "moment",
      /** Who is sending it; '' when nobody is. */
      holder: "text",
      sent_at: "moment?",
      tries: "integer",
      ended_at: "moment?",
      result_id: "text?",
      answer: "text?",
      known_ids: "list",
    },
    key: ["action_id"],
    indexes: {
      comment_actions_by_state: ["state", "due_at"],
      comment_actions_by_comment: ["comment_id", "kind"],
      comment_actions_by_request: ["requested_at", "position"],
      comment_actions_by_account: ["account_id", "kind"],
    },
  },
  comment_archive: {
    /** `thread` is the JSON of an `ArchivedThread`. */
    columns: { action_id: "text", comment_id: "text", archived_at: "moment", thread: "text" },
    key: ["action_id"],
    isLarge: true,
  },
  comment_walks: {
    columns: {
      media_id: "text",
      account_id: "text",
      walked_at: "moment",
      counted: "integer?",
      returned: "integer",
      is_whole: "flag",
      permalink: "text?",
      caption: "text?",
    },
    key: ["media_id"],
    stamp: "walked_at",
    indexes: { comment_walks_by_moment: ["account_id", "walked_at"] },
  },
} as const satisfies Readonly<Record<string, Table>>;
