// When to run, over every clock change of twelve zones in 2020–2030 (RELIABILITY V10).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findNextSlot, listSlots } from "../../src/schedule/index.ts";
import { expectSlots, HOUR_MS, listChanges, MINUTE_MS, ZONES } from "./zone-changes.ts";

const list = (cron: string, timeZone: string, after: string | number, until: string | number): readonly string[] =>
  listSlots({ cron, timeZone }, new Date(after), new Date(until)).map((slot) => slot.toISOString());

const changes = ZONES.flatMap((timeZone) =>
  listChanges(timeZone, "2020-01-01T00:00:00Z", "2031-01-01T00:00:00Z").map((at) => ({ timeZone, at })),
);

describe("the slots of a cron", () => {
  it("are (after, until], in the zone, oldest first", () => {
    expect(list("0 7 * * 1", "Europe/Berlin", "2026-11-16T06:00:00Z", "2026-11-30T06:00:00Z")).toEqual([
      "2026-11-23T06:00:00.000Z",
      "2026-11-30T06:00:00.000Z",
    ]);
    expect(list("0 7 * * 1", "Europe/Berlin", "2026-11-16T05:59:59.999Z", "2026-11-16T06:00:00Z")).toHaveLength(1);
    expect(list("0 7 * * 1", "Europe/Berlin", "2026-11-16T06:00:00Z", "2026-11-23T05:59:59.999Z")).toEqual([]);
  });

  it("that the clock skips come right after the gap, all of them as one", () => {
    const night = ["Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z"] as const;
    expect(list("30 2 * * *", ...night)).toEqual(["2026-03-29T01:00:00.000Z"]);
    expect(list("*/15 2 * * *", ...night)).toEqual(["2026-03-29T01:00:00.000Z"]);
    expect(list("30 2,3 * * *", ...night)).toEqual(["2026-03-29T01:00:00.000Z", "2026-03-29T01:30:00.000Z"]);
    // Midnight itself is missing in Cairo.
    expect(list("0 0 * * *", "Africa/Cairo", "2026-04-23T12:00:00Z", "2026-04-24T12:00:00Z")).toEqual([
      "2026-04-23T22:00:00.000Z",
    ]);
  });

  it("that the clock shows twice come once, at the first showing", () => {
    const night = ["Europe/Berlin", "2026-10-24T20:00:00Z", "2026-10-25T12:00:00Z"] as const;
    expect(list("30 2 * * *", ...night)).toEqual(["2026-10-25T00:30:00.000Z"]);
    expect(list("30 2 * * *", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T12:00:00Z")).toEqual([]);
    expect(list("30 1 * * *", "Australia/Lord_Howe", "2026-04-04T12:00:00Z", "2026-04-05T12:00:00Z")).toHaveLength(1);
  });

  it("stop at the number asked for, and may never come", () => {
    const when = { cron: "* * * * *", timeZone: "UTC" };
    expect(listSlots(when, new Date("2026-01-01T00:00:00Z"), new Date("2027-01-01T00:00:00Z"), 3)).toHaveLength(3);
    expect(findNextSlot({ cron: "0 0 31 2 *", timeZone: "UTC" }, new Date())).toBeUndefined();
  });
});

describe(`over ${changes.length} clock changes of ${ZONES.length} zones in 2020–2030`, () => {
  it("there were changes to look at", () => {
    expect(changes.length).toBeGreaterThan(180);
  });

  it.each([
    ["0 7 * * 1", (wall: Date) => wall.getUTCMinutes() === 0 && wall.getUTCHours() === 7 && wall.getUTCDay() === 1],
    ["0 0 * * *", (wall: Date) => wall.getUTCMinutes() === 0 && wall.getUTCHours() === 0],
    ["30 2 * * *", (wall: Date) => wall.getUTCMinutes() === 30 && wall.getUTCHours() === 2],
    ["0 */8 * * *", (wall: Date) => wall.getUTCMinutes() === 0 && wall.getUTCHours() % 8 === 0],
    ["*/15 * * * *", (wall: Date) => wall.getUTCMinutes() % 15 === 0],
  ])("%s has each wall time once", (cron, isNamed) => {
    for (const { timeZone, at } of changes) {
      const [after, until] = [at - 5 * HOUR_MS, at + 5 * HOUR_MS];
      expect(list(cron, timeZone, after, until), `${timeZone} ${new Date(at).toISOString()}`).toEqual(
        expectSlots(timeZone, after, until, isNamed),
      );
    }
  });

  it("any cron has each wall time once, wherever the looking begins and ends", () => {
    const some = (most: number) => fc.uniqueArray(fc.integer({ min: 0, max: most }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        some(59),
        some(23),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        ({ timeZone, at }, minutes, hours, before, later) => {
          const [after, until] = [at - before * MINUTE_MS, at + later * MINUTE_MS];
          expect(list(`${minutes.join()} ${hours.join()} * * *`, timeZone, after, until)).toEqual(
            expectSlots(
              timeZone,
              after,
              until,
              (wall) => minutes.includes(wall.getUTCMinutes()) && hours.includes(wall.getUTCHours()),
            ),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it("looking step by step finds the same as looking at once", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 12 }),
        (change, steps) => {
          const start = change.at - 6 * HOUR_MS;
          let at = start;
          const found = steps.flatMap((minutes) => {
            const from = at;
            at += minutes * MINUTE_MS;
            return list("*/20 * * * *", change.timeZone, from, at);
          });
          expect(found).toEqual(list("*/20 * * * *", change.timeZone, start, at));
        },
      ),
      { numRuns: 200 },
    );
  });
});
