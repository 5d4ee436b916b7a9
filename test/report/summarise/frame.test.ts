import { describe, expect, test } from "vitest";
import { isProvisionalDay, isProvisionalPost, toFrame } from "../../../src/report/figures/frame.ts";

test.each([
  ["one millisecond before 48 h after the end of a Pacific day in winter", "2026-11-25T07:59:59.999Z", true],
  ["48 h after it", "2026-11-25T08:00:00.000Z", false],
])("a day read %s", (_, takenAt, isYoung) => {
  expect(isProvisionalDay("2026-11-22", takenAt)).toBe(isYoung);
});

test("in summer Pacific days end at 07:00 UTC", () => {
  expect(isProvisionalDay("2026-07-05", "2026-07-08T06:59:59.999Z")).toBe(true);
  expect(isProvisionalDay("2026-07-05", "2026-07-08T07:00:00.000Z")).toBe(false);
});

test("a post is young for 48 h", () => {
  expect(isProvisionalPost("2026-11-20T10:00:00.000Z", "2026-11-22T09:59:59.999Z")).toBe(true);
  expect(isProvisionalPost("2026-11-20T10:00:00.000Z", "2026-11-22T10:00:00.000Z")).toBe(false);
});

test("the comparison is as long as the span and the chart at least four weeks", () => {
  const now = new Date("2026-12-02T00:00:00Z");
  const timeZone = "UTC";
  expect(toFrame({ span: { from: "2026-11-16", to: "2026-11-22" }, timeZone, now })).toMatchObject({
    comparison: { from: "2026-11-09", to: "2026-11-15" },
    chart: { from: "2026-10-26", to: "2026-11-22" },
    seriesFrom: "2026-10-26",
    historyFrom: "2026-08-25",
  });
  expect(toFrame({ span: { from: "2026-10-01", to: "2026-10-31" }, timeZone, now })).toMatchObject({
    comparison: { from: "2026-08-31", to: "2026-09-30" },
    chart: { from: "2026-10-01", to: "2026-10-31" },
    seriesFrom: "2026-08-31",
  });
  // The history is of 90 days, as the words say, however long the period is.
  expect(toFrame({ span: { from: "2026-07-01", to: "2026-09-30" }, timeZone, now })).toMatchObject({
    chart: { from: "2026-07-01", to: "2026-09-30" },
    historyFrom: "2026-07-03",
    postsFrom: "2025-07-01",
  });
});

describe("what a period is made of", () => {
  const [timeZone, now] = ["Europe/Berlin", new Date(0)];
  const partsOf = (from: string, to: string, weekStartsOn?: "monday" | "sunday" | "saturday") =>
    toFrame({ span: { from, to }, timeZone, now, weekStartsOn }).parts;
  const weeks = (from: string, to: string, weekStartsOn?: "monday" | "sunday" | "saturday") =>
    partsOf(from, to, weekStartsOn).map((part) => part.from);

  test("a month: the weeks most of which lie in it, each in one month alone", () => {
    // 1 October 2026 is a Thursday, the fourth day of its week.
    expect(partsOf("2026-10-01", "2026-10-31")).toEqual([
      { from: "2026-09-28", to: "2026-10-04" },
      { from: "2026-10-05", to: "2026-10-11" },
      { from: "2026-10-12", to: "2026-10-18" },
      { from: "2026-10-19", to: "2026-10-25" },
      { from: "2026-10-26", to: "2026-11-01" },
    ]);
    expect(weeks("2026-09-01", "2026-09-30")).toEqual(["2026-08-31", "2026-09-07", "2026-09-14", "2026-09-21"]);
    expect(weeks("2026-11-01", "2026-11-30")).toEqual(["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"]);
    expect(weeks("2026-11-01", "2026-11-30", "sunday")[0]).toBe("2026-11-01");
    expect(weeks("2028-02-01", "2028-02-29", "saturday")).toEqual([
      "2028-01-29",
      "2028-02-05",
      "2028-02-12",
      "2028-02-19",
      "2028-02-26",
    ]);
  });

  test("a quarter: its months; a week and chosen days: nothing", () => {
    expect(partsOf("2028-01-01", "2028-03-31")).toEqual([
      { from: "2028-01-01", to: "2028-01-31" },
      { from: "2028-02-01", to: "2028-02-29" },
      { from: "2028-03-01", to: "2028-03-31" },
    ]);
    expect(partsOf("2026-11-16", "2026-11-22")).toEqual([]);
    expect(partsOf("2026-11-01", "2026-11-15")).toEqual([]);
  });
});
