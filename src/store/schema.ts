// The tables as Kysely sees them. Times are ISO text in UTC to the millisecond, so that text order is time order;
// booleans are 0 and 1; '' stands for absent in keys, null everywhere else.
import type { Generated } from "kysely";
import type { CommentActions, CommentArchive, Comments, CommentWalks } from "./comment-schema.ts";

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

interface AccountReads {
  account_id: string;
  /** "media" or "audience". */
  kind: string;
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

interface RunConnections {
  run_id: string;
  connection: string;
  /** Which accounts and questions the run was about: rows of one scope can be compared. */
  scope: string;
  asked: number;
  answered: number;
  came: number;
  lost: number;
  /** JSON array of account ids. */
  refused: string;
  failure: string | null;
}

interface Troubles {
  trouble_id: string;
  kind: string;
  connection: string;
  message: string;
  since: string;
  over_at: string | null;
  is_told: number;
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
  /** From when the entry counts against the hour, in the ledger's own time (`LedgerTime`). */
  counted_at: string;
}

interface CallPauses {
  connection: string;
  pool: string;
  /** '' where it is the connection's. */
  account_id: string;
  since_at: string;
  until_at: string;
  why: string;
}

/** What the ledger's time on this machine is counted from. */
interface BootTimes {
  boot: string;
  elapsed_ms: number;
  at: string;
}

interface Deliveries {
  delivery_id: string;
  report_id: string;
  recipient: string;
  state: string;
  message: string | null;
  updated_at: string;
  kind: string;
  /** What a recipient gets once: period and cut, or what a notice is about. */
  edition: string;
  cut: string;
  period_from: string;
  period_to: string;
  /** 1, and one more each time somebody asks to send it again. */
  round: number;
  message_id: string;
  code: string | null;
  tries: number;
  queued_at: string;
  next_at: string | null;
  sent_at: string | null;
  letter_id: string;
  /** 1 once a server found it too big: its files are left out. */
  is_light: number;
  /** 1 from the moment the last part of the body may leave. */
  body_given: number;
  holder: string;
  heartbeat_at: string;
}

interface Letters {
  letter_id: string;
  subject: string;
  html: string;
  plain: string;
  light_html: string;
  light_plain: string;
  made_at: string;
}

interface LetterFiles {
  letter_id: string;
  position: number;
  name: string;
  media_type: string;
  bytes: Uint8Array;
}

interface ScheduleSlots {
  slot_at: string;
  job: string;
  state: string;
  period_from: string | null;
  period_to: string | null;
  started_at: string | null;
  finished_at: string | null;
  outcome: string | null;
  message: string | null;
}

interface SealedReportsTable {
  report_id: string;
  cut: string;
  period_from: string;
  period_to: string;
  sealed_at: string;
  sha256: string;
  /** The model's JSON text, packed by gzip. */
  model: Uint8Array;
}

interface NameMatchesTable {
  config_key: string;
  name: string;
  /** Ids with a space between. */
  account_ids: string;
}

interface SealedPictures {
  /** Of the bytes, in hex. */
  sha256: string;
  bytes: Uint8Array;
}

interface Leases {
  name: string;
  /** Who has it; '' when nobody does. */
  holder: string;
  heartbeat_at: string;
}

export interface Schema {
  accounts: ProfileColumns;
  account_profiles: ProfileColumns;
  missing_accounts: MissingAccounts;
  account_reads: AccountReads;
  account_days: AccountDays;
  account_totals: AccountTotals;
  /** Every reading, of which the two above hold the newest. */
  account_day_readings: AccountDays;
  account_total_readings: AccountTotals;
  restatements: Restatements;
  media: Media;
  media_insights: MediaInsights;
  audience: Audience;
  comments: Comments;
  comment_actions: CommentActions;
  comment_archive: CommentArchive;
  comment_walks: CommentWalks;
  gaps: Gaps;
  thumbnails: Thumbnails;
  lessons: Lessons;
  runs: Runs;
  run_progress: RunProgress;
  run_connections: RunConnections;
  troubles: Troubles;
  calls: Calls;
  call_pauses: CallPauses;
  boot_times: BootTimes;
  deliveries: Deliveries;
  letters: Letters;
  letter_files: LetterFiles;
  schedule_slots: ScheduleSlots;
  leases: Leases;
  sealed_reports: SealedReportsTable;
  sealed_pictures: SealedPictures;
  name_matches: NameMatchesTable;
}
