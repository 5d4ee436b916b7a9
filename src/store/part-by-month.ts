// Brings PostgreSQL tables that are whole to lie apart by month: the step of a migration, frozen with it.
import { type RawBuilder, sql } from "kysely";
import type { MigratedDatabase } from "./create-tables.ts";
import type { ColumnTypes } from "./database.ts";
import { addMonths, listSpan, makeMonths } from "./months.ts";

interface WholeTable {
  readonly table: string;
  readonly column: string;
  /** With the column among them, as PostgreSQL wants it. */
  readonly key: readonly string[];
  readonly indexes?: Readonly<Record<string, readonly string[]>>;
}

/** Rows are copied month by month: none of the statements may last as long as an answer is waited for. */
export async function partByMonth(db: MigratedDatabase, types: ColumnTypes, whole: WholeTable): Promise<void> {
  const { table, column, key, indexes = {} } = whole;
  const words = types.monthly?.(column);
  if (words === undefined || (await isParted(db, table))) return;
  const [own, old] = [sql.table(table), sql.table(`${table}_whole`)];
  await sql`alter table ${own} rename to ${sql.ref(`${table}_whole`)}`.execute(db);
  await sql`alter table ${old} rename constraint ${sql.ref(`${table}_key`)} to ${sql.ref(`${table}_whole_key`)}`.execute(
    db,
  );
  for (const index of Object.keys(indexes)) await sql`drop index ${sql.ref(index)}`.execute(db);
  await sql`create table ${own} (like ${old}) ${words}`.execute(db);
  await sql`alter table ${own} add constraint ${sql.ref(`${table}_key`)} primary key (${listNames(key)})`.execute(db);
  for (const [index, columns] of Object.entries(indexes))
    await sql`create index ${sql.ref(index)} on ${own} (${listNames(columns)})`.execute(db);
  await sql`create table ${sql.table(`${table}_other`)} partition of ${own} default`.execute(db);
  const by = sql.ref(column);
  const { rows } = await sql<{ first: string | null; last: string | null }>`
    select min(${by}) as first, max(${by}) as last from ${old} where ${by} >= '2010-01' and ${by} < '2060-01'
  `.execute(db);
  const [first, last] = [rows[0]?.first?.slice(0, 7), rows[0]?.last?.slice(0, 7)];
  if (first === undefined || last === undefined) {
    await sql`insert into ${own} select * from ${old}`.execute(db);
  } else {
    await makeMonths(db, whole, { first, last });
    for (const month of listSpan({ first, last })) {
      const [from, to] = [`${month}-01`, `${addMonths(month, 1)}-01`];
      await sql`insert into ${own} select * from ${old} where ${by} >= ${from} and ${by} < ${to}`.execute(db);
    }
    const end = `${addMonths(last, 1)}-01`;
    await sql`insert into ${own} select * from ${old} where ${by} < ${`${first}-01`} or ${by} >= ${end}`.execute(db);
  }
  await sql`drop table ${old}`.execute(db);
  await sql`analyze ${own}`.execute(db);
}

async function isParted(db: MigratedDatabase, table: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pg_class where relname = ${table} and relkind = 'p' and relnamespace = current_schema()::regnamespace
  `.execute(db);
  return rows.length > 0;
}

function listNames(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql.ref(column)));
}
