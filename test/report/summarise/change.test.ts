import fc from "fast-check";
import { expect, test } from "vitest";
import type { Figure } from "../../../src/report/figures/figure.ts";
import { SMALLEST_BASE, toChange } from "../../../src/report/summarise/figures/change.ts";

function held(value: number): Figure {
  return {
    kind: "held",
    value,
    metric: "reach",
    window: null,
    takenAt: null,
    formula: { code: "post-interactions" },
    provisional: false,
  };
}

test.each([
  [0, 5, { value: 5, as: "count", against: 0 }],
  [19, 30, { value: 11, as: "count", against: 19 }],
  [20, 30, { value: 0.5, as: "percent", against: 20 }],
  [200, 150, { value: -0.25, as: "percent", against: 200 }],
])("a count that went from %d to %d", (before, now, told) => {
  expect(toChange(held(now), held(before), "percent")).toEqual({
    kind: "change",
    ...told,
    sides: { now: { value: now, window: null, takenAt: null }, before: { value: before, window: null, takenAt: null } },
  });
});

test("rates change in points and balances by their difference, whatever the base", () => {
  expect(toChange(held(0.05), held(0.04), "points")).toMatchObject({ as: "points", value: expect.closeTo(0.01, 10) });
  expect(toChange(held(-30), held(50), "count")).toMatchObject({
    kind: "change",
    value: -80,
    as: "count",
    against: 50,
  });
});

test("a change of unequal age says so, and both sides tell when they were asked", () => {
  const now: Figure = {
    ...held(30),
    window: { from: "2026-11-16", to: "2026-11-22" },
    takenAt: "2026-11-23T09:00:00.000Z",
  } as Figure;
  const change = toChange(now, held(60), "percent", false);
  expect(change).toMatchObject({
    provisional: true,
    sides: { now: { value: 30, takenAt: "2026-11-23T09:00:00.000Z" }, before: { value: 60 } },
  });
  expect(toChange(now, held(60), "percent")).not.toHaveProperty("provisional");
});

test("what is absent on either side gives no change, and says on which", () => {
  const lost: Figure = { kind: "absent", because: { code: "unanswered" } };
  expect(toChange(lost, held(30), "percent")).toEqual(lost);
  expect(toChange(held(30), lost, "percent")).toEqual({
    kind: "absent",
    because: { code: "period-before", args: { reason: { code: "unanswered" } } },
  });
});

test("no change is ever infinite or not a number, and no per cent stands on a base under 20", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1000, max: 1e9 }), fc.integer({ min: -1000, max: 1e9 }), (now, before) => {
      const change = toChange(held(now), held(before), "percent");
      if (change.kind !== "change") throw new Error("held figures give a change");
      expect(Number.isFinite(change.value)).toBe(true);
      expect(change.as).toBe(before < SMALLEST_BASE ? "count" : "percent");
    }),
  );
});
