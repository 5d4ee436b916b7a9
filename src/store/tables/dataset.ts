// The dataset: accounts, their figures, posts and audience.
import type { Table } from "./table.ts";

const PROFILE = {
  account_id: "text",
  username: "text",
  name: "text?",
  page_id: "text",
  page_name: "text",
  connection: "text",
  followers_count: "integer?",
  follows_count: "integer?",
  media_count: "integer?",
  biography: "text?",
  website: "text?",
  profile_picture_url: "text?",
  tasks: "list",
  taken_at: "moment",
} as const;

const DAY = { account_id: "text", day: "text", metric: "text", value: "real", taken_at: "moment" } as const;

const TOTAL = {
  account_id: "text",
  metric: "text",
  breakdown: "text",
  bucket: "text",
  from_day: "text",
  to_day: "text",
  value: "real",
  taken_at: "moment",
} as const;

const DAY_KEY = ["account_id", "day", "metric"] as const;
const TOTAL_KEY = ["account_id", "from_day", "to_day", "metric", "breakdown", "bucket"] as const;

export const DATASET_TABLES = {
  accounts: {
    columns: PROFILE,
    key: ["account_id"],
    stamp: "taken_at",
    export: { history: "account_profiles" },
  },
  account_profiles: { columns: PROFILE, key: ["account_id", "taken_at"], stamp: "taken_at" },
  missing_accounts: {
    columns: {
      connection: "text",
      page_id: "blank",
      reason: "text",
      page_name: "text?",
      message: "text",
      seen_at: "moment",
      note: "note?",
    },
    key: ["connection", "page_id", "reason"],
    stamp: "seen_at",
  },
  account_reads: {
    columns: { account_id: "text", kind: "text", taken_at: "moment" },
    key: ["account_id", "kind"],
    stamp: "taken_at",
  },
  account_days: {
    columns: DAY,
    key: DAY_KEY,
    stamp: "taken_at",
    monthly: "day",
    export: { history: "account_day_readings" },
  },
  account_totals: {
    columns: TOTAL,
    key: TOTAL_KEY,
    stamp: "taken_at",
    monthly: "to_day",
    export: { history: "account_total_readings" },
  },
  account_day_readings: { columns: DAY, key: [...DAY_KEY, "taken_at"], stamp: "taken_at", monthly: "day" },
  account_total_readings: { columns: TOTAL, key: [...TOTAL_KEY, "taken_at"], stamp: "taken_at", monthly: "to_day" },
  restatements: {
    columns: {
      table_name: "text",
      account_id: "text",
      metric: "text",
      breakdown: "text",
      bucket: "text",
      from_day: "text",
      to_day: "text",
      old_value: "real",
      new_value: "real",
      old_taken_at: "moment",
      new_taken_at: "moment",
    },
    key: ["account_id", "table_name", "from_day", "to_day", "metric", "breakdown", "bucket", "new_taken_at"],
    indexes: { restatements_by_moment: ["new_taken_at"] },
  },
  media: {
    columns: {
      media_id: "text",
      account_id: "text",
      media_type: "text",
      media_product_type: "text",
      published_at: "moment",
      caption: "text?",
      permalink: "text?",
      like_count: "integer?",
      comments_count: "integer?",
      shortcode: "text?",
      media_url: "text?",
      thumbnail_url: "text?",
      is_comment_enabled: "flag?",
      taken_at: "moment",
      deleted_at: "mark",
    },
    key: ["media_id"],
    stamp: "taken_at",
    indexes: { media_by_publication: ["account_id", "published_at"] },
    export: {},
  },
  media_insights: {
    columns: {
      media_id: "text",
      metric: "text",
      bucket: "text",
      value: "real",
      taken_at: "moment",
      account_id: "text",
    },
    // What belongs to an account lies together: figures scattered by the ids of posts cost a page of the disk for each post.
    key: ["account_id", "media_id", "metric", "bucket", "taken_at"],
    stamp: "taken_at",
    export: { latestBy: ["account_id", "media_id", "metric", "bucket"] },
  },
  audience: {
    columns: {
      account_id: "text",
      metric: "text",
      dimension: "text",
      bucket: "text",
      value: "real",
      taken_at: "moment",
    },
    // The moment stands before the bucket: a snapshot is read whole.
    key: ["account_id", "metric", "dimension", "taken_at", "bucket"],
    stamp: "taken_at",
    // The bucket is no part of it: one that a newer snapshot lacks is gone.
    export: { latestBy: ["account_id", "metric", "dimension"] },
  },
  thumbnails: {
    columns: { media_id: "text", media_type: "text", bytes: "blob", fetched_at: "moment" },
    key: ["media_id"],
    stamp: "fetched_at",
    isLarge: true,
  },
} as const satisfies Readonly<Record<string, Table>>;
