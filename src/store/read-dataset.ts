import type { Kysely } from "kysely";
import { findNewestAudience } from "./newest-audience.ts";
import { readOwnSigns } from "./own-signs.ts";
import { readGaps } from "./read-gaps.ts";
import { fromRow, toInstant } from "./rows.ts";
import { toRunRow } from "./run-rows.ts";
import type { Schema } from "./schema.ts";
import { isFew, ofThese } from "./some-accounts.ts";
import type { DatasetReader, Lesson } from "./store.ts";

/** The questions reports ask, answered from whatever is held; nothing here writes. */
export function createReader(queries: Kysely<Schema>): DatasetReader {
  return {
    async accounts() {
      const rows = await queries.selectFrom("accounts").selectAll().orderBy("username").orderBy("account_id").execute();
      return rows.map((row) => fromRow("accounts", row));
    },

    async profiles(accountId, from, to) {
      const rows = await queries
        .selectFrom("account_profiles")
        .selectAll()
        .where("account_id", "=", accountId)
        .where("taken_at", ">=", toInstant(from))
        .where("taken_at", "<", toInstant(to))
        .orderBy("taken_at")
        .execute();
      return rows.map((row) => fromRow("accounts", row));
    },

    async days(accountId, span, takenUntil) {
      const readings = queries
        .selectFrom(takenUntil === undefined ? "account_days as reading" : "account_day_readings as reading")
        .selectAll()
        .where("account_id", "=", accountId)
        .where("day", ">=", span.from)
        .where("day", "<=", span.to)
        .$if(takenUntil !== undefined, (query) => query.where("taken_at", "<=", toInstant(takenUntil ?? "")))
        .orderBy("day")
        .orderBy("metric")
        .orderBy("taken_at");
      const days = (await readings.execute()).map((row) => fromRow("account_days", row));
      return takenUntil === undefined ? days : keepLast(days, ({ day, metric }) => `${day}\0${metric}`);
    },

    async totals(accountId, span, takenUntil) {
      const readings = queries
        .selectFrom(takenUntil === undefined ? "account_totals as reading" : "account_total_readings as reading")
        .selectAll()
        .where("account_id", "=", accountId)
        .where("from_day", ">=", span.from)
        // Says nothing new, but ends the walk through the key where the span ends.
        .where("from_day", "<=", span.to)
        .where("to_day", "<=", span.to)
        // Nor does this, but where totals lie apart by month the earlier ones are left alone.
        .where("to_day", ">=", span.from)
        .$if(takenUntil !== undefined, (query) => query.where("taken_at", "<=", toInstant(takenUntil ?? "")))
        .orderBy("from_day")
        .orderBy("to_day")
        .orderBy("metric")
        .orderBy("breakdown")
        .orderBy("bucket")
        .orderBy("taken_at");
      const totals = (await readings.execute()).map((row) => fromRow("account_totals", row));
      if (takenUntil === undefined) return totals;
      return keepLast(totals, ({ fromDay, toDay, metric, breakdown, bucket }) =>
        [fromDay, toDay, metric, breakdown, bucket].join("\0"),
      );
    },

    async media(accountId, from, to) {
      const rows = await queries
        .selectFrom("media")
        .selectAll()
        .where("account_id", "=", accountId)
        .where("published_at", ">=", toInstant(from))
        .where("published_at", "<", toInstant(to))
        .orderBy("published_at", "desc")
        .orderBy("media_id")
        .execute();
      return rows.map((row) => fromRow("media", row));
    },

    async mediaInsights(accountId, from, to, takenUntil) {
      const rows = await queries
        .selectFrom("media_insights as figure")
        .innerJoin("media", (join) =>
          join.onRef("media.media_id", "=", "figure.media_id").onRef("media.account_id", "=", "figure.account_id"),
        )
        .selectAll("figure")
        .where("media.account_id", "=", accountId)
        .where("media.published_at", ">=", toInstant(from))
        .where("media.published_at", "<", toInstant(to))
        .where("figure.taken_at", "=", ({ selectFrom }) =>
          selectFrom("media_insights as reading")
            .select(({ fn }) => fn.max("reading.taken_at").as("newest"))
            .whereRef("reading.account_id", "=", "figure.account_id")
            .whereRef("reading.media_id", "=", "figure.media_id")
            .whereRef("reading.metric", "=", "figure.metric")
            .whereRef("reading.bucket", "=", "figure.bucket")
            .$if(takenUntil !== undefined, (query) =>
              query.where("reading.taken_at", "<=", toInstant(takenUntil ?? "")),
            ),
        )
        .orderBy("figure.media_id")
        .orderBy("figure.metric")
        .orderBy("figure.bucket")
        .execute();
      return rows.map((row) => fromRow("media_insights", row));
    },

    async audience(accountId) {
      const { rows } = await findNewestAudience(accountId).execute(queries);
      return rows.map((row) => fromRow("audience", row));
    },

    gaps: (span, accountIds) => readGaps(queries, span, true, accountIds),

    notAsked: (span) => readGaps(queries, span, false),

    async restatements(span, since, accountIds) {
      if (accountIds?.length === 0) return [];
      const rows = await queries
        .selectFrom("restatements")
        .selectAll()
        .$if(isFew(accountIds), (query) => query.where("account_id", "in", accountIds ?? []))
        .where("from_day", ">=", span.from)
        .where("to_day", "<=", span.to)
        .where("new_taken_at", ">=", toInstant(since))
        .orderBy("account_id")
        .orderBy("metric")
        .orderBy("breakdown")
        .orderBy("bucket")
        .orderBy("from_day")
        .orderBy("to_day")
        .orderBy("new_taken_at")
        // A single day may stand in both tables.
        .orderBy("table_name")
        .execute();
      return ofThese(rows, accountIds).map((row) => {
        const { tableName, ...restatement } = fromRow("restatements", row);
        return { kind: tableName === "account_days" ? "day" : "window", ...restatement };
      });
    },

    async spentCalls(from, to) {
      const rows = await queries
        .selectFrom("calls")
        .select(({ fn }) => [
          "connection",
          fn.sum<number | string>("cost").as("calls"),
          fn.count<number | string>("code").as("refused"),
          fn.max("used_percent").as("used_percent"),
        ])
        .where("pool", "=", "calls")
        .where("reserved_at", ">=", toInstant(from))
        .where("reserved_at", "<", toInstant(to))
        .groupBy("connection")
        .orderBy("connection")
        .execute();
      // PostgreSQL sums and counts in numbers wider than JavaScript's and hands them over as text.
      return rows.map(({ connection, calls, refused, used_percent }) => ({
        connection,
        calls: Number(calls),
        refused: Number(refused),
        usedPercent: used_percent ?? undefined,
      }));
    },

    async comments(accountId, from, to) {
      const rows = await queries
        .selectFrom("comments")
        .selectAll()
        .where("account_id", "=", accountId)
        .where("created_at", ">=", toInstant(from))
        .where("created_at", "<", toInstant(to))
        .where("deleted_at", "is", null)
        .orderBy("created_at", "desc")
        .orderBy("comment_id")
        .execute();
      return rows.map((row) => fromRow("comments", row));
    },

    async commentWalks(accountId, since) {
      const rows = await queries
        .selectFrom("comment_walks")
        .selectAll()
        .where("account_id", "=", accountId)
        .where("walked_at", ">=", toInstant(since))
        .orderBy("media_id")
        .execute();
      return rows.map((row) => fromRow("comment_walks", row));
    },

    async ownSigns(accountId) {
      const signs = await readOwnSigns(queries, [accountId]);
      return signs.get(accountId) ?? { authorIds: [], commentIds: new Set() };
    },

    async missing() {
      const rows = await queries
        .selectFrom("missing_accounts")
        .selectAll()
        .orderBy("connection")
        // Where the engines disagree, say it: those of a whole connection have no Page and come first.
        .orderBy("page_name", (order) => order.asc().nullsFirst())
        .orderBy("page_id")
        .execute();
      return rows.map((row) => fromRow("missing_accounts", row));
    },

    lessons: () => readLessons(queries),

    async runs(limit) {
      const rows = await queries
        .selectFrom("runs")
        .selectAll()
        .orderBy("started_at", "desc")
        .orderBy("run_id", "desc")
        .limit(limit)
        .execute();
      return rows.map(toRunRow);
    },

    async thumbnail(mediaId) {
      const row = await queries.selectFrom("thumbnails").selectAll().where("media_id", "=", mediaId).executeTakeFirst();
      if (row === undefined) return undefined;
      return { mediaId: row.media_id, mediaType: row.media_type, bytes: row.bytes, fetchedAt: row.fetched_at };
    },
  };
}

/** The newest of each key, where the readings of one key follow each other, the oldest first. */
function keepLast<Reading>(readings: readonly Reading[], toKey: (reading: Reading) => string): readonly Reading[] {
  const keys = readings.map(toKey);
  return readings.filter((_reading, index) => keys[index] !== keys[index + 1]);
}

export async function readLessons(queries: Kysely<Schema>): Promise<readonly Lesson[]> {
  const rows = await queries.selectFrom("lessons").selectAll().orderBy("connection").orderBy("topic").execute();
  return rows.map(({ learnt_at, ...lesson }) => ({ ...lesson, learntAt: learnt_at }));
}
