import { describe, expect, it } from "vitest";
import { createPace, toDistanceMs } from "../../src/graph/pace.ts";
import { FakeClock } from "../support/fake-clock.ts";

const signal = new AbortController().signal;

describe("the pace", () => {
  it.each([
    [74, 0],
    [75, 500],
    [79, 1_000],
    [95, 16_000],
  ])("at %i percent of the server's count keeps requests %i ms apart", (percent, distanceMs) => {
    expect(toDistanceMs(percent)).toBe(distanceMs);
  });

  it("is forgotten after an hour without a word: by then what was counted has left the server's hour", async () => {
    const clock = new FakeClock();
    const pace = createPace(clock);
    pace.note("agency", 95);
    await pace.turn(["agency"], signal);
    await pace.turn(["agency"], signal);
    expect(clock.sleepsMs).toEqual([16_000]);
    clock.advance(3_600_000 - 16_000 - 1);
    await pace.turn(["agency"], signal);
    await pace.turn(["agency"], signal);
    expect(clock.sleepsMs.length).toBe(2);
    clock.advance(3_600_000);
    await pace.turn(["agency"], signal);
    await pace.turn(["agency"], signal);
    expect(clock.sleepsMs.length).toBe(2);
  });
});
