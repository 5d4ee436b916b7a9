// The arithmetic of the allowance: values in, values out.

export const HOUR_MS = 3_600_000;

export interface SpentCalls {
  readonly countedAt: number;
  readonly cost: number;
}

/**
 * How long until `need` more calls fit, in ms; 0 when they fit now. Spent calls leave the window an hour after they were
 * counted, oldest first, so the wait is the return of just enough of them (RELIABILITY T17). Calls counted in the
 * future count as now. Infinity when they never fit.
 */
export function waitForRoom(spent: readonly SpentCalls[], need: number, perHour: number, now: number): number {
  if (need > perHour) return Number.POSITIVE_INFINITY;
  const inWindow = spent
    .map(({ countedAt, cost }) => ({ countedAt: Math.min(countedAt, now), cost }))
    .filter(({ countedAt }) => countedAt > now - HOUR_MS)
    .sort((one, other) => one.countedAt - other.countedAt);
  let used = inWindow.reduce((sum, { cost }) => sum + cost, 0);
  let waitMs = 0;
  for (const { countedAt, cost } of inWindow) {
    if (used + need <= perHour) break;
    used -= cost;
    waitMs = countedAt + HOUR_MS - now;
  }
  return waitMs;
}
