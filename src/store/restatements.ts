// A restatement is a change of what the store has told: a newer reading of a day or window with another value.
import type { Insertable, Selectable } from "kysely";
import type { WriteTransaction } from "./database.ts";
import type { Schema } from "./schema.ts";

type Restatement = Schema["restatements"];

/** One figure of an account, whichever of the two tables holds it. */
type Figure = Pick<
  Restatement,
  "table_name" | "account_id" | "metric" | "breakdown" | "bucket" | "from_day" | "to_day"
> & { readonly value: number; readonly taken_at: string };

/** Notes which held days the rows are about to change; call before they are written. */
export async function noteRestatedDays(
  trx: WriteTransaction,
  rows: readonly Insertable<Schema["account_days"]>[],
): Promise<void> {
  if (rows.length === 0) return;
  const held = await trx
    .selectFrom("account_days")
    .selectAll()
    .where("account_id", "in", [...new Set(rows.map((row) => row.account_id))])
    .where("day", "in", [...new Set(rows.map((row) => row.day))])
    .execute();
  await note(trx, held.map(toDayFigure), rows.map(toDayFigure));
}

/** Notes which held totals the rows are about to change; call before they are written. */
export async function noteRestatedTotals(
  trx: WriteTransaction,
  rows: readonly Insertable<Schema["account_totals"]>[],
): Promise<void> {
  if (rows.length === 0) return;
  const held = await trx
    .selectFrom("account_totals")
    .selectAll()
    .where("account_id", "in", [...new Set(rows.map((row) => row.account_id))])
    .where("from_day", "in", [...new Set(rows.map((row) => row.from_day))])
    .execute();
  await note(trx, held.map(toTotalFigure), rows.map(toTotalFigure));
}

async function note(trx: WriteTransaction, held: readonly Figure[], fresh: readonly Figure[]): Promise<void> {
  const restated = findRestatements(held, fresh);
  if (restated.length === 0) return;
  await trx
    .insertInto("restatements")
    .values([...restated])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function findRestatements(held: readonly Figure[], fresh: readonly Figure[]): readonly Restatement[] {
  const heldByKey = new Map(held.map((figure) => [toKey(figure), figure]));
  return fresh.flatMap(({ value, taken_at, ...key }) => {
    const former = heldByKey.get(toKey(key));
    // A reading older than what is held changes nothing that was told.
    if (former === undefined || former.value === value || former.taken_at >= taken_at) return [];
    const change = { old_value: former.value, new_value: value };
    return [{ ...key, ...change, old_taken_at: former.taken_at, new_taken_at: taken_at }];
  });
}

function toKey(figure: Omit<Figure, "value" | "taken_at">): string {
  const { account_id, metric, breakdown, bucket, from_day, to_day } = figure;
  return JSON.stringify([account_id, metric, breakdown, bucket, from_day, to_day]);
}

function toDayFigure(row: Selectable<Schema["account_days"]>): Figure {
  const { day, ...rest } = row;
  return { ...rest, table_name: "account_days", breakdown: "", bucket: "", from_day: day, to_day: day };
}

function toTotalFigure(row: Selectable<Schema["account_totals"]>): Figure {
  return { ...row, table_name: "account_totals" };
}
