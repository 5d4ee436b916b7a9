// What an answer or a refusal teaches about a connection, told to whoever remembers it; and what is known, put to use.
import { GraphError, isBrokenOff, readWhatCame } from "../../graph/index.ts";
import { type Capabilities, type Edge, find, formOf, isFormProven, stateOf } from "../capabilities/index.ts";
import {
  ALL_COMMENTS,
  type Block,
  EXITS,
  type Omitted,
  type PlannedCall,
  type PlannedRequest,
  POST_METRICS,
  type Probe,
  toEdges,
  toForm,
  toLessonKey,
  toMetricEdges,
  unnest,
} from "../plan/index.ts";
import type { Refusal, StepDown } from "./answer.ts";
import { asWanted } from "./as-total.ts";
import type { Fact, Refused } from "./fact.ts";
import type { FetchOptions } from "./fetch-options.ts";
import { toMetricReason, toReason } from "./gap-reason.ts";
import { toMetricLessons } from "./ladder.ts";
import { hasNested, hasTold, LEFT_OUT } from "./left-out.ts";
import { isPassing, isPermission, toWords } from "./refusal-words.ts";
import { BEFORE_CONVERSION, SMALL_STORIES } from "./skip-alike.ts";
import { isOfInsights } from "./split.ts";
import { toWithdrawn } from "./withdrawn-fields.ts";

/** The request as the connection is known to take it by now, whatever was known when it was planned. */
export function applyLessons(request: PlannedRequest, connection: string, known: Capabilities): PlannedRequest {
  const pageSize = find(known, "page-size", connection)?.value;
  const isPlain = stateOf(known, "nested-insights", connection) === "refused";
  const isTotalWanted = stateOf(known, "media-total-value", connection) === "proven";
  const hasPlainStories = isPlain || stateOf(known, "nested-story-insights", connection) === "refused";
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
  call: PlannedCall,
  { known, note }: FetchOptions,
): Promise<void> {
  const learn = (fact: Fact): Promise<void> => note(call, fact);
  await learn({ kind: "metrics-answered", metrics: parts.flatMap(toAnswered) });
  await learn({ kind: "edges-answered", edges: parts.flatMap(toAnsweredEdges) });
  for (const { block, part } of parts) {
    if (block.kind !== "media-insights" || !hasTold([{ block, part }])) continue;
    await learn({ kind: "post-answered", mediaId: block.mediaId, metrics: block.metrics });
  }
  const { proves } = request;
  if (proves !== undefined) await noteProof(proves, parts, call, known, learn);
  else if (request.blocks.length > 1) await learn({ kind: "form-answered", form: toForm(request.blocks) });
  for (const { block, part } of parts) {
    const isTotal = "asTotal" in block && block.asTotal === true;
    if (isTotal && (hasNested(part) || block.kind === "media-insights")) await learn({ kind: "total-wanted" });
    if (block.kind === "stories" && block.metrics.length > 0 && hasNested(part)) {
      await learn({ kind: "nesting-answered", nesting: "nested-story-insights" });
    }
    // A list that was refused though there is no story in it: only the nesting can be to blame.
    const refusedAs = block.kind === "stories" ? block.nextSteps?.[0]?.refusedAs : undefined;
    if (refusedAs !== undefined && readWhatCame(part).data.length === 0) {
      await learn({ kind: "nesting-refused", nesting: "nested-story-insights", words: refusedAs });
    }
    if (block.kind !== "media" || block.members !== undefined) continue;
    const { pageSize, refusedSize: refused } = block;
    const posts = readWhatCame(part).data.length;
    // Where more than the size has changed, only a full page shows that it was the size.
    const isOfSize = posts > 0 && (proves === undefined || proves.kind === "omitted" || posts >= pageSize);
    if (isOfSize && refused !== undefined) await learn({ kind: "page-too-big", pageSize, refused });
    if (block.metrics.length > 0) await learn({ kind: "page-answered", pageSize, posts });
    // An empty list proves nothing (CONTRACT §13.3), nor do posts that all came without.
    if (block.metrics.length > 0 && hasNested(part)) {
      await learn({ kind: "nesting-answered", nesting: "nested-insights" });
    }
    if (posts >= pageSize) await learn({ kind: "page-full", pageSize });
  }
}

/** Of a request that was taken out of a refused one and is answered. */
async function noteProof(
  proves: Probe,
  parts: Parameters<typeof hasTold>[0],
  { connection }: PlannedCall,
  known: Capabilities,
  learn: (fact: Fact) => Promise<void>,
): Promise<void> {
  switch (proves.kind) {
    case "omitted":
      await noteRefusedMetrics(proves.lessons, learn);
      if (parts.length < 2) return;
      return await learn({ kind: "form-answered", form: toForm(parts.map(({ block }) => block)) });
    case "form": {
      const isOpen = proves.isGuess !== true || !isFormProven(known, connection);
      if (!isOpen || proves.form < formOf(known, connection)) return;
      return await learn({ kind: "form-refused", form: proves.form, words: proves.words });
    }
    case "nesting":
      return await learn({ kind: "nesting-refused", nesting: proves.nesting, words: proves.words });
    case "left-out":
      if (!hasTold(parts)) return;
      return await learn({ kind: "nesting-refused", nesting: "nested-insights", words: LEFT_OUT });
    case "comments": {
      const { words, apiCode: code } = proves;
      return await learn({ kind: "edge-refused", edge: "comments", refused: { words, code }, isTwice: false });
    }
  }
}

/** Of a post from before the conversion. Learnt before its loss is kept: whoever goes on from there knows the older ones, too. */
export async function noteConversion(
  { blocks: [block] }: PlannedRequest,
  error: GraphError,
  call: PlannedCall,
  { note }: FetchOptions,
): Promise<void> {
  if (error.apiCode !== BEFORE_CONVERSION || block?.kind !== "media-insights" || block.publishedAt === undefined)
    return;
  await note(call, { kind: "converted", publishedAt: block.publishedAt, words: error.apiMessage ?? error.message });
}

/** Of a refused request and the way that was found around it. */
export async function noteRefusal(
  request: PlannedRequest,
  error: GraphError,
  step: StepDown,
  call: PlannedCall,
  { note }: FetchOptions,
): Promise<void> {
  const learn = (fact: Fact): Promise<void> => note(call, fact);
  if (SMALL_STORIES.test(error.apiMessage ?? "") && request.blocks.every(isOfStories)) {
    await learn({ kind: "small-stories" });
  }
  const { proves } = request;
  // The others of the taken-apart request were answered, and this one failed for the server's own trouble.
  if (proves?.kind === "form" && proves.isGuess !== true && error.recovery === "retry") {
    await learn({ kind: "form-refused", form: proves.form, words: proves.words });
  }
  // What is asked without them shows whether it was about them.
  const isOpen = step.requests.some((one) => one.proves?.kind === "omitted");
  if (!isOpen) await noteRefusedMetrics(toMetricLessons(step.refusals), learn);
  await noteRefusingPosts(step.refusals, call, note);
  // A name in the words leaves nothing to be in doubt about.
  const isTwice = request.refusedWith === toWords(error) || error.metricNames.length > 0;
  const edges = step.refusals.flatMap((one) => toRefusedEdges(one, error));
  await noteRefusedEdges(edges, error, call, note, isTwice);
  const fields = step.refusals.some(({ isField }) => isField === true) ? toWithdrawn(error, request.without) : [];
  for (const name of fields) {
    await learn({ kind: "name-refused", of: "field", name, words: error.apiMessage ?? error.message });
  }
}

/** Asked beside others, it may have been about those. */
function isOfStories(block: Block): boolean {
  return block.kind === "stories" || (block.kind === "media-insights" && block.productType === "STORY");
}

async function noteRefusedMetrics(lessons: Omitted["lessons"], learn: (fact: Fact) => Promise<void>): Promise<void> {
  for (const { metric: name, message: words } of lessons) {
    await learn({ kind: "name-refused", of: "metric", name, words });
  }
}

export async function noteRefusingPosts(
  refusals: readonly Refusal[],
  call: PlannedCall,
  note: FetchOptions["note"],
): Promise<void> {
  for (const post of refusals.filter(({ error }) => isTold(error)).flatMap((one) => toRefusingPost(one))) {
    await note(call, { kind: "post-refused", post });
  }
}

/** A post alone that was refused figures lists are asked for, whatever the reason. */
function toRefusingPost({
  block,
  metrics,
  error,
}: Refusal): readonly Extract<Fact, { kind: "post-refused" }>["post"][] {
  if (block.kind !== "media-insights" || block.publishedAt === undefined || block.productType === "STORY") return [];
  const listed = (metrics ?? block.metrics).filter((name) => POST_METRICS.some((one) => one === name));
  // What was posted before the conversion is told by its time.
  if (listed.length === 0 || error.apiCode === BEFORE_CONVERSION) return [];
  const { mediaId, publishedAt } = block;
  const lesson = toRefused(error);
  // A permission or a token is no post's own: where the others are answered, what refused one once may be gone.
  const mayPass = isPermission(error) || error.code === "GRAPH_TOKEN_UNUSABLE";
  return [{ mediaId, publishedAt, metrics: listed, ...lesson, ...(mayPass ? { isPassing: true as const } : {}) }];
}

export async function noteRefusedEdges(
  edges: readonly Edge[],
  error: GraphError,
  call: PlannedCall,
  note: FetchOptions["note"],
  isTwice = true,
): Promise<void> {
  if (!isTold(error)) return;
  for (const edge of new Set(edges)) {
    await note(call, { kind: "edge-refused", edge, refused: toRefused(error), isTwice });
  }
}

/** An answer that was broken off told nothing, and a network that comes back is no lesson. */
function isTold(error: GraphError): boolean {
  const { cause } = error;
  return !isBrokenOff(cause instanceof GraphError ? cause : error);
}

function toRefused(error: GraphError): Refused {
  const words = error.apiMessage ?? error.message;
  const mayPass = isPassing(error) || MAY_PASS.includes(error.code);
  return { words, code: error.apiCode, reason: toReason(error), ...(mayPass ? { isPassing: true as const } : {}) };
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

/** What an answer proves to be lost: comments, where the same request was answered without them. */
export function toProvenLoss({ proves }: PlannedRequest): readonly Refusal[] {
  if (proves?.kind !== "comments") return [];
  const { words: message, apiCode } = proves;
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
