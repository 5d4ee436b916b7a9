// What a list of thousands of accounts and the page of one ask, each by a key: nothing here reads all that is held.
import { type Kysely, sql } from "kysely";
import type { Day, DaySpan, GapRecord } from "../dataset/index.ts";
import { fromRow, toInstant } from "./rows.ts";
import type { Schema } from "./schema.ts";

export interface AccountBook {
  /** User names of these accounts by their id; of those that are held. */
  names(accountIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Differs whenever an account was read anew, came or went. */
  mark(): Promise<string>;
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

const IDS_A_QUERY = 1_000;

export function createAccountBook(queries: Kysely<Schema>): AccountBook {
  return {
    async names(accountIds) {
      const ids = [...new Set(accountIds)];
      const found = new Map<string, string>();
      for (let start = 0; start < ids.length; start += IDS_A_QUERY) {
        const rows = await queries
          .selectFrom("accounts")
          .select(["account_id", "username"])
          .where("account_id", "in", ids.slice(start, start + IDS_A_QUERY))
          .execute();
        for (const { account_id, username } of rows) found.set(account_id, username);
      }
      return found;
    },

    async mark() {
      const { held, newest } = await queries
        .selectFrom("accounts")
        .select(({ fn }) => [fn.countAll().as("held"), fn.max("taken_at").as("newest")])
        .executeTakeFirstOrThrow();
      return `${held} ${newest}`;
    },

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
        // By the path: an agency's calls of a week are a hundred thousand, an account's a few.
        .where(sql<string>`coalesce(reserved_at, '')`, ">=", toInstant(since))
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
