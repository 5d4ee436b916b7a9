// A restatement is a change of what the store has told: a newer reading of a day or window with another value.
import { type Selectable, sql } from "kysely";
import type { WriteTransaction } from "./database.ts";
import type { Schema } from "./schema.ts";
import { defineStatement } from "./statement.ts";
import { insertMissing } from "./upsert.ts";

type Restatement = Schema["restatements"];
type DayRow = Selectable<Schema["account_days"]>;
type TotalRow = Selectable<Schema["account_totals"]>;

/** Notes which held days the rows are about to change; call before they are written. */
export async function noteRestatedDays(trx: WriteTransaction, rows: readonly DayRow[]): Promise<void> {
  for (const [accountId, own] of Map.groupBy(rows, ({ account_id }) => account_id)) {
    const { first, last } = toRange(own.map(({ day }) => day));
    const held = await readDays(trx, accountId, first, last);
    await insertMissing(trx, "restatements", findRestated(held.rows, own, toDayKey).map(toDayRestatement));
  }
}

/** Notes which held totals the rows are about to change; call before they are written. */
export async function noteRestatedTotals(trx: WriteTransaction, rows: readonly TotalRow[]): Promise<void> {
  for (const [accountId, own] of Map.groupBy(rows, ({ account_id }) => account_id)) {
    const { first, last } = toRange(own.map(({ from_day }) => from_day));
    const held = await readTotals(trx, accountId, first, last);
    await insertMissing(trx, "restatements", findRestated(held.rows, own, toTotalKey).map(toTotalRestatement));
  }
}

const readDays = defineStatement<readonly [string, string, string], DayRow>(
  (accountId, first, last) => sql`
    select account_id, day, metric, value, taken_at from account_days
    where account_id = ${accountId} and day >= ${first} and day <= ${last}
  `,
);

const readTotals = defineStatement<readonly [string, string, string], TotalRow>(
  (accountId, first, last) => sql`
    select account_id, metric, breakdown, bucket, from_day, to_day, value, taken_at from account_totals
    where account_id = ${accountId} and from_day >= ${first} and from_day <= ${last} and to_day >= ${first}
  `,
);

/** Labels sort as text. */
function toRange(days: readonly string[]): { readonly first: string; readonly last: string } {
  const sorted = days.toSorted();
  return { first: sorted[0] ?? "", last: sorted.at(-1) ?? "" };
}

/** What is held beside what will take its place. */
interface Restated<Row> {
  readonly held: Row;
  readonly fresh: Row;
}

function findRestated<Row extends { readonly value: number; readonly taken_at: string }>(
  held: readonly Row[],
  fresh: readonly Row[],
  toKey: (row: Row) => string,
): readonly Restated<Row>[] {
  const heldByKey = new Map(held.map((row) => [toKey(row), row]));
  return fresh.flatMap((row) => {
    const former = heldByKey.get(toKey(row));
    // A reading older than what is held changes nothing that was told.
    if (former === undefined || former.value === row.value || former.taken_at >= row.taken_at) return [];
    return [{ held: former, fresh: row }];
  });
}

// NUL stands in no id, day, metric or bucket (`upsert.ts` sees to that).
function toDayKey({ account_id, day, metric }: DayRow): string {
  return `${account_id}\0${day}\0${metric}`;
}

function toTotalKey({ account_id, from_day, to_day, metric, breakdown, bucket }: TotalRow): string {
  return `${account_id}\0${from_day}\0${to_day}\0${metric}\0${breakdown}\0${bucket}`;
}

function toDayRestatement({ held, fresh }: Restated<DayRow>): Restatement {
  const { account_id, metric, day } = fresh;
  const figure = { account_id, metric, breakdown: "", bucket: "", from_day: day, to_day: day };
  return { table_name: "account_days", ...figure, ...toChange(held, fresh) };
}

function toTotalRestatement({ held, fresh }: Restated<TotalRow>): Restatement {
  const { account_id, metric, breakdown, bucket, from_day, to_day } = fresh;
  const figure = { account_id, metric, breakdown, bucket, from_day, to_day };
  return { table_name: "account_totals", ...figure, ...toChange(held, fresh) };
}

function toChange(
  held: DayRow | TotalRow,
  fresh: DayRow | TotalRow,
): Pick<Restatement, "old_value" | "new_value" | "old_taken_at" | "new_taken_at"> {
  return {
    old_value: held.value,
    new_value: fresh.value,
    old_taken_at: held.taken_at,
    new_taken_at: fresh.taken_at,
  };
}
