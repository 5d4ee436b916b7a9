// The one reader for every shape a figure may stand in (CONTRACT §3.4, §4, §13.12): `total_value` or `values`, a number or
// its digits, buckets as results or as an object. What is read is held against the metric's range; what is not is told.
import { type GapReason, type MetricLevel, type Noted, toNoted, toRange } from "../../dataset/index.ts";
import { readNumber, readStamp } from "../../graph/index.ts";

/** An entry of an insights edge, as it came. */
export interface Insight {
  readonly name: string;
  readonly entry: Readonly<Record<string, unknown>>;
}

/** Why there is no figure. */
export interface Untold extends Noted {
  readonly reason: GapReason;
}

export type Figure = { readonly value: number } | Untold;

const NOT_TOLD: Untold = { reason: "not-reported", ...toNoted({ code: "no-value" }) };
/** Longest piece of an unreadable answer that is quoted. */
const QUOTED = 120;

/** The entries of an insights edge; an edge that was left out is an empty one (CONTRACT §5.1). */
export function readInsights(part: unknown): readonly Insight[] {
  const data = Array.isArray(part) ? part : toFields(part).data;
  const entries = Array.isArray(data) ? data : [data];
  return entries.flatMap((entry) => {
    const { name } = toFields(entry);
    return typeof name === "string" ? [{ name, entry: toFields(entry) }] : [];
  });
}

/** The one figure of a total or a lifetime metric. */
export function readFigure(level: MetricLevel, metric: string, insights: readonly Insight[]): Figure {
  const entry = insights.find(({ name }) => name === metric)?.entry;
  if (entry === undefined) return NOT_TOLD;
  const raw = toScalar(entry, level);
  return raw === undefined ? toUntold(entry) : judge(level, metric, raw);
}

/** Number and range of one raw value; −1 stands for "too few to tell" (CONTRACT §13.15). */
export function judge(level: MetricLevel, metric: string, raw: unknown): Figure {
  const value = readNumber(unwrap(raw));
  if (value === undefined) return toUnreadable(raw);
  if (value === -1) return { reason: "below-threshold", ...toNoted({ code: "minus-one" }) };
  const { least, most, isWhole } = toRange(level, metric);
  if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return { value };
  return { reason: "unreadable", ...toNoted({ code: "impossible-value", args: { value } }) };
}

export interface RawPoint {
  /** ISO 8601; absent where the API gave no readable one. */
  readonly stamp: string | undefined;
  readonly raw: unknown;
}

/** What stands under `values`, in the order it came. */
export function readPoints(entry: Insight["entry"]): readonly RawPoint[] {
  const values = Array.isArray(entry.values) ? entry.values : [];
  return values.map((point) => ({ stamp: readStamp(toFields(point).end_time), raw: unwrap(point) }));
}

export interface RawBucket {
  readonly bucket: string;
  readonly raw: unknown;
}

/** Buckets by dimension name, never by position: the API may put a dimension of its own in front (CONTRACT §3.4). */
export function readBuckets(entry: Insight["entry"], breakdown: string): readonly RawBucket[] {
  const wanted = breakdown.split(",");
  const total = toFields(entry.total_value);
  for (const found of [total.breakdowns, entry.breakdowns].flat()) {
    const { dimension_keys: keys, results } = toFields(found);
    const places = wanted.map((dimension) => (Array.isArray(keys) ? keys.indexOf(dimension) : -1));
    if (places.includes(-1) || !Array.isArray(results)) continue;
    return results.flatMap((result) => toBucket(toFields(result), places));
  }
  // The older shape: an object of one dimension's values. Of several, which part is which cannot be known.
  const values = [total.value, ...readPoints(entry).map(({ raw }) => raw)];
  const record =
    wanted.length === 1 ? values.findLast((value) => typeof value === "object" && value !== null) : undefined;
  return Object.entries(toFields(record)).map(([bucket, raw]) => ({ bucket, raw }));
}

function toBucket({ dimension_values: names, value }: Readonly<Record<string, unknown>>, places: readonly number[]) {
  const parts = places.map((place) => (Array.isArray(names) ? names[place] : undefined));
  const isNamed = parts.every((part) => typeof part === "string" || typeof part === "number");
  return isNamed && value !== undefined && value !== null ? [{ bucket: parts.join(","), raw: value }] : [];
}

/** Why there are no such buckets: divided by something else, undivided, or in a shape nobody knows. */
export function toUntoldBuckets({ total_value, values, breakdowns }: Insight["entry"], breakdown: string): Untold {
  const isOther = (found: unknown): boolean => {
    const { dimension_keys: keys } = toFields(found);
    return Array.isArray(keys) && breakdown.split(",").some((dimension) => !keys.includes(dimension));
  };
  const left = [toFields(total_value).breakdowns, breakdowns].flat().filter((found) => !isOther(found));
  return toUntold({ values, breakdowns: left });
}

/** Why an entry from which nothing was read has nothing: it is empty, or stands in a shape nobody knows. */
export function toUntold(entry: Insight["entry"] | undefined): Untold {
  const { values, total_value, value, breakdowns } = entry ?? {};
  return hasContent([values, total_value, value, breakdowns])
    ? toUnreadable({ values, total_value, value, breakdowns })
    : NOT_TOLD;
}

/** Of several lifetime values the newest: by stamp, the last where there is none. Several of a window are a series and no total. */
function toScalar({ total_value, values, value }: Insight["entry"], level: MetricLevel): unknown {
  const total = unwrap(total_value);
  if (isScalar(total)) return total;
  const told = readPoints({ values }).filter(({ raw }) => isScalar(raw));
  if (level === "account" && told.length > 1) return undefined;
  const byStamp = told.toSorted((a, b) => ((a.stamp ?? "") < (b.stamp ?? "") ? -1 : 1));
  const alone = unwrap(value ?? values);
  return byStamp.at(-1)?.raw ?? (isScalar(alone) ? alone : undefined);
}

/** `{ "value": 8 }` as 8; anything else as it is. */
function unwrap(raw: unknown): unknown {
  const { value } = toFields(raw);
  if (value === undefined) return isWrapper(raw) ? undefined : raw;
  return isScalar(toFields(value).value) ? toFields(value).value : value;
}

/** A point or total without its value: what is left of it is no figure. */
function isWrapper(raw: unknown): boolean {
  return typeof raw === "object" && raw !== null && ("end_time" in raw || "breakdowns" in raw);
}

function isScalar(value: unknown): boolean {
  return (typeof value === "number" || typeof value === "string" || typeof value === "boolean") && value !== "";
}

function hasContent(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return isScalar(value);
  return Object.entries(value).some(([key, inner]) => !LABELS.includes(key) && hasContent(inner));
}

/** Say what a value is about, and are none. */
const LABELS: readonly string[] = ["end_time", "dimension_keys", "dimension_values"];

function toUnreadable(raw: unknown): Untold {
  const shown = JSON.stringify(raw) ?? typeof raw;
  const quoted = shown.length > QUOTED ? `${shown.slice(0, QUOTED)}…` : shown;
  return { reason: "unreadable", ...toNoted({ code: "unknown-shape", args: { quoted } }) };
}

function toFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
