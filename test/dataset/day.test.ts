import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  countDays,
  listDays,
  META_TIME_ZONE,
  spanBefore,
  toDayInZone,
  toDayOfStamp,
  toUnixSeconds,
} from "../../src/dataset/index.ts";
import { isDay } from "../../src/shared/index.ts";

const day = fc
  .date({ min: new Date("2010-01-01T00:00:00Z"), max: new Date("2060-01-01T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("the day of a series stamp", () => {
  // CONTRACT §3.2: 07:00 UTC in daylight time, 08:00 in standard time; the clocks change on 8 March and 1 November 2026.
  it.each([
    ["2026-03-08T08:00:00+0000", "2026-03-07", "2026-03-08"],
    ["2026-03-09T07:00:00+0000", "2026-03-08", "2026-03-09"],
    ["2026-03-10T07:00:00+0000", "2026-03-09", "2026-03-10"],
    ["2026-11-01T07:00:00+0000", "2026-10-31", "2026-11-01"],
    ["2026-11-02T08:00:00+0000", "2026-11-01", "2026-11-02"],
    ["2026-11-03T08:00:00+0000", "2026-11-02", "2026-11-03"],
    ["2027-01-01T08:00:00+0000", "2026-12-31", "2027-01-01"],
    ["2028-03-01T08:00:00+0000", "2028-02-29", "2028-03-01"],
  ])("%s ends %s or begins %s", (stamp, ended, begun) => {
    expect(toDayOfStamp(stamp)).toBe(ended);
    expect(toDayOfStamp(stamp, "end")).toBe(ended);
    expect(toDayOfStamp(stamp, "start")).toBe(begun);
  });

  it("reads an offset with a colon, and Z, alike", () => {
    expect(toDayOfStamp("2026-11-17T08:00:00+00:00")).toBe("2026-11-16");
    expect(toDayOfStamp("2026-11-17T08:00:00Z")).toBe("2026-11-16");
  });

  it("labels each Pacific midnight of a year with its own day, none missing and none twice", () => {
    const labels = listDays({ from: "2026-01-01", to: "2026-12-31" }).map((label) => {
      const seven = new Date(`${label}T07:00:00Z`);
      const stamp = toDayInZone(seven, META_TIME_ZONE) === label ? seven : new Date(`${label}T08:00:00Z`);
      return toDayOfStamp(stamp.toISOString(), "start");
    });
    expect(labels).toEqual(listDays({ from: "2026-01-01", to: "2026-12-31" }));
  });
});

describe("a day label", () => {
  it.each(["2026-11-16", "2028-02-29", "2026-12-31"])("%s is a day", (text) => expect(isDay(text)).toBe(true));

  it.each(["2026-02-29", "2026-02-30", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "", "2026-11-16T00:00"])(
    "%j is none",
    (text) => expect(isDay(text)).toBe(false),
  );

  it("is never moved by a clock change", () => {
    expect(addDays("2026-03-07", 1)).toBe("2026-03-08");
    expect(addDays("2026-03-08", 1)).toBe("2026-03-09");
    expect(addDays("2026-11-01", 1)).toBe("2026-11-02");
    expect(addDays("2026-11-02", -1)).toBe("2026-11-01");
  });

  it("goes on the wire as 00:00 UTC, so that spans are whole multiples of a day", () => {
    expect(toUnixSeconds("2026-11-16")).toBe(1_794_787_200);
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 800 }), (from, days) => {
        expect(toUnixSeconds(addDays(from, days)) - toUnixSeconds(from)).toBe(days * 86_400);
      }),
    );
  });

  it("is the calendar's of the zone, not the machine's", () => {
    const instant = new Date("2026-11-16T11:30:00Z");
    expect(toDayInZone(instant, "Pacific/Auckland")).toBe("2026-11-17");
    expect(toDayInZone(instant, "America/Los_Angeles")).toBe("2026-11-16");
    expect(toDayInZone(new Date("2026-11-16T07:59:59Z"), "America/Los_Angeles")).toBe("2026-11-15");
  });
});

describe("a span", () => {
  it("counts and lists both of its ends", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 400 }), (from, more) => {
        const span = { from, to: addDays(from, more) };
        const days = listDays(span);
        expect(countDays(span)).toBe(more + 1);
        expect(days.length).toBe(more + 1);
        expect([days[0], days.at(-1)]).toEqual([span.from, span.to]);
        expect(new Set(days).size).toBe(days.length);
      }),
    );
  });

  it("has a span of the same length right before it", () => {
    expect(spanBefore({ from: "2026-11-16", to: "2026-11-22" })).toEqual({ from: "2026-11-09", to: "2026-11-15" });
    expect(spanBefore({ from: "2026-03-01", to: "2026-03-31" })).toEqual({ from: "2026-01-29", to: "2026-02-28" });
    expect(spanBefore({ from: "2026-11-16", to: "2026-11-16" })).toEqual({ from: "2026-11-15", to: "2026-11-15" });
  });
});
