import {
  type CommentRecord,
  type CommentWalk,
  type CompletedWalk,
  emptyBatch,
  type GapRecord,
  type MediaPoint,
  type MediaRecord,
  type RecordBatch,
} from "../../dataset/index.ts";
import { type Listing, toIsoInstant, toListing } from "../../graph/index.ts";
import type { Block } from "../plan/index.ts";
import { toNestedComments } from "./comments.ts";
import { type Context, toGap, toSettled } from "./context.ts";
import { readInsights, type WireInsight, type WireMedia, wireMedia } from "./wire.ts";

type ListBlock = Block & { kind: "media" | "stories" };
type SingleBlock = Block & { kind: "media-insights" };

/** A page of posts or stories with the figures nested in it. A post without them is a gap of its own (CALL-COST §6.13). */
export function normaliseListing(block: ListBlock, part: unknown, context: Context): RecordBatch {
  const listing: Listing = part === undefined ? { data: [] } : toListing(part, "posts");
  const media: MediaRecord[] = [];
  const mediaInsights: MediaPoint[] = [];
  const gaps: GapRecord[] = [];
  const comments: CommentRecord[] = [];
  const commentWalks: CommentWalk[] = [];
  const settled = block.kind === "media" && block.members !== undefined ? [] : [...toSettled(context.accountId, block)];
  // What an earlier run was refused of the comments is answered now.
  if (block.kind === "media" && block.comments === true) {
    settled.push(...toSettled(context.accountId, { kind: "comments", mediaId: "" }));
  }
  for (const item of listing.data) {
    const read = wireMedia.safeParse(item);
    if (!read.success) {
      gaps.push(
        toGap(context, block, { reason: "unanswered", message: "A post came without id or time and was left out." }),
      );
      continue;
    }
    const wire = read.data;
    media.push(toMediaRecord(wire, block, context));
    if (block.kind === "media" && block.comments === true) {
      const nested = toNestedComments(wire, context);
      comments.push(...nested.comments);
      commentWalks.push(nested.walk);
    }
    if (block.metrics.length === 0) continue;
    const single = { ...toSingleBlock(wire, block) };
    settled.push(...toSettled(context.accountId, single));
    const figures = toFigures(single, readInsights(wire.insights), context);
    const exits = toNavigation(wire, context);
    mediaInsights.push(...figures.points, ...exits);
    gaps.push(...figures.gaps);
    if (block.kind === "stories" && block.navigation && exits.length === 0 && figures.points.length > 0) {
      gaps.push(toFigureGap(single, "navigation", context));
    }
  }
  gaps.push(...toLostMembers(block, listing, context));
  return {
    ...emptyBatch,
    settled,
    media,
    mediaInsights,
    comments,
    commentWalks,
    gaps,
    walks: toWalks(block, listing, context),
  };
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
  if (isGroup || !isLast || listing.data.length === 0 || runStartedAt === undefined) return [];
  const since = block.kind === "media" ? (block.since + 60) * 1000 : Date.parse(takenAt) - STORY_LIFE_MS;
  const kind = block.kind === "media" ? "posts" : "stories";
  const publishedSince = new Date(since).toISOString();
  return [{ accountId, kind, publishedSince, startedAt: runStartedAt, endedAt: takenAt }];
}

/** Posts a group was asked for and that its only page does not hold. */
function toLostMembers(block: ListBlock, listing: Listing, context: Context): readonly GapRecord[] {
  if (block.kind !== "media" || block.after !== undefined || listing.after !== undefined) return [];
  const listed = new Set(listing.data.map((item) => (item as { readonly id?: unknown } | null)?.id));
  const { metrics } = block;
  return (block.members ?? [])
    .filter(({ mediaId }) => !listed.has(mediaId))
    .map((member) => toFigureGap({ ...member, kind: "media-insights", metrics }, undefined, context));
}

/** The figures of one post asked alone. */
export function normaliseMediaInsights(block: SingleBlock, part: unknown, context: Context): RecordBatch {
  const { points, gaps } = toFigures(block, readInsights(part), context);
  return { ...emptyBatch, settled: toSettled(context.accountId, block), mediaInsights: points, gaps };
}

function toFigures(block: SingleBlock, insights: readonly WireInsight[], context: Context) {
  const points: MediaPoint[] = [];
  const missing: string[] = [];
  for (const metric of block.metrics) {
    const value = insights.find(({ name }) => name === metric)?.values?.[0]?.value;
    if (typeof value !== "number") missing.push(metric);
    else {
      const { accountId, takenAt } = context;
      points.push({ mediaId: block.mediaId, accountId, metric, bucket: "", value, takenAt });
    }
  }
  const whole = missing.length === block.metrics.length;
  return { points, gaps: (whole ? [undefined] : missing).map((metric) => toFigureGap(block, metric, context)) };
}

function toFigureGap(block: SingleBlock, metric: string | undefined, context: Context): GapRecord {
  const message =
    metric === undefined ? "The API answered without insights for this post." : "The API answered without this value.";
  return toGap(context, block, { mediaId: block.mediaId, metric, reason: "not-reported", message });
}

const WAYS_OF_LEAVING = ["tap_forward", "tap_back", "tap_exit", "swipe_forward"] as const;

/** The four ways of leaving a story, from the second nested edge. */
function toNavigation(wire: WireMedia, context: Context): readonly MediaPoint[] {
  const [insight] = readInsights(wire.navigation);
  // A whole of 0 is told without its parts: nobody went any of the ways.
  if (insight !== undefined && readWhole(insight) === 0 && !insight.total_value?.breakdowns?.[0]?.results?.length) {
    const { accountId, takenAt } = context;
    return ["", ...WAYS_OF_LEAVING].map(
      (bucket): MediaPoint => ({
        mediaId: wire.id,
        accountId,
        metric: "navigation",
        bucket,
        value: 0,
        takenAt,
      }),
    );
  }
  const breakdown = insight?.total_value?.breakdowns?.[0];
  const place = breakdown?.dimension_keys.indexOf("story_navigation_action_type") ?? -1;
  return (breakdown?.results ?? []).flatMap((result) => {
    const bucket = result?.dimension_values[place];
    if (result === null || bucket === undefined) return [];
    const { accountId, takenAt } = context;
    return [{ mediaId: wire.id, accountId, metric: "navigation", bucket, value: result.value, takenAt }];
  });
}

function readWhole({ total_value: total, values }: WireInsight): unknown {
  return total?.value ?? values?.[0]?.value;
}

function toSingleBlock(wire: WireMedia, block: ListBlock): SingleBlock {
  return {
    kind: "media-insights",
    mediaId: wire.id,
    productType: wire.media_product_type ?? (block.kind === "stories" ? "STORY" : "FEED"),
    metrics: block.metrics,
  };
}

function toMediaRecord(wire: WireMedia, block: ListBlock, context: Context): MediaRecord {
  return {
    mediaId: wire.id,
    accountId: context.accountId,
    mediaType: wire.media_type ?? "IMAGE",
    mediaProductType: wire.media_product_type ?? (block.kind === "stories" ? "STORY" : "FEED"),
    publishedAt: toIsoInstant(wire.timestamp),
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
