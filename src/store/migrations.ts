// What brings older stores to today's description, by name, in order. A released one is frozen: what it got wrong, the next
// one mends.
import { type CreateTableBuilder, sql } from "kysely";
import type { MigratedDatabase } from "./create-tables.ts";
import type { ColumnTypes } from "./database.ts";
import { partByMonth } from "./part-by-month.ts";

export type Migration = (db: MigratedDatabase, types: ColumnTypes) => Promise<void>;

/** Of what is gone through account by account. */
const ACCOUNTS_A_STATEMENT = 100;

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  /** Reports and mails know whose they are, and a release may leave a note. */
  "0013-clients": async (db, types) => {
    const text = sql`${types.text}`;
    for (const [table, columns] of [
      ["deliveries", { client: "", report_key: "" }],
      ["sealed_reports", { client: "", report_key: "", edition: "full" }],
    ] as const) {
      for (const [column, value] of Object.entries(columns)) {
        await db.schema
          .alterTable(table)
          .addColumn(column, text, (built) => built.notNull().defaultTo(value))
          .execute();
      }
    }
    let notes: CreateTableBuilder<string, string> = db.schema.createTable("report_notes");
    for (const column of ["client", "report_key", "period_from", "period_to", "note", "noted_at"]) {
      notes = notes.addColumn(column, text, (built) => built.notNull());
    }
    notes = notes.addPrimaryKeyConstraint("report_notes_key", ["client", "report_key", "period_from", "period_to"]);
    await (types.keyedTable === undefined ? notes : notes.modifyEnd(sql`${types.keyedTable}`)).execute();
  },
  /** What was noted travels as a code beside its words. */
  "0014-notes": async (db) => {
    for (const table of ["gaps", "missing_accounts"]) {
      await db.schema.alterTable(table).addColumn("note", "text").execute();
    }
  },
  /** The inbox: threads with their state, who is at one, saved replies. Rows of threads held already come with its first use. */
  "0015-inbox": async (db, types) => {
    const text = sql`${types.text}`;
    const make = async (
      name: string,
      columns: readonly string[],
      { integers = [], key, isKeyed }: { readonly integers?: readonly string[]; key: string[]; isKeyed: boolean },
    ): Promise<void> => {
      let table: CreateTableBuilder<string, string> = db.schema.createTable(name);
      for (const column of columns) {
        const bare = column.replace("?", "");
        const type = integers.includes(bare) ? sql`bigint` : text;
        table = table.addColumn(bare, type, (built) => (column.endsWith("?") ? built : built.notNull()));
      }
      table = table.addPrimaryKeyConstraint(`${name}_key`, key as never);
      await (types.keyedTable === undefined || !isKeyed ? table : table.modifyEnd(sql`${types.keyedTable}`)).execute();
    };
    const threads = "comment_id account_id media_id created_at state replies script? folded done_at? done_by?";
    await make("comment_threads", `${threads} assigned_to? assigned_at? assigned_by?`.split(" "), {
      integers: ["replies"],
      key: ["comment_id"],
      isKeyed: false,
    });
    const presence = "comment_id person account_id doing since_at until_at".split(" ");
    await make("comment_presence", presence, { key: ["comment_id", "person"], isKeyed: true });
    const replies = "client name text saved_by saved_at".split(" ");
    await make("saved_replies", replies, { key: ["client", "name"], isKeyed: true });
    await sql`drop index comments_by_writer`.execute(db);
    for (const [index, on] of [
      ["comments_by_writer", "comments (account_id, username, author_id)"],
      ["comments_by_thread", "comments ((coalesce(parent_id, comment_id)))"],
      ["comment_actions_by_reason", "comment_actions (reason, comment_id)"],
      ["comment_threads_by_moment", "comment_threads (created_at, comment_id, account_id, state)"],
      ["comment_threads_by_state", "comment_threads (state, created_at, comment_id, account_id)"],
      ["comment_threads_by_account", "comment_threads (account_id, created_at, comment_id, state)"],
      ["comment_threads_by_account_state", "comment_threads (account_id, state, created_at, comment_id)"],
      ["comment_threads_by_media", "comment_threads (media_id, created_at, comment_id, state)"],
      ["comment_threads_by_assigned", "comment_threads (assigned_to, created_at, comment_id, state)"],
      ["comment_threads_by_script", "comment_threads (script, created_at, comment_id, account_id, state)"],
      ["comment_presence_by_end", "comment_presence (until_at)"],
    ] as const) {
      await sql`create index ${sql.ref(index)} on ${sql.raw(on)}`.execute(db);
    }
  },
  /** The desk keeps links to reports, and who did what at it. */
  "0016-desk": async (db, types) => {
    const text = sql`${types.text}`;
    const optional = ["revoked_at", "seen_at", "about", "message"];
    for (const [table, key, columns] of [
      [
        "share_links",
        "link_id",
        ["link_id", "secret_hash", "report_id", "made_by", "made_at", "ends_at", "revoked_at", "views", "seen_at"],
      ],
      ["desk_log", "entry_id", ["entry_id", "at", "person", "action", "about", "outcome", "message"]],
    ] as const) {
      let made: CreateTableBuilder<string, string> = db.schema.createTable(table);
      for (const column of columns) {
        const type = column === "views" ? sql`bigint` : text;
        made = made.addColumn(column, type, (built) => (optional.includes(column) ? built : built.notNull()));
      }
      made = made.addPrimaryKeyConstraint(`${table}_key`, [key]);
      await (types.keyedTable === undefined ? made : made.modifyEnd(sql`${types.keyedTable}`)).execute();
    }
    await db.schema.alterTable("sealed_reports").addColumn("coverage", sql`double precision`).execute();
    for (const [index, table, columns] of [
      ["deliveries_by_report", "deliveries", ["report_id"]],
      ["sealed_reports_by_owner", "sealed_reports", ["client", "report_key", "cut", "sealed_at"]],
      [
        "sealed_reports_by_moment",
        "sealed_reports",
        ["sealed_at", "report_id", "client", "report_key", "cut", "period_from", "period_to", "edition", "coverage"],
      ],
    ] as const) {
      await db.schema
        .createIndex(index)
        .on(table)
        .columns([...columns])
        .execute();
    }
    await db.schema.createIndex("share_links_by_report").on("share_links").columns(["report_id", "made_at"]).execute();
    await db.schema.createIndex("share_links_by_secret").on("share_links").column("secret_hash").execute();
    await db.schema.createIndex("desk_log_by_time").on("desk_log").columns(["at", "entry_id"]).execute();
  },
  /** The hour is summed up, and an account's calls are found, by an index alone. */
  "0017-calls": async (db) => {
    await db.schema.dropIndex("calls_by_hour").ifExists().execute();
    const hour = ["connection", "pool", "counted_at", "cost", "run_id", "code"];
    await db.schema.createIndex("calls_by_hour").on("calls").columns(hour).execute();
    await db.schema.createIndex("calls_by_path").ifNotExists().on("calls").columns(["path", "reserved_at"]).execute();
  },
  /** What is asked of one client's accounts costs no more in a store of thousands. */
  "0018-ways-to-a-client": async (db) => {
    await sql`create index gaps_by_account on gaps (account_id, from_day)`.execute(db);
  },
  /** On PostgreSQL what grows by the day lies apart by month. */
  "0019-months": async (db, types) => {
    const total = ["account_id", "from_day", "to_day", "metric", "breakdown", "bucket"];
    for (const whole of [
      { table: "account_days", column: "day", key: ["account_id", "day", "metric"] },
      { table: "account_day_readings", column: "day", key: ["account_id", "day", "metric", "taken_at"] },
      { table: "account_totals", column: "to_day", key: total },
      { table: "account_total_readings", column: "to_day", key: [...total, "taken_at"] },
      {
        table: "calls",
        column: "reserved_at",
        key: ["call_id", "reserved_at"],
        indexes: {
          calls_by_hour: ["connection", "pool", "counted_at", "cost", "run_id", "code"],
          calls_by_path: ["path", "reserved_at"],
          calls_by_run: ["run_id"],
          calls_by_moment: ["reserved_at"],
        },
      },
    ])
      await partByMonth(db, types, whole);
  },
  /** The inbox finds a thread by who wrote in it: their names stand before its texts. */
  "0020-writers": async (db) => {
    const { rows } = await sql<{ account_id: string }>`select account_id from accounts order by account_id`.execute(db);
    // Some accounts a statement: a server ends one that takes too long.
    for (let start = 0; start < rows.length; start += ACCOUNTS_A_STATEMENT) {
      const ids = rows.slice(start, start + ACCOUNTS_A_STATEMENT).map(({ account_id }) => account_id);
      await sql`
        update comment_threads set folded = names.said || folded from (
          select coalesce(c.parent_id, c.comment_id) as thread_id,
            ${"\n"} || string_agg(${"@"} || lower(c.username), ${"\n"}) as said
          from comments as c join accounts as a on a.account_id = c.account_id
          where c.account_id in (${sql.join(ids)}) and c.username is not null and lower(c.username) <> lower(a.username)
          group by coalesce(c.parent_id, c.comment_id)
        ) as names where names.thread_id = comment_threads.comment_id
      `.execute(db);
    }
  },
};
