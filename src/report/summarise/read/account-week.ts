// One account's facts for the report's period and the one before, read once into plain data. Everything after this file
// computes and asks nothing any more.
import {
  type AccountRecord,
  addDays,
  countDays,
  type Day,
  type DayPoint,
  type DaySpan,
  findMetric,
  type GapRecord,
  type TotalPoint,
} from "../../../dataset/index.ts";
import type { DatasetReader } from "../../../store/index.ts";
import {
  type AccountPeriod,
  type AccountWeek,
  type DayTable,
  type Frame,
  isStory,
  newest,
  type Reading,
  toPosts,
} from "../../figures/index.ts";
import type { Naming } from "../model/report-options.ts";
import { toPeriod } from "./account-period.ts";
import { findEqualAge, findWindowMoment, toEqualAge, toEqualAgeWindow } from "./equal-age.ts";
import { nameAccount } from "./name-account.ts";

/** Reads one account's facts; spends no call. `gaps` are its own of the frame. */
export async function readAccountWeek(
  reader: DatasetReader,
  account: AccountRecord,
  frame: Frame,
  naming: Naming,
  gaps: readonly GapRecord[],
): Promise<AccountWeek> {
  const { accountId } = account;
  const { span, comparison } = frame;
  // A day of margin on both sides: which day a post belongs to is decided by the zone, not by these bounds.
  const from = toInstant(addDays(frame.postsFrom, -1));
  const to = toInstant(addDays(span.to, 2));
  const days = await reader.days(accountId, { from: frame.seriesFrom, to: span.to });
  const totals = await reader.totals(accountId, { from: frame.totalsFrom, to: span.to });
  const media = await reader.media(accountId, from, to);
  const points = await reader.mediaInsights(accountId, from, to);
  const audience = await reader.audience(accountId);
  const profiles = await reader.profiles(accountId, toInstant(addDays(frame.totalsFrom, -3)), toInstant("9999-12-31"));

  const series = toDayTable(days.filter(({ metric }) => isSeries(metric)));
  const dayTotals = toDayTable([...days.filter(({ metric }) => !isSeries(metric)), ...toOneDayTotals(totals, span)]);
  const all = toPosts(media, points, gaps, frame.timeZone);
  const readings = toReadings(profiles.filter(({ takenAt }) => Date.parse(takenAt) <= frame.now.getTime()));
  const held = { account, totals, series, dayTotals, posts: all, readings, gaps, timeZone: frame.timeZone };
  const roles = (back: number) => (back === 0 ? "current" : back === 1 ? "before" : "past");
  const past = frame.weeks.map((week, at) => toPeriod(held, week, roles(frame.weeks.length - 1 - at)));
  const current = past.at(-1) ?? toPeriod(held, span, "current");
  const last = past.at(-2);
  const before = last?.span.from === comparison.from ? last : toPeriod(held, comparison, "before");
  return {
    account,
    ...nameAccount(account, naming),
    current,
    before: await readAtEqualAge(reader, before, current),
    past,
    parts: frame.parts.map((part) => toPeriod(held, part, "past")),
    lastYear: await readLastYear(reader, account, frame, gaps),
    series,
    dayTotals,
    history: all.filter((post) => !isStory(post) && post.day >= frame.historyFrom && post.day <= span.to),
    audience,
    gaps,
    profilesReadAt: profiles.map(({ takenAt }) => takenAt),
    isListed: true,
    readAt:
      newest(
        [...days, ...totals, ...media, ...points, ...audience].map(({ takenAt }) => takenAt).concat(account.takenAt),
      ) ?? account.takenAt,
  };
}

/** The period before with its posts, window and days at equal age; as last read where those readings are not held. */
async function readAtEqualAge(
  reader: DatasetReader,
  before: AccountPeriod,
  current: AccountPeriod,
): Promise<AccountPeriod> {
  return readWindowAtEqualAge(reader, await readPostsAtEqualAge(reader, before, current), current);
}

async function readWindowAtEqualAge(
  reader: DatasetReader,
  before: AccountPeriod,
  current: AccountPeriod,
): Promise<AccountPeriod> {
  const moment = findWindowMoment(current);
  if (moment === undefined) return before;
  const { accountId } = before.account;
  const totals = await reader.totals(accountId, before.span, moment.until);
  const days = (await reader.days(accountId, before.span, moment.until)).filter(({ metric }) => isSeries(metric));
  const aligned = toEqualAgeWindow(before, current, totals, days, moment);
  return aligned === undefined ? before : { ...before, ...aligned, isWindowEqualAge: true };
}

async function readPostsAtEqualAge(
  reader: DatasetReader,
  before: AccountPeriod,
  { posts, span }: AccountPeriod,
): Promise<AccountPeriod> {
  const moment = before.posts.length === 0 ? undefined : findEqualAge(posts, countDays(span));
  if (moment === undefined) return before;
  const from = toInstant(addDays(before.span.from, -1));
  const to = toInstant(addDays(before.span.to, 2));
  const readings = await reader.mediaInsights(before.account.accountId, from, to, moment.until);
  const aligned = toEqualAge(before.posts, readings, moment);
  return aligned === undefined ? before : { ...before, posts: aligned, isEqualAge: true };
}

/** One question tells whether anything is held of last year; most datasets are younger. */
async function readLastYear(
  reader: DatasetReader,
  account: AccountRecord,
  { lastYear, timeZone }: Frame,
  gaps: readonly GapRecord[],
): Promise<AccountPeriod | undefined> {
  const { accountId } = account;
  const totals = await reader.totals(accountId, lastYear);
  if (totals.length === 0) return undefined;
  const from = toInstant(addDays(lastYear.from, -3));
  const to = toInstant(addDays(lastYear.to, 4));
  const media = await reader.media(accountId, from, to);
  const posts = toPosts(media, await reader.mediaInsights(accountId, from, to), gaps, timeZone);
  const readings = toReadings(await reader.profiles(accountId, from, to));
  return toPeriod(
    { account, totals, series: new Map(), dayTotals: new Map(), posts, readings, gaps, timeZone },
    lastYear,
    "past",
  );
}

/**
 * Without earlier stories and one-day totals: they are part of the dataset's fingerprint, and no figure is made of them.
 * They are most of what an account's weeks hold, and thousands of accounts are held at once.
 */
export function withoutUnused(week: AccountWeek): AccountWeek {
  const lean = new Map<AccountPeriod, AccountPeriod>();
  const strip = (period: AccountPeriod): AccountPeriod => {
    const totals = keepWindows(period);
    const stories = period === week.current ? period.stories : [];
    const known = lean.get(period) ?? { ...period, totals, stories };
    lean.set(period, known);
    return known;
  };
  const { past, parts, before, current, lastYear } = week;
  return {
    ...week,
    past: past.map(strip),
    parts: parts.map(strip),
    before: strip(before),
    current: strip(current),
    lastYear: lastYear === undefined ? undefined : strip(lastYear),
  };
}

/** The whole period's own totals; of figures that have none, the windows and days that may tile it. */
function keepWindows({ totals, span }: AccountPeriod): readonly TotalPoint[] {
  const toKey = ({ metric, breakdown, bucket }: TotalPoint) => `${metric} ${breakdown} ${bucket}`;
  const whole = totals.filter(({ fromDay, toDay }) => fromDay === span.from && toDay === span.to);
  const known = new Set(whole.map(toKey));
  return [...whole, ...totals.filter((point) => !known.has(toKey(point)))];
}

function toReadings(profiles: readonly AccountRecord[]): readonly Reading[] {
  return profiles.flatMap(({ followersCount, takenAt }) =>
    followersCount === undefined ? [] : [{ value: followersCount, takenAt }],
  );
}

function toInstant(day: Day): string {
  return `${day}T00:00:00.000Z`;
}

/** Metrics with a true daily series; any other day's value was asked as the total of one day (CONTRACT fact 5). */
function isSeries(metric: string): boolean {
  return findMetric("account", metric)?.form === "series";
}

function toOneDayTotals(totals: readonly TotalPoint[], { from, to }: DaySpan): readonly DayPoint[] {
  return totals
    .filter(({ breakdown, fromDay, toDay }) => breakdown === "" && fromDay === toDay && fromDay >= from && toDay <= to)
    .map(({ fromDay, ...point }) => ({ ...point, day: fromDay }));
}

function toDayTable(points: readonly DayPoint[]): DayTable {
  const table = new Map<string, Map<Day, Reading>>();
  for (const { metric, day, value, takenAt } of points) {
    const days = table.get(metric) ?? new Map<Day, Reading>();
    const known = days.get(day);
    if (known === undefined || takenAt > known.takenAt) days.set(day, { value, takenAt });
    table.set(metric, days);
  }
  return table;
}
