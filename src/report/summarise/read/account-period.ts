// Everything held of an account, cut to one period: the report's own, the one before, any of the past weeks.
import {
  type AccountRecord,
  addDays,
  type DaySpan,
  findMetric,
  type GapRecord,
  type TotalPoint,
} from "../../../dataset/index.ts";
import { type AccountPeriod, type DayTable, isStory, type Post, type Reading } from "../../figures/index.ts";
import { pickFollowers } from "./followers.ts";

/** What was read of one account; may hold more days than any period cut from it. */
export interface HeldFacts {
  readonly account: AccountRecord;
  readonly totals: readonly TotalPoint[];
  readonly series: DayTable;
  /** Totals of single days. */
  readonly dayTotals: DayTable;
  /** Posts and stories. */
  readonly posts: readonly Post[];
  /** Follower counts, in any order. */
  readonly readings: readonly Reading[];
  readonly gaps: readonly GapRecord[];
  readonly timeZone: string;
}

/** The report's own period, the one right before it, or one further back. */
export type PeriodRole = "current" | "before" | "past";

/** The facts of exactly these days; the current period's followers may be read up to a week after (followers.ts). */
export function toPeriod(held: HeldFacts, span: DaySpan, role: PeriodRole): AccountPeriod {
  const { account, series, gaps } = held;
  const within = held.posts.filter(({ day }) => day >= span.from && day <= span.to);
  const totals = held.totals.filter(({ fromDay, toDay }) => fromDay >= span.from && toDay <= span.to);
  return {
    account,
    span,
    totals: [...totals, ...listDaysThatAdd(held, span, totals)],
    series,
    posts: within.filter((post) => !isStory(post)),
    stories: within.filter(isStory),
    arePostsListed: arePostsListed(held, span, totals, role),
    ...pickFollowers(held.readings, span, held.timeZone, role === "current"),
    gaps,
  };
}

/** Days of what adds up over them and is not held for the period as a whole: its sum is made of them (`readTotal`). */
function listDaysThatAdd(
  { account: { accountId }, dayTotals }: HeldFacts,
  span: DaySpan,
  totals: readonly TotalPoint[],
): readonly TotalPoint[] {
  const isHeld = (metric: string): boolean =>
    totals.some(
      (one) => one.metric === metric && one.breakdown === "" && one.fromDay === span.from && one.toDay === span.to,
    );
  return [...dayTotals]
    .filter(([metric]) => findMetric("account", metric)?.addsUpOverDays === true && !isHeld(metric))
    .flatMap(([metric, days]) =>
      [...days]
        .filter(([day]) => day >= span.from && day <= span.to)
        .map(([day, { value, takenAt }]) => {
          const window = { fromDay: day, toDay: day };
          return { accountId, metric, breakdown: "", bucket: "", ...window, value, takenAt };
        }),
    );
}

/**
 * Whether an empty list of posts means that none was published. True when a post was read after the period's end (the
 * listing runs from the newest backwards), when the profile counts no media, or when the same request brought the
 * period's totals and no gap says that the listing failed. Listings reach back some weeks only: for a period further back
 * a post from before it must be held, too.
 */
function arePostsListed(
  { account, posts, gaps }: HeldFacts,
  span: DaySpan,
  totals: readonly TotalPoint[],
  role: PeriodRole,
): boolean {
  const isAsked = totals.some(({ fromDay, toDay }) => fromDay !== toDay || span.from === span.to);
  if (role === "past" && !isAsked && posts.every(({ day }) => day >= span.from)) return false;
  const end = `${addDays(span.to, 1)}T00:00:00.000Z`;
  if (posts.some((post) => !isStory(post) && post.media.takenAt >= end)) return true;
  // A gap that names a metric or a post is not about the listing itself.
  const isLost = gaps.some(
    ({ subject, mediaId, metric }) =>
      mediaId === undefined && metric === undefined && subject.split("/")[1] === "media",
  );
  if (isLost) return false;
  return account.mediaCount === 0 || isAsked;
}
