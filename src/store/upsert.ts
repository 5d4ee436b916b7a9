import { type CompiledQuery, type Insertable, sql } from "kysely";
import type { WriteTransaction } from "./database.ts";
import type { Schema } from "./schema.ts";

/**
 * Rows a statement: few sizes, so that the same few statements serve every write and are compiled once. The largest has
 * 15 columns × 128 rows, far below both engines' ceilings (SQLite 32,766 parameters, PostgreSQL 65,535).
 */
const ROWS_A_STATEMENT = [128, 16, 4, 1] as const;

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
  let start = 0;
  for (const size of ROWS_A_STATEMENT) {
    for (; newest.length - start >= size; start += size) {
      const parameters = newest.slice(start, start + size).flatMap((row) => toParameters(row, columns));
      await trx.executeQuery({ ...compileUpsert(trx, target, columns, size), parameters });
    }
  }
}

function toParameters(row: object, columns: readonly string[]): readonly unknown[] {
  const values = row as Readonly<Record<string, unknown>>;
  return columns.map((column) => toStorable(values[column]));
}

/** The engines spell a statement differently, and a database is one of them for as long as it is open. */
const compiled = new WeakMap<object, Map<string, CompiledQuery>>();

function compileUpsert<Table extends keyof Schema>(
  trx: WriteTransaction,
  target: UpsertTarget<Table>,
  columns: readonly string[],
  size: number,
): CompiledQuery {
  const adapter = trx.getExecutor().adapter;
  const statements = compiled.get(adapter) ?? new Map<string, CompiledQuery>();
  compiled.set(adapter, statements);
  const name = `${target.table} ${size} ${columns.join()}`;
  const known = statements.get(name);
  if (known !== undefined) return known;
  const table = sql.table(target.table);
  const others = columns.filter((column) => !target.key.some((part) => part === column));
  const tuple = sql`(${sql.join(columns.map(() => sql`${null}`))})`;
  const statement = sql`
    insert into ${table} (${sql.join(columns.map((column) => sql.ref(column)))})
    values ${sql.join(Array.from({ length: size }, () => tuple))}
    on conflict (${sql.join(target.key.map((column) => sql.ref(column)))}) do update
    set ${sql.join(others.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))}
    where ${sql.ref(`excluded.${target.stamp}`)} >= ${sql.ref(`${target.table}.${target.stamp}`)}
  `.compile(trx);
  statements.set(name, statement);
  return statement;
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
    const values = row as Readonly<Record<string, unknown>>;
    // NUL stands in no key: ids, days and metric names.
    const rowKey = key.map((column) => values[column]).join("\0");
    const rowStamp = String(values[stamp]);
    const held = newest.get(rowKey);
    if (held === undefined || rowStamp >= held.stamp) newest.set(rowKey, { row, stamp: rowStamp });
  }
  return [...newest.values()].map(({ row }) => row);
}
