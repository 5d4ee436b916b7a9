// When a day or a window is over, and when its figures have settled. Meta's days are Pacific, wherever a period's words
// come from: Sunday ends at 07:00 or 08:00 UTC on Monday (CONTRACT §3.2), 09:00 in Berlin.
import { addDays, type Day, type DaySpan, META_TIME_ZONE, toDayInZone } from "./day.ts";

const HOUR_MS = 3_600_000;
/** Meta restates for 48 hours; a day more, and what is read then is what it stays (CONTRACT §3.2, PRODUCT §3). */
export const SETTLING_MS = 72 * HOUR_MS;

/** The same few days are asked for with every account, and a zone's day is dear to find. */
const ends = new Map<Day, number>();
const MOST_ENDS = 10_000;

/** The instant at which Meta's day ends: the Pacific midnight after it. Clocks change at 02:00 there, never at midnight. */
export function toEndOfDay(day: Day): Date {
  return new Date(toEndMs(day));
}

function toEndMs(day: Day): number {
  const known = ends.get(day);
  if (known !== undefined) return known;
  const next = addDays(day, 1);
  const inSummer = new Date(`${next}T07:00:00Z`);
  const end = inSummer.getTime() + (toDayInZone(inSummer, META_TIME_ZONE) === next ? 0 : HOUR_MS);
  if (ends.size >= MOST_ENDS) ends.clear();
  ends.set(day, end);
  return end;
}

/** A window is over with its last day. */
export function toEndOfSpan({ to }: DaySpan): Date {
  return toEndOfDay(to);
}

/** Whether a figure of days up to `lastDay` was read when the day was over. */
export function isOver(lastDay: Day, readAt: Date): boolean {
  return readAt.getTime() >= toEndMs(lastDay);
}

/** Whether a reading of days up to `lastDay` is one to stay with. */
export function isSettled(lastDay: Day, readAt: Date): boolean {
  return readAt.getTime() >= toEndMs(lastDay) + SETTLING_MS;
}

/** A day that goes on in Meta's zone, whatever the calendar here says. */
export interface UnderWay {
  readonly day: Day;
  /** When it ends, UTC ISO 8601. */
  readonly endsAt: string;
}

/** Null for a period that is over at that moment. */
export function findUnderWay({ to }: DaySpan, at: Date): UnderWay | null {
  return isOver(to, at) ? null : { day: to, endsAt: toEndOfDay(to).toISOString() };
}
