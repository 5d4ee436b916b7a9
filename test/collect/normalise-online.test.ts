import { describe, expect, it } from "vitest";
import type { AudiencePoint } from "../../src/dataset/index.ts";
import { ACCOUNT_ID } from "./plans.ts";
import { gapsOf, ONLINE, read, recorded, TAKEN_AT } from "./readings.ts";

const SUBJECT = `${ACCOUNT_ID}/audience/online_followers/day,hour`;
const hoursOf = ({ audience }: { readonly audience: readonly AudiencePoint[] }) =>
  audience.map(({ bucket, value }) => [bucket, value]);
const answer = (...values: readonly unknown[]) => ({ data: [{ name: "online_followers", values }] });
/** The stamp ends 2026-11-19, Pacific. */
const point = (value: unknown, stamp = "2026-11-20T08:00:00+0000") => ({ value, end_time: stamp });

describe("followers online", () => {
  it("are a bucket an hour of Meta's own day, and a day that was left empty is no day of zeros", () => {
    const batch = read(ONLINE, recorded("user_insights_online_followers"));
    expect(hoursOf(batch)).toEqual(Array.from({ length: 24 }, (_, hour) => [`2026-11-19,${hour}`, 100 + 10 * hour]));
    expect(batch.audience[0]).toEqual({
      accountId: ACCOUNT_ID,
      metric: "online_followers",
      dimension: "day,hour",
      bucket: "2026-11-19,0",
      value: 100,
      takenAt: TAKEN_AT,
    });
    expect(batch.gaps).toEqual([]);
    expect(batch.settled).toEqual([SUBJECT, `${SUBJECT}/online_followers`]);
  });

  it("belong to the day the connection's stamps mean (CONTRACT §13.1)", () => {
    const batch = read(ONLINE, answer(point({ 13: 5 })), { stampReading: "start" });
    expect(hoursOf(batch)).toEqual([["2026-11-20,13", 5]]);
  });

  it("keep a zero that was told; an hour that is missing, or no number, or no hour, is absent", () => {
    const batch = read(ONLINE, answer(point({ 0: 0, 7: null, 8: "9", 23: 4, 24: 1, "05": 2, total: 3, "-1": 1 })));
    expect(hoursOf(batch)).toEqual([
      ["2026-11-19,0", 0],
      ["2026-11-19,8", 9],
      ["2026-11-19,23", 4],
    ]);
    expect(batch.gaps).toEqual([]);
  });

  it("outside the days asked for, or of no day at all, are left", () => {
    const later = point({ 1: 1 }, "2026-11-24T08:00:00+0000");
    const earlier = point({ 1: 2 }, "2026-11-09T08:00:00+0000");
    expect(hoursOf(read(ONLINE, answer(later, earlier, point({ 1: 3 }), { value: { 1: 4 } }, null, point(7))))).toEqual(
      [["2026-11-19,1", 3]],
    );
  });

  it("as a single number are a gap that shows it", () => {
    expect(read(ONLINE, answer(point(12))).gaps).toMatchObject([
      { reason: "unreadable", message: expect.stringContaining("12") },
    ]);
  });

  it.each([
    ["an empty list", { data: [] }],
    ["a key that was left out", undefined],
    ["empty days only", answer(point({}))],
  ])("that did not come are a gap with its reason: %s", (_what, part) => {
    const batch = read(ONLINE, part, { followersCount: 1_200 });
    expect(batch.audience).toEqual([]);
    expect(gapsOf(batch)).toEqual([["online_followers", "not-reported"]]);
    expect(batch.gaps[0]?.subject).toBe(SUBJECT);
    expect(gapsOf(read(ONLINE, part, { followersCount: 99 }))).toEqual([["online_followers", "below-threshold"]]);
  });
});
