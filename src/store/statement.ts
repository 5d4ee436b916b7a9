// Statements a collection repeats for every call. Building one with Kysely costs more than SQLite takes to run it.
import { type CompiledQuery, PostgresAdapter, type QueryResult, type RawBuilder } from "kysely";
import type { WriteTransaction } from "./database.ts";

type Value = string | number | null;

const along = new WeakSet<object>();

/**
 * Has a statement run whose answer nobody needs. On PostgreSQL it is on its way when this returns, and a failure is told
 * by the next statement that is waited for, or by the commit.
 */
export async function sendAlong(trx: WriteTransaction, query: CompiledQuery): Promise<void> {
  along.add(query);
  await trx.executeQuery(query);
}

export function isSentAlong(query: CompiledQuery): boolean {
  return along.has(query);
}

const perRow = new WeakMap<object, readonly (readonly unknown[])[]>();

/**
 * Runs a statement once for each row of values, in their order, where nobody needs the answers. SQLite is asked once: a statement of
 * one row needs no copy of the pages it changes to undo itself, and is compiled once for any number of rows.
 */
export async function sendEach(
  trx: WriteTransaction,
  statement: CompiledQuery,
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  if (takesJsonRows(trx)) {
    for (const parameters of rows) await sendAlong(trx, { ...statement, parameters });
    return;
  }
  const query = { ...statement };
  perRow.set(query, rows);
  await trx.executeQuery(query);
}

/** The rows a statement is run for; undefined where it has its own parameters. */
export function readRowsOf(query: CompiledQuery): readonly (readonly unknown[])[] | undefined {
  return perRow.get(query);
}

/** PostgreSQL takes any number of rows as one JSON text, in a statement that is always the same. */
export function takesJsonRows(trx: WriteTransaction): boolean {
  return trx.getExecutor().adapter instanceof PostgresAdapter;
}

/** The engines spell a statement differently, and a database is one of them for as long as it is open. */
type PerEngine<Held> = WeakMap<object, Held>;

function hold<Held>(engines: PerEngine<Held>, trx: WriteTransaction, make: () => Held): Held {
  const { adapter } = trx.getExecutor();
  const known = engines.get(adapter);
  if (known !== undefined) return known;
  const made = make();
  engines.set(adapter, made);
  return made;
}

/**
 * A statement that is compiled when it is first run on an engine: `build` gets a placeholder for each value and may use it
 * anywhere, the values come with each run.
 */
export function defineStatement<Values extends readonly Value[], Row = unknown>(
  build: Build<Values, Row>,
): (trx: WriteTransaction, ...values: Values) => Promise<QueryResult<Row>> {
  const bind = defineBound(build);
  return (trx, ...values) => trx.executeQuery(bind(trx, values));
}

/** The same of a change nobody needs the answer of. */
export function defineChange<Values extends readonly Value[]>(
  build: Build<Values, unknown>,
): (trx: WriteTransaction, ...values: Values) => Promise<void> {
  const bind = defineBound(build);
  return (trx, ...values) => sendAlong(trx, bind(trx, values));
}

type Build<Values extends readonly Value[], Row> = (
  ...placeholders: { readonly [Index in keyof Values]: number }
) => RawBuilder<Row>;

function defineBound<Values extends readonly Value[], Row>(
  build: Build<Values, Row>,
): (trx: WriteTransaction, values: Values) => CompiledQuery<Row> {
  const engines: PerEngine<CompiledQuery<Row>> = new WeakMap();
  return (trx, values) => {
    const statement = hold(engines, trx, () => {
      const places = values.map((_value, index) => index) as { readonly [Index in keyof Values]: number };
      return build(...places).compile(trx);
    });
    const parameters = statement.parameters.map((place) => values[place as number]);
    return { ...statement, parameters };
  };
}

/**
 * Rows a statement: powers of two, so that a few statements make any number and the same ones serve every write. The
 * largest has 15 columns × 128 rows, far below both engines' ceilings (SQLite 32,766 parameters, PostgreSQL 65,535).
 */
const BULK_SIZES = [128, 64, 32, 16, 8, 4, 2, 1] as const;

/** The rows in their order, in stretches whose lengths are the same few for any number of rows. */
export function toBulks<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const bulks: (readonly Row[])[] = [];
  let start = 0;
  for (const size of BULK_SIZES) {
    for (; rows.length - start >= size; start += size) bulks.push(rows.slice(start, start + size));
  }
  return bulks;
}

const named: PerEngine<Map<string, CompiledQuery>> = new WeakMap();

/** The statement of this name, compiled when it is first asked for; its parameters are given with each use. */
export function compileOnce(trx: WriteTransaction, name: string, build: () => RawBuilder<unknown>): CompiledQuery {
  const statements = hold(named, trx, () => new Map<string, CompiledQuery>());
  const known = statements.get(name);
  if (known !== undefined) return known;
  const statement = build().compile(trx);
  statements.set(name, statement);
  return statement;
}
