/** Clocks of several machines on one store need not agree to the minute. */
const SKEW_MS = 3_600_000;

/**
 * Whether something noted at `at` is younger than `ms`. What was noted by a clock that ran ahead is not: it would count as
 * fresh until that time has come, be it next year (RELIABILITY D3).
 */
export function isFresh(at: string, now: Date, ms: number): boolean {
  const ageMs = now.getTime() - Date.parse(at);
  return ageMs >= -SKEW_MS && ageMs < ms;
}
