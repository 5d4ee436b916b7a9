import { type Insertable, sql } from "kysely";
import type { WriteTransaction } from "./database.ts";
import type { Schema } from "./schema.ts";

/** Rows a statement: 15 columns stay far below both engines' ceilings (SQLite 32,766 parameters, PostgreSQL 65,535). */
const ROWS_A_STATEMENT = 500;

export interface UpsertTarget<Table extends keyof Schema> {
  readonly table: Table;
  readonly key: readonly (keyof Schema[Table] & string)[];
  /** The moment of the reading: a held row is replaced only by one that is not older. */
  readonly stamp: keyof Schema[Table] & string;
}

/**
 * Writes rows so that the newest reading of each key stays, in whatever order readings arrive; of equally old ones the
 * last. Columns the rows do not name are left as they are. Every row must name the same columns.
 */
export async function upsertNewest<Table extends keyof Schema>(
  trx: WriteTransaction,
  target: UpsertTarget<Table>,
  rows: readonly Insertable<Schema[Table]>[],
): Promise<void> {
  const newest = keepNewest(target, rows);
  const [first] = newest;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const others = columns.filter((column) => !target.key.some((part) => part === column));
  const table = sql.table(target.table);
  for (let start = 0; start < newest.length; start += ROWS_A_STATEMENT) {
    const tuples = newest.slice(start, start + ROWS_A_STATEMENT).map((row) => {
      const values = new Map<string, unknown>(Object.entries(row));
      return sql`(${sql.join(columns.map((column) => toStorable(values.get(column))))})`;
    });
    await sql`
      insert into ${table} (${sql.join(columns.map((column) => sql.ref(column)))})
      values ${sql.join(tuples)}
      on conflict (${sql.join(target.key.map((column) => sql.ref(column)))}) do update
      set ${sql.join(others.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))}
      where ${sql.ref(`excluded.${target.stamp}`)} >= ${sql.ref(`${target.table}.${target.stamp}`)}
    `.execute(trx);
  }
}

/** PostgreSQL keeps no NUL in text; a caption that holds one must read the same from either engine. */
function toStorable(value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\0", "\uFFFD") : (value ?? null);
}

/** One row a key: PostgreSQL refuses a statement that meets the same row twice. */
export function keepNewest<Table extends keyof Schema>(
  { key, stamp }: UpsertTarget<Table>,
  rows: readonly Insertable<Schema[Table]>[],
): readonly Insertable<Schema[Table]>[] {
  const newest = new Map<string, { readonly row: Insertable<Schema[Table]>; readonly stamp: string }>();
  for (const row of rows) {
    const values = new Map<string, unknown>(Object.entries(row));
    const rowKey = JSON.stringify(key.map((column) => values.get(column)));
    const rowStamp = String(values.get(stamp));
    const held = newest.get(rowKey);
    if (held === undefined || rowStamp >= held.stamp) newest.set(rowKey, { row, stamp: rowStamp });
  }
  return [...newest.values()].map(({ row }) => row);
}
