// The stand-in refuses what it does not know, in the API's words.

import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Asker, type Body, DAY, MONDAY, NEXT_MONDAY, NOW, openAsker, readFixture } from "./ask.ts";

let asker: Asker;
let id: string;

beforeAll(async () => {
  asker = await openAsker({ settings: { callsPerHour: 10_000 } });
  id = asker.account("kaffee_nord").id;
});
afterAll(() => asker.sandbox.close());

const withoutTrace = ({ fbtrace_id: _trace, ...error }: Body): Body => error;

const expectFixture = async (path: string, fixture: string): Promise<void> => {
  const { status, body } = await asker.get(path);
  const sample = readFixture(`errors/${fixture}`);
  expect({ status, error: withoutTrace(body.error) }).toEqual({
    status: sample.httpStatus,
    error: withoutTrace(sample.body.error),
  });
};

const firstMedia = async (username: string, wanted: (row: Body) => boolean): Promise<string> => {
  const { body } = await asker.get(
    `/${asker.account(username).id}/media?fields=media_product_type,timestamp&limit=100`,
  );
  const row = body.data.find(wanted);
  expect(row).toBeDefined();
  return row.id;
};

describe("account insights", () => {
  it.each([
    ["metric=views,profile_views,total_interactions,likes&period=day", "100_needs_total_value"],
    ["metric=follower_count&period=day&metric_type=total_value", "100_incompatible_total_value"],
    [`metric=reach&period=day&since=${MONDAY}&until=${MONDAY + 30 * DAY + 1}`, "100_window_too_long"],
    [
      `metric=follower_count&period=day&since=${MONDAY - 40 * DAY}&until=${MONDAY - 38 * DAY}`,
      "100_follower_count_too_old",
    ],
    ["metric=views&metric_type=total_value&period=day&breakdown=age", "001_unknown"],
  ])("%s", (query, fixture) => expectFixture(`/${id}/insights?${query}`, fixture));

  it("takes exactly thirty days", async () => {
    const { status } = await asker.get(
      `/${id}/insights?metric=reach&period=day&since=${NEXT_MONDAY - 30 * DAY}&until=${NEXT_MONDAY}`,
    );
    expect(status).toBe(200);
  });

  it("names the position of an unknown metric and lists the known", async () => {
    const { body } = await asker.get(`/${id}/insights?metric=reach,saved&period=day`);
    expect(body.error.message).toMatch(
      /^\(#100\) metric\[1\] must be one of the following values: reach, follower_count, /,
    );
  });

  it("ignores a breakdown beside a series", async () => {
    const { status, body } = await asker.get(`/${id}/insights?metric=reach&period=day&breakdown=follow_type`);
    expect([status, body.data[0].total_value]).toEqual([200, undefined]);
  });

  it("gives small accounts nothing, or an error where the setting says so", async () => {
    const small = asker.account("kaffee_nord.backstube").id;
    const demographics = `/${small}/insights?metric=follower_demographics&period=lifetime&metric_type=total_value&breakdown=age`;
    expect((await asker.get(demographics)).body).toEqual(readFixture("insights_empty"));
    const mixed = await asker.get(`/${small}/insights?metric=reach,follower_count&period=day`);
    expect(mixed.body.data.map((row: Body) => row.name)).toEqual(["reach"]);
    asker.sandbox.configure({ demographicsSmall: "error-2874010" });
    const refused = await asker.get(demographics);
    asker.sandbox.configure({ demographicsSmall: "empty" });
    expect([refused.status, refused.body.error.error_subcode]).toEqual([400, 2874010]);
  });

  it("refuses an account whose Page lacks ANALYZE, but not its profile", async () => {
    const garden = asker.account("botanischer_garten.sued").id;
    await expectFixture(`/${garden}/insights?metric=reach&period=day`, "010_permission");
    expect((await asker.get(`/${garden}?fields=followers_count`)).status).toBe(200);
    asker.sandbox.configure({ missingAnalyze: 200 });
    await expectFixture(`/${garden}/insights?metric=reach&period=day`, "200_permission");
    asker.sandbox.configure({ missingAnalyze: 10 });
  });
});

describe("media insights", () => {
  it("refuses reels what only posts have, and the other way round", async () => {
    const reel = await firstMedia("kaffee_nord", (row) => row.media_product_type === "REELS");
    const post = await firstMedia("kaffee_nord", (row) => row.media_product_type === "FEED");
    const say = async (path: string): Promise<string> => (await asker.get(path)).body.error.message;
    expect(await say(`/${reel}/insights?metric=reach,follows,profile_visits`)).toBe(
      "(#100) The Media Insights API does not support the follows, profile_visits metric for this media product type.",
    );
    expect(await say(`/${post}/insights?metric=ig_reels_avg_watch_time`)).toContain(
      "does not support the ig_reels_avg_watch_time metric",
    );
    await expectFixture(`/${post}/insights?metric=saves`, "100_metric_not_in_list");
    await expectFixture(`/${post}/insights?metric=impressions`, "100_impressions_media");
  });

  it("fails a whole page for one media that does not have a metric, unless the page is empty", async () => {
    const path = `/${id}/media?fields=id,insights.metric(reach,ig_reels_avg_watch_time){values}&limit=50`;
    const { status, body } = await asker.get(path);
    expect([status, body.data]).toEqual([400, undefined]);
    expect(body.error.message).toMatch(/^For field 'insights': \(#100\) The Media Insights API/);
    expect((await asker.get(`${path}&since=${NEXT_MONDAY + 30 * DAY}`)).body).toEqual({ data: [] });
  });

  it("refuses media from before the conversion, alone and in a page", async () => {
    const old = await firstMedia("kaffee_nord_rostock", (row) => row.timestamp < "2026-11-10");
    await expectFixture(`/${old}/insights?metric=reach`, "100_2108006_before_conversion");
    const converted = asker.account("kaffee_nord_rostock").id;
    const page = (since: number) =>
      asker.get(`/${converted}/media?fields=id,insights.metric(reach)&since=${since}&limit=100`);
    expect((await page(MONDAY - 30 * DAY)).body.error.error_subcode).toBe(2108006);
    expect((await page(MONDAY)).status).toBe(200);
  });

  it("refuses stories hardly anyone saw, and forgets stories after a day", async () => {
    const theatre = asker.account("theater_im_speicher").id;
    const story = (await asker.get(`/${theatre}/stories`)).body.data[0].id;
    await expectFixture(`/${story}/insights?metric=reach`, "010_not_enough_viewers");
    asker.sandbox.setNow(new Date(NOW.getTime() + DAY * 1000));
    expect((await asker.get(`/${story}?fields=id`)).body.error.error_subcode).toBe(33);
    asker.sandbox.setNow(null);
  });

  it("has none for album children, which lack the parent's fields too", async () => {
    const { body } = await asker.get(`/${id}/media?fields=children&limit=50`);
    const child = body.data.find((row: Body) => row.children !== undefined).children.data[0].id;
    expect((await asker.get(`/${child}/insights?metric=reach`)).status).toBe(400);
    expect((await asker.get(`/${child}?fields=caption`)).body.error.message).toContain("nonexisting field (caption)");
  });
});

describe("anything unknown", () => {
  it("is refused: paths, objects, fields, parameters, modifiers, cursors", async () => {
    const post = await firstMedia("kaffee_nord", () => true);
    await expectFixture(`/${post}?fields=foo`, "100_nonexisting_field");
    await expectFixture("/17900000000000099?fields=id", "100_033_not_found");
    await expectFixture("/?ids=17900000000000099", "803_unknown_alias");
    await expectFixture(`/${id}/media?after=nonsense`, "2642_invalid_cursor");
    const codes = async (path: string): Promise<readonly [number, string]> => {
      const { error } = (await asker.get(path)).body;
      return [error.code, error.message];
    };
    expect(await codes(`/${id}/fans`)).toEqual([2500, "Unknown path components: /fans"]);
    expect(await codes("/nobody")).toEqual([803, "(#803) Some of the aliases you requested do not exist: nobody"]);
    expect(await codes(`/${id}/media?colour=red`)).toEqual([100, "(#100) Invalid parameter: colour"]);
    expect((await codes(`/${id}?fields=media.metric(reach){id}`))[0]).toBe(100);
    expect((await codes(`/${id}?fields=constructor`))[1]).toContain("nonexisting field (constructor)");
    expect((await codes("/v99.0/me"))[0]).toBe(2500);
  });

  it("switches off: aliases, nested insights, the fields of 2026, big answers", async () => {
    const refused = async (settings: Parameters<typeof asker.sandbox.configure>[0], path: string): Promise<Body> => {
      asker.sandbox.configure(settings);
      const { status, body } = await asker.get(path);
      asker.sandbox.configure({
        aliases: "allowed",
        nestedInsights: "allowed",
        mediaFieldsNew: "accepted",
        maxRowsPerRequest: null,
        limitIgnored: false,
      });
      return { status, ...body };
    };
    expect((await refused({ aliases: "refused" }, `/${id}?fields=media.limit(1).as(x){id}`)).error.code).toBe(2500);
    expect(
      (await refused({ nestedInsights: "refused" }, `/${id}/media?fields=insights.metric(reach)`)).error.message,
    ).toContain("(insights)");
    expect((await refused({ mediaFieldsNew: "refused" }, `/${id}/media?fields=saved_count`)).error.message).toContain(
      "(saved_count)",
    );
    expect((await refused({ maxRowsPerRequest: 12 }, `/${id}/media?limit=13`)).error).toMatchObject(
      withoutTrace(readFixture("errors/001_reduce_data").body.error),
    );
    expect((await refused({ maxRowsPerRequest: 12 }, `/${id}/media?limit=12`)).data).toHaveLength(12);
    expect((await refused({ limitIgnored: true }, `/${id}/media?limit=100`)).data).toHaveLength(25);
  });
});

describe("tokens", () => {
  it("must be there, known, unexpired, and proved when they carry a proof", async () => {
    const bare = await fetch(`${asker.sandbox.url}/me`);
    expect(((await bare.json()) as Body).error.code).toBe(2500);
    const node = await fetch(`${asker.sandbox.url}/${id}`);
    expect(((await node.json()) as Body).error.code).toBe(104);
    expect((await asker.get("/me", "EAAnonsense")).body.error.code).toBe(190);
    const { token, appSecret } = asker.sandbox;
    const proof = createHmac("sha256", appSecret).update(token).digest("hex");
    expect((await asker.get(`/me?appsecret_proof=${proof}`)).status).toBe(200);
    expect((await asker.get("/me?appsecret_proof=00")).body.error.message).toBe(
      "Invalid appsecret_proof provided in the API argument",
    );
    asker.sandbox.configure({ requireAppSecretProof: true });
    await expectFixture("/me", "100_appsecret_proof");
    asker.sandbox.configure({ requireAppSecretProof: false });
    asker.sandbox.setNow(new Date(NOW.getTime() + 61 * DAY * 1000));
    const expired = await asker.get("/me");
    asker.sandbox.setNow(null);
    expect(expired.body.error).toMatchObject({ code: 190, error_subcode: 463 });
    expect(expired.headers.get("www-authenticate")).toContain('"invalid_token"');
  });

  it("of a Page reach that Page and its account only", async () => {
    const { id: own, pageId, token } = asker.account("kaffee_nord");
    expect((await asker.get("/me?fields=id", token)).body.id).toBe(pageId);
    expect((await asker.get(`/${own}?fields=username`, token)).body.username).toBe("kaffee_nord");
    expect((await asker.get(`/${asker.account("fjellvik").id}?fields=id`, token)).body.error.error_subcode).toBe(33);
  });

  it("travel as a parameter, in a form, and by POST with method=GET", async () => {
    const { url, token } = asker.sandbox;
    expect(((await (await fetch(`${url}/v25.0/me?access_token=${token}`)).json()) as Body).name).toBe("Alex Example");
    const form = new URLSearchParams({ access_token: token, method: "GET", fields: "username" });
    const answer = await fetch(`${url}/v26.0/${id}`, { method: "POST", body: form });
    expect(((await answer.json()) as Body).username).toBe("kaffee_nord");
    expect(answer.headers.get("facebook-api-version")).toBe("v26.0");
  });
});
