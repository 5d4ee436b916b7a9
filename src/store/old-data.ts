// What is kept for so many days and no longer, kind by kind, where the configuration says so (docs/privacy.md).
import { sql } from "kysely";
import type { Database } from "./database.ts";
import { dropMonths, MONTHLY_TABLES } from "./months.ts";
import { toInstant } from "./rows.ts";
import { findSealsWhere, removeSeals } from "./seals.ts";
import type { TableName } from "./tables/index.ts";

export type DataKind = "comments" | "pictures" | "reports" | "mails" | "desk" | "readings";

interface Rule {
  readonly table: TableName;
  /** What tells its age: a moment, or a day label. */
  readonly column: string;
  /** Only rows for which this holds. */
  readonly only?: string | undefined;
}

/** In an order in which nothing is needed that is gone. */
const RULES: Readonly<Record<DataKind, readonly Rule[]>> = {
  comments: [
    { table: "comment_archive", column: "archived_at" },
    { table: "comment_actions", column: "ended_at" },
    { table: "comments", column: "created_at" },
    { table: "comment_threads", column: "created_at" },
    { table: "comment_presence", column: "until_at" },
  ],
  pictures: [{ table: "thumbnails", column: "fetched_at" }],
  reports: [
    { table: "sealed_reports", column: "sealed_at" },
    { table: "report_notes", column: "noted_at" },
  ],
  mails: [{ table: "deliveries", column: "updated_at", only: "state in ('sent', 'failed', 'rejected')" }],
  desk: [{ table: "desk_log", column: "at" }],
  readings: [
    { table: "restatements", column: "to_day" },
    { table: "account_day_readings", column: "day" },
    { table: "account_days", column: "day" },
    { table: "account_total_readings", column: "to_day" },
    { table: "account_totals", column: "to_day" },
    { table: "audience", column: "taken_at" },
    { table: "account_profiles", column: "taken_at" },
    // Of posts by their publication: those that are still read stay whole.
    { table: "media", column: "published_at" },
  ],
};

/** Drops what is older. Pictures of sealed reports go with the last report that shows them. */
export async function dropOldData(database: Database, kind: DataKind, before: Date): Promise<void> {
  const { queries, write } = database;
  const until = toInstant(before);
  for (const { table, column, only = "1 = 1" } of RULES[kind]) {
    // Whole months first; what is left is the part of a month, and what lies in none.
    if (MONTHLY_TABLES.some((monthly) => monthly.table === table && monthly.column === column))
      await dropMonths(database, table, until);
    const where = sql`${sql.ref(column)} < ${until} and ${sql.raw(only)}`;
    const { rows } = await sql<{ found: number }>`
      select 1 as found from ${sql.table(table)} where ${where} limit 1
    `.execute(queries);
    if (rows.length === 0) continue;
    await write(async (trx) => {
      if (table === "sealed_reports") {
        await removeSeals(trx, await findSealsWhere(trx, ({ sealed_at }) => sealed_at < until));
      }
      if (table === "media") {
        await sql`
          delete from media_insights where media_id in (select media_id from media where ${where})
        `.execute(trx);
      }
      await sql`delete from ${sql.table(table)} where ${where}`.execute(trx);
    });
  }
}
