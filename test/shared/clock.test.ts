import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../src/shared/index.ts";

const DAY_MS = 24 * 3_600_000;

describe("a sleep", () => {
  const timers: number[] = [];

  beforeEach(() => {
    vi.resetModules();
    vi.doMock("node:timers/promises", () => ({
      setTimeout: async (ms: number) => {
        timers.push(ms);
      },
    }));
  });

  afterEach(() => {
    vi.doUnmock("node:timers/promises");
    timers.length = 0;
  });

  it("longer than a timer can be is several, and as long in all", async () => {
    const { systemClock: clock } = await import("../../src/shared/clock.ts");
    await clock.sleep(100 * DAY_MS);
    expect(timers.every((ms) => ms < 2 ** 31)).toBe(true);
    expect(timers.reduce((sum, ms) => sum + ms, 0)).toBe(100 * DAY_MS);
  });

  it.each([-1, Number.NaN])("of %d ms is over at once", async (ms) => {
    const { systemClock: clock } = await import("../../src/shared/clock.ts");
    await clock.sleep(ms);
    expect(timers).toEqual([0]);
  });
});

it("the machine's clock names its last start", () => {
  expect(systemClock.boot).toMatch(/\S/);
});
