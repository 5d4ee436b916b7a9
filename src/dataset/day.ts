// Days are labels ("2026-11-16"), never instants. This file alone turns the API's stamps and UTC midnights into them.
import { parseStamp } from "../shared/index.ts";

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

/** Whole days, both ends included. */
export interface DaySpan {
  readonly from: Day;
  readonly to: Day;
}

const DAY_MS = 86_400_000;

export function addDays(day: Day, days: number): Day {
  return toUtcDay(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
}

function toUtcDay(instantMs: number): Day {
  return new Date(instantMs).toISOString().slice(0, 10);
}

/** Labels sort as text. */
export function laterDay(a: Day, b: Day): Day {
  return [a, b].sort()[1] ?? a;
}

/** Number of days in the span, both ends counted. */
export function countDays({ from, to }: DaySpan): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS) + 1;
}

export function listDays(span: DaySpan): readonly Day[] {
  const firstMs = Date.parse(`${span.from}T00:00:00Z`);
  return Array.from({ length: Math.max(0, countDays(span)) }, (_, index) => toUtcDay(firstMs + index * DAY_MS));
}

/** The span of equal length that ends the day before this one begins. */
export function spanBefore(span: DaySpan): DaySpan {
  const length = countDays(span);
  return { from: addDays(span.from, -length), to: addDays(span.from, -1) };
}

/** The span so many months earlier, the last day of a month staying the last. */
export function spanMonthsBefore({ from, to }: DaySpan, months: number): DaySpan {
  const back = (day: Day): Day => {
    const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
    return toUtcDay(Date.UTC(year, month - 1 - months, date));
  };
  return { from: back(from), to: addDays(back(addDays(to, 1)), -1) };
}

/** 00:00 UTC of a day label in Unix seconds: the bound that is right under both readings of CONTRACT §3.2. */
export function toUnixSeconds(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000;
}

/** Which end of its day a series stamp marks: open in the contract (§13.1), settled a connection by its first collection. */
export type StampReading = "end" | "start";

/**
 * The day a series point belongs to. The stamp is US-Pacific midnight, 07:00 or 08:00 UTC (CONTRACT §3.2), so the UTC
 * date of the stamp is the day that begins there; under the default reading the value covers the 24 hours before it.
 */
export function toDayOfStamp(stamp: string, reading: StampReading = "end"): Day {
  const instant = parseStamp(stamp);
  return toUtcDay(reading === "end" ? instant - DAY_MS : instant);
}

/** Making a formatter costs a hundred times what using it does, and there are few zones. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day an instant falls on in a zone. */
export function toDayInZone(instant: Date, timeZone: string): Day {
  const known = dayFormats.get(timeZone);
  if (known !== undefined) return known.format(instant);
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  dayFormats.set(timeZone, format);
  return format.format(instant);
}

/** The zone of Meta's reporting days (CONTRACT §3.2). */
export const META_TIME_ZONE = "America/Los_Angeles";

/**
 * Zone in which the hours of `online_followers` are read. The contract tells hours "0" to "23" and no zone; its days are
 * Pacific (§3.2), so its hours are taken to be, too [I]. The rows keep Meta's own day and hour: nothing but this line
 * changes when a live account proves otherwise.
 */
export const ONLINE_HOURS_TIME_ZONE = META_TIME_ZONE;
