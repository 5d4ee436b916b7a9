import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decompose, type PostSums } from "../../../src/report/summarise/figures/decompose.ts";

const sums = (posts: number, reach: number, interactions: number): PostSums => ({ posts, reach, interactions });
const total = ({ volume, reach, engagement }: ReturnType<typeof decompose>) => volume + reach + engagement;

const anySums = fc.record({
  posts: fc.integer({ min: 0, max: 200 }),
  reach: fc.integer({ min: 0, max: 50_000_000 }),
  interactions: fc.integer({ min: 0, max: 5_000_000 }),
});

describe("the change of interactions split by cause", () => {
  test("twice the posts at the same reach and engagement is volume alone", () => {
    expect(decompose(sums(2, 200, 20), sums(4, 400, 40))).toEqual({ volume: 20, reach: 0, engagement: 0 });
  });

  test("the same posts reaching twice as many is reach alone", () => {
    expect(decompose(sums(3, 300, 30), sums(3, 600, 60))).toEqual({ volume: 0, reach: 30, engagement: 0 });
  });

  test("the same reach with fewer interactions is engagement alone", () => {
    expect(decompose(sums(3, 300, 60), sums(3, 300, 45))).toEqual({ volume: 0, reach: 0, engagement: -15 });
  });

  test("causes may work against one another", () => {
    // The logarithmic mean of 100 and 120 is 109.7: volume × ln 2, reach × ln ½, engagement × ln 1.2.
    expect(decompose(sums(2, 1000, 100), sums(4, 1000, 120))).toEqual({ volume: 76, reach: -76, engagement: 20 });
  });

  test("nothing published before: all of it is volume", () => {
    expect(decompose(sums(0, 0, 0), sums(3, 900, 45))).toEqual({ volume: 45, reach: 0, engagement: 0 });
    expect(decompose(sums(3, 900, 45), sums(0, 0, 0))).toEqual({ volume: -45, reach: 0, engagement: 0 });
  });

  test("nobody reached, or nobody acting, on one side: all of it is that", () => {
    expect(decompose(sums(1, 0, 0), sums(3, 900, 45))).toEqual({ volume: 0, reach: 45, engagement: 0 });
    expect(decompose(sums(1, 50, 0), sums(3, 900, 45))).toEqual({ volume: 0, reach: 0, engagement: 45 });
  });

  test("property: whole parts that sum to the change exactly, whatever the figures", () => {
    fc.assert(
      fc.property(anySums, anySums, (before, now) => {
        const parts = decompose(before, now);
        expect(Object.values(parts).every(Number.isInteger)).toBe(true);
        expect(total(parts)).toBe(now.interactions - before.interactions);
      }),
      { numRuns: 2_000 },
    );
  });

  test("property: the way back is the same with its signs turned, but for the rounding", () => {
    fc.assert(
      fc.property(anySums, anySums, (before, now) => {
        const [there, back] = [decompose(before, now), decompose(now, before)];
        for (const cause of ["volume", "reach", "engagement"] as const) {
          expect(Math.abs(there[cause] + back[cause])).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
