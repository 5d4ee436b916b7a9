// What belongs to an account lies together. A collection writes account by account and a report reads so; figures scattered
// by the ids of posts cost a page of the disk for each post.
import { sql } from "kysely";
import type { ColumnTypes } from "../database.ts";
import type { MigratedDatabase } from "./migration.ts";

/** Copied by one statement some ten million would take longer than PostgreSQL is given for one (`postgres.ts`). */
const READINGS_A_COPY = 500_000;

export async function arrangeByAccount(
  db: MigratedDatabase,
  types: ColumnTypes,
  readingsACopy = READINGS_A_COPY,
): Promise<void> {
  await rekeyMediaInsights(db, types, readingsACopy);
  await createAccountReads(db, types);
}

/** A key of SQLite is changed by writing the table anew; so both engines end with the same. */
async function rekeyMediaInsights(db: MigratedDatabase, types: ColumnTypes, readingsACopy: number): Promise<void> {
  const text = sql`${types.text}`;
  let table = db.schema
    .createTable("media_insights_by_account")
    .addColumn("media_id", text, (column) => column.notNull())
    .addColumn("metric", text, (column) => column.notNull())
    .addColumn("bucket", text, (column) => column.notNull())
    .addColumn("value", sql`double precision`, (column) => column.notNull())
    .addColumn("taken_at", text, (column) => column.notNull())
    .addColumn("account_id", text, (column) => column.notNull())
    .addPrimaryKeyConstraint("media_insights_by_account_key", [
      "account_id",
      "media_id",
      "metric",
      "bucket",
      "taken_at",
    ]);
  if (types.keyedTable !== undefined) table = table.modifyEnd(sql`${types.keyedTable}`);
  await table.execute();
  for (const { first, last } of await listStretches(db, readingsACopy)) {
    await sql`
      insert into media_insights_by_account (media_id, metric, bucket, value, taken_at, account_id)
      select media_id, metric, bucket, value, taken_at, account_id from media_insights
      where account_id between ${first} and ${last}
      order by account_id, media_id, metric, bucket, taken_at
    `.execute(db);
  }
  await db.schema.dropTable("media_insights").execute();
  await db.schema.alterTable("media_insights_by_account").renameTo("media_insights").execute();
}

/** Neighbouring accounts, by the first and the last of them, with about so many readings together. */
async function listStretches(
  db: MigratedDatabase,
  readingsMost: number,
): Promise<readonly { readonly first: string; readonly last: string }[]> {
  const { rows } = await sql<{ account_id: string; readings: number }>`
    select account_id, count(*) as readings from media_insights group by account_id order by account_id
  `.execute(db);
  const stretches: { first: string; last: string; readings: number }[] = [];
  for (const { account_id, readings } of rows) {
    const open = stretches.at(-1);
    if (open === undefined || open.readings + readings > readingsMost) {
      stretches.push({ first: account_id, last: account_id, readings });
    } else {
      open.last = account_id;
      open.readings += readings;
    }
  }
  return stretches;
}

/** When an account's posts and audience were last read. Indexes over every reading told it before, a second write a row. */
async function createAccountReads(db: MigratedDatabase, types: ColumnTypes): Promise<void> {
  const text = sql`${types.text}`;
  let table = db.schema
    .createTable("account_reads")
    .addColumn("account_id", text, (column) => column.notNull())
    .addColumn("kind", text, (column) => column.notNull())
    .addColumn("taken_at", text, (column) => column.notNull())
    .addPrimaryKeyConstraint("account_reads_key", ["account_id", "kind"]);
  if (types.keyedTable !== undefined) table = table.modifyEnd(sql`${types.keyedTable}`);
  await table.execute();
  for (const kind of ["media", "audience"]) {
    await sql`
      insert into account_reads (account_id, kind, taken_at)
      select account_id, ${sql.lit(kind)}, max(taken_at) from ${sql.table(kind)} group by account_id
    `.execute(db);
    await db.schema.dropIndex(`${kind}_by_reading`).execute();
  }
}
