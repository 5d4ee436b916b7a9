// The one place that knows each API metric. Source: metrics.json of the contract (2026-11-23) and CONTRACT §3.1, §4.

export type MetricLevel = "account" | "media";
export type MetricUnit = "count" | "accounts" | "ms" | "share";
/** How an account metric is asked for: a value a day, one value a window, or a snapshot. */
export type MetricForm = "series" | "total" | "snapshot";

export interface Metric {
  readonly name: string;
  readonly level: MetricLevel;
  /** Short English label for people. */
  readonly label: string;
  readonly unit: MetricUnit;
  /** Media product types that answer it; empty for account metrics. */
  readonly productTypes: readonly string[];
  readonly form: MetricForm;
  /** False for unique counts: seven days of reach are not a week's reach (CONTRACT fact 7). */
  readonly addsUpOverDays: boolean;
  /** False where the same person may be counted in two accounts. */
  readonly addsUpOverAccounts: boolean;
  readonly minFollowers?: number;
  /** How far back the API tells it, in days; absent where that is as long as it keeps insights. */
  readonly rangeDays?: number;
  /** The first day it was told, where that is known. */
  readonly introduced?: string;
  /** The plain field of a post it is read from, which costs no insights; absent where it is an insight (CONTRACT §2.3). */
  readonly field?: string;
  /** Whether a collection asks for it: with every account, only where a post is read by a call of its own, or not at all. */
  readonly asked: "always" | "alone" | "never";
  /** Withdrawn metrics stay here so that old data can be named: when and what to use instead. */
  readonly withdrawn?: string;
}

const POSTS = ["FEED", "REELS"];
const ALL = ["FEED", "REELS", "STORY"];

function account(name: string, label: string, rest: Partial<Metric> = {}): Metric {
  return {
    name,
    level: "account",
    label,
    unit: "count",
    productTypes: [],
    form: "total",
    addsUpOverDays: true,
    addsUpOverAccounts: true,
    asked: rest.withdrawn === undefined ? "always" : "never",
    ...rest,
  };
}

function media(name: string, label: string, productTypes: readonly string[], rest: Partial<Metric> = {}): Metric {
  return {
    name,
    level: "media",
    label,
    unit: "count",
    productTypes,
    form: "total",
    addsUpOverDays: false,
    addsUpOverAccounts: true,
    asked: rest.withdrawn === undefined ? "always" : "never",
    ...rest,
  };
}

const UNIQUE = { unit: "accounts", addsUpOverDays: false, addsUpOverAccounts: false } as const;
const SNAPSHOT = { unit: "accounts", form: "snapshot", addsUpOverDays: false } as const;

export const metrics: readonly Metric[] = [
  account("reach", "Reach", { ...UNIQUE, form: "series" }),
  account("follower_count", "New followers", { unit: "accounts", form: "series", minFollowers: 100, rangeDays: 30 }),
  account("online_followers", "Followers online", { ...SNAPSHOT, minFollowers: 100, rangeDays: 30 }),
  account("views", "Views", { introduced: "2025-01-21" }),
  account("accounts_engaged", "Accounts engaged", UNIQUE),
  account("total_interactions", "Total interactions"),
  account("likes", "Likes"),
  account("comments", "Comments"),
  account("saves", "Saves"),
  account("shares", "Shares"),
  account("replies", "Story replies"),
  account("reposts", "Reposts", { introduced: "2025-12-03" }),
  account("profile_links_taps", "Profile link taps"),
  account("profile_views", "Profile views"),
  account("website_clicks", "Website clicks"),
  account("follows_and_unfollows", "Follows and unfollows", { unit: "accounts", minFollowers: 100 }),
  account("follower_demographics", "Followers by group", { ...SNAPSHOT, minFollowers: 100 }),
  account("engaged_audience_demographics", "Engaged audience by group", { ...SNAPSHOT, asked: "never" }),
  media("reach", "Reach", ALL, { unit: "accounts", addsUpOverAccounts: false }),
  media("views", "Views", ALL, { introduced: "2025-01-21" }),
  media("likes", "Likes", POSTS),
  media("comments", "Comments", POSTS),
  media("saved", "Saves", POSTS),
  media("shares", "Shares", ALL),
  media("total_interactions", "Total interactions", ALL),
  media("reposts", "Reposts", ALL, { introduced: "2025-12-03", field: "reposts_count" }),
  media("total_likes", "Likes with ads", POSTS, { introduced: "2026-04-22", field: "total_like_count" }),
  media("total_comments", "Comments with ads", POSTS, { introduced: "2026-04-22", field: "total_comments_count" }),
  media("total_views", "Views with ads", ALL, { introduced: "2026-04-22", field: "total_views_count" }),
  media("follows", "Follows", ["FEED", "STORY"], { unit: "accounts", asked: "alone" }),
  media("profile_visits", "Profile visits", ["FEED", "STORY"], { asked: "alone" }),
  media("ig_reels_avg_watch_time", "Average watch time", ["REELS"], { unit: "ms", asked: "alone" }),
  media("ig_reels_video_view_total_time", "Total watch time", ["REELS"], { unit: "ms", asked: "alone" }),
  media("reels_skip_rate", "Skip rate", ["REELS"], {
    unit: "share",
    addsUpOverAccounts: false,
    introduced: "2025-12-03",
    asked: "alone",
  }),
  media("replies", "Story replies", ["STORY"]),
  media("navigation", "Story navigation", ["STORY"]),
  media("link_clicks", "Link clicks", ["STORY"], { introduced: "2026-06-22" }),
  account("impressions", "Impressions", { withdrawn: "2025-04-21; use views" }),
  media("impressions", "Impressions", ["FEED", "STORY"], { withdrawn: "2025-04-21; use views" }),
  media("plays", "Plays", ["REELS"], { withdrawn: "2025-04-21; use views" }),
  media("video_views", "Video views", POSTS, { withdrawn: "2025-01-08; use views" }),
  media("engagement", "Engagement", ["FEED"], { withdrawn: "2023-12-11; use total_interactions" }),
];

/** Metrics of posts that are read from plain fields. */
export const fieldMetrics: readonly (Metric & { readonly field: string })[] = metrics.flatMap((metric) =>
  metric.field === undefined ? [] : [{ ...metric, field: metric.field }],
);

/** The API's `period` an account metric or post figure is asked with. */
export function toPeriodOf({ level, form }: Metric): "day" | "lifetime" {
  return level === "account" && form !== "snapshot" ? "day" : "lifetime";
}

/** The catalogue line of a metric; account and media metrics of one name differ (`saves` against `saved`). */
export function findMetric(level: MetricLevel, name: string): Metric | undefined {
  return metrics.find((metric) => metric.level === level && metric.name === name);
}

/** Whether a media metric may be asked of this product type. */
export function isMetricFor(name: string, productType: string): boolean {
  return findMetric("media", name)?.productTypes.includes(productType) ?? false;
}

export interface Range {
  readonly least: number;
  readonly most: number;
  /** False where a fraction may be told. */
  readonly isWhole: boolean;
}

/** More people than there are; more times than anything was ever seen; longer than all of it took. */
const RANGES: Readonly<Record<MetricUnit, Range>> = {
  accounts: { least: 0, most: 1e10, isWhole: true },
  count: { least: 0, most: 1e12, isWhole: true },
  ms: { least: 0, most: 1e15, isWhole: false },
  // 0 to 1 or 0 to 100: which is open (CONTRACT §12.7).
  share: { least: 0, most: 100, isWhole: false },
};

/** What a metric's figure can be; of one that is not in the catalogue, any count. */
export function toRange(level: MetricLevel, name: string): Range {
  return RANGES[findMetric(level, name)?.unit ?? "count"];
}
