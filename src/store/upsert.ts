import { type Insertable, sql } from "kysely";
import type { WriteTransaction } from "./database.ts";
import type { Schema } from "./schema.ts";
import { compileOnce, toBulks } from "./statement.ts";
import { TABLES, type Table, type TableName } from "./tables/index.ts";

/** Tables whose rows are readings: each has a moment, and of each key the newest stays. */
export type ReadingTable = {
  [Name in TableName]: (typeof TABLES)[Name] extends { readonly stamp: string } ? Name : never;
}[TableName];

/**
 * Writes rows so that the newest reading of each key stays, in whatever order readings arrive; of equally old ones the
 * last. Columns the rows do not name are left as they are. Every row must name the same columns.
 */
export async function upsertNewest<Name extends ReadingTable>(
  trx: WriteTransaction,
  table: Name,
  rows: readonly Insertable<Schema[Name]>[],
): Promise<void> {
  await upsertDistinct(trx, table, keepNewest(table, rows));
}

/** The same for rows of which `keepNewest` has left one a key. */
export async function upsertDistinct<Name extends ReadingTable>(
  trx: WriteTransaction,
  table: Name,
  rows: readonly Insertable<Schema[Name]>[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  for (const bulk of toBulks(rows)) {
    const statement = compileOnce(trx, `upsert ${table} ${bulk.length} ${columns.join()}`, () =>
      toUpsert(table, columns, bulk.length),
    );
    await trx.executeQuery({ ...statement, parameters: toParameters(bulk, columns) });
  }
}

function toParameters(rows: readonly object[], columns: readonly string[]): readonly unknown[] {
  const parameters: unknown[] = [];
  for (const row of rows) {
    const values = row as Readonly<Record<string, unknown>>;
    for (const column of columns) parameters.push(toStorable(values[column]));
  }
  return parameters;
}

function toUpsert(name: ReadingTable, columns: readonly string[], rows: number) {
  const { key, stamp = "" }: Table = TABLES[name];
  const others = columns.filter((column) => !key.includes(column));
  const tuple = sql`(${sql.join(columns.map(() => sql`${null}`))})`;
  return sql`
    insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values ${sql.join(Array.from({ length: rows }, () => tuple))}
    on conflict (${sql.join(key.map((column) => sql.ref(column)))}) do update
    set ${sql.join(others.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))}
    where ${sql.ref(`excluded.${stamp}`)} >= ${sql.ref(`${name}.${stamp}`)}
  `;
}

/** PostgreSQL keeps no NUL in text; a caption that holds one must read the same from either engine. */
function toStorable(value: unknown): unknown {
  if (typeof value !== "string") return value ?? null;
  return value.includes("\0") ? value.replaceAll("\0", "\uFFFD") : value;
}

/** One row a key: PostgreSQL refuses a statement that meets the same row twice. */
export function keepNewest<Name extends ReadingTable>(
  name: Name,
  rows: readonly Insertable<Schema[Name]>[],
): readonly Insertable<Schema[Name]>[] {
  const { key, stamp = "" }: Table = TABLES[name];
  const newest = new Map<string, Insertable<Schema[Name]>>();
  for (const row of rows) {
    const values = row as Readonly<Record<string, unknown>>;
    let rowKey = "";
    // NUL stands in no key: ids, days and metric names.
    for (const column of key) rowKey += `${values[column]}\0`;
    const held = newest.get(rowKey) as Readonly<Record<string, unknown>> | undefined;
    if (held === undefined || String(values[stamp]) >= String(held[stamp])) newest.set(rowKey, row);
  }
  return newest.size === rows.length ? rows : [...newest.values()];
}
