// `GET /{ig-media}/insights`: lifetime figures that grow with age, and the refusals of CONTRACT §4. One metric that one
// media does not have fails the whole request, nested or not (§5.2).

import { refuseWithoutAnalyze } from "./account-insights.ts";
import type { Call, EdgeRequest } from "./call.ts";
import { type InsightParts, readNames, toBreakdown, toInsightRow } from "./insight-rows.ts";
import type { JsonObject } from "./json.ts";
import { toUtcDay } from "./pacific-day.ts";
import { type Post, type ProductType, readGrown, toAdLikes } from "./posts.ts";
import { toBetween, toChoice, toUnit } from "./random.ts";
import { refusal } from "./refusals.ts";
import type { FoundMedia } from "./world.ts";

/** In the order of the recorded refusal; the list does not depend on the media. */
const ACCEPTED_NAMES = [
  "impressions",
  "reach",
  "replies",
  "saved",
  "likes",
  "comments",
  "shares",
  "total_interactions",
  "follows",
  "profile_visits",
  "profile_activity",
  "navigation",
  "ig_reels_video_view_total_time",
  "ig_reels_avg_watch_time",
  "views",
  "reels_skip_rate",
  "reposts",
  "facebook_views",
  "crossposted_views",
  "total_views",
  "total_likes",
  "total_comments",
  "link_clicks",
];

const ALL: readonly ProductType[] = ["FEED", "REELS", "STORY"];
const POSTS: readonly ProductType[] = ["FEED", "REELS"];
const NOT_REELS: readonly ProductType[] = ["FEED", "STORY"];

/** Which product types have it; facebook_views and crossposted_views throw for media that stayed on Instagram. */
const PRODUCT_TYPES: Readonly<Record<string, readonly ProductType[]>> = {
  reach: ALL,
  views: ALL,
  shares: ALL,
  total_interactions: ALL,
  reposts: ALL,
  total_views: ALL,
  likes: POSTS,
  comments: POSTS,
  saved: POSTS,
  total_likes: POSTS,
  total_comments: POSTS,
  follows: NOT_REELS,
  profile_visits: NOT_REELS,
  profile_activity: NOT_REELS,
  replies: ["STORY"],
  navigation: ["STORY"],
  link_clicks: ["STORY"],
  ig_reels_avg_watch_time: ["REELS"],
  ig_reels_video_view_total_time: ["REELS"],
  reels_skip_rate: ["REELS"],
};

const BREAKDOWNS: Readonly<Record<string, string>> = {
  profile_activity: "action_type",
  navigation: "story_navigation_action_type",
};
const FEWEST_VIEWERS = 5;

export function readMediaInsights(
  { post, child }: FoundMedia,
  id: string,
  request: EdgeRequest,
  call: Call,
): JsonObject {
  refuseWithoutAnalyze(post.account, call);
  const metrics = readNames(request, "metric");
  metrics.forEach((name, index) => {
    if (!ACCEPTED_NAMES.includes(name)) throw refusal.notInList("metric", index, ACCEPTED_NAMES);
    if (name === "impressions") throw refusal.impressionsOfMedia();
  });
  const refused = findRefused(post, call);
  const unsupported = metrics.filter(
    (name) => child > 0 || name === refused || PRODUCT_TYPES[name]?.includes(post.productType) !== true,
  );
  if (unsupported.length > 0) throw refusal.unsupportedForMedia(unsupported);
  if (post.account.convertedDay !== null && toUtcDay(post.postedAt) < post.account.convertedDay)
    throw refusal.beforeConversion();
  if (post.productType === "STORY" && readGrown(post, "reach", call.nowMs) < FEWEST_VIEWERS)
    throw refusal.notEnoughViewers();
  const breakdown = request.parameters.get("breakdown");
  if (breakdown !== undefined && !metrics.every((name) => BREAKDOWNS[name] === breakdown)) throw refusal.unknown();
  const isTotal = request.parameters.get("metric_type") === "total_value";
  const { mediaFigures } = call.settings;
  const isTotalOnly = mediaFigures !== "values" && breakdown === undefined;
  if (isTotalOnly && mediaFigures === "total_value" && !isTotal) throw refusal.needsTotalValue(metrics);
  call.work.units += metrics.length;
  return {
    data: metrics.map((name) => {
      const parts = readMetric(post, name, breakdown, call.nowMs);
      return toInsightRow(id, "lifetime", isTotalOnly ? toTotal(parts) : parts, request);
    }),
  };
}

/** The metric this post of all refuses, as some on record do; most refuse none. */
function findRefused(post: Post, { settings }: Call): string | undefined {
  const { percent, metrics } = settings.refusingPosts;
  if (percent === 0 || post.productType === "STORY") return undefined;
  return toUnit(post.account.seed, "refuses", post.id) * 100 < percent
    ? toChoice(metrics, "refuses", post.id)
    : undefined;
}

function toTotal({ values, ...parts }: InsightParts): InsightParts {
  const value = values?.[0]?.value;
  return value === undefined ? parts : { ...parts, totalValue: { value } };
}

function readMetric(post: Post, name: string, breakdown: string | undefined, nowMs: number): InsightParts {
  const value = readValue(post, name, nowMs);
  const parts = { name, title: toTitle(name), values: [{ value }] };
  if (breakdown === undefined) return parts;
  return { ...parts, totalValue: { value, breakdowns: [toBreakdown([breakdown], splitValue(post, name, value))] } };
}

/** A media's lifetime value as grown by `nowMs`. */
export function readValue(post: Post, name: string, nowMs: number): number {
  const grown = (total: keyof Post["totals"]): number => readGrown(post, total, nowMs);
  const seconds = toBetween(4, 15, post.account.seed, "watch", post.id);
  switch (name) {
    case "reach":
    case "views":
    case "likes":
    case "comments":
    case "saved":
    case "shares":
    case "reposts":
    case "follows":
    case "replies":
      return grown(name);
    case "total_interactions":
      return grown("likes") + grown("comments") + grown("saved") + grown("shares") + grown("replies");
    case "profile_visits":
      return grown("profileVisits");
    case "profile_activity":
      return Math.floor(grown("profileVisits") * 0.3);
    case "link_clicks":
      return grown("linkClicks");
    case "navigation":
      return Math.floor(grown("views") * toBetween(0.96, 1.15, post.account.seed, "navigation", post.id));
    case "total_views":
      return grown("views") + (post.account.runsAds ? Math.floor(grown("views") * 0.15) : 0);
    case "total_likes":
      return grown("likes") + toAdLikes(post, nowMs);
    case "total_comments":
      return grown("comments");
    case "ig_reels_avg_watch_time":
      return Math.round(seconds * 1000);
    case "ig_reels_video_view_total_time":
      return Math.round(seconds * 1000) * grown("views");
    case "reels_skip_rate":
      return Math.round(toBetween(180, 620, post.account.seed, "skip", post.id)) / 10;
    default:
      throw new Error(`no value for ${name}`);
  }
}

function splitValue(post: Post, name: string, value: number) {
  const between = (from: number, to: number, what: string): number =>
    toBetween(from, to, post.account.seed, what, post.id);
  // Nobody tires of every story alike.
  const shares: readonly (readonly [string, number])[] =
    name === "navigation"
      ? [
          ["tap_back", between(0.02, 0.09, "back")],
          ["tap_exit", between(0.03, 0.15, "exit")],
          ["swipe_forward", between(0.02, 0.1, "swipe")],
        ]
      : [
          ["call", 0.1],
          ["direction", 0.15],
        ];
  const rest = name === "navigation" ? "tap_forward" : "bio_link_clicked";
  const entries = shares.map(([key, share]) => ({ values: [key], count: Math.floor(value * share) }));
  const left = value - entries.reduce((sum, { count }) => sum + count, 0);
  return [...entries, { values: [rest], count: left }].filter(({ count }) => count > 0);
}

function toTitle(name: string): string {
  const words = name.replaceAll("_", " ");
  return `${words[0]?.toUpperCase() ?? ""}${words.slice(1)}`;
}
