import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOUR_MS, waitForRoom } from "../../src/store/rolling-hour.ts";

const NOW = Date.parse("2026-11-23T08:00:00Z");
const MINUTE_MS = 60_000;

const spentCalls = fc.array(
  fc.record({
    countedAt: fc.integer({ min: NOW - 2 * HOUR_MS, max: NOW + HOUR_MS }),
    cost: fc.integer({ min: 1, max: 5 }),
  }),
  { maxLength: 60 },
);

function usedAt(spent: readonly { countedAt: number; cost: number }[], now: number): number {
  return spent
    .filter(({ countedAt }) => countedAt > now - HOUR_MS && countedAt <= now)
    .reduce((sum, { cost }) => sum + cost, 0);
}

describe("waitForRoom", () => {
  it("waits for the first of 200 calls spread over 30 minutes, not for the hour", () => {
    const spent = Array.from({ length: 200 }, (_, index) => ({
      countedAt: NOW - 30 * MINUTE_MS + index * 9_000,
      cost: 1,
    }));
    expect(waitForRoom(spent, 1, 200, NOW)).toBe(30 * MINUTE_MS);
    expect(waitForRoom(spent, 2, 200, NOW)).toBe(30 * MINUTE_MS + 9_000);
  });

  it("counts a call from the future as one of now", () => {
    expect(waitForRoom([{ countedAt: NOW + 23 * HOUR_MS, cost: 1 }], 1, 1, NOW)).toBe(HOUR_MS);
  });

  it("never ends when the need is larger than the hour", () => {
    expect(waitForRoom([], 3, 2, NOW)).toBe(Number.POSITIVE_INFINITY);
  });

  it("waits long enough, and not a millisecond more", () => {
    const need = fc.integer({ min: 1, max: 10 });
    const perHour = fc.integer({ min: 10, max: 80 });
    fc.assert(
      fc.property(spentCalls, need, perHour, (spent, calls, allowed) => {
        const waitMs = waitForRoom(spent, calls, allowed, NOW);
        const counted = spent.map(({ countedAt, cost }) => ({ countedAt: Math.min(countedAt, NOW), cost }));
        expect(usedAt(counted, NOW + waitMs) + calls).toBeLessThanOrEqual(allowed);
        if (waitMs > 0) expect(usedAt(counted, NOW + waitMs - 1) + calls).toBeGreaterThan(allowed);
      }),
      { numRuns: 1_000 },
    );
  });
});
