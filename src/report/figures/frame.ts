import {
  addDays,
  countDays,
  type Day,
  type DaySpan,
  META_TIME_ZONE,
  spanBefore,
  spanMonthsBefore,
  toDayInZone,
  toPeriodKind,
  type WeekStart,
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
  /**
   * The period and those before it, back to back, oldest first: calendar months and quarters, else equally long; as many as
   * fit in about 13 weeks, at least two.
   */
  readonly weeks: readonly DaySpan[];
  /** What a month or a quarter is made of: the weeks of which most days lie in it, the months; none otherwise. */
  readonly parts: readonly DaySpan[];
  /** From here on totals and profiles are read: the weeks and the comparison both fit in. */
  readonly totalsFrom: Day;
  /** Equally many days a year earlier: 52 weeks for days and weeks, so that the weekdays are the same, else from the same date. */
  readonly lastYear: DaySpan;
  /** Posts from this day on give an account its own median. */
  readonly historyFrom: Day;
  /** From here on posts are read: the weeks, the comparison and the history all fit in. */
  readonly postsFrom: Day;
  /** Zone in which a post belongs to a day. Account days are Pacific whatever this says (CONTRACT §3.2). */
  readonly timeZone: string;
  readonly now: Date;
}

const CHART_DAYS = 28;
const HISTORY_DAYS = 90;
const WEEKS_DAYS = 91;
const YEAR_DAYS = 364;

export function toFrame(options: {
  readonly span: DaySpan;
  readonly timeZone: string;
  readonly now: Date;
  /** Monday when absent. */
  readonly weekStartsOn?: WeekStart | undefined;
}): Frame {
  const { span, timeZone, now, weekStartsOn = "monday" } = options;
  const comparison = spanBefore(span);
  const chart = { from: addDays(span.to, 1 - Math.max(CHART_DAYS, countDays(span))), to: span.to };
  const weeks = listWeeks(span);
  const historyFrom = addDays(span.to, 1 - HISTORY_DAYS);
  const parts = listParts(span, weekStartsOn);
  const totalsFrom = [comparison, ...weeks, ...parts].map(({ from }) => from).sort()[0] ?? comparison.from;
  return {
    span,
    comparison,
    chart,
    weeks,
    parts,
    totalsFrom,
    lastYear: findLastYear(span),
    seriesFrom: findFirst(chart.from, comparison.from),
    historyFrom,
    postsFrom: findFirst(historyFrom, totalsFrom),
    timeZone,
    now,
  };
}

function findLastYear(span: DaySpan): DaySpan {
  const kind = toPeriodKind(span);
  if (kind === "day" || kind === "week")
    return { from: addDays(span.from, -YEAR_DAYS), to: addDays(span.to, -YEAR_DAYS) };
  const { from } = spanMonthsBefore(span, 12);
  return { from, to: addDays(from, countDays(span) - 1) };
}

/** Months of a calendar period, and how many of them are shown: a year and the one to compare with, as far as they are held. */
const CALENDAR = { month: { months: 1, shown: 13 }, quarter: { months: 3, shown: 5 } } as const;
const DAYS_A_WEEK = 7;
const WEEKDAY: Readonly<Record<WeekStart, number>> = { sunday: 0, monday: 1, saturday: 6 };

function listParts(span: DaySpan, weekStartsOn: WeekStart): readonly DaySpan[] {
  switch (toPeriodKind(span)) {
    case "month":
      return listWeeksIn(span, weekStartsOn);
    case "quarter": {
      const last = { from: `${span.to.slice(0, 7)}-01`, to: span.to };
      return [2, 1, 0].map((back) => spanMonthsBefore(last, back));
    }
    default:
      return [];
  }
}

/** A week belongs to the month in which its fourth day is. */
function listWeeksIn({ from, to }: DaySpan, weekStartsOn: WeekStart): readonly DaySpan[] {
  const weekday = new Date(`${from}T00:00:00Z`).getUTCDay();
  const toFirst = (DAYS_A_WEEK + weekday - WEEKDAY[weekStartsOn]) % DAYS_A_WEEK;
  const first = addDays(from, toFirst > 3 ? DAYS_A_WEEK - toFirst : -toFirst);
  const weeks: DaySpan[] = [];
  for (let start = first; addDays(start, 3) <= to; start = addDays(start, DAYS_A_WEEK)) {
    weeks.push({ from: start, to: addDays(start, DAYS_A_WEEK - 1) });
  }
  return weeks;
}

function listWeeks(span: DaySpan): readonly DaySpan[] {
  const kind = toPeriodKind(span);
  if (kind === "month" || kind === "quarter") {
    const { months, shown } = CALENDAR[kind];
    return Array.from({ length: shown }, (_, at) => spanMonthsBefore(span, (shown - 1 - at) * months));
  }
  const days = countDays(span);
  const count = Math.min(13, Math.max(2, Math.floor(WEEKS_DAYS / days)));
  return Array.from({ length: count }, (_, at) => {
    const back = (at + 1 - count) * days;
    return { from: addDays(span.from, back), to: addDays(span.to, back) };
  });
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
