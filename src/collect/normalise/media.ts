import {
  type CommentRecord,
  type CommentWalk,
  type CompletedWalk,
  emptyBatch,
  fieldMetrics,
  type GapRecord,
  type MediaPoint,
  type MediaRecord,
  type RecordBatch,
  type SeenMedia,
  toNoted,
} from "../../dataset/index.ts";
import { type Listing, type ReadMedia, readEdge, readKey, readMedia, readOwnId } from "../../graph/index.ts";
import { type Block, toSubject } from "../plan/index.ts";
import { toNestedComments } from "./comments.ts";
import { type Context, toFieldSubjects, toGap, toSettled } from "./context.ts";
import { type Figure, type Insight, judge, readBuckets, readFigure, readInsights, type Untold } from "./figure.ts";

type ListBlock = Block & { kind: "media" | "stories" };
type SingleBlock = Block & { kind: "media-insights" };

/** A page of posts or stories with the figures nested in it. A post without them is a gap of its own (CALL-COST §6.13). */
export function normaliseListing(block: ListBlock, part: unknown, context: Context): RecordBatch {
  const listing = readEdge(part, "posts");
  const media: MediaRecord[] = [];
  const seen: SeenMedia[] = [];
  const mediaInsights: MediaPoint[] = [];
  const gaps: GapRecord[] = [];
  const comments: CommentRecord[] = [];
  const commentWalks: CommentWalk[] = [];
  const settled = block.kind === "media" && block.members !== undefined ? [] : [...toSettled(context.accountId, block)];
  // What an earlier run was refused of the comments is answered now.
  if (block.kind === "media" && block.comments === true) {
    settled.push(...toSettled(context.accountId, { kind: "comments", mediaId: "" }));
  }
  settled.push(...toFieldSubjects(toSubject(context.accountId, block), "media", listing.data));
  for (const item of listing.data) {
    const wire = readMedia(item);
    if (wire === undefined) {
      gaps.push(toGap(context, block, { reason: "unreadable", ...NAMELESS }));
      continue;
    }
    const record = toMediaRecord(wire, block, context);
    settled.push(...COUNTS.map(({ field }) => toCountSubject(wire, field, context)), toTimeSubject(wire, context));
    if (record === undefined) {
      seen.push({ mediaId: wire.id, accountId: context.accountId, seenAt: context.takenAt });
      gaps.push(toTimeGap(wire, item, block, context));
      continue;
    }
    media.push(record);
    gaps.push(...toCountGaps(wire, item, block, context));
    mediaInsights.push(...toFieldPoints(wire, item, context));
    if (block.kind === "media" && block.comments === true) {
      const nested = toNestedComments(wire, context);
      comments.push(...nested.comments);
      commentWalks.push(nested.walk);
    }
    if (block.metrics.length === 0) continue;
    const single = toSingleBlock(wire, block);
    settled.push(...toSettled(context.accountId, single));
    const figures = toFigures(single, readInsights(wire.insights), context);
    const exits = toNavigation(wire, context);
    mediaInsights.push(...figures.points, ...exits.points);
    gaps.push(...figures.gaps);
    if (block.kind === "stories" && block.navigation && exits.why !== undefined && figures.points.length > 0) {
      gaps.push(toFigureGap(single, NAVIGATION, exits.why, context));
    }
  }
  gaps.push(...toLostMembers(block, listing, context));
  return {
    ...emptyBatch,
    settled,
    media,
    seen,
    mediaInsights,
    comments,
    commentWalks,
    gaps,
    walks: toWalks(block, listing, context),
  };
}

const NAMELESS = toNoted({ code: "post-without-id" });
/** Fields of the listing itself that are figures. */
const COUNTS: readonly Count[] = [
  { field: "like_count", metric: "like_count" },
  { field: "comments_count", metric: "comments_count" },
  ...fieldMetrics.map(({ field, name }) => ({ field, metric: name })),
];

/** A field, and the metric it is kept and judged as. */
interface Count {
  readonly field: string;
  readonly metric: string;
}

function toTimeSubject({ id }: ReadMedia, { accountId }: Context): string {
  return `${accountId}/media/${id}/timestamp`;
}

function toCountSubject({ id }: ReadMedia, metric: string, { accountId }: Context): string {
  return `${accountId}/media/${id}/${metric}`;
}

/** Without its time a post belongs to no period. */
function toTimeGap(wire: ReadMedia, item: unknown, block: ListBlock, context: Context): GapRecord {
  const timestamp = readKey(item, "timestamp");
  const shown = timestamp === undefined ? "none came" : JSON.stringify(timestamp).slice(0, 60);
  const gap = toGap(context, block, {
    mediaId: wire.id,
    reason: "unreadable",
    ...toNoted({ code: "post-without-time", args: { told: shown } }),
  });
  return { ...gap, subject: toTimeSubject(wire, context) };
}

/** Counts that came as something they cannot be; one that did not come may be hidden by the owner (CONTRACT §2.3). */
function toCountGaps(wire: ReadMedia, item: unknown, block: ListBlock, context: Context): readonly GapRecord[] {
  return COUNTS.flatMap(({ field, metric }) => {
    const why = readCount(item, { field, metric });
    if (why === undefined || "value" in why) return [];
    const gap = toGap(context, block, { mediaId: wire.id, metric, ...why });
    return [{ ...gap, subject: toCountSubject(wire, field, context) }];
  });
}

/** Figures that stand in the listing itself; one that is not there may be hidden by the owner, too (CONTRACT §2.3). */
function toFieldPoints(wire: ReadMedia, item: unknown, { accountId, takenAt }: Context): readonly MediaPoint[] {
  return fieldMetrics.flatMap(({ field, name: metric }) => {
    const figure = readCount(item, { field, metric });
    if (figure === undefined || !("value" in figure)) return [];
    return [{ mediaId: wire.id, accountId, metric, bucket: "", value: figure.value, takenAt }];
  });
}

function readCount(item: unknown, { field, metric }: Count): Figure | undefined {
  const raw = (item as Readonly<Record<string, unknown>>)[field];
  return raw === undefined || raw === null ? undefined : judge("media", metric, raw);
}

/** Stories leave their list after 24 hours (CONTRACT §2.4); an hour of margin keeps those from being called deleted. */
const STORY_LIFE_MS = 23 * 3_600_000;

/**
 * The walk this page ends. An empty answer proves nothing: a missing permission looks the same (CONTRACT §1.1), so only
 * a page that shows posts may say that others are gone.
 */
function toWalks(block: ListBlock, listing: Listing, context: Context): readonly CompletedWalk[] {
  const { accountId, takenAt, runStartedAt } = context;
  const isGroup = block.kind === "media" && block.members !== undefined;
  const isLast = listing.after === undefined && listing.isCut !== true;
  const isNameless = block.hasNameless === true || listing.data.some((item) => readOwnId(item) === undefined);
  if (isGroup || isNameless || !isLast || listing.data.length === 0 || runStartedAt === undefined) return [];
  const since = block.kind === "media" ? (block.since + 60) * 1000 : Date.parse(takenAt) - STORY_LIFE_MS;
  const kind = block.kind === "media" ? "posts" : "stories";
  const publishedSince = new Date(since).toISOString();
  return [{ accountId, kind, publishedSince, startedAt: runStartedAt, endedAt: takenAt }];
}

/** Posts a group was asked for and that its only page does not hold. */
function toLostMembers(block: ListBlock, listing: Listing, context: Context): readonly GapRecord[] {
  if (block.kind !== "media" || block.after !== undefined || listing.after !== undefined) return [];
  const listed = new Set(listing.data.map(readOwnId));
  const { metrics } = block;
  return (block.members ?? [])
    .filter(({ mediaId }) => !listed.has(mediaId))
    .map((member) => toFigureGap({ ...member, kind: "media-insights", metrics }, undefined, NO_INSIGHTS, context));
}

/** The figures of one post asked alone. */
export function normaliseMediaInsights(block: SingleBlock, part: unknown, context: Context): RecordBatch {
  const { points, gaps } = toFigures(block, readInsights(part), context);
  return { ...emptyBatch, settled: toSettled(context.accountId, block), mediaInsights: points, gaps };
}

function toFigures(block: SingleBlock, insights: readonly Insight[], context: Context) {
  const points: MediaPoint[] = [];
  const missing: { readonly metric: string; readonly why: Untold }[] = [];
  const { accountId, takenAt } = context;
  for (const metric of block.metrics) {
    const figure = readFigure("media", metric, insights);
    if ("value" in figure) {
      points.push({ mediaId: block.mediaId, accountId, metric, bucket: "", value: figure.value, takenAt });
    } else missing.push({ metric, why: figure });
  }
  const isNothing =
    missing.length === block.metrics.length && missing.every(({ why }) => why.reason === "not-reported");
  if (isNothing) return { points, gaps: [toFigureGap(block, undefined, NO_INSIGHTS, context)] };
  return { points, gaps: missing.map(({ metric, why }) => toFigureGap(block, metric, why, context)) };
}

const NO_INSIGHTS: Untold = {
  reason: "not-reported",
  ...toNoted({ code: "no-insights" }),
};

function toFigureGap(block: SingleBlock, metric: string | undefined, why: Untold, context: Context): GapRecord {
  return toGap(context, block, { mediaId: block.mediaId, metric, ...why });
}

const NAVIGATION = "navigation";
const WAYS_OF_LEAVING = ["tap_forward", "tap_back", "tap_exit", "swipe_forward"] as const;

/** The ways of leaving a story, from the second nested edge; an undivided 0 is a story nobody has left. */
function toNavigation(
  wire: ReadMedia,
  context: Context,
): { readonly points: readonly MediaPoint[]; readonly why?: Untold | undefined } {
  const insights = readInsights(wire.navigation);
  const entry = insights.find(({ name }) => name === NAVIGATION)?.entry ?? {};
  const { accountId, takenAt } = context;
  const toPoint = (bucket: string, value: number): MediaPoint => ({
    mediaId: wire.id,
    accountId,
    metric: NAVIGATION,
    bucket,
    value,
    takenAt,
  });
  const buckets = readBuckets(entry, "story_navigation_action_type").map(({ bucket, raw }) => ({
    bucket,
    figure: judge("media", NAVIGATION, raw),
  }));
  const points = buckets.flatMap(({ bucket, figure }) => ("value" in figure ? [toPoint(bucket, figure.value)] : []));
  const bad = buckets.map(({ figure }) => figure).find((figure) => "reason" in figure);
  if (points.length > 0 || bad !== undefined) return { points, why: bad };
  const whole = readFigure("media", NAVIGATION, insights);
  if (!("value" in whole)) return { points, why: whole };
  // A whole of 0 is told without its parts: nobody went any of the ways.
  const none = ["", ...WAYS_OF_LEAVING].map((way) => toPoint(way, 0));
  return whole.value === 0 ? { points: none } : { points, why: NO_BUCKETS };
}

const NO_BUCKETS: Untold = { reason: "not-reported", ...toNoted({ code: "no-ways-of-leaving" }) };

function toSingleBlock(wire: ReadMedia, block: ListBlock): SingleBlock {
  return {
    kind: "media-insights",
    mediaId: wire.id,
    productType: wire.media_product_type ?? (block.kind === "stories" ? "STORY" : "FEED"),
    metrics: block.metrics,
  };
}

/** Undefined for a post whose time cannot be read. */
function toMediaRecord(wire: ReadMedia, block: ListBlock, context: Context): MediaRecord | undefined {
  if (wire.timestamp === undefined) return undefined;
  return {
    mediaId: wire.id,
    accountId: context.accountId,
    mediaType: wire.media_type ?? "IMAGE",
    mediaProductType: wire.media_product_type ?? (block.kind === "stories" ? "STORY" : "FEED"),
    publishedAt: wire.timestamp,
    caption: wire.caption,
    permalink: wire.permalink,
    shortcode: wire.shortcode,
    mediaUrl: wire.media_url,
    thumbnailUrl: wire.thumbnail_url,
    likeCount: wire.like_count,
    commentsCount: wire.comments_count,
    isCommentEnabled: wire.is_comment_enabled,
    takenAt: context.takenAt,
  };
}
