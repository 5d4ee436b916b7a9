import { describe, expect, it } from "vitest";
import { toGraphRequest, toParts } from "../../src/collect/fetch/requests.ts";
import type { Block } from "../../src/collect/plan/index.ts";
import { readFixture } from "../support/read-fixture.ts";
import { ACCOUNT_ID, plannedCall } from "./plans.ts";

const PROFILE: Block = { kind: "profile" };
const SERIES: Block = {
  kind: "series",
  span: { from: "2026-11-16", to: "2026-11-22" },
  metrics: ["reach", "follower_count"],
};
const TOTALS: Block = {
  kind: "totals",
  span: { from: "2026-11-16", to: "2026-11-22" },
  metrics: ["views", "likes"],
  breakdown: "",
};
const FOLLOWS: Block = { ...TOTALS, metrics: ["follows_and_unfollows"], breakdown: "follow_type" };
const MEDIA: Block = { kind: "media", since: 1_794_700_800, pageSize: 50, metrics: ["reach", "saved"] };
const STORIES: Block = { kind: "stories", metrics: ["reach"], navigation: true };
const AUDIENCE: Block = { kind: "audience", metric: "follower_demographics", dimension: "age,gender" };
const ONLINE: Block = {
  kind: "audience",
  metric: "online_followers",
  dimension: "day,hour",
  span: { from: "2026-11-09", to: "2026-11-22" },
};
const SINGLE: Block = {
  kind: "media-insights",
  mediaId: "179",
  productType: "REELS",
  metrics: ["reach", "reels_skip_rate"],
};

const PROFILE_FIELDS = "username,name,biography,website,profile_picture_url,followers_count,follows_count,media_count";
const MEDIA_FIELDS =
  "id,caption,media_type,media_product_type,permalink,shortcode,timestamp,like_count,comments_count,is_comment_enabled,reposts_count,total_like_count,total_comments_count,total_views_count,media_url,thumbnail_url";
const STORY_FIELDS = "id,caption,media_type,media_product_type,permalink,shortcode,timestamp,media_url,thumbnail_url";

const ask = (...blocks: readonly Block[]) => toGraphRequest(plannedCall(), { blocks });

describe("one block", () => {
  // Bounds are 00:00 UTC of labels: a total's exactly, a series' with a day more at each end (CONTRACT §3.2, §13.1).
  it.each([
    ["profile", PROFILE, ACCOUNT_ID, { fields: `id,${PROFILE_FIELDS}` }],
    [
      "series",
      SERIES,
      `${ACCOUNT_ID}/insights`,
      { metric: "reach,follower_count", period: "day", since: "1794700800", until: "1795478400" },
    ],
    [
      "totals",
      TOTALS,
      `${ACCOUNT_ID}/insights`,
      { metric: "views,likes", period: "day", metric_type: "total_value", since: "1794787200", until: "1795392000" },
    ],
    [
      "totals with a breakdown",
      FOLLOWS,
      `${ACCOUNT_ID}/insights`,
      {
        metric: "follows_and_unfollows",
        period: "day",
        metric_type: "total_value",
        breakdown: "follow_type",
        since: "1794787200",
        until: "1795392000",
      },
    ],
    [
      "media",
      MEDIA,
      `${ACCOUNT_ID}/media`,
      {
        fields: `${MEDIA_FIELDS},insights.metric(reach,saved){name,values,total_value}`,
        limit: "50",
        since: "1794700800",
      },
    ],
    [
      "media without insights, further on",
      { ...MEDIA, metrics: [], after: "QVF", until: 1_795_000_000 },
      `${ACCOUNT_ID}/media`,
      { fields: MEDIA_FIELDS, limit: "50", since: "1794700800", until: "1795000000", after: "QVF" },
    ],
    [
      "stories",
      { ...STORIES, navigation: false },
      `${ACCOUNT_ID}/stories`,
      { fields: `${STORY_FIELDS},insights.metric(reach){name,values,total_value}` },
    ],
    [
      "demographics",
      AUDIENCE,
      `${ACCOUNT_ID}/insights`,
      { metric: "follower_demographics", period: "lifetime", metric_type: "total_value", breakdown: "age,gender" },
    ],
    [
      "followers online by hour",
      ONLINE,
      `${ACCOUNT_ID}/insights`,
      { metric: "online_followers", period: "lifetime", since: "1794096000", until: "1795478400" },
    ],
    ["a post alone", SINGLE, "179/insights", { metric: "reach,reels_skip_rate" }],
  ] as const)("%s goes to its own edge", (_what, block, path, params) => {
    expect(ask(block)).toMatchObject({ path, params, connection: "agency", accountId: ACCOUNT_ID });
    expect(ask(block).params).toEqual(params);
  });

  it("spans a week in seconds without regard to a clock change", () => {
    const { since, until } = ask({ ...TOTALS, span: { from: "2026-03-02", to: "2026-03-31" } }).params ?? {};
    expect(Number(until) - Number(since)).toBe(30 * 86_400);
  });
});

describe("several blocks", () => {
  const request = ask(PROFILE, SERIES, TOTALS, FOLLOWS, MEDIA, STORIES, AUDIENCE, ONLINE);

  it("are fields of the account, told apart by alias", () => {
    expect(request.path).toBe(ACCOUNT_ID);
    expect(request.params?.fields).toBe(
      [
        "id",
        PROFILE_FIELDS,
        "insights.metric(reach,follower_count).period(day).since(1794700800).until(1795478400).as(part1){name,period,values}",
        "insights.metric(views,likes).period(day).metric_type(total_value).since(1794787200).until(1795392000).as(part2){name,values,total_value}",
        "insights.metric(follows_and_unfollows).period(day).metric_type(total_value).breakdown(follow_type).since(1794787200).until(1795392000).as(part3){name,values,total_value}",
        `media.limit(50).since(1794700800){${MEDIA_FIELDS},insights.metric(reach,saved){name,values,total_value}}`,
        `stories{${STORY_FIELDS},insights.metric(reach){name,values,total_value},insights.metric(navigation).breakdown(story_navigation_action_type).as(navigation){name,values,total_value}}`,
        "insights.metric(follower_demographics).period(lifetime).metric_type(total_value).breakdown(age,gender).as(part6){name,values,total_value}",
        "insights.metric(online_followers).period(lifetime).since(1794096000).until(1795478400).as(part7){name,values,total_value}",
      ].join(","),
    );
  });

  it("ask stories for their ways of leaving in the form their figures are wanted in", () => {
    const { fields } = ask(PROFILE, { ...STORIES, asTotal: true }).params ?? {};
    expect(fields).toContain("insights.metric(reach).metric_type(total_value){");
    expect(fields).toContain("insights.metric(navigation).metric_type(total_value).breakdown(");
  });

  it("say for people what they are and whose", () => {
    expect(request.about).toBe("profile, daily figures, totals, posts, stories, audience of @example.bakery");
  });

  it("can be narrowed as long as there is a page to halve", () => {
    expect(request.narrowable).toBe(true);
    expect(ask(MEDIA).narrowable).toBe(true);
    expect(ask({ ...MEDIA, pageSize: 1 }).narrowable).toBe(false);
    expect(ask(SERIES).narrowable).toBe(false);
  });
});

describe("toParts", () => {
  it("gives a lone block the whole body", () => {
    const body = readFixture("media_page");
    expect(toParts({ blocks: [MEDIA] }, body)).toEqual([{ block: MEDIA, part: body }]);
  });

  it("gives each block of a combined answer its own part, by alias and never by order", () => {
    const blocks = [PROFILE, SERIES, MEDIA, TOTALS, STORIES];
    const body = { part3: "totals", stories: "stories", media: "media", part1: "series", id: ACCOUNT_ID };
    const parts = toParts({ blocks }, body).map(({ block, part }) => [block.kind, part]);
    expect(parts).toEqual([
      ["profile", body],
      ["series", "series"],
      ["media", "media"],
      ["totals", "totals"],
      ["stories", "stories"],
    ]);
  });

  it("finds the parts under the very names it asked for", () => {
    const blocks = [PROFILE, SERIES, TOTALS, AUDIENCE];
    const fields = ask(...blocks).params?.fields ?? "";
    const aliases = [...fields.matchAll(/\.as\((\w+)\)/g)].map(([, alias = ""]) => alias);
    const body = Object.fromEntries(aliases.map((alias, index) => [alias, `part of ${blocks[index + 1]?.kind}`]));
    for (const { block, part } of toParts({ blocks }, body).slice(1)) expect(part).toBe(`part of ${block.kind}`);
  });

  it.each([[undefined], [null], ["text"], [7], [[]]])("gives nothing out of %j", (body) => {
    expect(toParts({ blocks: [SERIES, MEDIA] }, body).map(({ part }) => part)).toEqual([undefined, undefined]);
  });
});

describe("collect.comments", () => {
  const toFields = (more: object): string =>
    toGraphRequest(plannedCall(), { blocks: [{ ...MEDIA, ...more }] }).params?.fields ?? "";

  it("off asks nothing about comments; counts asks how many there are; all brings their texts", () => {
    expect(toFields({ uncounted: true })).not.toContain("comment");
    expect(toFields({})).toContain(",comments_count,is_comment_enabled,");
    expect(toFields({})).not.toContain("comments.limit");
    expect(toFields({ comments: true })).toContain("comments.limit(50)");
  });
});
