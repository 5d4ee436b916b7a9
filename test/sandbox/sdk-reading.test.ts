// Conformance by Meta's SDK: what an outside client reads from the stand-in.

import { FacebookAdsApi, IGMedia, IGUser, Page, User } from "facebook-nodejs-business-sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MONDAY, NEXT_MONDAY } from "./ask.ts";
import { openSdk, type Sdk } from "./open-sdk.ts";

let sdk: Sdk;
let account: IGUser;
beforeAll(async () => {
  sdk = await openSdk({ accounts: 30, settings: { callsPerHour: 5_000 } });
  account = new IGUser(sdk.accountId("kaffee_nord"));
});
afterAll(() => sdk.sandbox.close());

interface PagedCursor<Item> extends Array<Item> {
  hasNext(): boolean;
  next(): Promise<unknown>;
}

/** Every item of an edge, by the SDK's own paging; the cursor is at its last page afterwards. */
async function walk<Item extends { readonly id: string }>(cursor: PagedCursor<Item>): Promise<readonly string[][]> {
  const pages = [cursor.map(({ id }) => id)];
  while (cursor.hasNext()) {
    await cursor.next();
    pages.push(cursor.map(({ id }) => id));
  }
  return pages;
}

const read = (objects: readonly { exportAllData(): unknown }[]) =>
  objects.map((one) => one.exportAllData() as ReturnType<typeof JSON.parse>);

describe("Pages and accounts", () => {
  const fields = ["id", "name", "access_token", "tasks", "instagram_business_account{id,username,followers_count}"];

  it("walks me/accounts to its end and back to its start", async () => {
    const cursor = await new User("me").getAccounts(fields, { limit: 12 });
    expect(cursor.hasPrevious()).toBe(false);
    const pages = await walk(cursor);
    expect(pages.map(({ length }) => length)).toEqual([12, 12, 7]);
    expect(pages.flat()).toEqual(sdk.sandbox.world.pages.map(({ id }) => id));
    await expect(cursor.next()).rejects.toThrow("end of pagination");
    await cursor.previous();
    expect(cursor.map(({ id }) => id)).toEqual(pages[1]);
    await cursor.previous();
    expect(cursor.map(({ id }) => id)).toEqual(pages[0]);
    await expect(cursor.previous()).rejects.toThrow("start of pagination");
  });

  it("tells accounts, and a Page without one lacks the key", async () => {
    const cursor = await new User("me").getAccounts(fields, { limit: 100, summary: true });
    expect(cursor.summary).toEqual({ total_count: 31 });
    const pages = read(cursor);
    expect(pages.filter((page) => "instagram_business_account" in page)).toHaveLength(30);
    const bakery = pages.find((page) => page.instagram_business_account?.username === "kaffee_nord");
    expect(bakery).toMatchObject({ name: "Kaffee Nord", instagram_business_account: { id: account.id } });
    expect(bakery.instagram_business_account.followers_count).toBeGreaterThan(18_000);
  });

  it("reads an account with the token of its Page", async () => {
    const cursor = await new User("me").getAccounts(fields, { limit: 1 });
    const [page] = read(cursor);
    const pageApi = new FacebookAdsApi(page.access_token, "en_US", false).setShowHeader(true);
    const linked = new IGUser(page.instagram_business_account.id, {}, undefined, pageApi);
    const data = (await linked.get(["username"])).exportAllData();
    expect(data.username).toBe(page.instagram_business_account.username);
    expect(Object.keys(JSON.parse(data.headers["x-business-use-case-usage"]))).toContain(linked.id);
    expect(data.headers["facebook-api-version"]).toBe("v24.0");
  });

  it("knows every field of the SDK's account and media but those for other people's accounts and shops", async () => {
    const foreign = ["business_discovery", "mentioned_comment", "mentioned_media", "shopping_review_status"];
    const userFields = Object.keys(IGUser.Fields).filter((name) => !foreign.includes(name));
    expect((await new IGUser(account.id).get(userFields)).exportAllData()).toMatchObject({
      id: account.id,
      username: "kaffee_nord",
      ig_id: expect.any(Number),
      followers_count: expect.any(Number),
      media_count: expect.any(Number),
      profile_picture_url: expect.stringMatching(/^http/),
      owner_business: { id: sdk.sandbox.world.businessId },
    });
    const mediaFields = Object.keys(IGMedia.Fields).filter((name) => name !== "view_count");
    const [media] = await account.getMedia(mediaFields, { limit: 1 });
    expect(media?.exportAllData()).toMatchObject({
      media_type: expect.stringMatching(/^(IMAGE|VIDEO|CAROUSEL_ALBUM)$/),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/),
      like_count: expect.any(Number),
      owner: { id: account.id },
    });
    expect(media?.exportAllData()).not.toHaveProperty("alt_text");
  });

  it("names a Page by id, with its linked account as a bare node", async () => {
    const [{ id = "" } = {}] = sdk.sandbox.world.pages;
    const page = await new Page(id).get(["name", "instagram_business_account"]);
    expect(page.exportAllData()).toEqual({
      id,
      name: "Kaffee Nord",
      instagram_business_account: { id: account.id },
    });
  });
});

describe("media", () => {
  it("walks all media, newest first, the same in every page size", async () => {
    const small = await walk(await account.getMedia(["id"], { limit: 20 }));
    const large = await walk(await account.getMedia(["id"], { limit: 100 }));
    expect(small.flat()).toEqual(large.flat());
    expect(new Set(small.flat()).size).toBe(small.flat().length);
    expect(small.slice(0, -1).every(({ length }) => length === 20)).toBe(true);
    const [first] = await walk(await account.getMedia(["id"]));
    expect(first).toHaveLength(25);
  });

  it("keeps the window of since and until through the pages", async () => {
    const stamps: string[] = [];
    const cursor = await account.getMedia(["timestamp"], { since: MONDAY, until: NEXT_MONDAY, limit: 2 });
    stamps.push(...read(cursor).map(({ timestamp }) => timestamp));
    while (cursor.hasNext()) stamps.push(...read(await cursor.next()).map(({ timestamp }) => timestamp));
    expect(stamps.length).toBeGreaterThan(2);
    expect(stamps.every((stamp) => stamp >= "2026-11-16" && stamp < "2026-11-23T00:00:01")).toBe(true);
    expect(stamps).toEqual([...stamps].sort().reverse());
  });

  it("nests insights in a listing, and gives an album its children", async () => {
    const fields = ["media_type", "insights.metric(reach,saved){name,values}"];
    const media = read(await account.getMedia(fields, { limit: 50 }));
    for (const one of media) {
      expect(one.insights.data.map(({ name }: { name: string }) => name)).toEqual(["reach", "saved"]);
    }
    const album = media.find((one) => one.media_type === "CAROUSEL_ALBUM");
    const children = read(await new IGMedia(album.id).getChildren(["media_type", "media_url"]));
    expect(children.length).toBeGreaterThanOrEqual(2);
    expect(children.every(({ media_type }) => media_type === "IMAGE" || media_type === "VIDEO")).toBe(true);
  });

  it("reads several ids at once, each counted as a call", async () => {
    const ids = (await account.getMedia(["id"], { limit: 3 })).map(({ id }) => id);
    const before = sdk.sandbox.callsCounted();
    // The SDK hands each object its whole data as its id.
    const objects = (await IGMedia.getByIds(ids, ["like_count"])).map(({ id }) => id as unknown);
    expect(objects).toEqual(ids.map((id) => ({ id, like_count: expect.any(Number) })));
    expect(sdk.sandbox.callsCounted() - before).toBe(3);
  });

  it("lists live stories and their insights", async () => {
    const stories = await account.getStories(["media_product_type", "timestamp"]);
    expect(stories.length).toBeGreaterThan(0);
    expect(read(stories).every((story) => story.media_product_type === "STORY")).toBe(true);
    const [story] = stories;
    const rows = read((await story?.getInsights([], { metric: ["reach", "replies"] })) ?? []);
    expect(rows.map(({ name, period }) => [name, period])).toEqual([
      ["reach", "lifetime"],
      ["replies", "lifetime"],
    ]);
  });
});

describe("insights", () => {
  const week = { since: MONDAY, until: NEXT_MONDAY };

  it("gives a series of days, lists written either way, and pages by windows", async () => {
    const cursor = await account.getInsights([], { metric: ["reach", "follower_count"], period: "day", ...week });
    const comma = await account.getInsights([], { metric: "reach,follower_count", period: "day", ...week });
    expect(read(cursor)).toEqual(read(comma));
    const days = () => read(cursor)[0].values.map(({ end_time }: { end_time: string }) => end_time.slice(0, 10));
    const own = days();
    expect(own).toHaveLength(7);
    await cursor.previous();
    expect(days().at(-1) < own[0]).toBe(true);
    await cursor.next();
    expect(days()).toEqual(own);
  });

  it("gives totals, and totals by breakdown that add up", async () => {
    const total = { metric_type: "total_value", period: "day", ...week };
    const rows = read(await account.getInsights([], { metric: ["views", "likes"], ...total }));
    expect(rows.map(({ name, total_value }) => [name, total_value])).toEqual([
      ["views", { value: expect.any(Number) }],
      ["likes", { value: expect.any(Number) }],
    ]);
    const [likes] = read(
      await account.getInsights([], { metric: ["likes"], breakdown: ["media_product_type"], ...total }),
    );
    const [{ dimension_keys, results }] = likes.total_value.breakdowns;
    expect(dimension_keys).toEqual(["media_product_type"]);
    const sum = results.reduce((all: number, { value }: { value: number }) => all + value, 0);
    expect(sum).toBe(rows[1].total_value.value);
  });

  it("gives a post its lifetime figures", async () => {
    const [media] = await account.getMedia(["id"], { limit: 1, until: MONDAY });
    const rows = read((await media?.getInsights(["name", "values"], { metric: ["reach", "views", "saved"] })) ?? []);
    expect(rows.map(({ name, values }) => [name, values.length])).toEqual([
      ["reach", 1],
      ["views", 1],
      ["saved", 1],
    ]);
    expect(rows.every(({ values: [{ value }] }) => Number.isInteger(value) && value >= 0)).toBe(true);
  });
});
