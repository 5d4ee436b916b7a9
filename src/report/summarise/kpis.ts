// Every key figure, defined once: what it is called, how it is computed and over what it may be summed. Sections, the
// Method appendix and the Dictionary sheet all read here.

import type { AccountPeriod } from "../figures/index.ts";
import {
  averageReach,
  BY_FOLLOWERS_FORMULA,
  countPosts,
  type Figure,
  mean,
  median,
  RATE_FORMULA,
  rateByFollowers,
  rateOf,
  readDailyReach,
  readFollowers,
  readNet,
  readPeriodInteractions,
  readTotal,
  sum,
  unlessUnlisted,
} from "../figures/index.ts";
import type { ChangeStyle } from "./change.ts";
import type { Unit } from "./model.ts";

export type KpiId =
  | "followers"
  | "netFollowers"
  | "gained"
  | "lost"
  | "reach"
  | "meanDailyReach"
  | "sumDailyReach"
  | "views"
  | "interactions"
  | "engagementRate"
  | "engagementRateByFollowers"
  | "posts"
  | "meanPostReach"
  | "medianPostReach";

export type Basis = "window" | "posts" | "list" | "profile";

export interface Kpi {
  readonly id: KpiId;
  readonly unit: Unit;
  readonly change: ChangeStyle;
  readonly formula: string;
  /** What it is read from: a window of days, the posts as they stand, the list of posts, or a profile. */
  readonly basis: Basis;
  compute(period: AccountPeriod): Figure;
  /** Present where the figure of several accounts is not the sum of theirs. */
  combine?(periods: readonly AccountPeriod[]): Figure;
}

const MEAN_DAY = "Σ daily reach ÷ days";
const SUM_DAYS = "Σ daily reach";
const MEAN_POST = "Σ reach of the posts ÷ posts with a reach";
const MEDIAN_POST = "middle reach of the posts with a reach";

export const kpis: readonly Kpi[] = [
  {
    id: "followers",
    basis: "profile",
    unit: "accounts",
    change: "percent",
    formula: "profile followers_count, reading nearest after the end of the period",
    compute: readFollowers,
  },
  {
    id: "netFollowers",
    basis: "window",
    unit: "count",
    change: "count",
    formula: "gained − lost of follows_and_unfollows; else the difference of two follower readings",
    compute: readNet,
  },
  {
    id: "gained",
    basis: "window",
    unit: "accounts",
    change: "percent",
    formula: "follows_and_unfollows, bucket FOLLOWER",
    compute: (period) => readTotal(period, "follows_and_unfollows", "follow_type", "FOLLOWER"),
  },
  {
    id: "lost",
    basis: "window",
    unit: "accounts",
    change: "percent",
    formula: "follows_and_unfollows, bucket NON_FOLLOWER",
    compute: (period) => readTotal(period, "follows_and_unfollows", "follow_type", "NON_FOLLOWER"),
  },
  {
    id: "reach",
    basis: "window",
    unit: "accounts",
    change: "percent",
    formula: "reach, asked for exactly the period's window",
    compute: (period) => readTotal(period, "reach"),
  },
  {
    id: "meanDailyReach",
    basis: "window",
    unit: "accounts",
    change: "percent",
    formula: MEAN_DAY,
    compute: (period) => readDailyReach(period, "meanDailyReach", MEAN_DAY, (values) => sum(values) / values.length),
  },
  {
    id: "sumDailyReach",
    basis: "window",
    unit: "accounts",
    change: "percent",
    formula: SUM_DAYS,
    compute: (period) => readDailyReach(period, "sumDailyReach", SUM_DAYS, sum),
  },
  {
    id: "views",
    basis: "window",
    unit: "count",
    change: "percent",
    formula: "views, asked for exactly the period's window",
    compute: (period) => readTotal(period, "views"),
  },
  {
    id: "interactions",
    basis: "window",
    unit: "count",
    change: "percent",
    formula: "likes + comments + saves + shares, account totals of the window",
    compute: readPeriodInteractions,
  },
  {
    id: "engagementRate",
    basis: "posts",
    unit: "percent",
    change: "points",
    formula: RATE_FORMULA,
    compute: (period) => unlessUnlisted(period, rateOf(period.posts, period.span).figure),
    combine: (periods) =>
      rateOf(
        periods.flatMap(({ posts }) => posts),
        periods[0]?.span ?? null,
      ).figure,
  },
  {
    id: "engagementRateByFollowers",
    basis: "posts",
    unit: "percent",
    change: "points",
    formula: BY_FOLLOWERS_FORMULA,
    compute: (period) => unlessUnlisted(period, rateByFollowers([period])),
    combine: rateByFollowers,
  },
  {
    id: "posts",
    basis: "list",
    unit: "count",
    change: "percent",
    formula: "posts, albums and reels published in the period",
    compute: countPosts,
  },
  {
    id: "meanPostReach",
    basis: "posts",
    unit: "accounts",
    change: "percent",
    formula: MEAN_POST,
    compute: (period) => averageReach(period, "meanPostReach", MEAN_POST, mean),
  },
  {
    id: "medianPostReach",
    basis: "posts",
    unit: "accounts",
    change: "percent",
    formula: MEDIAN_POST,
    compute: (period) => averageReach(period, "medianPostReach", MEDIAN_POST, median),
  },
];

/** The definition of a key figure; every id has one. */
export function findKpi(id: KpiId): Kpi {
  const found = kpis.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no key figure ${id}`);
  return found;
}
