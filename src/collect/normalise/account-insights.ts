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
  toNoted,
} from "../../dataset/index.ts";
import { type Block, explainThreshold, mayStayAway, ONLINE_DIMENSION } from "../plan/index.ts";
import { type Context, toGap, toSettled } from "./context.ts";
import {
  type Figure,
  type Insight,
  judge,
  type RawBucket,
  readBuckets,
  readFigure,
  readInsights,
  readPoints,
  toUntold,
  toUntoldBuckets,
  type Untold,
} from "./figure.ts";
import { toOnlineHours } from "./online-hours.ts";

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
  const { accountId, takenAt } = context;
  for (const metric of block.metrics) {
    const entry = insights.find(({ name }) => name === metric)?.entry;
    const told = readDays(entry, metric, reading);
    const missing: { day: string; why: Untold }[] = [];
    for (const day of listDays(block.span)) {
      const figure = told.get(day) ?? toUntoldDay(entry, told);
      if ("value" in figure) days.push({ accountId, day, metric, value: figure.value, takenAt });
      else missing.push({ day, why: figure });
    }
    for (const { from, to, why } of toStretches(missing)) {
      gaps.push({ ...missingGap(context, block, metric, why), fromDay: from, toDay: to });
    }
  }
  return { ...emptyBatch, settled: toSettled(accountId, block), days, gaps };
}

function readDays(entry: Insight["entry"] | undefined, metric: string, reading: StampReading): Map<string, Figure> {
  const told = new Map<string, Figure>();
  for (const { stamp, raw } of readPoints(entry ?? {})) {
    if (stamp === undefined || raw === undefined || raw === null) continue;
    told.set(toDayOfStamp(stamp, reading), judge("account", metric, raw));
  }
  return told;
}

/** A day among others that did come was left out; where none came, the shape may be one nobody knows. */
function toUntoldDay(entry: Insight["entry"] | undefined, told: ReadonlyMap<string, Figure>): Figure {
  return toUntold(told.size > 0 ? undefined : entry);
}

/** One value a window, or one a bucket; a single day asked for the daily table is a day's value. `follows_and_unfollows` has buckets and no value (CONTRACT §3.4). */
export function normaliseTotals(block: TotalsBlock, part: unknown, context: Context): RecordBatch {
  if (block.calibrates !== undefined) return emptyBatch;
  const insights = readInsights(part);
  const totals: TotalPoint[] = [];
  const days: DayPoint[] = [];
  const gaps: GapRecord[] = [];
  const { accountId, takenAt } = context;
  const { breakdown } = block;
  const { from: fromDay, to: toDay } = block.span;
  for (const metric of block.metrics) {
    const { told, why } = readParts(insights, metric, breakdown);
    if (why !== undefined && !mayStayAway(block)) gaps.push(missingGap(context, block, metric, why));
    for (const { bucket, value } of told) {
      if (block.daily === true) days.push({ accountId, day: fromDay, metric, value, takenAt });
      else totals.push({ accountId, metric, breakdown, bucket, fromDay, toDay, value, takenAt });
    }
  }
  return { ...emptyBatch, settled: toSettled(accountId, block), days, totals, gaps };
}

interface Parts {
  readonly told: readonly { readonly bucket: string; readonly value: number }[];
  readonly why?: Untold | undefined;
}

/** The undivided figure, or those of each bucket. */
function readParts(insights: readonly Insight[], metric: string, breakdown: string): Parts {
  if (breakdown !== "") {
    const entry = insights.find(({ name }) => name === metric)?.entry;
    const buckets = readBuckets(entry ?? {}, breakdown);
    // A whole of 0 is told without its parts (CONTRACT §3.4): of nobody, none is a follower.
    const isNothing = buckets.length === 0 && isZero(readFigure("account", metric, insights));
    if (isNothing && breakdown === FOLLOW_TYPE) return { told: FOLLOW_TYPES.map((bucket) => ({ bucket, value: 0 })) };
    return judgeBuckets(metric, entry, buckets, breakdown);
  }
  const figure = readFigure("account", metric, insights);
  return "value" in figure ? { told: [{ bucket: "", value: figure.value }] } : { told: [], why: figure };
}

const FOLLOW_TYPE = "follow_type";
const FOLLOW_TYPES = ["FOLLOWER", "NON_FOLLOWER"] as const;

function isZero(figure: Figure): boolean {
  return "value" in figure && figure.value === 0;
}

/** A demographic snapshot, or the hours followers were online; absent under 100 followers, as an empty list or as an error (CONTRACT §3.3, §13.4). */
export function normaliseAudience(
  block: AudienceBlock,
  part: unknown,
  reading: StampReading,
  context: Context,
): RecordBatch {
  const { metric, dimension } = block;
  const entry = readInsights(part).find(({ name }) => name === metric)?.entry;
  const isHourly = dimension === ONLINE_DIMENSION;
  const raw = isHourly ? toOnlineHours(entry ?? {}, block.span, reading) : readBuckets(entry ?? {}, dimension);
  const { told, why } = judgeBuckets(metric, entry, raw, dimension);
  const { accountId, takenAt } = context;
  const audience: AudiencePoint[] = told.map(({ bucket, value }) => ({
    accountId,
    metric,
    dimension,
    bucket,
    value,
    takenAt,
  }));
  const gaps = why === undefined ? [] : [missingGap(context, block, metric, why)];
  return { ...emptyBatch, settled: toSettled(accountId, block), audience, gaps };
}

/** The buckets that can be read; one that cannot is told, and so is their absence. */
function judgeBuckets(
  metric: string,
  entry: Insight["entry"] | undefined,
  raw: readonly RawBucket[],
  dimension: string,
): Parts {
  const told: { readonly bucket: string; readonly value: number }[] = [];
  let why: Untold | undefined;
  for (const { bucket, raw: value } of raw) {
    const figure = judge("account", metric, value);
    if ("value" in figure) told.push({ bucket, value: figure.value });
    else why ??= ofBucket(bucket, figure);
  }
  return { told, why: raw.length > 0 ? why : toUntoldBuckets(entry ?? {}, dimension) };
}

function ofBucket(bucket: string, { reason, message, note }: Untold): Untold {
  if (note === undefined) return { reason, message: `${bucket}: ${message}` };
  return { reason, ...toNoted({ code: "of-bucket", args: { bucket, why: note } }) };
}

function missingGap(context: Context, block: Block, metric: string, why: Untold): GapRecord {
  const minimum = findMetric("account", metric)?.minFollowers;
  const small = minimum !== undefined && context.followersCount !== undefined && context.followersCount < minimum;
  const isSmall = small && why.reason === "not-reported";
  return toGap(context, block, {
    metric,
    ...(isSmall ? { reason: "below-threshold", ...explainThreshold(minimum) } : why),
  });
}

/** Neighbouring days missing for one reason as stretches, so that a week without data is one gap and not seven. */
function toStretches(
  missing: readonly { readonly day: string; readonly why: Untold }[],
): readonly { readonly from: string; readonly to: string; readonly why: Untold }[] {
  const stretches: { from: string; to: string; why: Untold }[] = [];
  for (const { day, why } of missing) {
    const last = stretches.at(-1);
    const isNext = last !== undefined && listDays({ from: last.to, to: day }).length === 2;
    if (isNext && last.why.message === why.message) last.to = day;
    else stretches.push({ from: day, to: day, why });
  }
  return stretches;
}
