// Meta's reporting days run from midnight to midnight US-Pacific (CONTRACT §3.2). A day here is a whole number:
// days since 1970-01-01, of the calendar date as read in that zone.

export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The instant (ms) at which the day begins in US-Pacific: 07:00 UTC in daylight time, 08:00 UTC in standard time. */
export function startOfPacificDay(day: number): number {
  return day * DAY_MS + (isDaylightAtMidnight(day) ? 7 : 8) * HOUR_MS;
}

/** The US-Pacific day an instant (ms) falls on. */
export function toPacificDay(instantMs: number): number {
  const guess = Math.floor((instantMs - 7 * HOUR_MS) / DAY_MS);
  return startOfPacificDay(guess) <= instantMs ? guess : guess - 1;
}

export function toUtcDay(instantMs: number): number {
  return Math.floor(instantMs / DAY_MS);
}

/** Day number of a `YYYY-MM-DD` label. */
export function toDayNumber(label: string): number {
  return Math.round(Date.parse(`${label}T00:00:00Z`) / DAY_MS);
}

/** 0 Monday … 6 Sunday. */
export function toWeekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Weeks since 1970, each beginning on Monday. */
export function toWeek(day: number): number {
  return Math.floor((day + 3) / 7);
}

/** `2021-08-13T08:25:28+0000`: UTC, offset without a colon (CONTRACT §2.3). */
export function toStamp(instantMs: number): string {
  return `${new Date(instantMs).toISOString().slice(0, 19)}+0000`;
}

// US rule since 2007: from 02:00 on the second Sunday of March to 02:00 on the first Sunday of November, so the
// midnight of the first changing day is still standard time and that of the last still daylight time.
function isDaylightAtMidnight(day: number): boolean {
  const year = new Date(day * DAY_MS).getUTCFullYear();
  return day > nthSunday(year, 2, 2) && day <= nthSunday(year, 10, 1);
}

function nthSunday(year: number, month: number, nth: number): number {
  const first = Math.round(Date.UTC(year, month, 1) / DAY_MS);
  return first + ((6 - toWeekday(first) + 7) % 7) + (nth - 1) * 7;
}
