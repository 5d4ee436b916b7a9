// One account's facts for the report's period and the one before, read once into plain data. Everything after this file
// computes and asks nothing any more.
import {
  type AccountRecord,
  type AudiencePoint,
  addDays,
  type Day,
  type DayPoint,
  type DaySpan,
  findMetric,
  type GapRecord,
  type TotalPoint,
} from "../../dataset/index.ts";
import type { DatasetReader } from "../../store/index.ts";
import { newest } from "./figure.ts";
import { pickFollowers } from "./followers.ts";
import type { Frame } from "./frame.ts";
import { isStory, type Post, toPosts } from "./posts.ts";

/** One value as last read. */
export interface Reading {
  readonly value: number;
  readonly takenAt: string;
}

/** Values a day, by metric and day label. */
export type DayTable = ReadonlyMap<string, ReadonlyMap<Day, Reading>>;

export interface AccountPeriod {
  readonly account: AccountRecord;
  readonly span: DaySpan;
  /** Window totals that lie inside the span; kpis.ts picks the exact window. */
  readonly totals: readonly TotalPoint[];
  readonly series: DayTable;
  /** Posts, albums and reels published in the period, newest first. */
  readonly posts: readonly Post[];
  readonly stories: readonly Post[];
  /** False when nothing tells that the posts were listed: then none held is not none published. */
  readonly arePostsListed: boolean;
  /** Follower reading nearest after the period's end. */
  readonly followers?: Reading | undefined;
  /** Readings at both edges of the period, close enough for a difference. */
  readonly edges?: { readonly start: Reading; readonly end: Reading } | undefined;
  readonly gaps: readonly GapRecord[];
}

export interface AccountWeek {
  readonly account: AccountRecord;
  /** Alias, else name, else "@username". */
  readonly label: string;
  readonly group?: string | undefined;
  readonly current: AccountPeriod;
  readonly before: AccountPeriod;
  /** Series over the chart's days. */
  readonly series: DayTable;
  /** One-day totals inside the period, by metric. */
  readonly dayTotals: DayTable;
  /** Posts of the last 90 days, stories left out. */
  readonly history: readonly Post[];
  readonly audience: readonly AudiencePoint[];
  readonly gaps: readonly GapRecord[];
  /** Newest reading of anything above. */
  readonly readAt: string;
}

export interface Naming {
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly alias: Readonly<Record<string, string>>;
}

/** Reads one account's facts; spends no call. `gaps` are all gaps of the frame, of any account. */
export async function readAccountWeek(
  reader: DatasetReader,
  account: AccountRecord,
  frame: Frame,
  naming: Naming,
  allGaps: readonly GapRecord[],
): Promise<AccountWeek> {
  const { accountId } = account;
  const { span, comparison } = frame;
  // A day of margin on both sides: which day a post belongs to is decided by the zone, not by these bounds.
  const from = toInstant(addDays(frame.historyFrom, -1));
  const to = toInstant(addDays(span.to, 2));
  const days = await reader.days(accountId, { from: frame.seriesFrom, to: span.to });
  const totals = await reader.totals(accountId, { from: comparison.from, to: span.to });
  const media = await reader.media(accountId, from, to);
  const points = await reader.mediaInsights(accountId, from, to);
  const audience = await reader.audience(accountId);
  const profiles = await reader.profiles(accountId, toInstant(addDays(comparison.from, -3)), toInstant("9999-12-31"));
  const gaps = allGaps.filter((gap) => gap.accountId === accountId);

  const series = toDayTable(days.filter(({ metric }) => isSeries(metric)));
  const dayTotals = toDayTable([...days.filter(({ metric }) => !isSeries(metric)), ...toOneDayTotals(totals, span)]);
  const all = toPosts(media, points, gaps, frame.timeZone);
  const readings = profiles
    .filter(({ takenAt }) => Date.parse(takenAt) <= frame.now.getTime())
    .flatMap(({ followersCount, takenAt }) =>
      followersCount === undefined ? [] : [{ value: followersCount, takenAt }],
    );
  const toPeriod = (days: DaySpan, isCurrent: boolean): AccountPeriod => {
    const within = all.filter(({ day }) => day >= days.from && day <= days.to);
    const held = totals.filter(({ fromDay, toDay }) => fromDay >= days.from && toDay <= days.to);
    return {
      account,
      span: days,
      totals: held,
      series,
      posts: within.filter((post) => !isStory(post)),
      stories: within.filter(isStory),
      arePostsListed: arePostsListed(account, days, all, held, gaps),
      ...pickFollowers(readings, days, frame.timeZone, isCurrent),
      gaps,
    };
  };
  return {
    account,
    ...nameAccount(account, naming),
    current: toPeriod(span, true),
    before: toPeriod(comparison, false),
    series,
    dayTotals,
    history: all.filter((post) => !isStory(post) && post.day >= frame.historyFrom && post.day <= span.to),
    audience,
    gaps,
    readAt:
      newest(
        [...days, ...totals, ...media, ...points, ...audience].map(({ takenAt }) => takenAt).concat(account.takenAt),
      ) ?? account.takenAt,
  };
}

function toInstant(day: Day): string {
  return `${day}T00:00:00.000Z`;
}

/** The name people read and the group, both configured by username or id. */
export function nameAccount(account: AccountRecord, { groups, alias }: Naming): { label: string; group?: string } {
  const plain = (name: string) => name.replace(/^@/, "").toLowerCase();
  const isMeant = (name: string) => plain(name) === plain(account.username) || name === account.accountId;
  const called = Object.entries(alias).find(([name]) => isMeant(name))?.[1];
  const group = Object.entries(groups).find(([, members]) => members.some(isMeant))?.[0];
  const label = called ?? (account.name === undefined || account.name === "" ? `@${account.username}` : account.name);
  return group === undefined ? { label } : { label, group };
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

/**
 * Whether an empty list of posts means that none was published. True when a post was read after the period's end (the
 * listing runs from the newest backwards), when the profile counts no media, or when the same request brought the
 * period's totals and no gap says that the listing failed.
 */
function arePostsListed(
  account: AccountRecord,
  span: DaySpan,
  posts: readonly Post[],
  totals: readonly TotalPoint[],
  gaps: readonly GapRecord[],
): boolean {
  const end = toInstant(addDays(span.to, 1));
  if (posts.some((post) => !isStory(post) && post.media.takenAt >= end)) return true;
  // A gap that names a metric or a post is not about the listing itself.
  const isLost = gaps.some(
    ({ subject, mediaId, metric }) =>
      mediaId === undefined && metric === undefined && subject.split("/")[1] === "media",
  );
  if (isLost) return false;
  const isAsked = totals.some(({ fromDay, toDay }) => fromDay !== toDay || span.from === span.to);
  return account.mediaCount === 0 || isAsked;
}
