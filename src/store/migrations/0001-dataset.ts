// The first shape of the dataset. Column order is the order of PRODUCT §4, so that the file reads like the export.
import { type CreateTableBuilder, sql } from "kysely";
import type { ColumnTypes } from "../database.ts";
import type { MigratedDatabase } from "./migration.ts";

type Kind = "text" | "integer" | "real" | "blob";

/** A trailing "?" marks a column that may be null. */
type Columns = Readonly<Record<string, Kind | `${Kind}?`>>;

const PROFILE: Columns = {
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
  tasks: "text",
  taken_at: "text",
};

interface TableShape {
  readonly columns: Columns;
  readonly key: readonly string[];
}

const TABLES: Readonly<Record<string, TableShape>> = {
  accounts: { columns: PROFILE, key: ["account_id"] },
  account_profiles: { columns: PROFILE, key: ["account_id", "taken_at"] },
  missing_accounts: {
    columns: {
      connection: "text",
      page_id: "text",
      reason: "text",
      page_name: "text?",
      message: "text",
      seen_at: "text",
    },
    key: ["connection", "page_id", "reason"],
  },
  account_days: {
    columns: { account_id: "text", day: "text", metric: "text", value: "real", taken_at: "text" },
    key: ["account_id", "day", "metric"],
  },
  account_totals: {
    columns: {
      account_id: "text",
      metric: "text",
      breakdown: "text",
      bucket: "text",
      from_day: "text",
      to_day: "text",
      value: "real",
      taken_at: "text",
    },
    key: ["account_id", "from_day", "to_day", "metric", "breakdown", "bucket"],
  },
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
      old_taken_at: "text",
      new_taken_at: "text",
    },
    key: ["account_id", "table_name", "from_day", "to_day", "metric", "breakdown", "bucket", "new_taken_at"],
  },
  media: {
    columns: {
      media_id: "text",
      account_id: "text",
      media_type: "text",
      media_product_type: "text",
      published_at: "text",
      caption: "text?",
      permalink: "text?",
      like_count: "integer?",
      comments_count: "integer?",
      shortcode: "text?",
      media_url: "text?",
      thumbnail_url: "text?",
      is_comment_enabled: "integer?",
      taken_at: "text",
      deleted_at: "text?",
    },
    key: ["media_id"],
  },
  media_insights: {
    columns: {
      media_id: "text",
      metric: "text",
      bucket: "text",
      value: "real",
      taken_at: "text",
      account_id: "text",
    },
    key: ["media_id", "metric", "bucket", "taken_at"],
  },
  audience: {
    columns: {
      account_id: "text",
      metric: "text",
      dimension: "text",
      bucket: "text",
      value: "real",
      taken_at: "text",
    },
    // The moment stands before the bucket: a snapshot is read whole.
    key: ["account_id", "metric", "dimension", "taken_at", "bucket"],
  },
  comments: {
    columns: {
      comment_id: "text",
      media_id: "text",
      account_id: "text",
      parent_id: "text?",
      username: "text?",
      text: "text",
      created_at: "text",
      hidden: "integer?",
      deleted_at: "text?",
      like_count: "integer?",
      taken_at: "text",
    },
    key: ["comment_id"],
  },
  gaps: {
    columns: {
      account_id: "text",
      media_id: "text",
      metric: "text",
      from_day: "text",
      to_day: "text",
      reason: "text",
      code: "text?",
      message: "text",
      subject: "text",
      seen_at: "text",
    },
    key: ["subject", "account_id", "media_id", "metric", "from_day", "to_day"],
  },
  thumbnails: {
    columns: { media_id: "text", media_type: "text", bytes: "blob", fetched_at: "text" },
    key: ["media_id"],
  },
  lessons: {
    columns: { connection: "text", topic: "text", finding: "text", message: "text", learnt_at: "text" },
    key: ["connection", "topic"],
  },
  runs: {
    columns: {
      run_id: "text",
      kind: "text",
      from_day: "text",
      to_day: "text",
      state: "text",
      started_at: "text",
      ended_at: "text?",
      accounts: "integer",
      calls: "integer",
      gaps: "integer",
      message: "text?",
      scope: "text",
      plan: "text",
      holder: "text",
      heartbeat_at: "text",
    },
    key: ["run_id"],
  },
  run_progress: {
    columns: { run_id: "text", call_key: "text", done: "integer", resume: "text?", kept_at: "text" },
    key: ["run_id", "call_key"],
  },
  calls: {
    columns: {
      call_id: "text",
      connection: "text",
      pool: "text",
      path: "text",
      cost: "integer",
      reserved_at: "text",
      answered_at: "text?",
      http_status: "integer?",
      code: "text?",
      used_percent: "real?",
      run_id: "text?",
      kept: "integer",
      counted_at: "text",
    },
    key: ["call_id"],
  },
  call_blocks: {
    columns: { connection: "text", pool: "text", until_at: "text" },
    key: ["connection", "pool"],
  },
  deliveries: {
    columns: {
      delivery_id: "text",
      report_id: "text",
      recipient: "text",
      state: "text",
      message: "text?",
      updated_at: "text",
    },
    key: ["delivery_id"],
  },
};

const INDEXES: readonly { readonly name: string; readonly table: string; readonly columns: readonly string[] }[] = [
  { name: "media_by_publication", table: "media", columns: ["account_id", "published_at"] },
  { name: "media_by_reading", table: "media", columns: ["account_id", "taken_at"] },
  { name: "audience_by_reading", table: "audience", columns: ["account_id", "taken_at"] },
  { name: "comments_by_media", table: "comments", columns: ["media_id", "created_at"] },
  { name: "gaps_by_moment", table: "gaps", columns: ["seen_at"] },
  { name: "calls_by_hour", table: "calls", columns: ["connection", "pool", "counted_at"] },
  { name: "calls_by_run", table: "calls", columns: ["run_id"] },
  { name: "runs_by_start", table: "runs", columns: ["started_at"] },
];

export async function createDataset(db: MigratedDatabase, types: ColumnTypes): Promise<void> {
  const kinds = { text: types.text, integer: sql`bigint`, real: sql`double precision`, blob: types.blob };
  for (const [name, { columns, key }] of Object.entries(TABLES)) {
    let table: CreateTableBuilder<string, string> = db.schema.createTable(name);
    for (const [column, kind] of Object.entries(columns)) {
      const [plain, mayBeNull] = kind.endsWith("?") ? [kind.slice(0, -1) as Kind, true] : [kind as Kind, false];
      table = table.addColumn(column, sql`${kinds[plain]}`, (built) => (mayBeNull ? built : built.notNull()));
    }
    table = table.addPrimaryKeyConstraint(`${name}_key`, [...key]);
    // Pictures stay out: SQLite advises against keyed tables for large rows.
    if (types.keyedTable !== undefined && name !== "thumbnails") table = table.modifyEnd(sql`${types.keyedTable}`);
    await table.execute();
  }
  for (const { name, table, columns } of INDEXES) {
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
  }
  // At most one unfinished run of a scope, whoever races to open it.
  await db.schema
    .createIndex("runs_unfinished")
    .unique()
    .on("runs")
    .columns(["kind", "scope"])
    .where(sql.ref("state"), "in", ["running", "paused"])
    .execute();
}
