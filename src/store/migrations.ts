// What brings older stores to today's description, by name, in order. A released one is frozen: what it got wrong, the next
// one mends.
import { type CreateTableBuilder, sql } from "kysely";
import type { MigratedDatabase } from "./create-tables.ts";
import type { ColumnTypes } from "./database.ts";

export type Migration = (db: MigratedDatabase, types: ColumnTypes) => Promise<void>;

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
};
