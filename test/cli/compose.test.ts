import fc from "fast-check";
import { expect, it } from "vitest";
import { toPerHour } from "../../src/cli/compose.ts";

it("leaves the reserve and not a call more: 200 with 80 % kept back are 40", () => {
  expect(toPerHour({ budget: { reservePercent: 80 } }, 200)).toBe(40);
  const budgets = fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 95 }));
  fc.assert(
    fc.property(budgets, ([callsPerHour, reservePercent]) => {
      const exact = Number((BigInt(callsPerHour) * BigInt(100 - reservePercent)) / 100n);
      expect(toPerHour({ budget: { reservePercent } }, callsPerHour)).toBe(Math.max(1, exact));
    }),
  );
});
