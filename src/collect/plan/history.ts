// What a back-fill asks beyond the period: earlier windows of the same length, and reach as far back as wanted.
import { addDays, type Day, type DaySpan, spanBefore } from "../../dataset/index.ts";
import { type Block, toSpanText } from "./call.ts";
import { FOLLOW_METRICS, REACH_METRICS, TOTAL_METRICS } from "./metric-sets.ts";
import { SERIES_WINDOW_DAYS, toWindows } from "./windows.ts";

/** Meta keeps insights for two years at the most (contract §3.2 and §4); a day before that would be asked for in vain. */
export const HISTORY_DAYS_MOST = 730;

/**
 * Totals of every window before the period that begins on `since` or later and is not held, gains and losses with them,
 * and daily reach up to where the period's own series begins. New followers a day reach back 30 days only and are left
 * to the period's series (CONTRACT §3.1).
 */
export function planHistory(
  span: DaySpan,
  since: Day,
  seriesFrom: Day,
  heldWindows: readonly string[],
): readonly Block[] {
  const blocks: Block[] = [];
  for (let window = spanBefore(span); window.from >= since; window = spanBefore(window)) {
    const isFirst = addDays(window.to, 1) === span.from;
    for (const part of toWindows(window)) {
      const isHeld = heldWindows.includes(toSpanText(part));
      // The window right before the period is part of every plan already; its gains and losses are not.
      if (!isFirst && !isHeld) blocks.push({ kind: "totals", span: part, metrics: TOTAL_METRICS, breakdown: "" });
      if (isFirst || !isHeld)
        blocks.push({ kind: "totals", span: part, metrics: FOLLOW_METRICS, breakdown: "follow_type" });
    }
  }
  const seriesTo = addDays(seriesFrom, -1);
  if (since > seriesTo) return blocks;
  const series = toWindows({ from: since, to: seriesTo }, SERIES_WINDOW_DAYS);
  return [...blocks, ...series.map((window): Block => ({ kind: "series", span: window, metrics: REACH_METRICS }))];
}
