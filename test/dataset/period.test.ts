import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, countDays, type PeriodRules, parsePeriod, toPeriodName } from "../../src/dataset/index.ts";

const NOW = new Date("2026-11-23T12:00:00Z");
const UTC: PeriodRules = { timeZone: "UTC", weekStartsOn: "monday" };
const AUCKLAND: PeriodRules = { timeZone: "Pacific/Auckland", weekStartsOn: "monday" };
const LOS_ANGELES: PeriodRules = { timeZone: "America/Los_Angeles", weekStartsOn: "monday" };

const W46 = { from: "2026-11-09", to: "2026-11-15" };
const W47 = { from: "2026-11-16", to: "2026-11-22" };

describe("last-week", () => {
  // RELIABILITY D9: the same instant is Sunday in one zone and Monday in the other.
  it.each([
    ["Sunday 23:30 in Auckland", "2026-11-22T10:30:00Z", AUCKLAND, W46],
    ["Monday 00:30 in Auckland", "2026-11-22T11:30:00Z", AUCKLAND, W47],
    ["Sunday 23:30 in Los Angeles", "2026-11-23T07:30:00Z", LOS_ANGELES, W46],
    ["Monday 00:30 in Los Angeles", "2026-11-23T08:30:00Z", LOS_ANGELES, W47],
    ["that Sunday in Los Angeles, for Auckland", "2026-11-23T07:30:00Z", AUCKLAND, W47],
    ["Monday 00:00 sharp", "2026-11-23T00:00:00Z", UTC, W47],
    ["a millisecond earlier", "2026-11-22T23:59:59.999Z", UTC, W46],
  ])("at %s", (_when, now, rules, expected) => {
    expect(parsePeriod("last-week", new Date(now), rules)).toEqual(expected);
  });

  it("begins on the day that was configured", () => {
    const sunday = { ...UTC, weekStartsOn: "sunday" } as const;
    const saturday = { ...UTC, weekStartsOn: "saturday" } as const;
    expect(parsePeriod("last-week", NOW, sunday)).toEqual({ from: "2026-11-15", to: "2026-11-21" });
    expect(parsePeriod("last-week", NOW, saturday)).toEqual({ from: "2026-11-14", to: "2026-11-20" });
  });

  it("crosses a clock change without losing or gaining a day", () => {
    const monday = (text: string) => parsePeriod("last-week", new Date(text), LOS_ANGELES);
    expect(monday("2026-03-09T08:00:00Z")).toEqual({ from: "2026-03-02", to: "2026-03-08" });
    expect(monday("2026-11-02T09:00:00Z")).toEqual({ from: "2026-10-26", to: "2026-11-01" });
  });

  // RELIABILITY D10.
  it.each([
    ["2026-12-31", { from: "2026-12-21", to: "2026-12-27" }],
    ["2027-01-01", { from: "2026-12-21", to: "2026-12-27" }],
    ["2027-01-04", { from: "2026-12-28", to: "2027-01-03" }],
  ])("on %s", (today, expected) => {
    expect(parsePeriod("last-week", new Date(`${today}T12:00:00Z`), UTC)).toEqual(expected);
  });

  // RELIABILITY D11: who runs late says from which moment the period counts; the parser has no clock of its own.
  it("is counted from the moment that is given, not from now", () => {
    const slot = new Date("2026-11-16T06:00:00Z");
    expect(parsePeriod("last-week", slot, UTC)).toEqual(W46);
  });

  it("is always seven whole days that are over, ending less than a week ago", () => {
    const instants = fc.date({ min: new Date("2015-01-01"), max: new Date("2045-01-01"), noInvalidDate: true });
    const zones = fc.constantFrom("Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata", "UTC", "Africa/Cairo");
    const starts = fc.constantFrom("monday", "sunday", "saturday") as fc.Arbitrary<PeriodRules["weekStartsOn"]>;
    fc.assert(
      fc.property(instants, zones, starts, (now, timeZone, weekStartsOn) => {
        const span = parsePeriod("last-week", now, { timeZone, weekStartsOn });
        const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(now);
        expect(span).toBeDefined();
        if (span === undefined) return;
        expect(countDays(span)).toBe(7);
        expect(span.to < today).toBe(true);
        expect(addDays(span.to, 7) >= today).toBe(true);
        const weekday = new Date(`${span.from}T00:00:00Z`).getUTCDay();
        expect(weekday).toBe({ sunday: 0, monday: 1, saturday: 6 }[weekStartsOn]);
      }),
    );
  });
});

describe("a named period", () => {
  it.each([
    ["2026-W47", W47],
    ["2026-w47", W47],
    [" 2026-W47 ", W47],
    ["2026-W01", { from: "2025-12-29", to: "2026-01-04" }],
    ["2026-W53", { from: "2026-12-28", to: "2027-01-03" }],
    ["2020-W53", { from: "2020-12-28", to: "2021-01-03" }],
    ["2026-02", { from: "2026-02-01", to: "2026-02-28" }],
    ["2028-02", { from: "2028-02-01", to: "2028-02-29" }],
    ["2026-12", { from: "2026-12-01", to: "2026-12-31" }],
    ["2026-11-01..2026-11-15", { from: "2026-11-01", to: "2026-11-15" }],
    ["2026-11-16", { from: "2026-11-16", to: "2026-11-16" }],
  ])("%s", (words, span) => {
    expect(parsePeriod(words, NOW, UTC)).toEqual(span);
  });

  it.each([
    "2025-W53",
    "2026-W00",
    "2026-W54",
    "2026-W99",
    "2026-13",
    "2026-00",
    "2026-02-30",
    "2026-11-15..2026-11-01",
    "2026-11-01..2026-11-02..2026-11-03",
    "2026-11-01..",
    "..2026-11-01",
    "last-year",
    "LAST-WEEK",
    "",
    "..",
  ])("%j is refused", (words) => {
    expect(parsePeriod(words, NOW, UTC)).toBeUndefined();
  });

  it("means the same whatever zone and week start are configured", () => {
    for (const words of ["2026-W47", "2026-11", "2026-11-16"]) {
      const other = { timeZone: "Pacific/Auckland", weekStartsOn: "saturday" } as const;
      expect(parsePeriod(words, NOW, other)).toEqual(parsePeriod(words, NOW, UTC));
    }
  });

  it("never throws, whatever is typed", () => {
    const typed = fc.oneof(
      fc.string(),
      fc.stringMatching(/^\d{4}-W\d{2}$/),
      fc.stringMatching(/^\d{4}-\d{2}$/),
      fc.stringMatching(/^\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2}$/),
    );
    fc.assert(
      fc.property(typed, (words) => {
        const span = parsePeriod(words, NOW, UTC);
        if (span !== undefined) expect(span.from <= span.to).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("is named so that the name is read back as the same days", () => {
    const first = fc.integer({ min: 0, max: 6000 }).map((days) => addDays("2015-01-01", days));
    fc.assert(
      fc.property(first, fc.constantFrom(1, 6, 7, 28, 30, 31, 45), (from, days) => {
        const span = { from, to: addDays(from, days - 1) };
        expect(parsePeriod(toPeriodName(span), NOW, UTC)).toEqual(span);
      }),
    );
    expect(toPeriodName(W47)).toBe("2026-W47");
    expect(toPeriodName({ from: "2026-12-28", to: "2027-01-03" })).toBe("2026-W53");
    expect(toPeriodName({ from: "2026-11-01", to: "2026-11-30" })).toBe("2026-11");
  });
});

describe("last-month, last-quarter and last-N-days", () => {
  it.each([
    ["last-month", "2026-12-01T00:00:00Z", UTC, { from: "2026-11-01", to: "2026-11-30" }],
    ["last-month", "2026-11-30T23:59:59Z", UTC, { from: "2026-10-01", to: "2026-10-31" }],
    ["last-month", "2027-01-01T12:00:00Z", UTC, { from: "2026-12-01", to: "2026-12-31" }],
    ["last-month", "2028-03-05T12:00:00Z", UTC, { from: "2028-02-01", to: "2028-02-29" }],
    ["last-month of a zone ahead", "2026-11-30T11:30:00Z", AUCKLAND, { from: "2026-11-01", to: "2026-11-30" }],
    ["last-month of a zone behind", "2026-12-01T07:30:00Z", LOS_ANGELES, { from: "2026-10-01", to: "2026-10-31" }],
    ["last-quarter", "2026-11-23T12:00:00Z", UTC, { from: "2026-07-01", to: "2026-09-30" }],
    ["last-quarter", "2027-01-01T00:00:00Z", UTC, { from: "2026-10-01", to: "2026-12-31" }],
    ["last-quarter", "2026-03-31T12:00:00Z", UTC, { from: "2025-10-01", to: "2025-12-31" }],
    ["last-28-days", "2026-11-23T12:00:00Z", UTC, { from: "2026-10-26", to: "2026-11-22" }],
    ["last-28-days of a zone ahead", "2026-11-22T11:30:00Z", AUCKLAND, { from: "2026-10-26", to: "2026-11-22" }],
    ["last-1-day", "2026-11-23T12:00:00Z", UTC, { from: "2026-11-22", to: "2026-11-22" }],
  ])("%s at %s", (words, now, rules, expected) => {
    expect(parsePeriod(words.split(" ")[0] ?? "", new Date(now), rules)).toEqual(expected);
  });

  it.each(["last-0-days", "last-367-days", "last-year", "2026-Q0", "2026-Q5", "2026-Q", "2026-q33"])(
    "does not know %s",
    (words) => {
      expect(parsePeriod(words, NOW, UTC)).toBeUndefined();
    },
  );

  it("knows a quarter by its number, and names it so", () => {
    for (const [name, from, to] of [
      ["2026-Q1", "2026-01-01", "2026-03-31"],
      ["2026-Q3", "2026-07-01", "2026-09-30"],
      ["2026-Q4", "2026-10-01", "2026-12-31"],
    ] as const) {
      expect(parsePeriod(name, NOW, UTC)).toEqual({ from, to });
      expect(toPeriodName({ from, to })).toBe(name);
    }
    expect(parsePeriod("2026-q3", NOW, UTC)).toEqual({ from: "2026-07-01", to: "2026-09-30" });
  });

  it("is always over, and followed at once by what is not", () => {
    const instants = fc.date({ min: new Date("2015-01-01"), max: new Date("2045-01-01"), noInvalidDate: true });
    const zones = fc.constantFrom("Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata", "UTC", "Africa/Cairo");
    fc.assert(
      fc.property(instants, zones, fc.constantFrom("month", "quarter"), (now, timeZone, length) => {
        const span = parsePeriod(`last-${length}`, now, { timeZone, weekStartsOn: "monday" });
        const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(now);
        if (span === undefined) throw new Error("it is known");
        expect(span.from.endsWith("-01") && addDays(span.to, 1).endsWith("-01")).toBe(true);
        expect(span.to < today).toBe(true);
        // The next one is not over yet.
        expect(addDays(span.to, length === "month" ? 31 : 92) >= today).toBe(true);
      }),
    );
  });
});
