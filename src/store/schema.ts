// The tables as Kysely sees them. Times are ISO text in UTC to the millisecond, so that text order is time order;
// booleans are 0 and 1; '' stands for absent in keys, null everywhere else.
import type { Generated } from "kysely";

interface ProfileColumns {
  account_id: string;
  username: string;
  name: string | null;
  page_id: string;
  page_name: string;
  connection: string;
  followers_count: number | null;
  follows_count: number | null;
  media_count: number | null;
  biography: string | null;
  website: string | null;
  profile_picture_url: string | null;
  /** JSON array. */
  tasks: string;
  taken_at: string;
}

interface AccountDays {
  account_id: string;
  day: string;
  metric: string;
  value: number;
  taken_at: string;
}

interface AccountTotals {
  account_id: string;
  metric: string;
  breakdown: string;
  bucket: string;
  from_day: string;
  to_day: string;
  value: number;
  taken_at: string;
}

interface Restatements {
  table_name: string;
  account_id: string;
  metric: string;
  breakdown: string;
  bucket: string;
  from_day: string;
  to_day: string;
  old_value: number;
  new_value: number;
  old_taken_at: string;
  new_taken_at: string;
}

interface Media {
  media_id: string;
  account_id: string;
  media_type: string;
  media_product_type: string;
  published_at: string;
  caption: string | null;
  permalink: string | null;
  like_count: number | null;
  comments_count: number | null;
  shortcode: string | null;
  media_url: string | null;
  thumbnail_url: string | null;
  is_comment_enabled: number | null;
  taken_at: string;
  deleted_at: Generated<string | null>;
}

interface MediaInsights {
  media_id: string;
  metric: string;
  bucket: string;
  value: number;
  taken_at: string;
  account_id: string;
}

interface Audience {
  account_id: string;
  metric: string;
  dimension: string;
  bucket: string;
  value: number;
  taken_at: string;
}

interface Comments {
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
}

interface Gaps {
  account_id: string;
  media_id: string;
  metric: string;
  from_day: string;
  to_day: string;
  reason: string;
  code: string | null;
  message: string;
  subject: string;
  seen_at: string;
}

interface MissingAccounts {
  connection: string;
  page_id: string;
  reason: string;
  page_name: string | null;
  message: string;
  seen_at: string;
}

interface Thumbnails {
  media_id: string;
  media_type: string;
  bytes: Uint8Array;
  fetched_at: string;
}

interface Lessons {
  connection: string;
  topic: string;
  finding: string;
  message: string;
  learnt_at: string;
}

interface Runs {
  run_id: string;
  kind: string;
  from_day: string;
  to_day: string;
  state: string;
  started_at: string;
  ended_at: string | null;
  accounts: number;
  calls: number;
  gaps: number;
  message: string | null;
  scope: string;
  plan: string;
  /** Who is at work on it; '' when nobody is. */
  holder: string;
  heartbeat_at: string;
}

interface RunProgress {
  run_id: string;
  call_key: string;
  done: number;
  resume: string | null;
  kept_at: string;
}

interface Calls {
  call_id: string;
  connection: string;
  pool: string;
  path: string;
  cost: number;
  reserved_at: string;
  answered_at: string | null;
  http_status: number | null;
  code: string | null;
  used_percent: number | null;
  run_id: string | null;
  kept: number;
  /** From when the entry counts against the hour: `reserved_at`, or the moment it was found to lie in the future. */
  counted_at: string;
}

interface CallBlocks {
  connection: string;
  pool: string;
  until_at: string;
}

interface Deliveries {
  delivery_id: string;
  report_id: string;
  recipient: string;
  state: string;
  message: string | null;
  updated_at: string;
}

export interface Schema {
  accounts: ProfileColumns;
  account_profiles: ProfileColumns;
  missing_accounts: MissingAccounts;
  account_days: AccountDays;
  account_totals: AccountTotals;
  restatements: Restatements;
  media: Media;
  media_insights: MediaInsights;
  audience: Audience;
  comments: Comments;
  gaps: Gaps;
  thumbnails: Thumbnails;
  lessons: Lessons;
  runs: Runs;
  run_progress: RunProgress;
  calls: Calls;
  call_blocks: CallBlocks;
  deliveries: Deliveries;
}
