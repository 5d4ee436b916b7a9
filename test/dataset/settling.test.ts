import { describe, expect, it } from "vitest";
import { isOver, isSettled, toEndOfDay, toEndOfSpan } from "../../src/dataset/index.ts";

describe("the end of Meta's day", () => {
  it.each([
    ["2026-11-22", "2026-11-23T08:00:00.000Z"],
    ["2026-07-19", "2026-07-20T07:00:00.000Z"],
    // Clocks go forward at 02:00 on 8 March 2026 and back on 1 November: the day they change in ends by the new time.
    ["2026-03-07", "2026-03-08T08:00:00.000Z"],
    ["2026-03-08", "2026-03-09T07:00:00.000Z"],
    ["2026-10-31", "2026-11-01T07:00:00.000Z"],
    ["2026-11-01", "2026-11-02T08:00:00.000Z"],
    ["2026-12-31", "2027-01-01T08:00:00.000Z"],
  ])("of %s is %s", (day, end) => {
    expect(toEndOfDay(day).toISOString()).toBe(end);
  });

  it("is the end of a window, which has settled 72 hours later", () => {
    const span = { from: "2026-11-16", to: "2026-11-22" };
    expect(toEndOfSpan(span)).toEqual(toEndOfDay("2026-11-22"));
    expect(isOver(span.to, new Date("2026-11-23T07:59:59.999Z"))).toBe(false);
    expect(isOver(span.to, new Date("2026-11-23T08:00:00Z"))).toBe(true);
    expect(isSettled(span.to, new Date("2026-11-26T07:59:59.999Z"))).toBe(false);
    expect(isSettled(span.to, new Date("2026-11-26T08:00:00Z"))).toBe(true);
  });
});
