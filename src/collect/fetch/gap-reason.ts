// Why what was refused is not there, in the dataset's words.
import type { GapReason } from "../../dataset/index.ts";
import { type GraphError, isOptional, toFieldNode } from "../../graph/index.ts";

export function toReason(error: GraphError): GapReason {
  if (error.apiCode === "100/2108006") return "before-conversion";
  if (error.apiCode === "100/2874010" || /not enough (viewers|users)/i.test(error.apiMessage ?? ""))
    return "below-threshold";
  if (/data for the last 30 days/i.test(error.apiMessage ?? "")) return "beyond-range";
  switch (error.code) {
    case "GRAPH_UNSUPPORTED":
      return toMetricReason(error.apiMessage);
    case "GRAPH_GONE":
      return "gone";
    case "GRAPH_NOT_PERMITTED":
    case "GRAPH_APP_REFUSED":
      return "not-permitted";
    case "GRAPH_TOKEN_UNUSABLE":
      return "token-unusable";
    case "GRAPH_REFUSED":
      return isWithdrawnField(error) ? "withdrawn" : "metric-refused";
    default:
      return "unanswered";
  }
}

/** A plain field the API does not know any more; an edge of that name is no column of ours. */
function isWithdrawnField({ fieldName, apiMessage = "" }: GraphError): boolean {
  const node = toFieldNode(apiMessage);
  return fieldName !== undefined && node !== undefined && isOptional(node, fieldName);
}

/** The same whether the refusal came now or is remembered: a metric that was withdrawn stays so. */
export function toMetricReason(words = ""): GapReason {
  return /no longer supported/i.test(words) ? "withdrawn" : "metric-refused";
}
