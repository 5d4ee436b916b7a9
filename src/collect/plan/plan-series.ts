// Daily values: which days, in which windows, and what no request can reach any more.
import { addDays, type Day, laterDay, META_TIME_ZONE, toDayInZone, toNoted } from "../../dataset/index.ts";
import type { Block, PlannedCall } from "./call.ts";
import { FOLLOWER_METRICS, REACH_METRICS, SERIES_METRICS } from "./metric-sets.ts";
import type { PlanInput } from "./plan-input.ts";
import { SERIES_WINDOW_DAYS, toWindows } from "./windows.ts";

/** The oldest day `follower_count` is asked for: the API refuses what is 30 days old, one day of margin is kept. */
function oldestFollowerDay(now: Date): string {
  return addDays(toDayInZone(now, META_TIME_ZONE), -28);
}

/**
 * Daily values of the period and of the four weeks that end with it. `follower_count` answers for the last 30 days only
 * and an older `since` fails the whole request (CONTRACT §3.1): where the period reaches further back, reach goes alone.
 */
export function planSeries(input: PlanInput): readonly Block[] {
  const { span, now } = input;
  const oldest = oldestFollowerDay(now);
  return toWindows({ from: seriesStart(input), to: span.to }, SERIES_WINDOW_DAYS).flatMap(
    (window): readonly Block[] => {
      if (window.from >= oldest) return [{ kind: "series", span: window, metrics: SERIES_METRICS }];
      const reach: Block = { kind: "series", span: window, metrics: REACH_METRICS };
      if (window.to < oldest) return [reach];
      return [reach, { kind: "series", span: { from: oldest, to: window.to }, metrics: FOLLOWER_METRICS }];
    },
  );
}

/** The first day of the period's series: four weeks before its end, or its own beginning where that is earlier. */
export function seriesStart({ span, now }: PlanInput): Day {
  const oldest = oldestFollowerDay(now);
  const fourWeeks = addDays(span.to, -27);
  return [span.from, span.to < oldest ? fourWeeks : laterDay(fourWeeks, oldest)].sort()[0] ?? span.from;
}

/** The period's days that no request can reach any more. */
export function toUnreachable({ span, now }: PlanInput): PlannedCall["refusedBefore"] {
  const oldest = oldestFollowerDay(now);
  if (span.from >= oldest) return [];
  const lost = { from: span.from, to: span.to < oldest ? span.to : addDays(oldest, -1) };
  return FOLLOWER_METRICS.map((metric) => ({
    block: { kind: "series", span: lost, metrics: FOLLOWER_METRICS },
    metric,
    ...toNoted({ code: "thirty-days-only" }),
    reason: "beyond-range",
  }));
}
