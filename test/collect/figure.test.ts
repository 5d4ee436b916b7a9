// One figure in every shape it may stand in (CONTRACT §3.4, §4, §13.12, §13.15), and what it cannot be.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACCOUNT_ID } from "./plans.ts";
import { FOLLOWS, gapsOf, MEDIA, PROFILE, read, SERIES, STORIES, single, totals } from "./readings.ts";

const MEDIA_ID = "17900000000000002";
/** The same 8, as servers were seen or may be expected to write it. */
const SHAPES: readonly (readonly [what: string, rest: Readonly<Record<string, unknown>>])[] = [
  ["values", { values: [{ value: 8 }] }],
  ["total_value", { total_value: { value: 8 } }],
  ["digits in values", { values: [{ value: "8" }] }],
  ["digits in total_value", { total_value: { value: "8" } }],
  ["a bare total_value", { total_value: 8 }],
  ["a bare value", { value: 8 }],
  ["a list of numbers", { values: [8] }],
  ["a value within a value", { values: [{ value: { value: 8 } }] }],
  ["an empty list beside the total", { values: [], total_value: { value: 8 } }],
];

describe.each(SHAPES)("a figure as %s", (_what, rest) => {
  it("is read of a post, nested or alone, of a story and of a window", () => {
    const insights = { data: [{ name: "reach", period: "lifetime", ...rest }] };
    expect(read(single("reach"), insights).mediaInsights).toMatchObject([{ metric: "reach", bucket: "", value: 8 }]);
    const item = { id: MEDIA_ID, timestamp: "2026-11-19T19:20:02+0000", media_type: "IMAGE", insights };
    for (const block of [
      { ...MEDIA, metrics: ["reach"] },
      { ...STORIES, metrics: ["reach"], navigation: false },
    ]) {
      const batch = read(block, { data: [item] });
      expect(batch.mediaInsights).toMatchObject([{ mediaId: MEDIA_ID, metric: "reach", value: 8 }]);
      expect(batch.gaps).toEqual([]);
    }
    const total = read(totals("reach"), insights);
    expect([total.totals.map(({ value }) => value), total.gaps]).toEqual([[8], []]);
  });
});

describe("what stands elsewhere", () => {
  it("is read of days and buckets, too", () => {
    const end_time = "2026-11-17T08:00:00+0000";
    const days = read(
      { ...SERIES, metrics: ["reach"] },
      { data: [{ name: "reach", values: [{ value: "12", end_time }] }] },
    );
    expect(days.days).toMatchObject([{ day: "2026-11-16", value: 12 }]);
    const unix = read(
      { ...SERIES, metrics: ["reach"] },
      {
        data: [{ name: "reach", values: [{ value: 12, end_time: Date.parse("2026-11-17T08:00:00Z") / 1000 }] }],
      },
    );
    expect(unix.days).toMatchObject([{ day: "2026-11-16", value: 12 }]);
    for (const entry of [
      { values: [{ value: { FOLLOWER: 5, NON_FOLLOWER: "3" } }] },
      { total_value: { value: { FOLLOWER: 5, NON_FOLLOWER: 3 } } },
      {
        breakdowns: {
          dimension_keys: ["follow_type"],
          results: [
            { dimension_values: ["FOLLOWER"], value: 5 },
            { dimension_values: ["NON_FOLLOWER"], value: "3" },
          ],
        },
      },
    ]) {
      const { totals: told, gaps } = read(FOLLOWS, { data: [{ name: "follows_and_unfollows", ...entry }] });
      expect([told.map(({ bucket, value }) => [bucket, value]), gaps]).toEqual([
        [
          ["FOLLOWER", 5],
          ["NON_FOLLOWER", 3],
        ],
        [],
      ]);
    }
  });

  it("is the newest of several lifetime values, and no total where it is a series", () => {
    const values = [
      { value: 3, end_time: "2026-11-18T08:00:00+0000" },
      { value: 9, end_time: "2026-11-20T08:00:00+0000" },
      { value: 5, end_time: "2026-11-19T08:00:00+0000" },
    ];
    expect(read(single("reach"), { data: [{ name: "reach", values }] }).mediaInsights).toMatchObject([{ value: 9 }]);
    const unstamped = values.map(({ value }) => ({ value }));
    expect(read(single("reach"), { data: [{ name: "reach", values: unstamped }] }).mediaInsights).toMatchObject([
      { value: 5 },
    ]);
    const series = read(totals("reach"), { data: [{ name: "reach", values }] });
    expect([series.totals, gapsOf(series)]).toEqual([[], [["reach", "unreadable"]]]);
  });

  it("is quoted where no shape is known, and never called left out", () => {
    const told = (rest: object) => read(single("reach"), { data: [{ name: "reach", ...rest }] }).gaps;
    for (const rest of [
      { values: [{ value: "many" }] },
      { total_value: { figure: 8 } },
      { values: { a: [1] } },
      { value: true },
    ]) {
      expect(told(rest)).toMatchObject([
        {
          mediaId: MEDIA_ID,
          metric: "reach",
          reason: "unreadable",
          message: expect.stringContaining("cannot be read: "),
        },
      ]);
    }
    for (const rest of [{}, { values: [] }, { total_value: {} }, { values: [null] }, { values: [{}] }]) {
      expect(told(rest)).toMatchObject([{ reason: "not-reported" }]);
    }
  });
});

describe("a value a figure cannot have", () => {
  it.each([
    ["saved", -2],
    ["views", 0.5],
    ["reach", 1e16],
    ["reach", "10000000000000000000"],
    ["reels_skip_rate", 4_000],
  ])("%s of %s is a gap with the value in its message", (metric, value) => {
    const batch = read(single(metric), { data: [{ name: metric, values: [{ value }] }] });
    expect(batch.mediaInsights).toEqual([]);
    expect(batch.gaps).toMatchObject([
      { metric, reason: "unreadable", message: expect.stringContaining(String(Number(value))) },
    ]);
  });

  it("is not the one that stands for too few", () => {
    expect(gapsOf(read(single("saved"), { data: [{ name: "saved", values: [{ value: -1 }] }] }))).toEqual([
      ["saved", "below-threshold"],
    ]);
  });

  it("spoils neither the other days nor the other buckets", () => {
    const point = (day: number, value: unknown) => ({ value, end_time: `2026-11-${day}T08:00:00+0000` });
    const series = { ...SERIES, metrics: ["reach"], span: { from: "2026-11-16", to: "2026-11-18" } };
    const days = read(series, { data: [{ name: "reach", values: [point(17, 4), point(18, -5), point(19, 6)] }] });
    expect(days.days.map(({ day, value }) => [day, value])).toEqual([
      ["2026-11-16", 4],
      ["2026-11-18", 6],
    ]);
    expect(days.gaps).toMatchObject([{ fromDay: "2026-11-17", toDay: "2026-11-17", reason: "unreadable" }]);
    expect(
      gapsOf(read(PROFILE, { id: ACCOUNT_ID, followers_count: 1e15, follows_count: 1, media_count: "2" })),
    ).toEqual([["followers_count", "unreadable"]]);
  });

  it("never passes for a figure, whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.jsonValue(), fc.string()), (value) => {
        for (const entry of [{ values: [{ value }] }, { total_value: { value } }, { value }]) {
          const batch = read(single("reach"), { data: [{ name: "reach", ...entry }] });
          expect(batch.mediaInsights.length + batch.gaps.length).toBe(1);
          for (const { value: kept } of batch.mediaInsights) {
            expect(Number.isInteger(kept) && kept >= 0 && kept <= 1e10).toBe(true);
          }
        }
      }),
    );
  });
});

describe("a post that is listed", () => {
  const list = (...data: readonly object[]) => read({ ...MEDIA, metrics: [] }, { data });

  it("is read with a time in Unix seconds and an id that is a number", () => {
    const seconds = Date.parse("2026-11-19T08:00:00Z") / 1000;
    const batch = list({ id: 179_000, timestamp: seconds }, { id: "179001", timestamp: String(seconds) });
    expect(batch.media.map(({ mediaId, publishedAt }) => [mediaId, publishedAt])).toEqual([
      ["179000", "2026-11-19T08:00:00.000Z"],
      ["179001", "2026-11-19T08:00:00.000Z"],
    ]);
    expect(batch.gaps).toEqual([]);
  });

  it("without a readable time is a gap of its own and was seen", () => {
    const batch = list(
      { id: "1" },
      { id: "2", timestamp: "yesterday" },
      { id: "3", timestamp: "2026-11-19T08:00:00+0000" },
    );
    expect(batch.gaps.map(({ mediaId, reason }) => [mediaId, reason])).toEqual([
      ["1", "unreadable"],
      ["2", "unreadable"],
    ]);
    expect(new Set(batch.gaps.map(({ subject }) => subject)).size).toBe(2);
    expect(batch.seen?.map(({ mediaId }) => mediaId)).toEqual(["1", "2"]);
    expect(batch.walks).toHaveLength(1);
  });

  it("without a readable id keeps its walk from saying who is gone, on whatever page it stood", () => {
    const good = { id: "3", timestamp: "2026-11-19T08:00:00+0000" };
    expect(list(good, { timestamp: "2026-11-18T08:00:00+0000" }).walks).toEqual([]);
    expect(read({ ...MEDIA, metrics: [], hasNameless: true }, { data: [good] }).walks).toEqual([]);
  });

  it("keeps counts that are digits, and tells those that cannot be", () => {
    const batch = list({ id: "3", timestamp: "2026-11-19T08:00:00+0000", like_count: "12", comments_count: 0.5 });
    expect(batch.media).toMatchObject([{ likeCount: 12, commentsCount: undefined }]);
    expect(batch.gaps).toMatchObject([{ mediaId: "3", metric: "comments_count", reason: "unreadable" }]);
  });
});
