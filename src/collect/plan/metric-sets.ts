// Which metrics go together in one request without one of them spoiling it. Source: metrics.json groups, CONTRACT §3.1, §4.
import { ownValue } from "../../shared/index.ts";

/** Answered on every FEED and REELS item tested in 2026: safe to nest in a mixed media page. */
export const POST_METRICS = ["reach", "views", "likes", "comments", "saved", "shares", "total_interactions"] as const;

/** More that one post can be asked alone, by product type. */
export const EXTRA_METRICS: Readonly<Record<string, readonly string[]>> = {
  FEED: ["follows", "profile_visits"],
  REELS: ["ig_reels_avg_watch_time", "ig_reels_video_view_total_time", "reels_skip_rate"],
};

/** Which of a post's further figures exist for its kind; none for a story, which is asked them in its list. */
export function listExtraMetrics(productType: string): readonly string[] {
  return ownValue(EXTRA_METRICS, productType) ?? [];
}

export const STORY_METRICS = [
  "reach",
  "views",
  "replies",
  "shares",
  "total_interactions",
  "follows",
  "profile_visits",
  "link_clicks",
] as const;

export const REACH_METRICS = ["reach"] as const;
export const FOLLOWER_METRICS = ["follower_count"] as const;
export const SERIES_METRICS = [...REACH_METRICS, ...FOLLOWER_METRICS] as const;

/** One value for a window, one request for all of them. */
export const TOTAL_METRICS = [
  "reach",
  "views",
  "accounts_engaged",
  "total_interactions",
  "likes",
  "comments",
  "saves",
  "shares",
  "replies",
  "reposts",
  "profile_links_taps",
  "profile_views",
  "website_clicks",
] as const;

/** The additive ones worth a value a day where a day costs no call of its own. */
export const DAY_TOTAL_METRICS = ["views", "total_interactions", "likes", "comments", "saves", "shares"] as const;

/**
 * Gained and lost, which need their breakdown and so a block of their own (CONTRACT §3.1); whom views and reach come from is
 * told by the same one.
 */
export const FOLLOW_METRICS = ["follows_and_unfollows", "reach", "views"] as const;

/** Hours of the last 30 days only, and a request of its own kind: period lifetime, no `metric_type` (CONTRACT §3.1). */
export const ONLINE_METRIC = "online_followers";
export const ONLINE_DIMENSION = "day,hour";

export const AUDIENCE_DIMENSIONS = ["age,gender", "country", "city"] as const;

/** Who interacted: of the month under way only, and a call a dimension (CONTRACT §3.3). */
export const ENGAGED_METRIC = "engaged_audience_demographics";

/** The ways of leaving a story: one figure in four buckets, a nested edge of its own. */
export const EXITS = "navigation";
