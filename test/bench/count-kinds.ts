import type { SentCall } from "./sandbox-process.ts";

/** Calls by what they asked, to see where a goal was missed: `{ discovery: 1, everything: 10, "further media": 1 }`. */
export function countKinds(calls: readonly SentCall[]): Readonly<Record<string, number>> {
  const kinds: Record<string, number> = {};
  for (const call of calls) {
    const kind = toKind(call);
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return kinds;
}

function toKind({ path, parameters, status }: SentCall): string {
  const { fields = "", metric = "", metric_type: type, after } = parameters;
  const [, , , edge] = path.split("/");
  if (status !== 200) return "refused";
  if (edge === "accounts") return "discovery";
  if (after !== undefined) return `further ${edge}`;
  if (edge === "insights" && (metric.includes("demographics") || metric === "online_followers")) return "audience";
  if (edge === "insights") return type === "total_value" ? "totals" : "series";
  if (edge !== undefined) return edge;
  if (fields.includes("media.")) return "everything";
  return fields.includes("insights.") ? "account" : "profile";
}
