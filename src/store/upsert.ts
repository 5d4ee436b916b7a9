import { type Insertable, sql } from "kysely";
import type { WriteTransaction } from "./database.ts";
import type { Schema } from "./schema.ts";
import { compileOnce, sendAlong, takesJsonRows, toBulks } from "./statement.ts";
import { listColumns, TABLES, type Table, type TableName } from "./tables/index.ts";

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
  if (takesJsonRows(trx) && !holdsBytes(table)) {
    const statement = compileOnce(trx, `upsert ${table} ${columns.join()}`, () => toUpsert(table, columns));
    await sendAlong(trx, { ...statement, parameters: [toJson(rows)] });
    return;
  }
  for (const bulk of toBulks(rows)) {
    const statement = compileOnce(trx, `upsert ${table} ${bulk.length} ${columns.join()}`, () =>
      toUpsert(table, columns, bulk.length),
    );
    await sendAlong(trx, { ...statement, parameters: toParameters(bulk, columns) });
  }
}

function holdsBytes(table: ReadingTable): boolean {
  return listColumns(table).some(({ kind }) => kind === "blob");
}

/** What `toStorable` replaces, as JSON spells it. */
const NOT_STORABLE = /\\u(?:0000|d[89a-f])/;

function toJson(rows: readonly object[]): string {
  const json = JSON.stringify(rows);
  return NOT_STORABLE.test(json) ? JSON.stringify(rows, (_, value: unknown) => toStorable(value)) : json;
}

function toParameters(rows: readonly object[], columns: readonly string[]): readonly unknown[] {
  const parameters: unknown[] = [];
  for (const row of rows) {
    const values = row as Readonly<Record<string, unknown>>;
    for (const column of columns) parameters.push(toStorable(values[column]));
  }
  return parameters;
}

/** Of so many rows, one parameter a cell; without a number of all that one JSON text holds. */
function toUpsert(name: ReadingTable, columns: readonly string[], rows?: number) {
  const { key, stamp = "" }: Table = TABLES[name];
  const others = columns.filter((column) => !key.includes(column));
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const tuple = sql`(${sql.join(columns.map(() => sql`${null}`))})`;
  const source =
    rows === undefined
      ? sql`select ${names} from json_populate_recordset(null::${sql.table(name)}, ${null})`
      : sql`values ${sql.join(Array.from({ length: rows }, () => tuple))}`;
  return sql`
    insert into ${sql.table(name)} (${names}) ${source}
    on conflict (${sql.join(key.map((column) => sql.ref(column)))}) do update
    set ${sql.join(others.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))}
    where ${sql.ref(`excluded.${stamp}`)} >= ${sql.ref(`${name}.${stamp}`)}
  `;
}

/** PostgreSQL keeps no NUL in text, and no half of a pair; a caption that holds one must read the same from either engine. */
function toStorable(value: unknown): unknown {
  if (typeof value !== "string") return value ?? null;
  const whole = value.isWellFormed() ? value : value.toWellFormed();
  return whole.includes("\0") ? whole.replaceAll("\0", "\uFFFD") : whole;
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
