// The one place that turns "last week" into days; collect and report both ask here (RELIABILITY D9–D11).
import { addDays, type Day, type DaySpan, isDay, toDayInZone } from "./day.ts";

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
  if (text === "last-week") return lastCompleteWeek(toDayInZone(now, rules.timeZone), rules.weekStartsOn);
  const week = /^(\d{4})-W(\d{2})$/i.exec(text);
  if (week) return isoWeek(Number(week[1]), Number(week[2]));
  const month = /^(\d{4})-(\d{2})$/.exec(text);
  if (month) return calendarMonth(text);
  const [from = "", to = from, ...rest] = text.split("..");
  if (rest.length > 0 || !isDay(from) || !isDay(to) || to < from) return undefined;
  return { from, to };
}

function lastCompleteWeek(today: Day, startsOn: WeekStart): DaySpan {
  const daysIntoWeek = (weekdayOf(today) - WEEKDAY[startsOn] + 7) % 7;
  const thisWeek = addDays(today, -daysIntoWeek);
  return { from: addDays(thisWeek, -7), to: addDays(thisWeek, -1) };
}

/** ISO 8601: week 1 holds 4 January; 2026 has a week 53, 2025 does not. */
function isoWeek(year: number, week: number): DaySpan | undefined {
  const fourth = `${year}-01-04`;
  const firstMonday = addDays(fourth, -((weekdayOf(fourth) + 6) % 7));
  const from = addDays(firstMonday, (week - 1) * 7);
  const thursday = addDays(from, 3);
  if (week < 1 || thursday.slice(0, 4) !== String(year)) return undefined;
  return { from, to: addDays(from, 6) };
}

function calendarMonth(text: string): DaySpan | undefined {
  const from = `${text}-01`;
  if (!isDay(from)) return undefined;
  const nextMonth = addDays(from, 31).slice(0, 7);
  return { from, to: addDays(`${nextMonth}-01`, -1) };
}

function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
