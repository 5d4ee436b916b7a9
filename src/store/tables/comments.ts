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
      // With the id: by which ones an account's own comments are told is read from here alone.
      comments_by_writer: ["account_id", "username", "author_id"],
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
      comment_actions_by_reason: ["reason", "comment_id"],
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
  /** The inbox: one row a top comment, kept with every write of a comment, and what people said of it. */
  comment_threads: {
    columns: {
      /** Of the top comment. */
      comment_id: "text",
      account_id: "text",
      media_id: "text",
      created_at: "moment",
      /** A `ThreadState`. */
      state: "text",
      replies: "integer",
      /** A guess at the language of the top comment. */
      script: "text?",
      /** Who wrote in the thread but for the account, as "@name", and all its texts: as `foldText` writes them, each between line ends. */
      folded: "text",
      done_at: "moment?",
      done_by: "text?",
      assigned_to: "text?",
      assigned_at: "moment?",
      assigned_by: "text?",
    },
    key: ["comment_id"],
    isLarge: true,
    // Each holds all by which a page of the inbox is cut: rows are only looked up for what is shown.
    indexes: {
      comment_threads_by_moment: ["created_at", "comment_id", "account_id", "state"],
      comment_threads_by_state: ["state", "created_at", "comment_id", "account_id"],
      comment_threads_by_account: ["account_id", "created_at", "comment_id", "state"],
      comment_threads_by_account_state: ["account_id", "state", "created_at", "comment_id"],
      comment_threads_by_media: ["media_id", "created_at", "comment_id", "state"],
      comment_threads_by_assigned: ["assigned_to", "created_at", "comment_id", "state"],
      comment_threads_by_script: ["script", "created_at", "comment_id", "account_id", "state"],
    },
  },
  /** Who looks at a thread, or writes, now. */
  comment_presence: {
    columns: {
      comment_id: "text",
      person: "text",
      account_id: "text",
      /** "looking" or "writing". */
      doing: "text",
      since_at: "moment",
      until_at: "moment",
    },
    key: ["comment_id", "person"],
    indexes: { comment_presence_by_end: ["until_at"] },
  },
  /** Answers kept for use again; `client` is '' for those of everybody. */
  saved_replies: {
    columns: { client: "blank", name: "text", text: "text", saved_by: "text", saved_at: "moment" },
    key: ["client", "name"],
  },
} as const satisfies Readonly<Record<string, Table>>;
