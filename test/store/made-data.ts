// A store of as many accounts and weeks as wanted, made by the database itself: millions of rows in minutes. Weeks end with
// that of 2026-11-16; rows are as many, and as long, as a weekly collection with a daily look at the stories leaves.
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../src/store/database.ts";

export interface MadeSize {
  readonly accounts: number;
  readonly weeks: number;
}

export const LAST_WEEK = { from: "2026-11-16", to: "2026-11-22" };
export const MADE_NOW = new Date("2026-11-23T09:00:00.000Z");

export function toAccountId(at: number): string {
  return String(17_841_400_000_000_000n + BigInt(at));
}

/** What the engines spell differently: numbers from 0, and days and moments counted back from the last one. */
interface Spelling {
  numbers(name: string, count: number, from?: number): RawBuilder<unknown>;
  day(daysBack: string): RawBuilder<unknown>;
}

const POSTGRES: Spelling = {
  numbers: (name, count, from = 0) =>
    sql`generate_series(${sql.lit(from)}, ${sql.lit(from + count - 1)}) as ${sql.ref(name)}`,
  day: (daysBack) => sql`to_char(date '2026-11-22' - (${sql.raw(daysBack)})::int, 'YYYY-MM-DD')`,
};

const SQLITE: Spelling = {
  numbers: (name, count, from = 0) => sql`(
    with recursive n(i) as (select ${sql.lit(from)} union all select i + 1 from n where i < ${sql.lit(from + count - 1)}) select i as ${sql.ref(name)} from n
  ) as ${sql.ref(`${name}s`)}`,
  day: (daysBack) => sql`date('2026-11-22', (-(${sql.raw(daysBack)})) || ' days')`,
};

const ID = sql`cast(17841400000000000 + a as text)`;
const MEDIA_ID = sql`cast(18000000000000000 + a * 100000 + w * 10 + p as text)`;
const TEN_BUCKETS = 10;

/** Accounts a statement: an answer is waited for so long and no longer. */
const ACCOUNTS_A_STEP = 200;

/** Fills a store that was just made. */
export async function makeData(database: Database, size: MadeSize): Promise<void> {
  const spelling = database.schemaName === undefined ? SQLITE : POSTGRES;
  for (let from = 0; from < size.accounts; from += ACCOUNTS_A_STEP) {
    const step = Math.min(ACCOUNTS_A_STEP, size.accounts - from);
    for (const statement of fillAccounts(spelling, spelling.numbers("a", step, from), size))
      await statement.execute(database.queries);
  }
  for (const statement of fillLogs(spelling, size)) await statement.execute(database.queries);
  await sql`analyze`.execute(database.queries);
}

function toMoment({ day }: Spelling) {
  return (daysBack: string, time = "08:00:00.000"): RawBuilder<unknown> =>
    sql`${day(daysBack)} || ${sql.lit(`T${time}Z`)}`;
}

/** Of these accounts. */
function fillAccounts(spelling: Spelling, a: RawBuilder<unknown>, { weeks }: MadeSize): readonly RawBuilder<unknown>[] {
  const { numbers, day } = spelling;
  const moment = toMoment(spelling);
  const w = numbers("w", weeks);
  // A week is read on its Monday, and once more when it has settled.
  const readAt = sql`case r when 0 then ${moment("w * 7 - 1")} else ${moment("w * 7 - 8")} end`;
  const profile = sql`${ID}, 'user_' || a, 'Name ' || a, cast(1000 + a as text), 'Page ' || a, 'connection ' || (a % 10), 1000 + a, 10, 500, null, null, null, '["ANALYZE"]'`;
  const dayMetric = sql`case m when 0 then 'reach' else 'follower_count' end`;
  const dayValue = sql`(a * 31 + w * 7 + d) % 1000 + 0.0`;
  const total = sql`${ID}, case when m < 12 then 'metric_' || m else 'reach' end, case when m < 12 then '' else 'media_product_type' end,
    case when m < 12 then '' else 'bucket_' || m end, ${day("w * 7 + 6")}, ${day("w * 7")}, (a * 17 + w + m) % 5000 + 0.0`;
  const mediaMoment = sql`${day("w * 7 + p * 2")} || 'T12:00:00.000Z'`;
  return [
    sql`insert into accounts select ${profile}, ${moment("-1")} from ${a}`,
    sql`insert into account_profiles select ${profile}, ${moment("w * 7 - 1")} from ${a} cross join ${w}`,
    sql`insert into account_reads select ${ID}, 'media', ${moment("-1")} from ${a}`,
    sql`insert into account_days select ${ID}, ${day("w * 7 + d")}, ${dayMetric}, ${dayValue}, ${moment("w * 7 - 8")}
      from ${a} cross join ${w} cross join ${numbers("d", 7)} cross join ${numbers("m", 2)}`,
    sql`insert into account_day_readings select ${ID}, ${day("w * 7 + d")}, ${dayMetric}, ${dayValue}, ${readAt}
      from ${a} cross join ${w} cross join ${numbers("d", 7)} cross join ${numbers("m", 2)} cross join ${numbers("r", 2)}`,
    sql`insert into account_totals select ${total}, ${moment("w * 7 - 8")} from ${a} cross join ${w} cross join ${numbers("m", 22)}`,
    sql`insert into account_total_readings select ${total}, ${readAt}
      from ${a} cross join ${w} cross join ${numbers("m", 22)} cross join ${numbers("r", 2)}`,
    sql`insert into restatements select 'account_days', ${ID}, 'reach', '', '', ${day("w * 7 + d")}, ${day("w * 7 + d")}, 1, 2, ${moment("w * 7 - 1")}, ${moment("w * 7 - 8")}
      from ${a} cross join ${w} cross join ${numbers("d", 2)}`,
    sql`insert into media select ${MEDIA_ID}, ${ID}, 'IMAGE', case p when 2 then 'STORY' else 'FEED' end, ${mediaMoment},
      'A caption of some length, with #hashtags and 🥐, as people write them under a picture. Number ' || a || ' ' || w,
      'https://www.instagram.com/p/' || a || w || p || '/', 10, 2, null, null, null, 1, ${moment("w * 7 - 1")}, null
      from ${a} cross join ${w} cross join ${numbers("p", 3)}`,
    sql`insert into media_insights select ${MEDIA_ID}, 'metric_' || m, '', (a + w + m) % 900 + 0.0, ${readAt}, ${ID}
      from ${a} cross join ${w} cross join ${numbers("p", 3)} cross join ${numbers("m", 7)} cross join ${numbers("r", 2)}`,
    sql`insert into audience select ${ID}, 'follower_demographics', 'dimension ' || m, 'bucket ' || b, (a + b) % 100 + 0.0, ${moment("w * 28 - 1")}
      from ${a} cross join ${numbers("w", Math.ceil(weeks / 4))} cross join ${numbers("m", 4)} cross join ${numbers("b", TEN_BUCKETS)}`,
    sql`insert into gaps (account_id, media_id, metric, from_day, to_day, reason, code, message, subject, seen_at)
      select ${ID}, '', 'metric_' || g, ${day("w * 7 + 6")}, ${day("w * 7")}, case g when 0 then 'not-asked' else 'not-reported' end, null, 'The API left the value out.', ${ID} || '/totals/metric_' || g, ${moment("w * 7 - 1")}
      from ${a} cross join ${w} cross join ${numbers("g", 3)}`,
    sql`insert into comments select cast(19000000000000000 + a * 100000 + w * 10 + p as text), ${MEDIA_ID}, ${ID}, null, 'fan_' || (a * 7 + w) % 5000, 'Lovely, thank you!', ${mediaMoment}, 0, null, 1, ${moment("w * 7 - 1")}, null
      from ${a} cross join ${w} cross join ${numbers("p", 3)}`,
    sql`insert into comment_threads select cast(19000000000000000 + a * 100000 + w * 10 + p as text), ${ID}, ${MEDIA_ID}, ${mediaMoment}, case when w < 2 then 'open' else 'done' end, 0, 'latin', 'lovely, thank you!', null, null, null, null, null
      from ${a} cross join ${w} cross join ${numbers("p", 3)}`,
    // Ninety days of the log: a look at each account a day.
    sql`insert into calls select 'call ' || a || ' ' || d, 'connection ' || (a % 10), 'calls', ${ID}, 1, ${moment("d - 1")}, ${moment("d - 1")}, 200, null, 10, 'run ' || (d / 7), 1, ${moment("d - 1")}
      from ${a} cross join ${numbers("d", Math.min(90, weeks * 7))}`,
  ];
}

function fillLogs(spelling: Spelling, { accounts, weeks }: MadeSize): readonly RawBuilder<unknown>[] {
  const { numbers, day } = spelling;
  const moment = toMoment(spelling);
  const w = numbers("w", weeks);
  return [
    sql`insert into runs select 'run ' || w || ' ' || d, 'collect', ${day("w * 7 + 6")}, ${day("w * 7")}, 'complete', ${moment("w * 7 + d - 1")}, ${moment("w * 7 + d - 1", "09:00:00.000")}, ${sql.lit(accounts)}, ${sql.lit(accounts)}, 0, null, case d when 0 then 'all' else 'stories' end || w || ' ' || d, 'null', '', ${moment("w * 7 + d - 1")}
      from ${w} cross join ${numbers("d", 7)}`,
    sql`insert into run_connections select 'run ' || w || ' ' || d, 'connection ' || c, case d when 0 then 'all' else 'stories' end, 100, 100, 1000, 0, '[]', null
      from ${w} cross join ${numbers("d", 7)} cross join ${numbers("c", 10)}`,
    sql`insert into deliveries select 'mail ' || a || ' ' || w, 'report ' || a || ' ' || w, 'client' || a || '@example.test', 'sent', 'ok', ${moment("w * 7 - 2")}, 'report', 'edition ' || a || ' ' || w, '', ${day("w * 7 + 6")}, ${day("w * 7")}, 1, '<' || a || '.' || w || '@example.test>', null, 1, ${moment("w * 7 - 2")}, null, ${moment("w * 7 - 2")}, 'client ' || a, 'week', 'letter', 0, 1, '', ${moment("w * 7 - 2")}
      from ${numbers("a", Math.ceil(accounts / 20))} cross join ${w}`,
    sql`insert into desk_log select 'entry ' || a || ' ' || w, ${moment("w * 7 - 2")}, 'jana', 'report-release', '{}', 'done', null
      from ${numbers("a", Math.ceil(accounts / 20))} cross join ${w}`,
  ];
}
