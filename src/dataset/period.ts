// The one place that turns "last week" into days; collect and report both ask here (RELIABILITY D9–D11).
import { TZDate } from "@date-fns/tz";
// One function a file: the package's index would load hundreds of files, and each file named costs a command 8 ms of
// reading what the package exports. Days are counted as days (day.ts).
import { endOfMonth } from "date-fns/endOfMonth";
import { format } from "date-fns/format";
import { isDay } from "../shared/index.ts";
import { addDays, countDays, type Day, type DaySpan } from "./day.ts";

export type WeekStart = "monday" | "sunday" | "saturday";

export interface PeriodRules {
  readonly timeZone: string;
  readonly weekStartsOn: WeekStart;
}

const DAYS_A_WEEK = 7;
const MONTHS_A_QUARTER = 3;
const MONTHS_A_YEAR = 12;
/** A leap year. */
const DAYS_MOST = 366;
const WEEKDAY = { sunday: 0, monday: 1, saturday: 6 } as const;

/**
 * The days a period's words mean.
 * `last-week`, `last-month`, `last-quarter` (the last complete one before `now` in the zone), `last-28-days` (up to
 * yesterday there; any number to 366), `2026-W46` (ISO week), `2026-11` (month), `2026-Q3`, `2026-11-01..2026-11-15` or a
 * single day. Gives undefined for words it does not know.
 */
export function parsePeriod(words: string, now: Date, rules: PeriodRules): DaySpan | undefined {
  const text = words.trim();
  if (text === "last-week") return lastCompleteWeek(now, rules);
  if (text === "last-month") return lastCompleteMonths(now, rules, 1);
  if (text === "last-quarter") return lastCompleteMonths(now, rules, MONTHS_A_QUARTER);
  const last = /^last-(\d{1,3})-days?$/.exec(text);
  if (last) return lastDays(now, rules, Number(last[1]));
  const quarter = /^(\d{4})-Q([1-4])$/i.exec(text);
  if (quarter) return calendarQuarter(Number(quarter[1]), Number(quarter[2]));
  const week = /^(\d{4})-W(\d{2})$/i.exec(text);
  if (week) return isoWeek(Number(week[1]), Number(week[2]));
  if (/^\d{4}-\d{2}$/.test(text)) return calendarMonth(text);
  const [from = "", to = from, ...rest] = text.split("..");
  if (rest.length > 0 || !isDay(from) || !isDay(to) || to < from) return undefined;
  return { from, to };
}

/** The shortest words `parsePeriod` reads back as this span: "2026-W46", "2026-11", "2026-Q3" or "2026-11-01..2026-11-15". */
export function toPeriodName(span: DaySpan): string {
  const first = new TZDate(`${span.from}T00:00:00Z`, "UTC");
  const names = [format(first, "RRRR-'W'II"), format(first, "yyyy-MM"), format(first, "yyyy-'Q'Q"), span.from];
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
  if (days === DAYS_A_WEEK) return "week";
  const isWhole = from.endsWith("-01") && addDays(to, 1).endsWith("-01");
  if (!isWhole) return "custom";
  const first = Number(from.slice(5, 7));
  if (from.slice(0, 7) === to.slice(0, 7)) return "month";
  const isQuarter = from.slice(0, 4) === to.slice(0, 4) && first % 3 === 1 && Number(to.slice(5, 7)) === first + 2;
  return isQuarter ? "quarter" : "custom";
}

/** When a day begins in a zone, or one so many days later. */
export function toStartOfDay(day: Day, timeZone: string, daysLater = 0): Date {
  const [year = 0, month = 1, date = 1] = addDays(day, daysLater).split("-").map(Number);
  return new Date(new TZDate(year, month - 1, date, timeZone).getTime());
}

function lastCompleteWeek(now: Date, { timeZone, weekStartsOn }: PeriodRules): DaySpan {
  const today = new TZDate(now, timeZone);
  const thisWeek = toStartOfWeek(toDay(today), today.getDay(), WEEKDAY[weekStartsOn]);
  return { from: addDays(thisWeek, -DAYS_A_WEEK), to: addDays(thisWeek, -1) };
}

/** The first day of a day's week; weekdays are counted from Sunday, 0. */
function toStartOfWeek(day: Day, weekday: number, first: number): Day {
  return addDays(day, -((weekday - first + DAYS_A_WEEK) % DAYS_A_WEEK));
}

/** Whole calendar months that ended before today, counted from January by their number. */
function lastCompleteMonths(now: Date, { timeZone }: PeriodRules, months: number): DaySpan {
  const today = new TZDate(now, timeZone);
  const index = today.getFullYear() * MONTHS_A_YEAR + today.getMonth();
  const first = index - (index % months) - months;
  return toMonths(first, months);
}

function calendarQuarter(year: number, quarter: number): DaySpan {
  return toMonths(year * MONTHS_A_YEAR + (quarter - 1) * MONTHS_A_QUARTER, MONTHS_A_QUARTER);
}

/** `first`: months since year 0. */
function toMonths(first: number, months: number): DaySpan {
  const toDate = (index: number): Date => TZDate.tz("UTC", Math.floor(index / MONTHS_A_YEAR), index % MONTHS_A_YEAR);
  return { from: toDay(toDate(first)), to: toDay(endOfMonth(toDate(first + months - 1))) };
}

function lastDays(now: Date, { timeZone }: PeriodRules, days: number): DaySpan | undefined {
  if (days < 1 || days > DAYS_MOST) return undefined;
  const today = toDay(new TZDate(now, timeZone));
  return { from: addDays(today, -days), to: addDays(today, -1) };
}

/** ISO 8601: week 1 holds 4 January, and a week is of the year its Thursday is of; 2026 has a week 53, 2025 has none. */
function isoWeek(year: number, week: number): DaySpan | undefined {
  const fourth = TZDate.tz("UTC", year, 0, 4);
  const first = toStartOfWeek(toDay(fourth), fourth.getDay(), WEEKDAY.monday);
  const from = addDays(first, (week - 1) * DAYS_A_WEEK);
  const thursday = addDays(from, 3);
  if (week < 1 || thursday.slice(0, 4) !== toDay(fourth).slice(0, 4)) return undefined;
  return { from, to: addDays(from, DAYS_A_WEEK - 1) };
}

function calendarMonth(text: string): DaySpan | undefined {
  if (!isDay(`${text}-01`)) return undefined;
  const first = new TZDate(`${text}-01T00:00:00Z`, "UTC");
  return { from: toDay(first), to: toDay(endOfMonth(first)) };
}

function toDay(date: Date): Day {
  return format(date, "yyyy-MM-dd");
}
