// The stand-in against the contract's samples: same keys, same kinds, same words.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Answer,
  type Asker,
  type Body,
  DAY,
  MONDAY,
  NEXT_MONDAY,
  openAsker,
  readFixture,
  toShape,
} from "./ask.ts";

let asker: Asker;
let bakery: { id: string; pageId: string; token: string };
let week: string;

beforeAll(async () => {
  asker = await openAsker({ settings: { callsPerHour: 10_000, nestedErrorPrefix: false } });
  bakery = asker.account("kaffee_nord");
  week = `since=${MONDAY}&until=${NEXT_MONDAY}`;
});
afterAll(() => asker.sandbox.close());

const listFields = async (edge: string, fields: string): Promise<Body> =>
  (await asker.get(`/v26.0/${bakery.id}/${edge}?fields=${fields}&limit=100`)).body;

const findRow = (rows: Body[], isWanted: (row: Body) => boolean): Body => {
  const row = rows.find(isWanted);
  expect(row).toBeDefined();
  return row;
};

describe("discovery", () => {
  it("lists Pages with keys and kinds as recorded, the one without an account lacking the key", async () => {
    const fields =
      "id,name,access_token,category,category_list,tasks,instagram_business_account{id,username,name,followers_count,media_count},connected_instagram_account{id}";
    const { body } = await asker.get(`/v26.0/me/accounts?fields=${fields}&limit=9`);
    const sample = readFixture("me_accounts");
    expect(toShape(body.data[0])).toEqual(toShape(sample.data[0]));
    const bare = findRow(body.data, (row) => row.instagram_business_account === undefined);
    expect(toShape(bare)).toEqual(toShape(sample.data[1]));
    expect(toShape(body.paging)).toEqual(toShape(sample.paging));
  });

  it("ends with cursors and a previous link but no next one", async () => {
    const first = await asker.get("/me/accounts?fields=id&limit=10");
    const last = await asker.get(`/me/accounts?fields=id&limit=10&after=${first.body.paging.cursors.after}`);
    expect(last.body.data).toHaveLength(5);
    expect(toShape(last.body.paging)).toEqual(toShape(readFixture("me_accounts_last_page").paging));
  });

  it.each([
    ["me_accounts_empty", "/me/accounts"],
    ["page_instagram", "/{page}?fields=instagram_business_account"],
    ["me_permissions", "/me/permissions"],
    [
      "ig_user",
      "/{ig}?fields=biography,followers_count,follows_count,id,ig_id,media_count,name,profile_picture_url,username,website",
    ],
  ])("answers %s in the recorded shape", async (fixture, path) => {
    asker.sandbox.configure({ emptyDiscovery: fixture === "me_accounts_empty" });
    const { status, body } = await asker.get(path.replace("{page}", bakery.pageId).replace("{ig}", bakery.id));
    asker.sandbox.configure({ emptyDiscovery: false });
    expect(status).toBe(200);
    expect(toShape(body)).toEqual(toShape(readFixture(fixture)));
  });

  it("describes a token and exchanges it", async () => {
    const { appId, appSecret, token } = asker.sandbox;
    const described = await asker.get(`/debug_token?input_token=${token}`, `${appId}|${appSecret}`);
    expect(toShape(described.body)).toEqual(toShape(readFixture("debug_token")));
    const unknown = await asker.get("/debug_token?input_token=EAAnonsense", `${appId}|${appSecret}`);
    expect(unknown.body.data).toMatchObject({ is_valid: false, error: { code: 190 } });
    const query = new URLSearchParams({
      grant_type: "fb_exchange_token",
      client_id: appId,
      client_secret: appSecret,
      fb_exchange_token: token,
    });
    const exchanged = await asker.get(`/oauth/access_token?${query}`);
    expect(toShape(exchanged.body)).toEqual(toShape(readFixture("long_lived_token")));
    expect((await asker.get("/me", exchanged.body.access_token)).body.name).toBe("Alex Example");
    expect(asker.sandbox.tokens()).toContain(exchanged.body.access_token);
  });
});

describe("media", () => {
  const fields =
    "id,caption,comments_count,like_count,ig_id,is_comment_enabled,is_shared_to_feed,media_audio_type,media_product_type,media_type,media_url,owner,permalink,shortcode,thumbnail_url,timestamp,username,children{id,media_type,media_url,shortcode,timestamp,thumbnail_url}";

  it("gives image, reel and album the keys of the recording", async () => {
    const { data, paging } = (await asker.get(`/${bakery.id}/media?fields=${fields}&limit=60`)).body;
    const [image, reel, album] = readFixture("media_page").data;
    const { children, ...plainAlbum } = album;
    const complete = (row: Body): boolean => row.caption !== undefined && row.media_url !== undefined;
    expect(toShape(findRow(data, (row) => row.media_type === "IMAGE" && complete(row)))).toEqual(toShape(image));
    expect(toShape(findRow(data, (row) => row.media_product_type === "REELS" && complete(row)))).toEqual(toShape(reel));
    const found = findRow(data, (row) => row.media_type === "CAROUSEL_ALBUM" && complete(row));
    expect(Object.keys(found).sort()).toEqual(
      [...Object.keys(plainAlbum), "caption", "ig_id", "owner", "children"].sort(),
    );
    expect(Object.keys(found.children)).toEqual(["data"]);
    const child = findRow(found.children.data, (row) => row.media_type === "IMAGE");
    expect(toShape(child)).toEqual(toShape(children.data[0]));
    expect(toShape(paging)).toEqual(toShape(readFixture("media_page").paging));
  });

  it("is newest first, gives only ids by default, twenty-five of them, and keeps cursors on its last page", async () => {
    const plain = (await asker.get(`/${bakery.id}/media`)).body;
    expect(plain.data).toHaveLength(25);
    expect(Object.keys(plain.data[0])).toEqual(["id"]);
    const stamps = (await listFields("media", "timestamp")).data.map((row: Body) => row.timestamp);
    expect(stamps).toEqual([...stamps].sort().reverse());
    expect(stamps[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/);
    const few = (await asker.get(`/${bakery.id}/media?since=${MONDAY}&until=${NEXT_MONDAY}`)).body;
    expect(toShape(few)).toEqual(toShape(readFixture("media_page_default_fields")));
  });

  it("walks to the end with `after`, meeting every medium once", async () => {
    const seen: string[] = [];
    let after = "";
    for (;;) {
      const { body } = await asker.get(`/${bakery.id}/media?limit=30${after}`);
      seen.push(...body.data.map((row: Body) => row.id));
      if (body.paging?.next === undefined) break;
      after = `&after=${body.paging.cursors.after}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(90);
  });

  it("caps the limit at a hundred, and an empty listing has no paging", async () => {
    const { body } = await asker.get(`/${asker.account("fjellvik").id}/media?limit=5000`);
    expect(body.data).toHaveLength(100);
    expect((await asker.get(`/${bakery.id}/media?since=${NEXT_MONDAY + 30 * DAY}`)).body).toEqual({ data: [] });
  });

  it("nests insights in the recorded shape", async () => {
    const nested =
      "id,media_type,media_product_type,timestamp,permalink,like_count,comments_count,insights.metric(reach,views,saved){name,values}";
    const { data } = await listFields("media", nested);
    expect(toShape(data[0])).toEqual(toShape(readFixture("media_page_nested_insights").data[0]));
  });

  it("answers the count fields of 2026, leaving them out where the owner hides counts", async () => {
    const counts =
      "like_count,comments_count,reposts_count,saved_count,shares_count,total_like_count,total_comments_count,total_views_count";
    const reel = findRow(
      (await listFields("media", "media_product_type")).data,
      (row) => row.media_product_type === "REELS",
    );
    const { body } = await asker.get(`/${reel.id}?fields=${counts}`);
    expect(toShape(body)).toEqual(toShape(readFixture("media_engagement_fields")));
    const hidden = (await asker.get(`/${asker.account("fjellvik.fr").id}/media?fields=${counts}&limit=1`)).body.data[0];
    expect(Object.keys(hidden)).toEqual(["comments_count", "id"]);
    expect((await asker.get(`/${hidden.id}?fields=like_count`)).body.like_count).toBeTypeOf("number");
  });

  it("lists live stories with `before` alone, and tagged media of others", async () => {
    const stories = await listFields(
      "stories",
      "id,ig_id,media_product_type,media_type,media_url,owner,permalink,shortcode,timestamp,username",
    );
    const sample = readFixture("stories");
    expect(toShape(stories.paging)).toEqual(toShape(sample.paging));
    expect(toShape(findRow(stories.data, (row) => row.media_type === "IMAGE"))).toEqual(toShape(sample.data[0]));
    const tags = await listFields(
      "tags",
      "id,caption,comments_count,like_count,media_type,permalink,timestamp,username",
    );
    expect(toShape(tags)).toEqual(toShape(readFixture("tags")));
  });

  it("reads several ids at once, keyed by id", async () => {
    const ids = (await listFields("media", "id")).data.slice(0, 2).map((row: Body) => row.id);
    const { body } = await asker.get(`/?ids=${ids}&fields=id,like_count,comments_count,timestamp`);
    expect(Object.keys(body)).toEqual(ids);
    expect(toShape(body[ids[0]])).toEqual(toShape(Object.values(readFixture("ids_multi_read"))[0]));
  });
});

describe("insights", () => {
  const account = (query: string): Promise<Answer> => asker.get(`/v26.0/${bakery.id}/insights?${query}`);

  it.each([
    ["user_insights_series_day", "metric=reach,follower_count&period=day"],
    [
      "user_insights_follows_and_unfollows",
      "metric=follows_and_unfollows&metric_type=total_value&period=day&breakdown=follow_type",
    ],
    [
      "user_insights_total_value_breakdown",
      "metric=reach&metric_type=total_value&period=day&breakdown=media_product_type,follow_type",
    ],
    ["user_insights_online_followers", "metric=online_followers&period=lifetime"],
    [
      "user_insights_total_value",
      "metric=views,accounts_engaged,total_interactions,likes,comments,saves,shares,replies,profile_links_taps,profile_views,website_clicks&metric_type=total_value&period=day",
    ],
  ])("answers %s", async (fixture, query) => {
    const { body } = await account(`${query}&${week}`);
    const sample = readFixture(fixture);
    expect(toShape(body)).toEqual(toShape(sample));
    expect(body.data.map((row: Body) => [row.name, row.period])).toEqual(
      sample.data.slice(0, body.data.length).map((row: Body) => [row.name, row.period]),
    );
  });

  it.each([
    ["user_insights_follower_demographics_age_gender", "metric=follower_demographics&breakdown=age,gender"],
    ["user_insights_follower_demographics_city", "metric=follower_demographics&breakdown=city"],
    ["user_insights_follower_demographics_country", "metric=follower_demographics&breakdown=country"],
    [
      "user_insights_engaged_demographics_timeframe",
      "metric=engaged_audience_demographics&breakdown=country&timeframe=this_month",
    ],
  ])("answers %s", async (fixture, query) => {
    const { body } = await account(`${query}&metric_type=total_value&period=lifetime`);
    const sample = readFixture(fixture);
    expect(toShape(body)).toEqual(toShape(sample));
    const keys = (one: Body): unknown => one.data[0].total_value.breakdowns[0].dimension_keys;
    expect(keys(body)).toEqual(keys(sample));
    expect(body.data[0].total_value.breakdowns[0].results.length).toBeLessThanOrEqual(45);
  });

  it("pages windows as recorded: neighbours of equal length, one second apart, with the live token", async () => {
    const { body } = await account(`metric=reach,follower_count&period=day&${week}`);
    const sample = readFixture("user_insights_series_day").paging;
    for (const side of ["previous", "next"]) {
      const [own, theirs] = [new URL(body.paging[side]).searchParams, new URL(sample[side]).searchParams];
      expect([own.get("since"), own.get("until")]).toEqual([theirs.get("since"), theirs.get("until")]);
      expect(own.get("access_token")).toBe(asker.sandbox.token);
    }
  });

  it("gives follows_and_unfollows no value, and no key at all without its breakdown", async () => {
    const { body } = await account(`metric=follows_and_unfollows&metric_type=total_value&period=day&${week}`);
    expect(toShape(body.data)).toEqual(toShape(readFixture("user_insights_follows_and_unfollows_no_breakdown").data));
  });

  it("answers feed, reel, album and story insights", async () => {
    const { data } = await listFields("media", "media_product_type,media_type");
    const story = (await listFields("stories", "id")).data[0];
    const cases: readonly [string, string][] = [
      ["media_insights_feed", findRow(data, (row) => row.media_type === "IMAGE").id],
      ["media_insights_carousel", findRow(data, (row) => row.media_type === "CAROUSEL_ALBUM").id],
      ["media_insights_reels", findRow(data, (row) => row.media_product_type === "REELS").id],
      ["media_insights_story", story.id],
    ];
    for (const [fixture, id] of cases) {
      const sample = readFixture(fixture);
      const names = sample.data.map((row: Body) => row.name);
      const { status, body } = await asker.get(`/${id}/insights?metric=${names}`);
      expect(status, fixture).toBe(200);
      expect(body.data.map(({ name }: Body) => name)).toEqual(names);
      expect(body.data.map(toShape)).toEqual(sample.data.map(toShape));
    }
    const activity = await asker.get(`/${cases[0]?.[1]}/insights?metric=profile_activity&breakdown=action_type`);
    expect(toShape(activity.body)).toEqual(toShape(readFixture("media_insights_profile_activity")));
    const navigation = await asker.get(
      `/${story.id}/insights?metric=navigation&breakdown=story_navigation_action_type`,
    );
    expect(toShape(navigation.body)).toEqual(toShape(readFixture("media_insights_story_navigation")));
  });

  it("answers one request with aliased windows", async () => {
    const oneDay = (day: number): string =>
      `insights.metric(views,likes).period(day).metric_type(total_value).since(${MONDAY + day * DAY}).until(${MONDAY + (day + 1) * DAY}).as(d${day + 1})`;
    const fields = `followers_count,media_count,insights.metric(reach).period(day).since(${MONDAY}).until(${NEXT_MONDAY}).as(series),${oneDay(0)},${oneDay(1)}`;
    const { body } = await asker.get(`/${bakery.id}?fields=${fields}`);
    const sample = readFixture("ig_user_nested_aliased_insights");
    expect(Object.keys(body)).toEqual(Object.keys(sample));
    for (const key of ["series", "d1", "d2"]) expect(toShape(body[key].data)).toEqual(toShape(sample[key].data));
  });
});

describe("comments", () => {
  it("come in the recorded shapes: default fields, replies, everything", async () => {
    const media = findRow((await listFields("media", "comments_count")).data, (row) => row.comments_count > 12);
    const plain = await asker.get(`/${media.id}/comments?limit=2`);
    expect(toShape(plain.body)).toEqual(toShape(readFixture("comments_default_fields")));
    const full = "from,hidden,id,like_count,media,replies{timestamp,text,username,parent_id},text,timestamp,username";
    const { data } = (await asker.get(`/${media.id}/comments?fields=${full}&limit=50`)).body;
    const [answered, unanswered] = readFixture("comments_full").data;
    expect(toShape(findRow(data, (row) => row.replies !== undefined))).toEqual(toShape(answered));
    expect(toShape(findRow(data, (row) => row.replies === undefined))).toEqual(toShape(unanswered));
    const parent = findRow(data, (row) => row.replies !== undefined);
    const replies = await asker.get(`/${parent.id}/replies`);
    expect(toShape(replies.body)).toEqual(toShape(readFixture("comment_replies")));
    const one = await asker.get(`/${parent.id}?fields=hidden,media{id},timestamp`);
    expect(toShape(one.body)).toEqual(toShape(readFixture("comment")));
  });
});

describe("headers", () => {
  it("show the user's usage for a user token, and two keys for a Page token's Instagram read", async () => {
    const sample = readFixture("headers");
    const parse = (text: string | null | undefined): Body => JSON.parse(text ?? "null");
    const user = await asker.get("/me");
    expect(toShape(parse(user.headers.get("x-app-usage")))).toEqual(
      toShape(parse(sample.userTokenRead["x-app-usage"])),
    );
    expect(user.headers.get("facebook-api-version")).toBe("v26.0");
    const instagram = await asker.get(`/${bakery.id}?fields=id`, bakery.token);
    const usage = parse(instagram.headers.get("x-business-use-case-usage"));
    const recorded = parse(sample.pageTokenInstagramRead["x-business-use-case-usage"]);
    expect(Object.keys(usage)).toHaveLength(2);
    expect(toShape(Object.values(usage))).toEqual(toShape(Object.values(recorded)));
    const page = await asker.get(`/${bakery.pageId}?fields=name`, bakery.token);
    expect(parse(page.headers.get("x-business-use-case-usage"))[bakery.pageId][0].type).toBe("pages");
  });
});
