// Tables of comments and of what is done to them.
import type { Generated } from "kysely";

export interface Comments {
  comment_id: string;
  media_id: string;
  account_id: string;
  parent_id: string | null;
  username: string | null;
  text: string;
  created_at: string;
  hidden: number | null;
  deleted_at: Generated<string | null>;
  like_count: number | null;
  taken_at: string;
  author_id: string | null;
}

export interface CommentActions {
  action_id: string;
  /** Order within what was requested at the same moment. */
  position: number;
  kind: string;
  connection: string;
  account_id: string;
  media_id: string;
  comment_id: string;
  text: string | null;
  text_before: string | null;
  author: string | null;
  reason: string | null;
  os_user: string;
  state: string;
  requested_at: string;
  due_at: string;
  /** Who is sending it; '' when nobody is. */
  holder: string;
  sent_at: string | null;
  tries: number;
  ended_at: string | null;
  result_id: string | null;
  answer: string | null;
  /** JSON array. */
  known_ids: string;
}

export interface CommentArchive {
  action_id: string;
  comment_id: string;
  archived_at: string;
  /** JSON: `ArchivedThread`. */
  thread: string;
}

export interface CommentWalks {
  media_id: string;
  account_id: string;
  walked_at: string;
  counted: number | null;
  returned: number;
  is_whole: number;
  permalink: string | null;
  caption: string | null;
}
