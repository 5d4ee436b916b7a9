// Every key figure, defined once: what it is called, how it is computed and over what it may be summed. Sections, the
// Method appendix and the Dictionary sheet all read here.
import {
  averageReach,
  BY_FOLLOWERS_FORMULA,
  countPosts,
  mean,
  rateByFollowers,
  readDailyReach,
  readFollowers,
  readNet,
  readPeriodInteractions,
  readTotal,
  unlessUnlisted,
} from "./account-figures.ts";
import type { AccountPeriod } from "./account-week.ts";
import type { ChangeStyle } from "./change.ts";
import { type Figure, median, sum } from "./figure.ts";
import type { Unit } from "./model.ts";
import { RATE_FORMULA, rateOf } from "./posts.ts";

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

export interface Kpi {
  readonly id: KpiId;
  readonly name: string;
  readonly unit: Unit;
  readonly change: ChangeStyle;
  readonly formula: string;
  /** What it may be summed over, in words. */
  readonly addsUpOver: string;
  readonly help: string;
  compute(period: AccountPeriod): Figure;
  /** Present where the figure of several accounts is not the sum of theirs. */
  combine?(periods: readonly AccountPeriod[]): Figure;
}

const BOTH = "accounts and days";
const OVERLAP = "neither accounts nor days: people may overlap";
const RATIO = "nothing: the sums are formed anew and divided";
const MEAN_DAY = "Σ daily reach ÷ days";
const SUM_DAYS = "Σ daily reach";
const MEAN_POST = "Σ reach of the posts ÷ posts with a reach";
const MEDIAN_POST = "middle reach of the posts with a reach";

export const kpis: readonly Kpi[] = [
  {
    id: "followers",
    name: "Followers",
    unit: "accounts",
    change: "percent",
    formula: "profile followers_count, reading nearest after the end of the period",
    addsUpOver: "accounts (a person may follow several), not days",
    help: "Followers at the end of the period, as of the reading shown.",
    compute: readFollowers,
  },
  {
    id: "netFollowers",
    name: "Net new followers",
    unit: "count",
    change: "count",
    formula: "gained − lost of follows_and_unfollows; else the difference of two follower readings",
    addsUpOver: BOTH,
    help: "Followers won less followers lost.",
    compute: readNet,
  },
  {
    id: "gained",
    name: "Followers gained",
    unit: "accounts",
    change: "percent",
    formula: "follows_and_unfollows, bucket FOLLOWER",
    addsUpOver: BOTH,
    help: "Accounts that began to follow.",
    compute: (period) => readTotal(period, "follows_and_unfollows", "follow_type", "FOLLOWER"),
  },
  {
    id: "lost",
    name: "Followers lost",
    unit: "accounts",
    change: "percent",
    formula: "follows_and_unfollows, bucket NON_FOLLOWER",
    addsUpOver: BOTH,
    help: "Accounts that stopped following or left Instagram.",
    compute: (period) => readTotal(period, "follows_and_unfollows", "follow_type", "NON_FOLLOWER"),
  },
  {
    id: "reach",
    name: "Unique reach",
    unit: "accounts",
    change: "percent",
    formula: "reach, asked for exactly the period's window",
    addsUpOver: OVERLAP,
    help: "People reached at least once in the period, counted once in each account.",
    compute: (period) => readTotal(period, "reach"),
  },
  {
    id: "meanDailyReach",
    name: "Mean reach a day",
    unit: "accounts",
    change: "percent",
    formula: MEAN_DAY,
    addsUpOver: OVERLAP,
    help: "People reached on an average day.",
    compute: (period) => readDailyReach(period, "meanDailyReach", MEAN_DAY, (values) => sum(values) / values.length),
  },
  {
    id: "sumDailyReach",
    name: "Sum of daily reach",
    unit: "accounts",
    change: "percent",
    formula: SUM_DAYS,
    addsUpOver: OVERLAP,
    help: "Daily reach added up; a person reached on three days is counted three times.",
    compute: (period) => readDailyReach(period, "sumDailyReach", SUM_DAYS, sum),
  },
  {
    id: "views",
    name: "Views",
    unit: "count",
    change: "percent",
    formula: "views, asked for exactly the period's window",
    addsUpOver: BOTH,
    help: "Times posts, reels and stories were played or shown.",
    compute: (period) => readTotal(period, "views"),
  },
  {
    id: "interactions",
    name: "Interactions",
    unit: "count",
    change: "percent",
    formula: "likes + comments + saves + shares, account totals of the window",
    addsUpOver: BOTH,
    help: "Likes, comments, saves and shares received in the period, whatever the age of the post.",
    compute: readPeriodInteractions,
  },
  {
    id: "engagementRate",
    name: "Engagement rate",
    unit: "percent",
    change: "points",
    formula: RATE_FORMULA,
    addsUpOver: RATIO,
    help: "Interactions per person reached, over the period's posts.",
    compute: (period) => unlessUnlisted(period, rateOf(period.posts, period.span).figure),
    combine: (periods) =>
      rateOf(
        periods.flatMap(({ posts }) => posts),
        periods[0]?.span ?? null,
      ).figure,
  },
  {
    id: "engagementRateByFollowers",
    name: "Engagement rate by followers",
    unit: "percent",
    change: "points",
    formula: BY_FOLLOWERS_FORMULA,
    addsUpOver: RATIO,
    help: "Interactions per follower and post.",
    compute: (period) => unlessUnlisted(period, rateByFollowers([period])),
    combine: rateByFollowers,
  },
  {
    id: "posts",
    name: "Posts",
    unit: "count",
    change: "percent",
    formula: "posts, albums and reels published in the period",
    addsUpOver: BOTH,
    help: "Published in the period, by the report's time zone; stories are counted apart.",
    compute: countPosts,
  },
  {
    id: "meanPostReach",
    name: "Mean reach a post",
    unit: "accounts",
    change: "percent",
    formula: MEAN_POST,
    addsUpOver: OVERLAP,
    help: "People an average post reached.",
    compute: (period) => averageReach(period, "meanPostReach", MEAN_POST, mean),
  },
  {
    id: "medianPostReach",
    name: "Median reach a post",
    unit: "accounts",
    change: "percent",
    formula: MEDIAN_POST,
    addsUpOver: OVERLAP,
    help: "Half of the posts reached more, half fewer; under ten posts it tells more than the mean.",
    compute: (period) => averageReach(period, "medianPostReach", MEDIAN_POST, median),
  },
];

/** The definition of a key figure; every id has one. */
export function findKpi(id: KpiId): Kpi {
  const found = kpis.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no key figure ${id}`);
  return found;
}
