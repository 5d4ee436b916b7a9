import {
  addDays,
  countDays,
  type Day,
  type DaySpan,
  META_TIME_ZONE,
  spanBefore,
  toDayInZone,
} from "../../dataset/index.ts";

/** The days a report looks at. Built once, so that no section counts days of its own. */
export interface Frame {
  readonly span: DaySpan;
  /** Equally many days, right before the span. */
  readonly comparison: DaySpan;
  /** Four weeks that end with the span, or the span itself when it is longer. */
  readonly chart: DaySpan;
  /** From here on series are read: the chart and the comparison both fit in. */
  readonly seriesFrom: Day;
  /** Posts from this day on give an account its own median. */
  readonly historyFrom: Day;
  /** Zone in which a post belongs to a day. Account days are Pacific whatever this says (CONTRACT §3.2). */
  readonly timeZone: string;
  readonly now: Date;
}

const CHART_DAYS = 28;
const HISTORY_DAYS = 90;

export function toFrame(options: { readonly span: DaySpan; readonly timeZone: string; readonly now: Date }): Frame {
  const { span, timeZone, now } = options;
  const comparison = spanBefore(span);
  const chart = { from: addDays(span.to, 1 - Math.max(CHART_DAYS, countDays(span))), to: span.to };
  return {
    span,
    comparison,
    chart,
    seriesFrom: findFirst(chart.from, comparison.from),
    historyFrom: findFirst(addDays(span.to, 1 - HISTORY_DAYS), comparison.from),
    timeZone,
    now,
  };
}

function findFirst(...days: readonly [Day, Day]): Day {
  return [...days].sort()[0] ?? days[0];
}

/** Meta delivers up to 48 h late and restates meanwhile (CONTRACT §3.2, §4). */
export const PROVISIONAL_MS = 48 * 3_600_000;

/** Whether a Pacific day was younger than 48 h when its value was read. */
export function isProvisionalDay(day: Day, takenAt: string): boolean {
  return day >= toDayInZone(new Date(Date.parse(takenAt) - PROVISIONAL_MS), META_TIME_ZONE);
}

/** Whether a post was younger than 48 h when its figure was read. */
export function isProvisionalPost(publishedAt: string, takenAt: string): boolean {
  return Date.parse(takenAt) - Date.parse(publishedAt) < PROVISIONAL_MS;
}
