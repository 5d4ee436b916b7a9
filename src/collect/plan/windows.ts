import { addDays, countDays, type DaySpan } from "../../dataset/index.ts";

/** The API answers at most 30 days at once (CONTRACT §3.2). */
export const MAX_WINDOW_DAYS = 30;
/** A series asks a day more at each end (CONTRACT §13.1). */
export const SERIES_WINDOW_DAYS = MAX_WINDOW_DAYS - 2;

/** Tiles a span with windows of at most `maxDays`, oldest first. */
export function toWindows(span: DaySpan, maxDays = MAX_WINDOW_DAYS): readonly DaySpan[] {
  const windows: DaySpan[] = [];
  for (let from = span.from; from <= span.to; from = addDays(from, maxDays)) {
    const days = Math.min(maxDays, countDays({ from, to: span.to }));
    windows.push({ from, to: addDays(from, days - 1) });
  }
  return windows;
}

/** From the first day of any to the last of any. */
export function toHull(spans: readonly [DaySpan, ...DaySpan[]]): DaySpan {
  const [first] = spans;
  const from = spans.map((span) => span.from).toSorted()[0] ?? first.from;
  return {
    from,
    to:
      spans
        .map((span) => span.to)
        .toSorted()
        .at(-1) ?? first.to,
  };
}
