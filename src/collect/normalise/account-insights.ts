import {
  type AudiencePoint,
  type DayPoint,
  emptyBatch,
  findMetric,
  type GapRecord,
  listDays,
  type RecordBatch,
  type StampReading,
  type TotalPoint,
  toDayOfStamp,
} from "../../dataset/index.ts";
import { type Block, explainThreshold, mayStayAway, ONLINE_DIMENSION } from "../plan/index.ts";
import { type Context, toGap, toSettled } from "./context.ts";
import { toOnlineHours } from "./online-hours.ts";
import { readInsights, type WireInsight } from "./wire.ts";

type SeriesBlock = Block & { kind: "series" };
type TotalsBlock = Block & { kind: "totals" };
type AudienceBlock = Block & { kind: "audience" };

/** Values a day, chosen by their stamp and never by position or number (CONTRACT §13.1). */
export function normaliseSeries(
  block: SeriesBlock,
  part: unknown,
  reading: StampReading,
  context: Context,
): RecordBatch {
  const insights = readInsights(part);
  const days: DayPoint[] = [];
  const gaps: GapRecord[] = [];
  const wanted = listDays(block.span);
  for (const metric of block.metrics) {
    const found = new Map<string, number>();
    for (const point of insights.find(({ name }) => name === metric)?.values ?? []) {
      if (point?.end_time === undefined || typeof point.value !== "number") continue;
      found.set(toDayOfStamp(point.end_time, reading), point.value);
    }
    const missing: string[] = [];
    for (const day of wanted) {
      const value = found.get(day);
      if (value === undefined) missing.push(day);
      else days.push({ accountId: context.accountId, day, metric, value, takenAt: context.takenAt });
    }
    for (const { from, to } of toStretches(missing)) {
      gaps.push({ ...missingGap(context, block, metric), fromDay: from, toDay: to });
    }
  }
  return { ...emptyBatch, settled: toSettled(context.accountId, block), days, gaps };
}

/** One value a window, or one a bucket; a single day asked for the daily table is a day's value. `follows_and_unfollows` has buckets and no value (CONTRACT §3.4). */
export function normaliseTotals(block: TotalsBlock, part: unknown, context: Context): RecordBatch {
  if (block.calibrates !== undefined) return emptyBatch;
  const insights = readInsights(part);
  const totals: TotalPoint[] = [];
  const days: DayPoint[] = [];
  const gaps: GapRecord[] = [];
  for (const metric of block.metrics) {
    const insight = insights.find(({ name }) => name === metric);
    const buckets = toBuckets(insight, block.breakdown);
    if (buckets.length === 0 && !mayStayAway(block)) gaps.push(missingGap(context, block, metric));
    for (const { bucket, value } of buckets) {
      const { accountId, takenAt } = context;
      if (block.daily === true) days.push({ accountId, day: block.span.from, metric, value, takenAt });
      else
        totals.push({
          accountId,
          metric,
          breakdown: block.breakdown,
          bucket,
          fromDay: block.span.from,
          toDay: block.span.to,
          value,
          takenAt,
        });
    }
  }
  return { ...emptyBatch, settled: toSettled(context.accountId, block), days, totals, gaps };
}

/** A demographic snapshot, or the hours followers were online; absent under 100 followers, as an empty list or as an error (CONTRACT §3.3, §13.4). */
export function normaliseAudience(
  block: AudienceBlock,
  part: unknown,
  reading: StampReading,
  context: Context,
): RecordBatch {
  const insight = readInsights(part).find(({ name }) => name === block.metric);
  const isHourly = block.dimension === ONLINE_DIMENSION;
  const told = isHourly ? toOnlineHours(insight, block.span, reading) : toBuckets(insight, block.dimension);
  const audience: AudiencePoint[] = told.map(({ bucket, value }) => ({
    accountId: context.accountId,
    metric: block.metric,
    dimension: block.dimension,
    bucket,
    value,
    takenAt: context.takenAt,
  }));
  const gaps = audience.length > 0 ? [] : [missingGap(context, block, block.metric)];
  return { ...emptyBatch, settled: toSettled(context.accountId, block), audience, gaps };
}

/** Buckets by dimension name, never by position: the API may put a dimension of its own in front (CONTRACT §3.4). */
function toBuckets(
  insight: WireInsight | undefined,
  breakdown: string,
): readonly { readonly bucket: string; readonly value: number }[] {
  if (insight === undefined) return [];
  if (breakdown === "") {
    const value = insight.total_value?.value;
    return value === undefined ? [] : [{ bucket: "", value }];
  }
  const wanted = breakdown.split(",");
  for (const found of insight.total_value?.breakdowns ?? []) {
    const places = wanted.map((dimension) => found?.dimension_keys.indexOf(dimension) ?? -1);
    if (found === null || places.includes(-1)) continue;
    return (found.results ?? []).flatMap((result) => {
      const values = places.map((place) => result?.dimension_values[place]);
      return result === null || values.includes(undefined) ? [] : [{ bucket: values.join(","), value: result.value }];
    });
  }
  return [];
}

function missingGap(context: Context, block: Block, metric: string): GapRecord {
  const minimum = findMetric("account", metric)?.minFollowers;
  const small = minimum !== undefined && context.followersCount !== undefined && context.followersCount < minimum;
  return toGap(context, block, {
    metric,
    reason: small ? "below-threshold" : "not-reported",
    message: small ? explainThreshold(minimum) : "The API answered without this value.",
  });
}

/** Neighbouring days as stretches, so that a week without data is one gap and not seven. */
function toStretches(days: readonly string[]): readonly { readonly from: string; readonly to: string }[] {
  const stretches: { from: string; to: string }[] = [];
  for (const day of days) {
    const last = stretches.at(-1);
    if (last !== undefined && listDays({ from: last.to, to: day }).length === 2) last.to = day;
    else stretches.push({ from: day, to: day });
  }
  return stretches;
}
