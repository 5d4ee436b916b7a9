// What a list of thousands of accounts and the page of one ask, each by a key: nothing here reads all that is held.
import { type Kysely, sql } from "kysely";
import type { Day, DaySpan, GapRecord } from "../dataset/index.ts";
import { fromRow, toInstant } from "./rows.ts";
import type { Schema } from "./schema.ts";

export interface AccountBook {
  /** Total of one metric over exactly these days, by account; as last read. */
  totals(
    metric: string,
    span: DaySpan,
  ): Promise<ReadonlyMap<string, { readonly value: number; readonly takenAt: string }>>;
  /** Days of the span for which a daily metric is held, by account. */
  heldDays(accountIds: readonly string[], metric: string, span: DaySpan): Promise<ReadonlyMap<string, readonly Day[]>>;
  /** What one account lacks of these days, and without days; what was not asked for is none. Newest first. */
  gaps(accountId: string, span: DaySpan, limit: number): Promise<readonly GapRecord[]>;
  /** Calls for one account alone since a moment, by what was asked ("media"), comment writes apart. */
  calls(
    accountId: string,
    since: Date,
  ): Promise<readonly { readonly asked: string; readonly calls: number; readonly refused: number }[]>;
}

export function createAccountBook(queries: Kysely<Schema>): AccountBook {
  return {
    async totals(metric, { from, to }) {
      // From the accounts, so that each is one look by the key of the totals.
      const rows = await queries
        .selectFrom("accounts as a")
        .innerJoin("account_totals as t", (join) =>
          join
            .onRef("t.account_id", "=", "a.account_id")
            .on("t.from_day", "=", from)
            .on("t.to_day", "=", to)
            .on("t.metric", "=", metric)
            .on("t.breakdown", "=", "")
            .on("t.bucket", "=", ""),
        )
        .select(["a.account_id", "t.value", "t.taken_at"])
        .execute();
      return new Map(rows.map(({ account_id, value, taken_at }) => [account_id, { value, takenAt: taken_at }]));
    },

    async heldDays(accountIds, metric, { from, to }) {
      if (accountIds.length === 0) return new Map();
      const rows = await queries
        .selectFrom("account_days")
        .select(["account_id", "day"])
        .where("account_id", "in", [...accountIds])
        .where("day", ">=", from)
        .where("day", "<=", to)
        .where("metric", "=", metric)
        .execute();
      const byAccount = Map.groupBy(rows, ({ account_id }) => account_id);
      return new Map([...byAccount].map(([accountId, days]) => [accountId, days.map(({ day }) => day)]));
    },

    async gaps(accountId, { from, to }, limit) {
      const rows = await queries
        .selectFrom("gaps")
        .selectAll()
        // Every subject begins with the account it is about.
        .where("subject", ">=", `${accountId}/`)
        .where("subject", "<", `${accountId}0`)
        .where("account_id", "=", accountId)
        .where("reason", "<>", "not-asked")
        .where(
          sql<boolean>`(from_day = '' or (from_day <= ${to} and coalesce(nullif(to_day, ''), from_day) >= ${from}))`,
        )
        .orderBy("seen_at", "desc")
        .orderBy("subject")
        .limit(limit)
        .execute();
      return rows.map((row) => fromRow("gaps", row));
    },

    async calls(accountId, since) {
      const rows = await queries
        .selectFrom("calls")
        .select([
          "path",
          "pool",
          sql<number>`sum(cost)`.as("calls"),
          sql<number>`sum(case when code is null then 0 else 1 end)`.as("refused"),
        ])
        .where("reserved_at", ">=", toInstant(since))
        .where((is) =>
          is.or([
            is("path", "=", accountId),
            is.and([is("path", ">=", `${accountId}/`), is("path", "<", `${accountId}0`)]),
          ]),
        )
        .groupBy(["path", "pool"])
        .execute();
      const named = rows.map(({ path, pool, calls, refused }) => ({
        asked:
          pool === "comment-writes"
            ? "comment writes"
            : path === accountId
              ? "profile and figures"
              : path.slice(accountId.length + 1),
        calls: Number(calls),
        refused: Number(refused),
      }));
      return named.toSorted((a, b) => b.calls - a.calls);
    },
  };
}
