import {
  type Day,
  type DaySpan,
  type GapRecord,
  type MediaPoint,
  type MediaRecord,
  toDayInZone,
} from "../../dataset/index.ts";
import { explainAbsence, explainNearer } from "./absence.ts";
import { absent, agree, combine, type Figure, type HeldFigure, isHeld, median, newest, sum } from "./figure.ts";
import { asKpi } from "./formula.ts";
import { isProvisionalPost } from "./frame.ts";
import type { Reason } from "./reason.ts";

/** A post, reel, album or story with its newest figures. */
export interface Post {
  readonly media: MediaRecord;
  readonly format: string;
  /** Day of publication in the report's zone. */
  readonly day: Day;
  readonly insights: ReadonlyMap<string, MediaPoint>;
  /** Figures split by a breakdown, by "metric/bucket", e.g. "navigation/tap_exit". */
  readonly parts: ReadonlyMap<string, MediaPoint>;
  /** Gaps that may explain a missing figure. */
  readonly gaps: readonly GapRecord[];
}

export const FORMATS = ["Post", "Album", "Reel", "Story"] as const;

/** Joins media with their figures, newest first. */
export function toPosts(
  media: readonly MediaRecord[],
  points: readonly MediaPoint[],
  gaps: readonly GapRecord[],
  timeZone: string,
): readonly Post[] {
  const insights = toNewest(points.filter(({ bucket }) => bucket === ""));
  const parts = toNewest(points.filter(({ bucket }) => bucket !== ""));
  const general = gaps.filter(({ mediaId }) => mediaId === undefined);
  const named = new Set(gaps.map(({ mediaId }) => mediaId));
  const ofMedia = (id: string) =>
    named.has(id) ? gaps.filter(({ mediaId }) => mediaId === undefined || mediaId === id) : general;
  return media
    .map((record) => ({
      media: withoutAddresses(record),
      format: toFormat(record),
      day: toDayInZone(new Date(record.publishedAt), timeZone),
      insights: insights.get(record.mediaId) ?? NONE,
      parts: parts.get(record.mediaId) ?? NONE,
      gaps: ofMedia(record.mediaId),
    }))
    .sort((a, b) => byText(b.media.publishedAt, a.media.publishedAt) || byText(a.media.mediaId, b.media.mediaId));
}

/** Long, signed and dead within days: no report leads there, and thousands of posts are held at once. */
function withoutAddresses({ mediaUrl: _picture, thumbnailUrl: _still, ...media }: MediaRecord): MediaRecord {
  return media;
}

const NONE: ReadonlyMap<string, MediaPoint> = new Map();

/** The newest reading of each figure, by media and then by "metric" or "metric/bucket". */
function toNewest(points: readonly MediaPoint[]): ReadonlyMap<string, ReadonlyMap<string, MediaPoint>> {
  const byMedia = new Map<string, Map<string, MediaPoint>>();
  for (const point of points) {
    const figures = byMedia.get(point.mediaId) ?? new Map<string, MediaPoint>();
    const name = point.bucket === "" ? point.metric : `${point.metric}/${point.bucket}`;
    const known = figures.get(name);
    if (known === undefined || point.takenAt > known.takenAt) figures.set(name, point);
    byMedia.set(point.mediaId, figures);
  }
  return byMedia;
}

function toFormat({ mediaType, mediaProductType }: MediaRecord): string {
  if (mediaProductType === "STORY") return "Story";
  if (mediaProductType === "REELS") return "Reel";
  if (mediaProductType === "AD") return "Ad";
  return mediaType === "CAROUSEL_ALBUM" ? "Album" : "Post";
}

export function isStory({ format }: Post): boolean {
  return format === "Story";
}

/** A lifetime figure of the post as last read. */
export function readInsight(post: Post, metric: string): Figure {
  const point = post.insights.get(metric);
  const { mediaId, publishedAt } = post.media;
  if (point === undefined) return explainAbsence(post.gaps, { kind: "media-insights", mediaId, metric });
  return {
    kind: "held",
    value: point.value,
    metric,
    window: null,
    takenAt: point.takenAt,
    formula: { code: "media-insight", args: { metric } },
    provisional: isProvisionalPost(publishedAt, point.takenAt),
  };
}

/** One part of a figure, e.g. the exits among a story's "navigation". A part that did not come is unknown, never zero. */
export function readPart(post: Post, metric: string, bucket: string): Figure {
  const point = post.parts.get(`${metric}/${bucket}`);
  const { mediaId, publishedAt } = post.media;
  if (point === undefined) {
    const hasOthers = [...post.parts.keys()].some((key) => key.startsWith(`${metric}/`));
    if (hasOthers) return absent("not-reported");
    return explainAbsence(post.gaps, { kind: "media-insights", mediaId, metric });
  }
  return {
    kind: "held",
    value: point.value,
    metric: `${metric}/${bucket}`,
    window: null,
    takenAt: point.takenAt,
    formula: { code: "media-bucket", args: { metric, bucket } },
    provisional: isProvisionalPost(publishedAt, point.takenAt),
  };
}

/** Likes by insight, else the post's own counter; unknown, never zero, where its owner hides it (CONTRACT §2.3). */
function readLikes(post: Post): Figure {
  const insight = readInsight(post, "likes");
  const { mediaId, likeCount, takenAt, publishedAt } = post.media;
  if (isHeld(insight)) return insight;
  if (likeCount === undefined) {
    return explainNearer(post.gaps, { kind: "media-insights", mediaId, metric: "likes" }, "likes-hidden");
  }
  return {
    kind: "held",
    value: likeCount,
    metric: "like_count",
    window: null,
    takenAt,
    formula: { code: "media-field", args: { field: "like_count" } },
    provisional: isProvisionalPost(publishedAt, takenAt),
  };
}

const interactions = new WeakMap<Post, Figure>();

/** Stories are told neither likes nor saves, so theirs are Meta's own total. Computed once a post: every page asks. */
export function readInteractions(post: Post): Figure {
  const known = interactions.get(post) ?? sumInteractions(post);
  interactions.set(post, known);
  return known;
}

function sumInteractions(post: Post): Figure {
  if (isStory(post)) return readInsight(post, "total_interactions");
  const parts = [readLikes(post), ...["comments", "saved", "shares"].map((metric) => readInsight(post, metric))];
  return combine(parts, { metric: "interactions", window: null, formula: { code: "post-interactions" } }, sum);
}

export function readRate(post: Post): Figure {
  const rate = rateOf([post], null);
  return rate.leftOut === 0 ? rate.figure : absent(firstReason(post));
}

function firstReason(post: Post): Reason {
  const missing = [readInteractions(post), readInsight(post, "reach")].find((figure) => figure.kind === "absent");
  return missing?.kind === "absent" ? missing.because : { code: "no-reach" };
}

export interface Rate {
  readonly figure: Figure;
  /** Posts that have both parts. */
  readonly used: number;
  readonly leftOut: number;
}

/** Interactions and reach of the posts that have both: the rate is made of these and no others. */
export function listRated(
  posts: readonly Post[],
): readonly { readonly interactions: HeldFigure; readonly reach: HeldFigure }[] {
  return posts
    .map((post) => ({ interactions: readInteractions(post), reach: readInsight(post, "reach") }))
    .flatMap(({ interactions, reach }) => (isHeld(interactions) && isHeld(reach) ? [{ interactions, reach }] : []));
}

/** The ratio of sums over the posts that have both interactions and reach; never a mean of rates. */
export function rateOf(posts: readonly Post[], window: DaySpan | null): Rate {
  const pairs = listRated(posts);
  const reach = sum(pairs.map((pair) => pair.reach.value));
  const leftOut = posts.length - pairs.length;
  if (posts.length === 0) return { figure: absent("no-posts"), used: 0, leftOut };
  if (reach === 0) {
    const parts = pairs.length > 0 ? [] : posts.flatMap((post) => [readInteractions(post), readInsight(post, "reach")]);
    return { figure: agree(parts, "no-rated-post"), used: pairs.length, leftOut };
  }
  const parts = pairs.flatMap((pair) => [pair.interactions, pair.reach]);
  return {
    figure: {
      kind: "held",
      value: sum(pairs.map((pair) => pair.interactions.value)) / reach,
      ...asKpi("engagementRate"),
      window,
      takenAt: newest(parts.map(({ takenAt }) => takenAt)),
      provisional: parts.some(({ provisional }) => provisional),
    },
    used: pairs.length,
    leftOut,
  };
}

/** Fewer posts make no median worth a comparison. */
export const SMALLEST_HISTORY = 5;

interface Middle {
  readonly count: number;
  readonly middle: number | undefined;
}

const middles = new WeakMap<readonly Post[], Map<(post: Post) => Figure, Middle>>();

/** The median of a history, found once: each of its posts is measured against it. */
function findMiddle(history: readonly Post[], read: (post: Post) => Figure): Middle {
  const known = middles.get(history) ?? new Map<(post: Post) => Figure, Middle>();
  middles.set(history, known);
  const held = known.has(read) ? [] : history.map(read).filter(isHeld);
  const found = known.get(read) ?? { count: held.length, middle: median(held.map(({ value }) => value)) };
  known.set(read, found);
  return found;
}

export function medianOf(history: readonly Post[], read: (post: Post) => Figure): number | undefined {
  return findMiddle(history, read).middle;
}

/** Interactions (or reach) against the median of the account's own posts of the last 90 days. */
export function multipleOf(post: Post, history: readonly Post[], read: (post: Post) => Figure): Figure {
  const own = read(post);
  if (own.kind === "absent") return own;
  const { count, middle } = findMiddle(history, read);
  if (count < SMALLEST_HISTORY) return absent({ code: "few-posts", args: { least: SMALLEST_HISTORY } });
  if (middle === undefined || middle === 0) return absent("median-zero");
  return {
    ...own,
    value: own.value / middle,
    metric: `${own.metric}Multiple`,
    formula: { code: "own-multiple", args: { metric: own.metric } },
  };
}

export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
