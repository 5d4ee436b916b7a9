// The account metrics: what each takes (CONTRACT §3.1) and where its value comes from.

import {
  type AccountDay,
  FOLLOWER_SHARE,
  SURFACES,
  type Surface,
  type SurfaceDay,
  toEngagedPeople,
  toPeople,
  toTotalInteractions,
} from "./account-day.ts";
import type { Account } from "./cast.ts";
import type { BreakdownEntry } from "./insight-rows.ts";

export interface AccountMetric {
  readonly title: string;
  readonly periods: readonly string[];
  readonly hasSeries: boolean;
  readonly hasTotal: boolean;
  readonly breakdowns: readonly string[];
  /** Not returned under 100 followers (CONTRACT §3.3). */
  readonly needsHundredFollowers?: true;
}

const total = (title: string, breakdowns: readonly string[] = []): AccountMetric => ({
  title,
  periods: ["day"],
  hasSeries: false,
  hasTotal: true,
  breakdowns,
});
const PEOPLE = ["age", "city", "country", "gender"];
const demographics = (title: string): AccountMetric => ({ ...total(title, PEOPLE), periods: ["lifetime"] });

export const ACCOUNT_METRICS: Readonly<Record<string, AccountMetric>> = {
  reach: {
    title: "Accounts reached",
    periods: ["day", "week", "days_28"],
    hasSeries: true,
    hasTotal: true,
    breakdowns: ["media_product_type", "follow_type"],
  },
  follower_count: {
    title: "Follower count",
    periods: ["day"],
    hasSeries: true,
    hasTotal: false,
    breakdowns: [],
    needsHundredFollowers: true,
  },
  online_followers: {
    title: "Online followers",
    periods: ["lifetime"],
    hasSeries: true,
    hasTotal: false,
    breakdowns: [],
    needsHundredFollowers: true,
  },
  views: total("Views", ["follow_type", "media_product_type"]),
  accounts_engaged: total("Accounts engaged"),
  total_interactions: total("Content interactions", ["media_product_type"]),
  likes: total("Likes", ["media_product_type"]),
  comments: total("Comments", ["media_product_type"]),
  saves: total("Saves", ["media_product_type"]),
  shares: total("Shares", ["media_product_type"]),
  replies: total("Replies"),
  reposts: total("Reposts"),
  profile_links_taps: total("Profile links taps", ["contact_button_type"]),
  profile_views: total("Profile views"),
  website_clicks: total("Website clicks"),
  follows_and_unfollows: { ...total("Follows and unfollows", ["follow_type"]), needsHundredFollowers: true },
  follower_demographics: { ...demographics("Follower demographics"), needsHundredFollowers: true },
  engaged_audience_demographics: demographics("Engaged audience demographics"),
  reached_audience_demographics: demographics("Reached audience demographics"),
};

/** The list of the refusal for an unknown name; some accepted names are documented nowhere and answer nothing. */
export const ACCEPTED_ACCOUNT_NAMES: readonly string[] = [
  "reach",
  "follower_count",
  "website_clicks",
  "profile_views",
  "online_followers",
  "accounts_engaged",
  "total_interactions",
  "likes",
  "comments",
  "shares",
  "saves",
  "replies",
  "engaged_audience_demographics",
  "reached_audience_demographics",
  "follower_demographics",
  "follows_and_unfollows",
  "profile_links_taps",
  "views",
  "reposts",
  "content_views",
  "quotes",
  "threads_likes",
  "threads_replies",
  "threads_reposts",
  "threads_views",
  "threads_clicks",
  "threads_followers",
  "threads_follower_demographics",
];

const sum = (days: readonly AccountDay[], read: (day: AccountDay) => number): number =>
  days.reduce((total, day) => total + read(day), 0);

const onSurface = (days: readonly AccountDay[], surface: Surface, read: (day: SurfaceDay) => number): number =>
  sum(days, (day) => read(day.surfaces[surface]));

const onAll = (days: readonly AccountDay[], read: (day: SurfaceDay) => number): number =>
  SURFACES.reduce((total, surface) => total + onSurface(days, surface, read), 0);

const SURFACE_FIGURES: Readonly<Record<string, (day: SurfaceDay) => number>> = {
  views: ({ views }) => views,
  likes: ({ likes }) => likes,
  comments: ({ comments }) => comments,
  saves: ({ saves }) => saves,
  shares: ({ shares }) => shares,
  total_interactions: toTotalInteractions,
};

/** A metric's total over days; additive but for the two that count people once. */
export function readTotal(account: Account, metric: string, days: readonly AccountDay[]): number {
  const figure = SURFACE_FIGURES[metric];
  if (figure !== undefined) return onAll(days, figure);
  switch (metric) {
    case "reach":
      return toPeople(
        account,
        onAll(days, ({ contacts }) => contacts),
      );
    case "accounts_engaged":
      return toEngagedPeople(account, onAll(days, toTotalInteractions));
    case "replies":
      return sum(days, ({ replies }) => replies);
    case "reposts":
      return sum(days, ({ reposts }) => reposts);
    case "profile_links_taps":
      return sum(days, ({ linkTaps }) => linkTaps);
    case "profile_views":
      return sum(days, ({ profileViews }) => profileViews);
    case "website_clicks":
      return sum(days, ({ websiteClicks }) => websiteClicks);
    case "follower_count":
      return sum(days, ({ gained }) => gained);
    default:
      throw new Error(`no total for ${metric}`);
  }
}

/** A metric split by the breakdowns, entries of zero left out. */
export function splitTotal(
  account: Account,
  metric: string,
  days: readonly AccountDay[],
  breakdowns: readonly string[],
): readonly BreakdownEntry[] {
  if (metric === "follows_and_unfollows") {
    return [
      { values: ["FOLLOWER"], count: sum(days, ({ gained }) => gained) },
      { values: ["NON_FOLLOWER"], count: sum(days, ({ lost }) => lost) },
    ];
  }
  if (breakdowns[0] === "contact_button_type") return splitTaps(sum(days, ({ linkTaps }) => linkTaps));
  const cells = SURFACES.flatMap((surface) => {
    const figure = SURFACE_FIGURES[metric];
    const count =
      figure === undefined
        ? toPeople(
            account,
            onSurface(days, surface, ({ contacts }) => contacts),
          )
        : onSurface(days, surface, figure);
    const followers = Math.floor(count * FOLLOWER_SHARE[surface]);
    return [
      { surface, follow: "FOLLOWER", count: followers },
      { surface, follow: "NON_FOLLOWER", count: count - followers },
    ];
  });
  const merged = new Map<string, { values: readonly string[]; count: number }>();
  for (const cell of cells) {
    const values = breakdowns.map((name) => (name === "follow_type" ? cell.follow : cell.surface));
    const key = values.join("/");
    merged.set(key, { values, count: (merged.get(key)?.count ?? 0) + cell.count });
  }
  return [...merged.values()].filter(({ count }) => count > 0);
}

function splitTaps(taps: number): readonly BreakdownEntry[] {
  const [call, direction] = [Math.floor(taps * 0.12), Math.floor(taps * 0.2)];
  return [
    { values: ["CALL"], count: call },
    { values: ["DIRECTION"], count: direction },
    { values: ["EMAIL"], count: taps - call - direction },
  ].filter(({ count }) => count > 0);
}
