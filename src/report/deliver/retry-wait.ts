// When a mail that was not accepted is tried again (RELIABILITY E3, E4).

const MINUTE_MS = 60_000;
const WAITS_MS = [5, 10, 20, 40, 80, 160, 240].map((minutes) => minutes * MINUTE_MS);
const TRIED_FOR_MS = 24 * 60 * MINUTE_MS;

/**
 * The next try after `tries`: 5 minutes after the first, then twice as long each time, at most 4 hours, for 24 hours
 * from `queuedAt`; undefined when the time is over. The last try falls on the end of the 24 hours. A clock that was ahead when
 * it was queued, or a moment that is none, lets them begin now.
 */
export function nextTryAt(queuedAt: Date, tries: number, now: Date): Date | undefined {
  const nowMs = now.getTime();
  const endMs = Math.min(queuedAt.getTime() || nowMs, nowMs) + TRIED_FOR_MS;
  if (nowMs >= endMs) return undefined;
  const waitMs = WAITS_MS[Math.min(Math.max(tries, 1), WAITS_MS.length) - 1] ?? 0;
  return new Date(Math.min(nowMs + waitMs, endMs));
}
