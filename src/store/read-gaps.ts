import { type Kysely, sql } from "kysely";
import type { DaySpan, GapRecord } from "../dataset/index.ts";
import { fromRow } from "./rows.ts";
import type { Schema } from "./schema.ts";
import { isFew, ofThese } from "./some-accounts.ts";

/** A gap with one day only is a gap of that day; one without any is of every span. There is an index over `last`. */
export async function readGaps(
  queries: Kysely<Schema>,
  span: DaySpan,
  isAsked: boolean,
  accountIds?: readonly string[],
): Promise<readonly GapRecord[]> {
  if (accountIds?.length === 0) return [];
  const first = sql<string>`coalesce(nullif(from_day, ''), to_day)`;
  const last = sql<string>`coalesce(nullif(to_day, ''), from_day)`;
  const rows = await queries
    .selectFrom("gaps")
    .selectAll()
    .$if(isFew(accountIds), (query) => query.where("account_id", "in", accountIds ?? []))
    .where("reason", isAsked ? "!=" : "=", "not-asked")
    .where(({ or, and, eb }) => or([eb(last, "=", ""), and([eb(first, "<=", span.to), eb(last, ">=", span.from)])]))
    .orderBy("account_id")
    .orderBy("from_day")
    .orderBy("media_id")
    .orderBy("metric")
    .orderBy("subject")
    .execute();
  return ofThese(rows, accountIds).map((row) => fromRow("gaps", row));
}
