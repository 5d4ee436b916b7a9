// The row an insight comes in, and the checks both insight edges share.

import type { EdgeRequest } from "./call.ts";
import type { Json, JsonObject } from "./json.ts";
import { refusal } from "./refusals.ts";

const ROW_FIELDS = ["name", "period", "values", "title", "description", "total_value", "id"];

export interface InsightParts {
  readonly name: string;
  readonly title: string;
  readonly values?: readonly JsonObject[];
  readonly totalValue?: JsonObject;
}

/** One row, trimmed to the fields asked for; `id` is `{object}/insights/{metric}/{period}` (CONTRACT §3.4). */
export function toInsightRow(objectId: string, period: string, parts: InsightParts, request: EdgeRequest): JsonObject {
  const row: Record<string, Json> = {
    name: parts.name,
    period,
    ...(parts.values === undefined ? {} : { values: parts.values }),
    title: parts.title,
    description: "Localised description of the metric.",
    ...(parts.totalValue === undefined ? {} : { total_value: parts.totalValue }),
    id: `${objectId}/insights/${parts.name}/${period}`,
  };
  if (request.fields === null) return row;
  const wanted = request.fields.map(({ name }) => name);
  for (const name of wanted)
    if (!ROW_FIELDS.includes(name)) throw refusal.nonexistingField(name, "InstagramInsightsResult");
  return Object.fromEntries(Object.entries(row).filter(([name]) => name === "id" || wanted.includes(name)));
}

/** The names of a comma list or a JSON array, as Meta's SDKs write lists; throws when the parameter is missing. */
export function readNames(request: EdgeRequest, parameter: string): readonly string[] {
  const text = request.parameters.get(parameter) ?? "";
  const names = splitList(text).flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));
  if (names.length === 0) throw refusal.missingParameter(parameter);
  return [...new Set(names)];
}

function splitList(text: string): readonly string[] {
  if (!text.startsWith("[")) return text.split(",");
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map(String) : [text];
  } catch {
    return [text];
  }
}

export interface BreakdownEntry {
  readonly values: readonly string[];
  readonly count: number;
}

export function toBreakdown(keys: readonly string[], entries: readonly BreakdownEntry[]): JsonObject {
  const results = entries.map(({ values, count }) => ({ dimension_values: values, value: count }));
  return { dimension_keys: keys, results };
}
