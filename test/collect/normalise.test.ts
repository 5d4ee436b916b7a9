import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/collect/fetch/index.ts";
import { normalise, normaliseKnownRefusals } from "../../src/collect/normalise/index.ts";
import type { Block } from "../../src/collect/plan/index.ts";
import type { RecordBatch, StampReading } from "../../src/dataset/index.ts";
import { dropPagingUrls } from "../../src/graph/scrub.ts";
import { readFixture } from "../support/read-fixture.ts";
import { ACCOUNT_ID, plannedCall, recordedError } from "./plans.ts";

const TAKEN_AT = "2026-11-23T12:00:00.000Z";
const WEEK = { from: "2026-11-16", to: "2026-11-22" };
const KNOWN = {
  accountId: ACCOUNT_ID,
  username: "old.name",
  pageId: "1",
  pageName: "Bakery",
  connection: "agency",
  tasks: ["ANALYZE"],
};

const SERIES: Block = { kind: "series", span: WEEK, metrics: ["reach", "follower_count"] };
const FOLLOWS: Block = { kind: "totals", span: WEEK, metrics: ["follows_and_unfollows"], breakdown: "follow_type" };
const MEDIA: Block = { kind: "media", since: 0, pageSize: 50, metrics: ["reach", "views", "saved"] };
const STORIES: Block = { kind: "stories", metrics: ["reach", "replies"], navigation: true };
const AGE: Block = { kind: "audience", metric: "follower_demographics", dimension: "age,gender" };
const PROFILE: Block = { kind: "profile" };

const totals = (...metrics: readonly string[]): Block => ({ kind: "totals", span: WEEK, metrics, breakdown: "" });
const single = (...metrics: readonly string[]): Block => ({
  kind: "media-insights",
  mediaId: "17900000000000002",
  productType: "REELS",
  metrics,
});

interface Reading {
  readonly followersCount?: number;
  readonly stampReading?: StampReading;
}

function read(block: Block, part: unknown, { followersCount, stampReading = "end" }: Reading = {}): RecordBatch {
  const answer: Answer = {
    kind: "page",
    call: plannedCall(),
    parts: [{ block, part }],
    refusals: [],
    takenAt: TAKEN_AT,
  };
  return normalise(answer, { known: KNOWN, followersCount, stampReading, runStartedAt: TAKEN_AT });
}

const recorded = (name: string) => dropPagingUrls(readFixture(name));
const gapsOf = (batch: RecordBatch) => batch.gaps.map(({ metric, reason }) => [metric, reason]);

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
    ["a value that is text", { total_value: { value: "12" } }],
    ["a series in its place", { values: [{ value: 12 }] }],
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

describe("posts", () => {
  it("come with their nested figures", () => {
    const batch = read(MEDIA, recorded("media_page_nested_insights"));
    expect(batch.media).toHaveLength(3);
    expect(batch.media[1]).toMatchObject({
      mediaId: "17900000000000002",
      accountId: ACCOUNT_ID,
      mediaType: "VIDEO",
      mediaProductType: "REELS",
      publishedAt: "2026-11-19T19:20:02.000Z",
      likeCount: 108,
      commentsCount: 2,
    });
    expect(batch.mediaInsights.map(({ mediaId, metric, value }) => [mediaId.at(-1), metric, value])).toEqual([
      ["1", "reach", 512],
      ["1", "views", 690],
      ["1", "saved", 4],
      ["2", "reach", 2006],
      ["2", "views", 2385],
      ["2", "saved", 7],
      ["3", "reach", 301],
      ["3", "views", 455],
      ["3", "saved", 2],
    ]);
    expect(batch.gaps).toEqual([]);
    expect(batch.settled).toContain(`${ACCOUNT_ID}/media/17900000000000003`);
  });

  it("that were asked for more have a gap for it each", () => {
    const batch = read({ ...MEDIA, metrics: ["reach", "shares"] }, recorded("media_page_nested_insights"));
    expect(batch.gaps.map(({ mediaId, metric, reason }) => [mediaId?.at(-1), metric, reason])).toEqual([
      ["1", "shares", "not-reported"],
      ["2", "shares", "not-reported"],
      ["3", "shares", "not-reported"],
    ]);
  });

  it("without any insights are one gap each (CALL-COST §6.13)", () => {
    const batch = read(MEDIA, recorded("media_page"));
    expect(batch.gaps.map(({ mediaId, metric }) => [mediaId?.at(-1), metric])).toEqual([
      ["1", undefined],
      ["2", undefined],
      ["3", undefined],
    ]);
    expect(batch.mediaInsights).toEqual([]);
  });

  it("whose owner hides likes have unknown likes, not none (RELIABILITY M9)", () => {
    const [hidden] = read({ ...MEDIA, metrics: [] }, recorded("media_last_page")).media;
    expect(hidden?.likeCount).toBeUndefined();
    expect(hidden?.commentsCount).toBe(1);
    expect(hidden?.mediaUrl).toBeUndefined();
  });

  it("asked plainly have no gap for insights that were not asked for", () => {
    expect(read({ ...MEDIA, metrics: [] }, recorded("media_page")).gaps).toEqual([]);
  });

  it("are none where the key is left away, which is no gap (CONTRACT §5.1)", () => {
    const batch = read(MEDIA, undefined);
    expect(batch).toMatchObject({ media: [], gaps: [] });
    expect(batch.settled).toContain(`${ACCOUNT_ID}/media`);
    expect(read(STORIES, recorded("stories_empty"))).toMatchObject({ media: [], gaps: [] });
  });

  it("without id or time cost themselves alone", () => {
    const { data } = recorded("media_page") as { data: readonly object[] };
    const body = { data: [{ ...data[0], timestamp: "yesterday" }, { ...data[1], id: undefined }, null, data[2]] };
    const batch = read({ ...MEDIA, metrics: [] }, body);
    expect(batch.media.map(({ mediaId }) => mediaId)).toEqual(["17900000000000003"]);
    expect(batch.gaps.map(({ reason }) => reason)).toEqual(["unanswered", "unanswered", "unanswered"]);
  });

  it("of a listing that cannot be read are a gap", () => {
    for (const part of [null, "x", [], { data: "x" }, {}]) {
      expect(read(MEDIA, part).gaps).toMatchObject([{ reason: "unanswered", code: "GRAPH_UNEXPECTED_SHAPE" }]);
    }
  });

  it("of a group that its window did not hold are a gap each", () => {
    const members = ["17900000000000001", "17900000000000077"].map((mediaId) => ({
      mediaId,
      productType: "FEED",
      publishedAt: 9,
    }));
    const { data } = recorded("media_page_nested_insights") as { data: readonly object[] };
    const batch = read({ ...MEDIA, members }, { data: data.slice(0, 1) });
    expect(batch.gaps).toMatchObject([{ mediaId: "17900000000000077", reason: "not-reported" }]);
    expect(batch.settled).not.toContain(`${ACCOUNT_ID}/media`);
  });
});

describe("stories", () => {
  const story = { ...(recorded("stories") as { data: readonly object[] }).data[0] };

  it("come with their figures and the ways they were left", () => {
    const body = {
      data: [
        {
          ...story,
          insights: recorded("media_insights_story"),
          navigation: recorded("media_insights_story_navigation"),
        },
      ],
    };
    const batch = read(STORIES, body);
    expect(batch.media[0]).toMatchObject({ mediaProductType: "STORY", publishedAt: "2026-11-23T06:17:24.000Z" });
    expect(batch.mediaInsights.map(({ metric, bucket, value }) => [metric, bucket, value])).toEqual([
      ["reach", "", 105],
      ["replies", "", 0],
      ["navigation", "tap_forward", 19],
      ["navigation", "tap_back", 4],
      ["navigation", "tap_exit", 1],
      ["navigation", "swipe_forward", 1],
    ]);
    expect(batch.gaps).toEqual([]);
  });

  it("without the ways they were left have a gap for it", () => {
    const body = { data: [{ ...story, insights: recorded("media_insights_story") }] };
    expect(gapsOf(read(STORIES, body))).toEqual([["navigation", "not-reported"]]);
    expect(gapsOf(read({ ...STORIES, navigation: false }, body))).toEqual([]);
  });
});

describe("one post alone", () => {
  it("has its figures, fractions too", () => {
    const batch = read(single("reach", "ig_reels_avg_watch_time", "reels_skip_rate"), recorded("media_insights_reels"));
    expect(batch.mediaInsights.map(({ metric, value }) => [metric, value])).toEqual([
      ["reach", 2006],
      ["ig_reels_avg_watch_time", 12_549],
      ["reels_skip_rate", 41.7],
    ]);
    expect(batch.gaps).toEqual([]);
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
    const batch = read(PROFILE, { id: ACCOUNT_ID, username: "new.name", followers_count: -1, media_count: "258" });
    expect(batch.accounts[0]).toMatchObject({ username: "new.name", followersCount: undefined, mediaCount: undefined });
    expect(gapsOf(batch).map(([metric]) => metric)).toEqual(["followers_count", "follows_count", "media_count"]);
  });

  it("that cannot be read is a gap", () => {
    expect(read(PROFILE, "nothing")).toMatchObject({ accounts: [], gaps: [{ reason: "unanswered" }] });
  });
});

describe("a walk that came to its end", () => {
  const lastPage = recorded("media_last_page");

  it("says since when it covers posts, so that the store can mark those that vanished", () => {
    const block: Block = { kind: "media", since: 1_794_000_000, pageSize: 50, metrics: [] };
    expect(read(block, lastPage).walks).toEqual([
      {
        accountId: ACCOUNT_ID,
        kind: "posts",
        publishedSince: new Date(1_794_000_060_000).toISOString(),
        startedAt: TAKEN_AT,
        endedAt: TAKEN_AT,
      },
    ]);
    expect(read({ kind: "stories", metrics: [], navigation: false }, recorded("stories")).walks).toMatchObject([
      { kind: "stories", publishedSince: new Date(Date.parse(TAKEN_AT) - 23 * 3_600_000).toISOString() },
    ]);
  });

  it("is told by no page that goes on, no group and no empty answer", () => {
    const block: Block = { kind: "media", since: 1_794_000_000, pageSize: 50, metrics: [] };
    expect(read(block, recorded("media_page")).walks).toEqual([]);
    expect(read({ ...block, members: [] }, lastPage).walks).toEqual([]);
    expect(read(block, recorded("insights_empty")).walks).toEqual([]);
    expect(read(block, undefined).walks).toEqual([]);
  });
});

describe("a refusal", () => {
  const refuse = (block: Block, error: ReturnType<typeof recordedError>, metrics?: readonly string[]) =>
    normalise(
      {
        kind: "refused",
        call: plannedCall(),
        refusals: [{ block, error, ...(metrics === undefined ? {} : { metrics }) }],
        takenAt: TAKEN_AT,
      },
      { known: KNOWN, stampReading: "end", runStartedAt: TAKEN_AT },
    );

  it.each([
    ["010_permission", "not-permitted", "10"],
    ["200_permission", "not-permitted", "200"],
    ["010_not_enough_viewers", "below-threshold", "10"],
    ["100_2108006_before_conversion", "before-conversion", "100/2108006"],
    ["100_033_not_found", "gone", "100/33"],
    ["100_media_metric_unsupported", "metric-refused", "100"],
    ["100_impressions_media", "withdrawn", "100"],
    ["100_window_too_long", "metric-refused", "100"],
    ["190_463_expired", "token-unusable", "190/463"],
    ["002_service", "unanswered", "2"],
    ["2642_invalid_cursor", "unanswered", "2642"],
  ] as const)("%s is a gap of the reason %s, in the API's words", (name, reason, code) => {
    const [gap, ...more] = refuse(single("reach"), recordedError(name)).gaps;
    expect(more).toEqual([]);
    expect(gap).toMatchObject({ reason, code, mediaId: "17900000000000002", seenAt: TAKEN_AT, accountId: ACCOUNT_ID });
    expect(gap?.message).toBe(recordedError(name).apiMessage);
  });

  it("of a window is a gap for each of its metrics, with its days", () => {
    const batch = refuse(SERIES, recordedError("010_permission"));
    expect(batch.gaps.map(({ metric, fromDay, toDay }) => [metric, fromDay, toDay])).toEqual([
      ["reach", "2026-11-16", "2026-11-22"],
      ["follower_count", "2026-11-16", "2026-11-22"],
    ]);
    const subject = `${ACCOUNT_ID}/series/2026-11-16..2026-11-22/`;
    expect(batch.settled).toEqual([subject, `${subject}/reach`, `${subject}/follower_count`]);
  });

  it("of one metric outlives the answer to the others", () => {
    const lost = refuse(SERIES, recordedError("100_follower_count_too_old"), ["follower_count"]);
    expect(lost.settled).toEqual([]);
    const answered = read({ ...SERIES, metrics: ["reach"] }, recorded("user_insights_series_day"));
    expect(answered.settled).not.toContain(lost.gaps[0]?.subject);
  });

  it("to go on with a listing is a gap beside what was listed", () => {
    const error = recordedError("2642_invalid_cursor");
    const parts = [{ block: MEDIA, part: recorded("media_page_nested_insights") }];
    const batch = normalise(
      {
        kind: "page",
        call: plannedCall(),
        parts,
        refusals: [{ block: { ...MEDIA, after: "A" }, error }],
        takenAt: TAKEN_AT,
      },
      { known: KNOWN, stampReading: "end", runStartedAt: TAKEN_AT },
    );
    expect(batch.media).toHaveLength(3);
    expect(batch.gaps).toMatchObject([{ subject: `${ACCOUNT_ID}/media`, reason: "unanswered", code: "2642" }]);
  });

  it("known from an earlier run is told again without asking", () => {
    const call = plannedCall({
      refusedBefore: [{ block: totals("views", "likes"), metric: "likes", message: "gone since May" }],
    });
    expect(normaliseKnownRefusals(call, TAKEN_AT).gaps).toMatchObject([
      { metric: "likes", reason: "metric-refused", message: "gone since May", fromDay: WEEK.from, toDay: WEEK.to },
    ]);
  });
});

// RELIABILITY §6.5: mutation of answers.
const GOOD: readonly (readonly [name: string, block: Block, body: unknown])[] = [
  ["series", SERIES, recorded("user_insights_series_day")],
  ["totals", totals("views", "accounts_engaged", "likes", "saves"), recorded("user_insights_total_value")],
  ["follows", FOLLOWS, recorded("user_insights_follows_and_unfollows")],
  ["demographics", AGE, recorded("user_insights_follower_demographics_age_gender")],
  ["posts", MEDIA, recorded("media_page_nested_insights")],
  ["one post", single("reach", "saved", "reels_skip_rate"), recorded("media_insights_reels")],
];

type Path = readonly (string | number)[];

function listPaths(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [here, ...listPaths(inner, here)];
  });
}

function change(value: unknown, [key, ...rest]: Path, to: (old: unknown) => unknown): unknown {
  const copy: Record<string | number, unknown> | unknown[] = Array.isArray(value)
    ? [...value]
    : { ...(value as object) };
  const fields = copy as Record<string | number, unknown>;
  if (key === undefined) return copy;
  const changed = rest.length > 0 ? change(fields[key], rest, to) : to(fields[key]);
  if (changed !== undefined) fields[key] = changed;
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete fields[key];
  return copy;
}

/** Every number, with what it is about. */
function listFigures(batch: RecordBatch): readonly string[] {
  return [
    ...batch.days.map(({ day, metric, value }) => `${day} ${metric} ${value}`),
    ...batch.totals.map(({ metric, bucket, value }) => `${metric} ${bucket} ${value}`),
    ...batch.audience.map(({ bucket, value }) => `${bucket} ${value}`),
    ...batch.mediaInsights.map(({ mediaId, metric, value }) => `${mediaId} ${metric} ${value}`),
  ];
}

describe.each(GOOD)("an answer about %s", (name, block, body) => {
  const whole = read(block, body);
  const paths = listPaths(body);

  it("is whole to begin with", () => {
    expect(whole.gaps).toEqual([]);
    expect(listFigures(whole).length).toBeGreaterThan(0);
  });

  it("with any key or entry taken away has no new number, and a gap for each that went", () => {
    for (const path of paths) {
      const batch = read(
        block,
        change(body, path, () => undefined),
      );
      const figures = listFigures(batch);
      expect(listFigures(whole), path.join(".")).toEqual(expect.arrayContaining([...figures]));
      const isListEntry = typeof path.at(-1) === "number";
      // A row the API did not send (a post, a bucket) is none we know of; everything else that went is a gap.
      const isUnknowable = isListEntry && (path.includes("results") || (name === "posts" && path.length === 2));
      if (figures.length < listFigures(whole).length && !isUnknowable && !isBucket(path)) {
        expect(batch.gaps.length, path.join(".")).toBeGreaterThan(0);
      }
    }
  });

  it("with anything in any place never throws, and changes no other number", () => {
    const junk = fc.oneof(
      fc.constantFrom(
        null,
        "",
        "0",
        "NaN",
        -1,
        0.5,
        1e308,
        -1e308,
        Number.MAX_SAFE_INTEGER + 2,
        true,
        [],
        {},
        [null],
        "9999999-01-01",
      ),
      fc.jsonValue({ maxDepth: 3 }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        junk,
        fc.constantFrom<StampReading>("end", "start"),
        (path, value, stampReading) => {
          expect(() =>
            read(
              block,
              change(body, path, () => value),
              { stampReading },
            ),
          ).not.toThrow();
        },
      ),
      { numRuns: 400 },
    );
    fc.assert(fc.property(fc.jsonValue(), (value) => Array.isArray(read(block, value).gaps)));
  });

  it("with an entry repeated is the same", () => {
    const { data } = body as { data: readonly unknown[] };
    if (name !== "posts") expect(listFigures(read(block, { data: [...data, ...data] }))).toEqual(listFigures(whole));
  });
});

/** One bucket's value or name: the others remain, and which buckets there ought to be nobody knows. */
function isBucket(path: Path): boolean {
  return path.includes("results") && path.at(-1) !== "results";
}

describe("stamps at the end of time", () => {
  it.each(["-271821-04-20T00:00:00Z", "+275760-09-13T00:00:00Z", "0000-01-01T00:00:00Z"])(
    "%s is no reason to throw",
    (stamp) => {
      const body = {
        data: [
          { name: "reach", values: [{ value: 1, end_time: stamp }] },
          { id: "1", timestamp: stamp },
        ],
      };
      expect(read(SERIES, body).days).toEqual([]);
      expect(() => read(MEDIA, body)).not.toThrow();
    },
  );
});
