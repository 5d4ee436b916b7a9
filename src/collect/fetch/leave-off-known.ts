import { GraphError } from "../../graph/index.ts";
import { leaveOffRefused, type PlannedRequest } from "../plan/index.ts";
import type { Refusal } from "./answer.ts";

/**
 * The request without metrics that were refused for good since it was planned, or that nobody had planned: a story asked
 * alone. Each is told as lost where it would have been asked. No blocks where nothing is left to ask.
 */
export function leaveOffKnown(
  request: PlannedRequest,
  refused: ReadonlyMap<string, string>,
): { readonly request: PlannedRequest; readonly refusals: readonly Refusal[] } {
  if (refused.size === 0) return { request, refusals: [] };
  const { blocks, refusedBefore } = leaveOffRefused(request.blocks, refused);
  if (refusedBefore.length === 0) return { request, refusals: [] };
  const left = blocks.filter((block) => block.kind !== "media-insights" || block.metrics.length > 0);
  const refusals = refusedBefore.map(({ block, metric, message }) => ({
    block,
    metrics: [metric],
    error: explain(metric, message),
  }));
  return { request: { ...request, blocks: left }, refusals };
}

function explain(metric: string, message: string): GraphError {
  return new GraphError({
    code: "GRAPH_UNSUPPORTED",
    sentence: `Did not ask for ${metric}: the API has refused it before.`,
    hint: "Nothing to do: what the API does not know is not asked for again.",
    recovery: "skip",
    scope: "call",
    apiMessage: message,
    metricNames: [metric],
  });
}
