// Every reading of a day and of a window. `account_days` and `account_totals` hold the newest of each; what it was on an
// earlier morning was known only where its value had changed since.
import { type CreateTableBuilder, sql } from "kysely";
import type { ColumnTypes } from "../database.ts";
import type { MigratedDatabase } from "./migration.ts";

const TABLES = {
  account_day_readings: {
    text: ["account_id", "day", "metric", "taken_at"],
    key: ["account_id", "day", "metric", "taken_at"],
  },
  account_total_readings: {
    text: ["account_id", "metric", "breakdown", "bucket", "from_day", "to_day", "taken_at"],
    key: ["account_id", "from_day", "to_day", "metric", "breakdown", "bucket", "taken_at"],
  },
} as const;

export async function createReadings(db: MigratedDatabase, types: ColumnTypes): Promise<void> {
  for (const [name, { text, key }] of Object.entries(TABLES)) {
    let table: CreateTableBuilder<string, string> = db.schema.createTable(name);
    for (const column of text) table = table.addColumn(column, sql`${types.text}`, (built) => built.notNull());
    table = table
      .addColumn("value", sql`double precision`, (built) => built.notNull())
      .addPrimaryKeyConstraint(`${name}_key`, [...key]);
    if (types.keyedTable !== undefined) table = table.modifyEnd(sql`${types.keyedTable}`);
    await table.execute();
  }
  // Account by account: PostgreSQL is given less time for one statement than a large store takes (`postgres.ts`).
  const { rows } = await sql<{ account_id: string }>`
    select account_id from account_days union select account_id from account_totals
  `.execute(db);
  for (const { account_id: accountId } of rows) await copyReadings(db, accountId);
}

/** The newest readings, and those a restatement tells of: the others are not known any more. */
async function copyReadings(db: MigratedDatabase, accountId: string): Promise<void> {
  await sql`
    insert into account_day_readings (account_id, day, metric, value, taken_at)
    select account_id, day, metric, value, taken_at from account_days where account_id = ${accountId}
  `.execute(db);
  await sql`
    insert into account_total_readings (account_id, from_day, to_day, metric, breakdown, bucket, value, taken_at)
    select account_id, from_day, to_day, metric, breakdown, bucket, value, taken_at
    from account_totals where account_id = ${accountId}
  `.execute(db);
  for (const reading of ["old", "new"] as const) {
    const value = sql.ref(`${reading}_value`);
    const takenAt = sql.ref(`${reading}_taken_at`);
    await sql`
      insert into account_day_readings (account_id, day, metric, value, taken_at)
      select account_id, from_day, metric, ${value}, ${takenAt}
      from restatements where account_id = ${accountId} and table_name = 'account_days'
      on conflict do nothing
    `.execute(db);
    await sql`
      insert into account_total_readings (account_id, from_day, to_day, metric, breakdown, bucket, value, taken_at)
      select account_id, from_day, to_day, metric, breakdown, bucket, ${value}, ${takenAt}
      from restatements where account_id = ${accountId} and table_name = 'account_totals'
      on conflict do nothing
    `.execute(db);
  }
}
