// The one place that turns "last week" into days; collect and report both ask here (RELIABILITY D9–D11).
import { TZDate } from "@date-fns/tz";
// One function a file: the package's index would load hundreds of files, a second of every command.
import { addDays } from "date-fns/addDays";
import { endOfMonth } from "date-fns/endOfMonth";
import { format } from "date-fns/format";
import { getISOWeeksInYear } from "date-fns/getISOWeeksInYear";
import { setISOWeek } from "date-fns/setISOWeek";
import { startOfISOWeek } from "date-fns/startOfISOWeek";
import { startOfWeek } from "date-fns/startOfWeek";
import { subDays } from "date-fns/subDays";
import { subWeeks } from "date-fns/subWeeks";
import { addDays as addToLabel, countDays, type DaySpan, isDay } from "./day.ts";

export type WeekStart = "monday" | "sunday" | "saturday";

export interface PeriodRules {
  readonly timeZone: string;
  readonly weekStartsOn: WeekStart;
}

const WEEKDAY = { sunday: 0, monday: 1, saturday: 6 } as const;

/**
 * The days a period's words mean.
 * `last-week` (the last complete week before `now` in the zone), `2026-W46` (ISO week), `2026-11` (month),
 * `2026-11-01..2026-11-15` or a single day. Gives undefined for words it does not know.
 */
export function parsePeriod(words: string, now: Date, rules: PeriodRules): DaySpan | undefined {
  const text = words.trim();
  if (text === "last-week") return lastCompleteWeek(now, rules);
  const week = /^(\d{4})-W(\d{2})$/i.exec(text);
  if (week) return isoWeek(Number(week[1]), Number(week[2]));
  if (/^\d{4}-\d{2}$/.test(text)) return calendarMonth(text);
  const [from = "", to = from, ...rest] = text.split("..");
  if (rest.length > 0 || !isDay(from) || !isDay(to) || to < from) return undefined;
  return { from, to };
}

/** The shortest words `parsePeriod` reads back as this span: "2026-W46", "2026-11" or "2026-11-01..2026-11-15". */
export function toPeriodName(span: DaySpan): string {
  const first = new TZDate(`${span.from}T00:00:00Z`, "UTC");
  const names = [format(first, "RRRR-'W'II"), format(first, "yyyy-MM"), span.from];
  const rules: PeriodRules = { timeZone: "UTC", weekStartsOn: "monday" };
  const name = names.find((words) => {
    const read = parsePeriod(words, first, rules);
    return read?.from === span.from && read.to === span.to;
  });
  return name ?? `${span.from}..${span.to}`;
}

/** What a span is by its length; `custom` are days that are no calendar period. */
export type PeriodKind = "day" | "week" | "month" | "quarter" | "custom";

/** What a span is by its length: seven days are a week wherever they begin, months and quarters are the calendar's. */
export function toPeriodKind({ from, to }: DaySpan): PeriodKind {
  const days = countDays({ from, to });
  if (days === 1) return "day";
  if (days === 7) return "week";
  const isWhole = from.endsWith("-01") && addToLabel(to, 1).endsWith("-01");
  if (!isWhole) return "custom";
  const first = Number(from.slice(5, 7));
  if (from.slice(0, 7) === to.slice(0, 7)) return "month";
  const isQuarter = from.slice(0, 4) === to.slice(0, 4) && first % 3 === 1 && Number(to.slice(5, 7)) === first + 2;
  return isQuarter ? "quarter" : "custom";
}

function lastCompleteWeek(now: Date, { timeZone, weekStartsOn }: PeriodRules): DaySpan {
  const thisWeek = startOfWeek(new TZDate(now, timeZone), { weekStartsOn: WEEKDAY[weekStartsOn] });
  return toSpan(subWeeks(thisWeek, 1), subDays(thisWeek, 1));
}

/** ISO 8601: week 1 holds 4 January; 2026 has a week 53, 2025 has none. */
function isoWeek(year: number, week: number): DaySpan | undefined {
  const fourth = TZDate.tz("UTC", year, 0, 4);
  if (week < 1 || week > getISOWeeksInYear(fourth)) return undefined;
  const monday = startOfISOWeek(setISOWeek(fourth, week));
  return toSpan(monday, addDays(monday, 6));
}

function calendarMonth(text: string): DaySpan | undefined {
  if (!isDay(`${text}-01`)) return undefined;
  const first = new TZDate(`${text}-01T00:00:00Z`, "UTC");
  return toSpan(first, endOfMonth(first));
}

function toSpan(from: Date, to: Date): DaySpan {
  return { from: format(from, "yyyy-MM-dd"), to: format(to, "yyyy-MM-dd") };
}
