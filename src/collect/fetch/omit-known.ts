import { GraphError, type GraphErrorCode } from "../../graph/index.ts";
import { type Block, omitRefused, type PlannedRequest } from "../plan/index.ts";
import type { Refusal } from "./answer.ts";

/**
 * The request without metrics that were refused for good since it was planned, or that nobody had planned: a story asked
 * alone. Each is told as lost where it would have been asked. No blocks where nothing is left to ask.
 */
export function omitKnown(
  request: PlannedRequest,
  refused: ReadonlyMap<string, string>,
): { readonly request: PlannedRequest; readonly refusals: readonly Refusal[] } {
  const deduced = request.blocks.flatMap(toDeduced);
  if (deduced.length > 0) return { request: { ...request, blocks: [] }, refusals: deduced };
  if (refused.size === 0) return { request, refusals: [] };
  const { blocks, refusedBefore } = omitRefused(request.blocks, refused);
  if (refusedBefore.length === 0) return { request, refusals: [] };
  const left = blocks.filter((block) => block.kind !== "media-insights" || block.metrics.length > 0);
  const refusals = refusedBefore.map(({ block, metric, message, code }) => ({
    block,
    metrics: [metric],
    error: toKnownRefusal([metric], message, code),
  }));
  return { request: { ...request, blocks: left }, refusals };
}

/** A post that all others of its list have shown to be the one that is refused. */
export function toDeduced(block: Block): readonly Refusal[] {
  if (block.kind !== "media-insights" || block.deduced === undefined) return [];
  const { metrics, words, apiCode, unnamed } = block.deduced;
  const error = toKnownRefusal(metrics, words, apiCode, unnamed);
  return [unnamed === undefined ? { block, metrics, error } : { block, error }];
}

/** What was not asked, in the words in which it was refused before. */
export function toKnownRefusal(
  metricNames: readonly string[],
  message: string,
  apiCode?: string,
  code = "GRAPH_UNSUPPORTED",
): GraphError {
  return new GraphError({
    code: code as GraphErrorCode,
    sentence: `Did not ask for ${metricNames.length === 0 ? "figures" : metricNames.join(", ")}: the API has refused it before.`,
    hint: "Nothing to do: what the API does not know is not asked for again.",
    recovery: "skip",
    scope: "call",
    apiMessage: message,
    apiCode,
    metricNames,
  });
}
