import { type Insertable, sql } from "kysely";
import type { WriteTransaction } from "./database.ts";
import type { Schema } from "./schema.ts";
import { compileOnce, sendAlong, sendEach, takesJsonRows } from "./statement.ts";
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
  // Row by row SQLite comes to the same.
  await insert(trx, table, takesJsonRows(trx) ? keepNewest(table, rows) : rows);
}

/** Writes rows whose key is not there yet, and leaves those that are. */
export async function insertMissing(
  trx: WriteTransaction,
  table: "restatements",
  rows: readonly Insertable<Schema["restatements"]>[],
): Promise<void> {
  await insert(trx, table, rows);
}

async function insert(trx: WriteTransaction, table: TableName, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const isJson = takesJsonRows(trx) && !holdsBytes(table);
  const statement = compileOnce(trx, `insert ${table} ${columns.join()}`, () => toInsert(table, columns, isJson));
  if (isJson) await sendAlong(trx, { ...statement, parameters: [toJson(rows)] });
  else
    await sendEach(
      trx,
      statement,
      rows.map((row) => toParameters(row, columns)),
    );
}

function holdsBytes(table: TableName): boolean {
  return listColumns(table).some(({ kind }) => kind === "blob");
}

/** What `toStorable` replaces, as JSON spells it. */
const NOT_STORABLE = /\\u(?:0000|d[89a-f])/;

function toJson(rows: readonly object[]): string {
  const json = JSON.stringify(rows);
  return NOT_STORABLE.test(json) ? JSON.stringify(rows, (_, value: unknown) => toStorable(value)) : json;
}

function toParameters(row: object, columns: readonly string[]): readonly unknown[] {
  const values = row as Readonly<Record<string, unknown>>;
  return columns.map((column) => toStorable(values[column]));
}

/** Of one row, a parameter a cell, or of all that one JSON text holds. A table without a stamp keeps what it has. */
function toInsert(name: TableName, columns: readonly string[], isJson: boolean) {
  const { key, stamp }: Table = TABLES[name];
  const others = columns.filter((column) => !key.includes(column));
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const source = isJson
    ? sql`select ${names} from json_populate_recordset(null::${sql.table(name)}, ${null})`
    : sql`values (${sql.join(columns.map(() => sql`${null}`))})`;
  const action =
    stamp === undefined
      ? sql`do nothing`
      : sql`
        do update set ${sql.join(others.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))}
        where ${sql.ref(`excluded.${stamp}`)} >= ${sql.ref(`${name}.${stamp}`)}
      `;
  return sql`
    insert into ${sql.table(name)} (${names}) ${source}
    on conflict (${sql.join(key.map((column) => sql.ref(column)))}) ${action}
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
