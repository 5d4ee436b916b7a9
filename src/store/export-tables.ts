import type { Schema } from "./schema.ts";

export interface ExportTable {
  readonly columns: readonly string[];
  /** Primary key of the source: the order of the export. */
  readonly key: readonly string[];
  /** Columns of whole numbers; what is named in none of these three is text. */
  readonly integers?: readonly string[];
  /** Columns of numbers that may have a fraction. */
  readonly reals?: readonly string[];
  /** 0 and 1 in the database, false and true outside. */
  readonly booleans?: readonly string[];
  /** Key columns whose '' stands for absent. */
  readonly absentWhenEmpty?: readonly string[];
  /** Where every reading is kept when the table itself holds the latest only. */
  readonly historyTable?: keyof Schema;
  /** For tables that hold every reading: the columns that name one thing, of which the latest reading counts. */
  readonly latestBy?: readonly string[];
}

/** The tables users build on, each with the columns of PRODUCT §4 first. Renaming or moving one breaks them. */
export const EXPORT_TABLES = {
  accounts: {
    columns: [
      "account_id",
      "username",
      "name",
      "page_id",
      "page_name",
      "connection",
      "followers_count",
      "follows_count",
      "media_count",
      "biography",
      "website",
      "profile_picture_url",
      "tasks",
      "taken_at",
    ],
    key: ["account_id"],
    integers: ["followers_count", "follows_count", "media_count"],
    historyTable: "account_profiles",
  },
  account_days: {
    columns: ["account_id", "day", "metric", "value", "taken_at"],
    key: ["account_id", "day", "metric"],
    reals: ["value"],
    historyTable: "account_day_readings",
  },
  account_totals: {
    columns: ["account_id", "metric", "breakdown", "bucket", "from_day", "to_day", "value", "taken_at"],
    key: ["account_id", "from_day", "to_day", "metric", "breakdown", "bucket"],
    reals: ["value"],
    historyTable: "account_total_readings",
  },
  media: {
    columns: [
      "media_id",
      "account_id",
      "media_type",
      "media_product_type",
      "published_at",
      "caption",
      "permalink",
      "like_count",
      "comments_count",
      "shortcode",
      "media_url",
      "thumbnail_url",
      "is_comment_enabled",
      "taken_at",
      "deleted_at",
    ],
    key: ["media_id"],
    integers: ["like_count", "comments_count"],
    booleans: ["is_comment_enabled"],
  },
  media_insights: {
    columns: ["media_id", "metric", "bucket", "value", "taken_at", "account_id"],
    key: ["account_id", "media_id", "metric", "bucket", "taken_at"],
    reals: ["value"],
    latestBy: ["account_id", "media_id", "metric", "bucket"],
  },
  audience: {
    columns: ["account_id", "metric", "dimension", "bucket", "value", "taken_at"],
    key: ["account_id", "metric", "dimension", "taken_at", "bucket"],
    reals: ["value"],
    // The bucket is no part of it: one that a newer snapshot lacks is gone.
    latestBy: ["account_id", "metric", "dimension"],
  },
  comments: {
    columns: [
      "comment_id",
      "media_id",
      "account_id",
      "parent_id",
      "username",
      "text",
      "created_at",
      "hidden",
      "deleted_at",
      "like_count",
      "taken_at",
    ],
    key: ["comment_id"],
    integers: ["like_count"],
    booleans: ["hidden"],
  },
  gaps: {
    columns: [
      "account_id",
      "media_id",
      "metric",
      "from_day",
      "to_day",
      "reason",
      "code",
      "message",
      "subject",
      "seen_at",
    ],
    key: ["subject", "account_id", "media_id", "metric", "from_day", "to_day"],
    absentWhenEmpty: ["media_id", "metric", "from_day", "to_day"],
  },
  runs: {
    columns: [
      "run_id",
      "kind",
      "from_day",
      "to_day",
      "state",
      "started_at",
      "ended_at",
      "accounts",
      "calls",
      "gaps",
      "message",
      "scope",
    ],
    key: ["run_id"],
    integers: ["accounts", "calls", "gaps"],
  },
  calls: {
    columns: [
      "call_id",
      "connection",
      "pool",
      "path",
      "cost",
      "reserved_at",
      "answered_at",
      "http_status",
      "code",
      "used_percent",
      "run_id",
      "kept",
    ],
    key: ["call_id"],
    integers: ["cost", "http_status"],
    reals: ["used_percent"],
    booleans: ["kept"],
  },
  deliveries: {
    columns: [
      "delivery_id",
      "report_id",
      "recipient",
      "state",
      "message",
      "updated_at",
      "kind",
      "edition",
      "cut",
      "period_from",
      "period_to",
      "round",
      "message_id",
      "code",
      "tries",
      "queued_at",
      "next_at",
      "sent_at",
    ],
    key: ["delivery_id"],
    integers: ["round", "tries"],
    absentWhenEmpty: ["cut"],
  },
} as const satisfies Partial<Record<keyof Schema, ExportTable>>;

export type ExportName = keyof typeof EXPORT_TABLES;

export function isExportName(name: string): name is ExportName {
  return Object.hasOwn(EXPORT_TABLES, name);
}
