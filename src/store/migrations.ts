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
};
