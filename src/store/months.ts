// On PostgreSQL the tables that grow by the day lie apart by month: what is asked of some weeks reads their months alone, and
// what is no longer kept goes month by month instead of row by row. SQLite keeps each table whole.
import { type RawBuilder, sql } from "kysely";
import type { MigratedDatabase } from "./create-tables.ts";
import type { Database } from "./database.ts";
import { TABLES, type Table, type TableName } from "./tables/index.ts";

/** A table and the column, a day or a moment, whose month decides where a row lies. */
export interface MonthlyTable {
  readonly table: string;
  readonly column: string;
}

export interface MonthSpan {
  /** "2026-11", both ends included. */
  readonly first: string;
  readonly last: string;
}

/** A new store has months for what a first collection reads back (90 days), and always those that come next. */
const MONTHS_BACK = 3;
const MONTHS_AHEAD = 2;

export const MONTHLY_TABLES: readonly MonthlyTable[] = (Object.keys(TABLES) as TableName[]).flatMap((table) => {
  const { monthly }: Table = TABLES[table];
  return monthly === undefined ? [] : [{ table, column: monthly }];
});

/** Where rows lie that belong to no month there is: older than all of them, or of a clock that ran far ahead. */
export function toOther(table: string): string {
  return `${table}_other`;
}

function toPart(table: string, month: string): string {
  return `${table}_${month.replace("-", "_")}`;
}

/**
 * Makes this month and those ahead, and of a new store the last ones, where they are missing. Others are not: what was
 * dropped stays dropped, and a clock that was years off does not make years of months.
 */
export async function keepMonthsAhead(database: Database, now: Date): Promise<void> {
  if (database.columnTypes.monthly === undefined) return;
  const today = now.toISOString().slice(0, 7);
  const last = addMonths(today, MONTHS_AHEAD);
  const listMissing = async (db: MigratedDatabase): Promise<readonly (MonthlyTable & MonthSpan)[]> => {
    const held = await listMonths(db);
    return MONTHLY_TABLES.flatMap((table) => {
      const own = held.get(table.table) ?? [];
      const first = own.length === 0 ? addMonths(today, -MONTHS_BACK) : today;
      return listSpan({ first, last }).every((month) => own.includes(month)) ? [] : [{ ...table, first, last }];
    });
  };
  if ((await listMissing(database.queries)).length === 0) return;
  await database.write(async (trx) => {
    // Another process may have made them while this one waited for its turn.
    for (const { table, column, ...span } of await listMissing(trx)) await makeMonths(trx, { table, column }, span);
  });
}

/** Makes those of the months that are missing; rows of theirs that lie among the others are taken along. */
export async function makeMonths(
  db: MigratedDatabase,
  { table, column }: MonthlyTable,
  span: MonthSpan,
): Promise<void> {
  const held = new Set((await listMonths(db)).get(table));
  for (const month of listSpan(span)) {
    if (held.has(month)) continue;
    const part = sql.table(toPart(table, month));
    const [from, to] = [sql.lit(`${month}-01`), sql.lit(`${addMonths(month, 1)}-01`)];
    await sql`create table ${part} (like ${sql.table(table)} including all)`.execute(db);
    await sql`
      with taken as (
        delete from ${sql.table(toOther(table))} where ${sql.ref(column)} >= ${from} and ${sql.ref(column)} < ${to} returning *
      )
      insert into ${part} select * from taken
    `.execute(db);
    await sql`alter table ${sql.table(table)} attach partition ${part} for values from (${from}) to (${to})`.execute(
      db,
    );
  }
}

/**
 * Drops the months that ended before `until`, a moment, and for which `isFree` holds where it is given; what remains of
 * older rows lies in other places and is the caller's to delete. Does nothing where tables are whole.
 */
export async function dropMonths(
  database: Database,
  table: string,
  until: string,
  isFree: (part: RawBuilder<unknown>) => Promise<boolean> = async () => true,
): Promise<void> {
  if (database.columnTypes.monthly === undefined) return;
  for (const month of (await listMonths(database.queries)).get(table) ?? []) {
    if (`${addMonths(month, 1)}-01` > until) return;
    const part = sql.table(toPart(table, month));
    if (!(await isFree(part))) continue;
    await database.write((trx) => sql`drop table if exists ${part}`.execute(trx));
  }
}

/** Months there are of each table, the oldest first. */
export async function listMonths(db: MigratedDatabase): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ table: string; part: string }>`
    select parent.relname as table, part.relname as part
    from pg_inherits join pg_class as parent on parent.oid = inhparent join pg_class as part on part.oid = inhrelid
    where parent.relkind = 'p' and parent.relnamespace = current_schema()::regnamespace
    order by part.relname
  `.execute(db);
  const months = rows.flatMap(({ table, part }) => {
    const [, year, month] = /_(\d{4})_(\d\d)$/.exec(part) ?? [];
    return year === undefined ? [] : [{ table, month: `${year}-${month}` }];
  });
  const byTable = Map.groupBy(months, ({ table }) => table);
  return new Map([...byTable].map(([table, own]) => [table, own.map(({ month }) => month)]));
}

/** Each month of the span. */
export function listSpan({ first, last }: MonthSpan): readonly string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}

export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + count)).toISOString().slice(0, 7);
}
