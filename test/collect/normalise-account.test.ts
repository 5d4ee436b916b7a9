import { describe, expect, it } from "vitest";
import type { Block } from "../../src/collect/plan/index.ts";
import { ACCOUNT_ID } from "./plans.ts";
import { AGE, FOLLOWS, gapsOf, PROFILE, read, recorded, SERIES, TAKEN_AT, totals, WEEK } from "./readings.ts";

describe("a daily series", () => {
  const body = recorded("user_insights_series_day");

  it("has its values on the days that ended at the stamps", () => {
    const batch = read(SERIES, body);
    expect(batch.days.filter(({ metric }) => metric === "reach").map(({ day, value }) => [day, value])).toEqual([
      ["2026-11-16", 310],
      ["2026-11-17", 287],
      ["2026-11-18", 402],
      ["2026-11-19", 365],
      ["2026-11-20", 290],
      ["2026-11-21", 410],
      ["2026-11-22", 388],
    ]);
    expect(batch.days.filter(({ metric }) => metric === "follower_count").map(({ value }) => value)).toEqual([
      6, 13, 6, 9, 7, 2, 4,
    ]);
    expect(batch.days[0]).toEqual({
      accountId: ACCOUNT_ID,
      day: "2026-11-16",
      metric: "reach",
      value: 310,
      takenAt: TAKEN_AT,
    });
    expect(batch.gaps).toEqual([]);
    const subject = `${ACCOUNT_ID}/series/2026-11-16..2026-11-22/`;
    expect(batch.settled).toEqual([subject, `${subject}/reach`, `${subject}/follower_count`]);
  });

  it("under the other reading begins at the stamps: a day at the start is missing, one past the end is left out", () => {
    const batch = read(SERIES, body, { stampReading: "start" });
    expect(batch.days.filter(({ metric }) => metric === "reach").map(({ day }) => day)).toEqual([
      "2026-11-17",
      "2026-11-18",
      "2026-11-19",
      "2026-11-20",
      "2026-11-21",
      "2026-11-22",
    ]);
    expect(batch.gaps.map(({ metric, fromDay, toDay }) => [metric, fromDay, toDay])).toEqual([
      ["reach", "2026-11-16", "2026-11-16"],
      ["follower_count", "2026-11-16", "2026-11-16"],
    ]);
  });

  it("is chosen by stamp and not by place: turned round, it is the same", () => {
    const { data } = body as { data: readonly { values: readonly unknown[] }[] };
    const turned = { data: data.map((one) => ({ ...one, values: one.values.toReversed() })).toReversed() };
    expect(read(SERIES, turned)).toEqual(read(SERIES, body));
  });

  it("has neighbouring missing days as one gap", () => {
    const values = ["2026-11-17", "2026-11-20"].map((day) => ({ value: 1, end_time: `${day}T08:00:00+0000` }));
    const batch = read({ ...SERIES, metrics: ["reach"] }, { data: [{ name: "reach", period: "day", values }] });
    expect(batch.gaps.map(({ fromDay, toDay, reason }) => [fromDay, toDay, reason])).toEqual([
      ["2026-11-17", "2026-11-18", "not-reported"],
      ["2026-11-20", "2026-11-22", "not-reported"],
    ]);
  });

  it("keeps a zero that was told, and makes none of what was not", () => {
    const values = [{ value: 0, end_time: "2026-11-17T08:00:00+0000" }, { end_time: "2026-11-18T08:00:00+0000" }];
    const batch = read({ ...SERIES, metrics: ["reach"] }, { data: [{ name: "reach", values }] });
    expect(batch.days.map(({ day, value }) => [day, value])).toEqual([["2026-11-16", 0]]);
  });

  it("that is empty tells small accounts from silence (RELIABILITY D6)", () => {
    const empty = recorded("insights_empty");
    const reasons = (followersCount?: number) =>
      gapsOf(read(SERIES, empty, followersCount === undefined ? {} : { followersCount }));
    expect(reasons(99)).toEqual([
      ["reach", "not-reported"],
      ["follower_count", "below-threshold"],
    ]);
    expect(reasons(100)).toEqual([
      ["reach", "not-reported"],
      ["follower_count", "not-reported"],
    ]);
    expect(reasons()).toEqual([
      ["reach", "not-reported"],
      ["follower_count", "not-reported"],
    ]);
    expect(read(SERIES, empty).gaps[0]).toMatchObject({ fromDay: WEEK.from, toDay: WEEK.to });
    expect(read(SERIES, empty).days).toEqual([]);
  });
});

describe("window totals", () => {
  it("have one value a metric, whatever the order", () => {
    const metrics = ["likes", "views", "accounts_engaged", "total_interactions", "comments", "saves", "shares"];
    const batch = read(totals(...metrics), recorded("user_insights_total_value"));
    expect(batch.totals.map(({ metric, value }) => [metric, value])).toEqual([
      ["likes", 185],
      ["views", 6866],
      ["accounts_engaged", 115],
      ["total_interactions", 352],
      ["comments", 11],
      ["saves", 5],
      ["shares", 72],
    ]);
    expect(batch.totals[0]).toMatchObject({
      breakdown: "",
      bucket: "",
      fromDay: WEEK.from,
      toDay: WEEK.to,
      takenAt: TAKEN_AT,
    });
    expect(batch.gaps).toEqual([]);
  });

  it("have gained and lost followers as buckets without a sum", () => {
    const batch = read(FOLLOWS, recorded("user_insights_follows_and_unfollows"));
    expect(batch.totals.map(({ bucket, value }) => [bucket, value])).toEqual([
      ["FOLLOWER", 17],
      ["NON_FOLLOWER", 20],
    ]);
    expect(batch.gaps).toEqual([]);
  });

  it("of follows without their breakdown are a gap", () => {
    const batch = read(FOLLOWS, recorded("user_insights_follows_and_unfollows_no_breakdown"));
    expect(batch.totals).toEqual([]);
    expect(gapsOf(batch)).toEqual([["follows_and_unfollows", "not-reported"]]);
    const small = read(FOLLOWS, recorded("insights_empty"), { followersCount: 42 });
    expect(gapsOf(small)).toEqual([["follows_and_unfollows", "below-threshold"]]);
  });

  it("broken down find the dimensions by name, in the order that was asked", () => {
    const body = recorded("user_insights_total_value_breakdown");
    const block = (breakdown: string): Block => ({ kind: "totals", span: WEEK, metrics: ["reach"], breakdown });
    const asked = read(block("follow_type,media_product_type"), body).totals;
    expect(asked[0]).toMatchObject({ bucket: "FOLLOWER,POST", value: 780 });
    expect(asked).toHaveLength(7);
    expect(gapsOf(read(block("country"), body))).toEqual([["reach", "not-reported"]]);
  });

  it.each([
    ["no total_value", {}],
    ["an empty one", { total_value: {} }],
    ["null", { total_value: null }],
    ["an empty list", { values: [] }],
    ["a point without its value", { values: [{ end_time: "2026-11-22T08:00:00+0000" }] }],
  ])("with %s are a gap and no zero", (_what, rest) => {
    const batch = read(totals("views"), { data: [{ name: "views", period: "day", ...rest }] });
    expect(batch.totals).toEqual([]);
    expect(gapsOf(batch)).toEqual([["views", "not-reported"]]);
  });

  it("keep a zero that was told", () => {
    const batch = read(totals("views"), { data: [{ name: "views", total_value: { value: 0 } }] });
    expect(batch.totals.map(({ value }) => value)).toEqual([0]);
    expect(batch.gaps).toEqual([]);
  });
});

describe("demographics", () => {
  it("are buckets of both dimensions", () => {
    const batch = read(AGE, recorded("user_insights_follower_demographics_age_gender"));
    expect(batch.audience.map(({ bucket, value }) => [bucket, value])).toEqual([
      ["18-24,F", 10],
      ["18-24,M", 7],
      ["18-24,U", 1],
      ["25-34,F", 25],
      ["25-34,M", 19],
      ["25-34,U", 2],
    ]);
    expect(batch.audience[0]).toMatchObject({ metric: "follower_demographics", dimension: "age,gender" });
  });

  it("keep a comma in a city's name", () => {
    const batch = read({ ...AGE, dimension: "city" }, recorded("user_insights_follower_demographics_city"));
    expect(batch.audience.map(({ bucket }) => bucket)).toEqual(["London, England", "Sydney, New South Wales"]);
  });

  it("leave a timeframe in front away (CONTRACT §3.4)", () => {
    const block: Block = { kind: "audience", metric: "engaged_audience_demographics", dimension: "country" };
    const batch = read(block, recorded("user_insights_engaged_demographics_timeframe"));
    expect(batch.audience.map(({ bucket, value }) => [bucket, value])).toEqual([
      ["US", 7],
      ["ES", 3],
    ]);
  });

  it("that did not come are a gap", () => {
    expect(gapsOf(read(AGE, recorded("insights_empty"), { followersCount: 12 }))).toEqual([
      ["follower_demographics", "below-threshold"],
    ]);
    expect(gapsOf(read(AGE, recorded("insights_empty"), { followersCount: 1_200 }))).toEqual([
      ["follower_demographics", "not-reported"],
    ]);
    expect(gapsOf(read(AGE, recorded("user_insights_online_followers")))).toEqual([
      ["follower_demographics", "not-reported"],
    ]);
  });
});

describe("a profile", () => {
  it("is laid over what discovery knew, by id (RELIABILITY K12)", () => {
    const [profile] = read(PROFILE, recorded("ig_user")).accounts;
    expect(profile).toMatchObject({ accountId: ACCOUNT_ID, pageName: "Bakery", tasks: ["ANALYZE"], takenAt: TAKEN_AT });
    expect(profile?.username).not.toBe("old.name");
    expect(profile?.followersCount).toBeGreaterThan(0);
  });

  it("without counts has gaps for them, not zeros", () => {
    const batch = read(PROFILE, {
      id: ACCOUNT_ID,
      username: "new.name",
      followers_count: -1,
      media_count: "258 posts",
    });
    expect(batch.accounts[0]).toMatchObject({ username: "new.name", followersCount: undefined, mediaCount: undefined });
    expect(gapsOf(batch)).toEqual([
      ["followers_count", "below-threshold"],
      ["follows_count", "not-reported"],
      ["media_count", "unreadable"],
    ]);
    expect(read(PROFILE, { media_count: "258" }).accounts[0]?.mediaCount).toBe(258);
  });

  it("that cannot be read is a gap", () => {
    expect(read(PROFILE, "nothing")).toMatchObject({ accounts: [], gaps: [{ reason: "unanswered" }] });
  });
});
