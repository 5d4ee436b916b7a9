// The planner's memory: what is held and how fresh it is.
import { type Kysely, sql } from "kysely";
import { isSettled } from "../dataset/index.ts";
import { toInstant } from "./rows.ts";
import type { Schema } from "./schema.ts";
import type { Held } from "./store.ts";

const ACCOUNTS_A_QUERY = 500;

/** One entry for each id, in the order asked; windows and media of before `since` are left out. */
export async function readHeld(
  queries: Kysely<Schema>,
  accountIds: readonly string[],
  since: string,
): Promise<readonly Held[]> {
  const held: Held[] = [];
  for (let start = 0; start < accountIds.length; start += ACCOUNTS_A_QUERY) {
    held.push(...(await readChunk(queries, accountIds.slice(start, start + ACCOUNTS_A_QUERY), toInstant(since))));
  }
  return held;
}

async function readChunk(queries: Kysely<Schema>, ids: readonly string[], since: string): Promise<readonly Held[]> {
  const newest = await readNewest(queries, ids);
  const totals = await queries
    .selectFrom("account_totals")
    .select(({ fn }) => ["account_id", "from_day", "to_day", fn.max("taken_at").as("read_at")])
    .where("account_id", "in", ids)
    .where("to_day", ">=", since.slice(0, 10))
    .groupBy(["account_id", "from_day", "to_day"])
    .orderBy("from_day")
    .orderBy("to_day")
    .execute();
  const media = await queries
    .selectFrom("media")
    .select(({ selectFrom }) => [
      "account_id",
      "media_id",
      "published_at",
      "comments_count",
      selectFrom("media_insights as reading")
        .select(({ fn }) => fn.max("reading.taken_at").as("newest"))
        .whereRef("reading.account_id", "=", "media.account_id")
        .whereRef("reading.media_id", "=", "media.media_id")
        .as("read_at"),
    ])
    .where("account_id", "in", ids)
    .where("published_at", ">=", since)
    // Stories have an edge of their own; here they would pass for posts that were walked.
    .where("media_product_type", "!=", "STORY")
    .orderBy("published_at", "desc")
    .orderBy("media_id")
    .execute();
  const newestById = new Map(newest.map((row) => [row.account_id, row]));
  const totalsById = Map.groupBy(totals, (row) => row.account_id);
  const mediaById = Map.groupBy(media, (row) => row.account_id);
  return ids.map((accountId) => ({
    accountId,
    mediaWalkedAt: newestById.get(accountId)?.media_walked_at ?? undefined,
    totalWindows: (totalsById.get(accountId) ?? []).map((row) => `${row.from_day}..${row.to_day}`),
    earlyWindows: (totalsById.get(accountId) ?? [])
      .map((row) => ({ from: row.from_day, to: row.to_day, readAt: row.read_at }))
      .filter(({ to, readAt }) => !isSettled(to, new Date(readAt))),
    media: (mediaById.get(accountId) ?? []).map((row) => ({
      mediaId: row.media_id,
      publishedAt: row.published_at,
      commentsCount: row.comments_count ?? undefined,
      readAt: row.read_at ?? undefined,
    })),
    audienceTakenAt: newestById.get(accountId)?.audience_taken_at ?? undefined,
  }));
}

interface Newest {
  readonly account_id: string;
  readonly media_walked_at: string | null;
  readonly audience_taken_at: string | null;
}

async function readNewest(queries: Kysely<Schema>, ids: readonly string[]): Promise<readonly Newest[]> {
  const listed = sql.join(ids.map((id) => sql`(${id})`));
  const { rows } = await sql<Newest>`
    with listed (account_id) as (values ${listed})
    select listed.account_id, media.taken_at as media_walked_at, audience.taken_at as audience_taken_at
    from listed
    left join account_reads as media on media.account_id = listed.account_id and media.kind = 'media'
    left join account_reads as audience on audience.account_id = listed.account_id and audience.kind = 'audience'
  `.execute(queries);
  return rows;
}
