// What an answer or a refusal teaches about a connection, told to whoever remembers it; and what is known, put to use.
import { GraphError, isBrokenOff, toListing } from "../../graph/index.ts";
import {
  ALL_COMMENTS,
  type Block,
  type Edge,
  EXITS,
  type PlannedCall,
  type PlannedRequest,
  POST_METRICS,
  type RefusedEdge,
  type RefusingPost,
  toEdges,
  toForm,
  toLessonKey,
  toMetricEdges,
  unnest,
} from "../plan/index.ts";
import type { Refusal, StepDown } from "./answer.ts";
import { asWanted } from "./as-total.ts";
import type { FetchOptions } from "./fetch-options.ts";
import { toMetricReason, toReason } from "./gap-reason.ts";
import { toMetricLessons } from "./ladder.ts";
import { hasNested, hasTold, LEFT_OUT } from "./left-out.ts";
import { isPassing, isPermission, toWords } from "./refusal-words.ts";
import { BEFORE_CONVERSION, SMALL_STORIES } from "./skip-alike.ts";
import { toWithdrawn } from "./withdrawn-fields.ts";

/** The request as the connection is known to take it by now, whatever was known when it was planned. */
export function applyLessons(request: PlannedRequest, connection: string, options: FetchOptions): PlannedRequest {
  const pageSize = options.pageSize(connection);
  const isPlain = options.isNestingRefused(connection);
  const isTotalWanted = options.isTotalWanted?.(connection) === true;
  const hasPlainStories = isPlain || options.isStoryNestingRefused(connection);
  const blocks = request.blocks.map((block): Block => {
    const nested = (block.kind === "stories" ? hasPlainStories : isPlain) ? unnest(block) : block;
    const fit = asWanted(nested, isTotalWanted);
    const mayChange = fit.kind === "media" && fit.members === undefined && fit.narrowed !== true;
    return mayChange && pageSize !== undefined ? { ...fit, pageSize } : fit;
  });
  return { ...request, blocks };
}

/** Of an answered request. */
export async function noteAnswer(
  request: PlannedRequest,
  parts: readonly { readonly block: Block; readonly part: unknown }[],
  { connection, accountId }: PlannedCall,
  options: FetchOptions,
): Promise<void> {
  options.onAnsweredMetrics?.(connection, accountId, parts.flatMap(toAnswered));
  await options.onAnsweredEdges?.(connection, accountId, parts.flatMap(toAnsweredEdges));
  for (const { block, part } of parts) {
    if (block.kind !== "media-insights" || !hasTold([{ block, part }])) continue;
    await options.onAnsweredPost?.(connection, accountId, block.mediaId, block.metrics);
  }
  const { proves } = request;
  if (proves?.refused === "nesting") {
    if (proves.message !== LEFT_OUT || hasTold(parts)) await options.onRefusedNesting(connection, proves.message);
  } else if (proves?.refused === "comments") {
    const { message, apiCode: code } = proves;
    await options.onRefusedEdge?.(connection, accountId, "comments", { message, code }, false);
  } else if (proves?.refused === "story-nesting") {
    await options.onRefusedStoryNesting(connection, proves.message);
  } else if (proves !== undefined) {
    const isOpen = proves.isGuess !== true || !options.isProven(connection);
    if (isOpen && proves.refused >= options.form(connection))
      await options.onRefusedForm(connection, proves.refused, proves.message);
  }
  if (proves === undefined && request.blocks.length > 1)
    await options.onAnsweredForm(connection, toForm(request.blocks));
  for (const { block, part } of parts) {
    const isTotal = "asTotal" in block && block.asTotal === true;
    if (isTotal && (hasNested(part) || block.kind === "media-insights")) await options.onTotalWanted?.(connection);
    if (block.kind === "stories" && block.metrics.length > 0 && hasNested(part)) {
      await options.onAnsweredStoryNesting(connection);
    }
    // A list that was refused though there is no story in it: only the nesting can be to blame.
    if (block.kind === "stories" && block.refusedAs !== undefined && countPosts(part) === 0) {
      await options.onRefusedStoryNesting(connection, block.refusedAs);
    }
    if (block.kind !== "media" || block.members !== undefined) continue;
    const posts = countPosts(part);
    // Where more than the size has changed, only a full page shows that it was the size.
    const isOfSize = posts > 0 && (proves === undefined || posts >= block.pageSize);
    if (isOfSize && block.refusedSize !== undefined)
      await options.onPageSize(connection, block.pageSize, block.refusedSize, accountId);
    if (block.metrics.length > 0) options.onAnsweredPosts?.(connection, posts, block.pageSize);
    // An empty list proves nothing (CONTRACT §13.3), nor do posts that all came without.
    if (block.metrics.length > 0 && hasNested(part)) await options.onAnsweredNesting(connection);
    if (posts >= block.pageSize) await options.onFullPage(connection, block.pageSize);
  }
}

/** Of a refused request and the way that was found around it. */
export async function noteRefusal(
  request: PlannedRequest,
  error: GraphError,
  step: StepDown,
  { connection, accountId }: PlannedCall,
  options: FetchOptions,
): Promise<void> {
  const [block] = request.blocks;
  if (error.apiCode === BEFORE_CONVERSION && block?.kind === "media-insights" && block.publishedAt !== undefined) {
    await options.onConversion(connection, accountId, block.publishedAt);
  }
  if (SMALL_STORIES.test(error.apiMessage ?? "") && request.blocks.some(({ kind }) => kind === "stories")) {
    await options.onSmallStories(connection, accountId);
  }
  const { proves } = request;
  // The others of the taken-apart request were answered, and this one failed for the server's own trouble.
  const isSure = proves !== undefined && proves.isGuess !== true;
  if (isSure && typeof proves.refused === "number" && error.recovery === "retry") {
    await options.onRefusedForm(connection, proves.refused, proves.message);
  }
  for (const lesson of toMetricLessons(step.refusals)) {
    await options.onRefusedMetric(connection, lesson.metric, lesson.message, accountId);
  }
  await noteRefusingPosts(step.refusals, connection, accountId, options);
  // A name in the words leaves nothing to be in doubt about.
  const isTwice = request.refusedWith === toWords(error) || error.metricNames.length > 0;
  const edges = step.refusals.flatMap((one) => toRefusedEdges(one, error));
  await noteRefusedEdges(edges, error, { connection, accountId }, options, isTwice);
  const fields = step.refusals.some(({ isField }) => isField === true) ? toWithdrawn(error, request.without) : [];
  for (const field of fields) {
    await options.onWithdrawnField?.(connection, field, error.apiMessage ?? error.message, accountId);
  }
}

export async function noteRefusingPosts(
  refusals: readonly Refusal[],
  connection: string,
  accountId: string,
  options: FetchOptions,
): Promise<void> {
  for (const post of refusals.filter(({ error }) => isTold(error)).flatMap((one) => toRefusingPost(one))) {
    await options.onRefusingPost?.(connection, accountId, post);
  }
}

/** A post alone that was refused figures lists are asked for, whatever the reason. */
function toRefusingPost({ block, metrics, error }: Refusal): readonly Omit<RefusingPost, "learntAt">[] {
  if (block.kind !== "media-insights" || block.publishedAt === undefined || block.productType === "STORY") return [];
  const listed = (metrics ?? block.metrics).filter((name) => POST_METRICS.some((one) => one === name));
  // What was posted before the conversion is told by its time.
  if (listed.length === 0 || error.apiCode === BEFORE_CONVERSION) return [];
  const { mediaId, publishedAt } = block;
  const lesson = toLesson(error);
  // A permission or a token is no post's own: where the others are answered, what refused one once may be gone.
  const mayPass = isPermission(error) || error.code === "GRAPH_TOKEN_UNUSABLE";
  return [{ mediaId, publishedAt, metrics: listed, ...lesson, ...(mayPass ? { isPassing: true as const } : {}) }];
}

export async function noteRefusedEdges(
  edges: readonly Edge[],
  error: GraphError,
  { connection, accountId }: Pick<PlannedCall, "connection" | "accountId">,
  options: FetchOptions,
  isTwice = true,
): Promise<void> {
  if (!isTold(error)) return;
  for (const edge of new Set(edges)) {
    await options.onRefusedEdge?.(connection, accountId, edge, toLesson(error), isTwice);
  }
}

/** An answer that was broken off told nothing, and a network that comes back is no lesson. */
function isTold(error: GraphError): boolean {
  const { cause } = error;
  return !isBrokenOff(cause instanceof GraphError ? cause : error);
}

function toLesson(error: GraphError): Pick<RefusedEdge, "message" | "code" | "reason" | "isPassing"> {
  const message = error.apiMessage ?? error.message;
  const mayPass = isPassing(error) || MAY_PASS.includes(error.code);
  return { message, code: error.apiCode, reason: toReason(error), ...(mayPass ? { isPassing: true as const } : {}) };
}

/** 100/33 has been seen as a throttle in disguise (CONTRACT §8), a size that was too much need not stay so, and a token is renewed without a word. */
const MAY_PASS: readonly string[] = [
  "GRAPH_TOKEN_UNUSABLE",
  "GRAPH_GONE",
  "GRAPH_CURSOR_STALE",
  "GRAPH_TOO_MUCH_DATA",
  "GRAPH_UNEXPECTED_SHAPE",
];

function toRefusedEdges({ block, metrics, isField }: Refusal, error: GraphError): readonly Edge[] {
  // A second edge beside the figures, which goes with the list it stood in.
  if (metrics?.[0] === EXITS) return [];
  if (isField === true || error.code === "GRAPH_THROTTLED") return [];
  const [edge, insights] = toEdges(block);
  const refused = metrics === undefined ? edge : (insights ?? edge);
  if (refused === undefined) return [];
  // Names are lessons of their own, and a permission is the edge's; else it is about this figure alone.
  if (isPermission(error) || !isOfInsights(block)) {
    // Words about figures are no lesson about the list that was to bring them; one that asks for none is refused itself.
    const isPlain = metrics === undefined && "metrics" in block && block.metrics.length === 0;
    return error.code === "GRAPH_UNSUPPORTED" && !isPlain ? [] : [refused];
  }
  // What is withdrawn is so for all.
  return toMetricReason(error.apiMessage) === "withdrawn" ? [] : toMetricEdges(block, metrics);
}

function isOfInsights({ kind }: Block): boolean {
  return kind === "series" || kind === "totals" || kind === "audience";
}

/** What an answer proves to be lost: comments, where the same request was answered without them. */
export function toProvenLoss({ proves }: PlannedRequest): readonly Refusal[] {
  if (proves?.refused !== "comments") return [];
  const { message, apiCode } = proves;
  const error = new GraphError({
    code: "GRAPH_NOT_PERMITTED",
    sentence: `Could not read comments: ${message}`,
    recovery: "skip",
    scope: "account",
    apiMessage: message,
    apiCode,
  });
  return [{ block: ALL_COMMENTS, error }];
}

function toAnsweredEdges({ block, part }: { readonly block: Block; readonly part: unknown }): readonly Edge[] {
  const [edge] = toEdges(block);
  const comments = block.kind === "media" && block.comments === true ? "comments" : undefined;
  const edges = [edge, toFiguresEdge(block, part), comments, ...toMetricEdges(block)];
  return edges.filter((one) => one !== undefined);
}

/** Of posts or stories, where figures came: a list without any proves nothing (CONTRACT §13.3). */
function toFiguresEdge(block: Block, part: unknown): Edge | undefined {
  switch (block.kind) {
    case "media":
      return hasNested(part) ? "media-insights" : undefined;
    case "stories":
      return hasNested(part) ? "story-insights" : undefined;
    case "media-insights":
      if (!hasTold([{ block, part }])) return undefined;
      return block.productType === "STORY" ? "story-insights" : "media-insights";
    default:
      return undefined;
  }
}

/** Metrics of which something came: an empty answer says nothing of them (CONTRACT §13.3). */
function toAnswered({ block, part }: { readonly block: Block; readonly part: unknown }): readonly string[] {
  if (block.kind === "audience") return hasTold([{ block, part }]) ? [toLessonKey(block, block.metric)] : [];
  if (!("metrics" in block)) return [];
  const isList = block.kind === "media" || block.kind === "stories";
  const hasCome = isList ? hasNested(part) : hasTold([{ block, part }]);
  return hasCome ? block.metrics.map((metric) => toLessonKey(block, metric)) : [];
}

function countPosts(part: unknown): number {
  try {
    return toListing(part, "posts").data.length;
  } catch {
    // That it could not be read is told by normalise.
    return 0;
  }
}
