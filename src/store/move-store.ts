// A SQLite store carried over whole into an empty PostgreSQL database. All of it is one transaction there: whoever looks, or
// comes after a kill, finds nothing or everything.
import { existsSync } from "node:fs";
import { sql } from "kysely";
import { type Clock, systemClock } from "../shared/index.ts";
import { createBootTime } from "./boot-time.ts";
import { compareTable, copyTable, type Translate } from "./copy-table.ts";
import type { Database, WriteTransaction } from "./database.ts";
import { migrate } from "./migrate.ts";
import { MONTHLY_TABLES, type MonthlyTable, makeMonths } from "./months.ts";
import { openDatabase } from "./open-database.ts";
import { toInstant } from "./rows.ts";
import { describeHolder, isLeaseAlive } from "./run-lease.ts";
import { StoreError } from "./store-error.ts";
import { listColumns, TABLES, type TableName } from "./tables/index.ts";

export interface MoveOptions {
  /** "sqlite:data/gazette.db"; brought to this program's shape as by any command, else left as it is. */
  readonly from: string;
  /** "postgres://…", of a database with nothing in it, or with what an interrupted move has left. */
  readonly to: string;
  readonly clock?: Clock | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told once a table's rows are written, and once they are compared. */
  readonly onTable?: ((table: string, rows: number, step: "written" | "compared") => void) | undefined;
}

export interface MovedStore {
  /** How the two places are named, without passwords. */
  readonly from: string;
  readonly to: string;
  /** Rows by table, each of them compared with where it came from. */
  readonly rows: Readonly<Record<string, number>>;
}

const ALL = Object.keys(TABLES) as TableName[];

/**
 * Copies every table and compares each row; the old store can be read but not written meanwhile. A thousand rows are in
 * memory at once, or one where rows hold files. Throws `STORE_NOT_EMPTY` where the target holds anything, `STORE_BUSY`
 * while somebody is at work on the old store, `STORE_COPY_DIFFERS`, what `openStore` throws of either, and the signal's
 * reason; then nothing was moved.
 */
export async function moveStore(options: MoveOptions): Promise<MovedStore> {
  const { clock = systemClock } = options;
  refuseOtherEngines(options);
  const source = await openDatabase(options.from);
  try {
    await migrate(source.database, source.path);
    const target = await openDatabase(options.to);
    try {
      await refuseStrangers(target.database, target.path);
      await migrate(target.database, target.path);
      const translate = await toTranslate(source.database, target.database, clock);
      // Both at once: nobody writes to either until it is over, and all of it is there or nothing.
      const rows = await target.database.write((to) =>
        source.database.write(async (from) => {
          await refuseFilled(to, target.path);
          await refuseBusy(from, clock.now());
          return carryOver(from, to, translate, options);
        }),
      );
      return { from: source.path, to: target.path, rows };
    } finally {
      await target.database.close();
    }
  } finally {
    await source.database.close();
  }
}

async function carryOver(
  from: WriteTransaction,
  to: WriteTransaction,
  translate: Translate,
  { signal = new AbortController().signal, onTable }: MoveOptions,
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const table of MONTHLY_TABLES) await makeMonthsOf(table, from, to);
  for (const table of ALL) {
    const rows = await copyTable(table, from, to, translate, signal);
    counts[table] = rows;
    onTable?.(table, rows, "written");
  }
  for (const table of ALL) {
    await compareTable(table, from, to, translate, signal);
    onTable?.(table, counts[table] ?? 0, "compared");
  }
  return counts;
}

/** Of all that is moved, so that what is no longer kept goes by the month from the first day on. */
async function makeMonthsOf(table: MonthlyTable, from: WriteTransaction, to: WriteTransaction): Promise<void> {
  const column = sql.ref(table.column);
  const { rows } = await sql<{ first: string | null; last: string | null }>`
    select min(${column}) as first, max(${column}) as last from ${sql.table(table.table)}
    where ${column} >= ${MONTHS.from} and ${column} < ${MONTHS.to}
  `.execute(from);
  const [{ first = null, last = null } = {}] = rows;
  if (first !== null && last !== null)
    await makeMonths(to, table, { first: first.slice(0, 7), last: last.slice(0, 7) });
}

/** What a clock that was decades off has dated belongs to no month; Instagram is of 2010. */
const MONTHS = { from: "2010-01", to: "2060-01" };

/** Told by the ledger's own time, which differs from engine to engine: as they are, an hour would seem to be over early. */
const LEDGER_TIMES: Partial<Record<TableName, readonly string[]>> = {
  calls: ["counted_at"],
  call_pauses: ["since_at", "until_at"],
};

async function toTranslate(source: Database, target: Database, clock: Clock): Promise<Translate> {
  const here = await createBootTime(clock).peek(source.queries);
  const there = (await target.readTime?.()) ?? clock.now();
  const aheadMs = there.getTime() - here.getTime();
  return (table, row) => {
    const changed: Record<string, string | number | Uint8Array | null> = {};
    // PostgreSQL keeps no NUL in text; here as in every write of the store.
    for (const [column, value] of Object.entries(row))
      changed[column] = typeof value === "string" ? value.replaceAll("\0", "\uFFFD") : value;
    for (const column of LEDGER_TIMES[table] ?? []) {
      const at = Date.parse(String(row[column]));
      if (Number.isFinite(at)) changed[column] = toInstant(new Date(at + aheadMs));
    }
    return changed;
  };
}

function refuseOtherEngines({ from, to }: MoveOptions): void {
  const file = /^sqlite:(?:\/\/(?=\/))?(.+)$/is.exec(from)?.[1];
  if (file === undefined || file === ":memory:") {
    throw new StoreError({
      code: "STORE_UNAVAILABLE",
      sentence: "Could not move the store: store.url names no SQLite file, and only such a store is carried over.",
      hint: "From one PostgreSQL server to another, use pg_dump and pg_restore.",
    });
  }
  if (!existsSync(file)) {
    throw new StoreError({
      code: "STORE_UNAVAILABLE",
      sentence: `Could not move the store: there is no file ${file}.`,
      hint: "Let store.url name the store that is to be moved.",
    });
  }
  if (!/^postgres(ql)?:/i.test(to)) {
    throw new StoreError({
      code: "STORE_UNAVAILABLE",
      sentence: "Could not move the store: the new place is no PostgreSQL database.",
      hint: "Name it as postgres://user:password@host:5432/database.",
    });
  }
}

/** Anything but our own tables, whose rows `refuseFilled` looks at. What belongs to an extension is nobody's data. */
async function refuseStrangers({ queries }: Database, place: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      and not relispartition
      and not exists (select 1 from pg_depend where objid = pg_class.oid and deptype = 'e')
    order by relname
  `.execute(queries);
  const ours = new Set([...ALL, "kysely_migration"] as readonly string[]);
  const stranger = rows.find(({ name }) => !ours.has(name));
  if (stranger !== undefined) throw toNotEmpty(place, `it holds ${stranger.name}, which is another program's`);
}

async function refuseFilled(to: WriteTransaction, place: string): Promise<void> {
  for (const table of ALL) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(to);
    if (rows.length > 0) throw toNotEmpty(place, `it holds a dataset already (${table})`);
  }
}

function toNotEmpty(place: string, why: string): StoreError {
  return new StoreError({
    code: "STORE_NOT_EMPTY",
    sentence: `Could not move the store to ${place}: ${why}. Nothing was changed.`,
    hint: "Name an empty database. If the store was moved before, let store.url name the new one.",
  });
}

/** Whoever is in the middle of something would end it in the old store. */
async function refuseBusy(from: WriteTransaction, now: Date): Promise<void> {
  for (const table of ALL) {
    const columns = listColumns(table).map(({ name }) => name);
    if (!columns.includes("holder") || !columns.includes("heartbeat_at")) continue;
    const { rows } = await sql<{ holder: string; heartbeat_at: string }>`
      select holder, heartbeat_at from ${sql.table(table)} where holder <> ''
    `.execute(from);
    const alive = rows.find(({ holder, heartbeat_at }) => isLeaseAlive({ holder, heartbeatAt: heartbeat_at }, now));
    if (alive === undefined) continue;
    throw new StoreError({
      code: "STORE_BUSY",
      sentence: `Could not move the store: somebody is at work on it (${table}, ${describeHolder(alive.holder)}).`,
      hint: "Stop `gazette schedule`, the desk and whatever else works on it, and move it then.",
    });
  }
}
