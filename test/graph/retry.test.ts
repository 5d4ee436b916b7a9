import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GraphError } from "../../src/graph/index.ts";
import { MAX_TRIES, toRetryDelayMs } from "../../src/graph/retry.ts";
import type { Recovery } from "../../src/shared/index.ts";

const failure = (recovery: Recovery) =>
  new GraphError({ code: "GRAPH_TRANSIENT", sentence: "", recovery, scope: "call" });

const jitter = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("toRetryDelayMs", () => {
  it("waits longer each time, then gives up", () => {
    const delays = [1, 2, 3, 4, 5].map((tries) => toRetryDelayMs(failure("retry"), tries, 0.5));
    expect(delays).toEqual([1_000, 4_000, 15_000, undefined, undefined]);
    expect(MAX_TRIES).toBe(4);
  });

  it("spreads by a quarter to each side", () => {
    fc.assert(
      fc.property(jitter, fc.integer({ min: 1, max: 3 }), (spread, tries) => {
        const middle = toRetryDelayMs(failure("retry"), tries, 0.5) ?? 0;
        const delay = toRetryDelayMs(failure("retry"), tries, spread) ?? 0;
        expect(delay).toBeGreaterThanOrEqual(middle * 0.75);
        expect(delay).toBeLessThanOrEqual(middle * 1.25);
      }),
    );
  });

  it.each(["wait", "narrow", "skip", "stop"] as const)("never repeats what says %s", (recovery) => {
    fc.assert(
      fc.property(fc.nat(), jitter, (tries, spread) => toRetryDelayMs(failure(recovery), tries, spread) === undefined),
    );
  });
});
