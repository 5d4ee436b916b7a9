// What to try when a request is refused: the cheapest way down that loses nothing. Pure: a request and an error go in,
// requests and losses come out. The rungs are those of PRODUCT §3 and CALL-COST §4.5.
import type { GraphError } from "../../graph/index.ts";
import { alone, type Block, type Form, isAffordable, type PlannedRequest } from "../plan/index.ts";
import type { Refusal } from "./answer.ts";
import { findGuilty, findRefusedMetrics } from "./guilty.ts";

export interface StepDown {
  /** To be sent instead, in this order. */
  readonly requests: readonly PlannedRequest[];
  /** What is lost for this run. */
  readonly refusals: readonly Refusal[];
}

/** Below this a smaller page no longer helps a combined request; its blocks part instead (CALL-COST §4.4). */
const SMALLEST_COMBINED_PAGE = 6;

/** The way on after a refusal. Never the same request again, and always an end: each step is smaller than the last. */
export function stepDown(request: PlannedRequest, error: GraphError, form: Form): StepDown {
  return request.blocks.length > 1 ? splitRequest(request, error, form) : reduceBlock(request, error);
}

function splitRequest(request: PlannedRequest, error: GraphError, form: Form): StepDown {
  const { blocks } = request;
  // The server is unwell: taking the request apart would only multiply the calls against it.
  if (error.recovery === "retry") return { requests: [], refusals: blocks.map((block) => ({ block, error })) };
  if (error.code === "GRAPH_TOO_MUCH_DATA") {
    const media = blocks.find((block) => block.kind === "media");
    if (media?.kind === "media" && media.pageSize > SMALLEST_COMBINED_PAGE) {
      return only([{ blocks: blocks.map((block) => (block.kind === "media" ? halve(block) : block)) }]);
    }
    return only(split(blocks));
  }
  // A permission belongs to the edge, not to the account (CONTRACT §13.6): ask each alone and see.
  if (error.code === "GRAPH_NOT_PERMITTED") return only(partAll(blocks));
  const lighter = dropMetrics(blocks, error);
  if (lighter !== undefined) return lighter;
  const guilty = findGuilty(blocks, error);
  if (guilty.length > 0 && guilty.length < blocks.length) {
    const rest = blocks.filter((block) => !guilty.includes(block));
    return only([{ blocks: rest }, ...guilty.map(alone)]);
  }
  const [first, ...others] = split(blocks);
  if (first === undefined) return only([]);
  return only([{ ...first, proves: { refused: form, message: error.apiMessage ?? error.message } }, ...others]);
}

/**
 * A metric the API does not know at all, or no longer, is left off wherever it stands and the request stays whole. Not
 * so a metric one post cannot have: leaving it off everywhere would cost the other posts theirs.
 */
function dropMetrics(blocks: readonly Block[], error: GraphError): StepDown | undefined {
  if (error.code !== "GRAPH_UNSUPPORTED" || isAboutOneMedia(error)) return undefined;
  const refusals: Refusal[] = [];
  const lighter = blocks.flatMap((block) => {
    const refused = findRefusedMetrics(block, error);
    if (refused.length === 0 || !("metrics" in block)) return [block];
    refusals.push({ block, metrics: refused, error });
    const left = block.metrics.filter((name) => !refused.includes(name));
    return left.length === 0 && block.kind !== "media" && block.kind !== "stories" ? [] : [{ ...block, metrics: left }];
  });
  return refusals.length === 0 ? undefined : { requests: [{ blocks: lighter }], refusals };
}

function isAboutOneMedia(error: GraphError): boolean {
  return /Media Insights API|media type|queried media/i.test(error.apiMessage ?? "");
}

/** Metrics this connection need not be asked for again: the API does not know them, whatever the account or window. */
export function toMetricLessons(
  refusals: readonly Refusal[],
): readonly { readonly metric: string; readonly message: string }[] {
  return refusals.flatMap(({ block, metrics = [], error }) => {
    const words = error.apiMessage ?? "";
    if (isAboutOneMedia(error) || !/must be one of|no longer supported/i.test(words)) return [];
    const level = block.kind === "series" || block.kind === "totals" ? "account" : "media";
    return metrics.map((name) => ({ metric: `${level}:${name}`, message: words }));
  });
}

/** Form 1 parts into media and the rest; anything else into its blocks. */
function split(blocks: readonly Block[]): readonly PlannedRequest[] {
  const media = blocks.filter(({ kind }) => kind === "media");
  const rest = blocks.filter(({ kind }) => kind !== "media");
  if (media.length === 0 || rest.length < 2) return partAll(blocks);
  return [{ blocks: rest }, ...media.map(alone)];
}

function partAll(blocks: readonly Block[]): readonly PlannedRequest[] {
  return blocks.filter(isAffordable).map(alone);
}

function reduceBlock(request: PlannedRequest, error: GraphError): StepDown {
  const [block] = request.blocks;
  if (block === undefined) return only([]);
  if (error.code === "GRAPH_CURSOR_STALE" && "after" in block && block.after !== undefined) {
    return only([{ blocks: [{ ...block, after: undefined }] }]);
  }
  switch (block.kind) {
    case "media":
      return reduceMedia(block, error);
    case "stories":
      if (block.metrics.length > 0 && isAboutItems(error)) {
        return (
          dropMetrics([block], error) ??
          only([{ blocks: [{ ...block, metrics: [], navigation: false, thenEach: true }] }])
        );
      }
      return lost(block, error);
    case "media-insights":
    case "series":
    case "totals":
      return reduceMetrics(block, error);
    default:
      return lost(block, error);
  }
}

function reduceMedia(block: Block & { kind: "media" }, error: GraphError): StepDown {
  if (error.code === "GRAPH_TOO_MUCH_DATA" && block.pageSize > 1) return only([{ blocks: [halve(block)] }]);
  if (block.metrics.length > 0 && isAboutItems(error)) {
    return dropMetrics([block], error) ?? only([{ blocks: [{ ...block, metrics: [], thenEach: true }] }]);
  }
  return lost(block, error);
}

function reduceMetrics(block: Block & { readonly metrics: readonly string[] }, error: GraphError): StepDown {
  if (!isAboutItems(error)) return lost(block, error);
  const refused = findRefusedMetrics(block, error);
  const left = block.metrics.filter((name) => !refused.includes(name));
  if (refused.length > 0) {
    const again = left.length === 0 ? [] : [{ blocks: [{ ...block, metrics: left }] }];
    return { requests: again, refusals: [{ block, metrics: refused, error }] };
  }
  // The API blames the media as a whole, or there is nothing left to halve.
  if (block.metrics.length === 1 || block.kind === "media-insights") return lost(block, error);
  const middle = Math.ceil(block.metrics.length / 2);
  return only([
    { blocks: [{ ...block, metrics: block.metrics.slice(0, middle) }] },
    { blocks: [{ ...block, metrics: block.metrics.slice(middle) }] },
  ]);
}

/** Whether asking for less of the same could bring something: not so for a missing permission or a silent server. */
function isAboutItems(error: GraphError): boolean {
  return ["GRAPH_UNSUPPORTED", "GRAPH_GONE", "GRAPH_REFUSED", "GRAPH_UNEXPECTED_SHAPE", "GRAPH_TOO_MUCH_DATA"].includes(error.code);
}

function halve(block: Block & { kind: "media" }): Block {
  return { ...block, pageSize: Math.max(1, Math.floor(block.pageSize / 2)) };
}

function only(requests: readonly PlannedRequest[]): StepDown {
  return { requests, refusals: [] };
}

function lost(block: Block, error: GraphError): StepDown {
  return { requests: [], refusals: [{ block, error }] };
}
