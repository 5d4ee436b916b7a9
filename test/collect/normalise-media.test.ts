import { describe, expect, it } from "vitest";
import type { Block } from "../../src/collect/plan/index.ts";
import { ACCOUNT_ID } from "./plans.ts";
import { gapsOf, MEDIA, read, recorded, STORIES, single, TAKEN_AT } from "./readings.ts";

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

  it.each([
    ["as a total", { total_value: { value: 0 } }],
    [
      "as a total without results",
      { total_value: { value: 0, breakdowns: [{ dimension_keys: ["story_navigation_action_type"] }] } },
    ],
    ["as a value", { values: [{ value: 0 }] }],
  ])("that nobody left any way have zeros, not a gap: told %s", (_name, told) => {
    const navigation = { data: [{ name: "navigation", period: "lifetime", ...told }] };
    const batch = read(STORIES, { data: [{ ...story, insights: recorded("media_insights_story"), navigation }] });
    const exits = batch.mediaInsights.filter(({ metric }) => metric === "navigation");
    expect(exits.map(({ bucket, value }) => [bucket, value])).toEqual([
      ["", 0],
      ["tap_forward", 0],
      ["tap_back", 0],
      ["tap_exit", 0],
      ["swipe_forward", 0],
    ]);
    expect(batch.gaps).toEqual([]);
  });

  it("with a whole that is not 0 and no parts have a gap for them", () => {
    const navigation = { data: [{ name: "navigation", total_value: { value: 3 } }] };
    const body = { data: [{ ...story, insights: recorded("media_insights_story"), navigation }] };
    expect(gapsOf(read(STORIES, body))).toEqual([["navigation", "not-reported"]]);
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
