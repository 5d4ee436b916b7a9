// Posts grow for days, and so do the days of a week just over. This week's figures would always lose against last week's, a
// week older. Where last week's readings of then are still held, it is taken as it stood then: at equal age.
import { type DayPoint, type DaySpan, listDays, type MediaPoint, type TotalPoint } from "../../../dataset/index.ts";
import {
  type AccountPeriod,
  type AccountWeek,
  type DayTable,
  type Figure,
  isHeld,
  isProvisionalDay,
  isStory,
  newest,
  type Post,
  type Reading,
  readInsight,
  readInteractions,
} from "../../figures/index.ts";
import type { Kpi } from "../../kpis/index.ts";

const HOUR_MS = 3_600_000;
/** A reading counts as one of equal age when it lies this close to the moment sought, a period of a week or more apart. */
const TOLERANCE_MS = 24 * HOUR_MS;
/** A day more or less is nothing to a week; to a day it would be all of it. */
const TOLERANCE_OF_DAYS = 7;

/** When the posts of the period before were as old as those of the period are at their newest reading. */
export interface Moment {
  /** Readings from here on. */
  readonly from: string;
  /** Readings up to here may stand in for that moment. */
  readonly until: string;
}

/** Undefined without a post of the period, or without a figure of one. */
export function findEqualAge(current: readonly Post[], days: number): Moment | undefined {
  const readAt = newest(
    current
      .filter((post) => !isStory(post))
      .flatMap(({ insights }) => [...insights.values()].map(({ takenAt }) => takenAt)),
  );
  if (readAt === null) return undefined;
  return toMoment(readAt, days);
}

function toMoment(readAt: string, days: number): Moment {
  const at = Date.parse(readAt) - days * 24 * HOUR_MS;
  const tolerance = TOLERANCE_MS * Math.min(1, days / TOLERANCE_OF_DAYS);
  return { from: new Date(at - tolerance).toISOString(), until: new Date(at + tolerance).toISOString() };
}

/**
 * The posts with their figures as they stood at the moment, from readings taken until then; undefined when one of them
 * has its reach and interactions now and had not then: half a comparison at equal age is none.
 */
export function toEqualAge(
  posts: readonly Post[],
  readings: readonly MediaPoint[],
  { from }: Moment,
): readonly Post[] | undefined {
  const known = new Map<string, Map<string, MediaPoint>>();
  for (const reading of readings) {
    if (reading.bucket !== "" || reading.takenAt < from) continue;
    const figures = known.get(reading.mediaId) ?? new Map<string, MediaPoint>();
    figures.set(reading.metric, reading);
    known.set(reading.mediaId, figures);
  }
  const aligned = posts.map((post): Post => {
    // The post's own counters are today's; what the insights did not tell then is not known of then.
    const { likeCount: _likes, commentsCount: _comments, ...media } = post.media;
    return { ...post, media, insights: known.get(post.media.mediaId) ?? new Map<string, MediaPoint>() };
  });
  return posts.every((post, index) => !isTold(post) || isTold(aligned[index])) ? aligned : undefined;
}

function isTold(post: Post | undefined): boolean {
  return post !== undefined && isHeld(readInsight(post, "reach")) && isHeld(readInteractions(post));
}

/** When the window before was as old as the current one is at its reading; undefined where the current one has settled. */
export function findWindowMoment({ span, totals, series }: AccountPeriod): Moment | undefined {
  const ofWindow = totals.filter(({ fromDay, toDay }) => fromDay === span.from && toDay === span.to);
  const ofLastDay = [...series.values()].flatMap((days) => days.get(span.to)?.takenAt ?? []);
  const readAt = newest([...ofWindow.map(({ takenAt }) => takenAt), ...ofLastDay]);
  if (readAt === null || !isProvisionalDay(span.to, readAt)) return undefined;
  return toMoment(readAt, listDays(span).length);
}

/**
 * The window and days of the period before as they stood at the moment; undefined when one of the figures that both periods
 * have was not read then. `totals` and `days` are readings of it taken until then.
 */
export function toEqualAgeWindow(
  before: AccountPeriod,
  current: AccountPeriod,
  totals: readonly TotalPoint[],
  days: readonly DayPoint[],
  { from: earliest }: Moment,
): Pick<AccountPeriod, "totals" | "series"> | undefined {
  const { from, to } = before.span;
  const isWhole = (point: TotalPoint, span: DaySpan) => point.fromDay === span.from && point.toDay === span.to;
  const toKey = ({ metric, breakdown, bucket }: TotalPoint) => [metric, breakdown, bucket].join(" ");
  const then = new Map<string, TotalPoint>();
  for (const point of totals.toSorted(byReading)) {
    if (isWhole(point, before.span) && point.takenAt >= earliest) then.set(toKey(point), point);
  }
  const asked = new Set(current.totals.filter((point) => isWhole(point, current.span)).map(toKey));
  const needed = before.totals.filter((point) => isWhole(point, before.span) && asked.has(toKey(point)));
  if (needed.length === 0 || needed.some((point) => !then.has(toKey(point)))) return undefined;
  const others = before.totals.filter((point) => !isWhole(point, before.span));
  return { totals: [...others, ...then.values()], series: toSeriesThen(before.series, days, earliest, from, to) };
}

/** The days' readings of then in place of the newest; a day that was not read then is not known of then. */
function toSeriesThen(
  series: DayTable,
  days: readonly DayPoint[],
  earliest: string,
  from: string,
  to: string,
): DayTable {
  const then = new Map<string, Map<string, Reading>>();
  for (const [metric, readings] of series) {
    then.set(metric, new Map([...readings].filter(([day]) => day < from || day > to)));
  }
  for (const { metric, day, value, takenAt } of days.toSorted(byReading)) {
    if (takenAt >= earliest) then.get(metric)?.set(day, { value, takenAt });
  }
  return then;
}

function byReading(a: { readonly takenAt: string }, b: { readonly takenAt: string }): number {
  return a.takenAt < b.takenAt ? -1 : 1;
}

/** Posts this old have won nearly all they will. */
const GROWN_MS = 7 * 24 * HOUR_MS;

/** Whether a change of the figure compares like with like: both sides settled, or read at equal age. */
export function isFair(kpi: Pick<Kpi, "basis">, { current, before }: AccountWeek, now: Figure, then: Figure): boolean {
  if (!isHeld(now) || !isHeld(then)) return true;
  if (kpi.basis === "window") return before.isWindowEqualAge === true || !(now.provisional || then.provisional);
  if (kpi.basis !== "posts") return true;
  if (before.isEqualAge === true || before.posts.length === 0) return true;
  return current.posts.every(({ media, insights }) =>
    [...insights.values()].every(({ takenAt }) => Date.parse(takenAt) - Date.parse(media.publishedAt) >= GROWN_MS),
  );
}
