// The numbers hold together, whatever the day, and the same world comes back every time.

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFollowerChange, readFollowers } from "../../src/sandbox/audience.ts";
import { createAccount } from "../../src/sandbox/cast.ts";
import { startOfPacificDay, toPacificDay, toStamp } from "../../src/sandbox/pacific-day.ts";
import { listWindowDays, toDayStamp } from "../../src/sandbox/windows.ts";
import { type Answer, type Asker, type Body, DAY, MONDAY, NEXT_MONDAY, NOW, openAsker } from "./ask.ts";

let asker: Asker;
beforeAll(async () => {
  asker = await openAsker({ settings: { callsPerHour: 10_000 } });
});
afterAll(() => asker.sandbox.close());

const ADDITIVE =
  "views,likes,comments,saves,shares,replies,reposts,total_interactions,profile_links_taps,profile_views,website_clicks";

const readTotals = async (
  id: string,
  metrics: string,
  since: number,
  until: number,
): Promise<Record<string, number>> => {
  const { body } = await asker.get(
    `/${id}/insights?metric=${metrics}&metric_type=total_value&period=day&since=${since}&until=${until}`,
  );
  return Object.fromEntries(body.data.map((row: Body) => [row.name, row.total_value.value]));
};

describe("figures", () => {
  it("add up: seven days make the week, for everything that is not people", async () => {
    for (const username of ["fjellvik", "kaffee_nord", "kaffee_nord.backstube"]) {
      const { id } = asker.account(username);
      const week = await readTotals(id, ADDITIVE, MONDAY, NEXT_MONDAY);
      const sums: Record<string, number> = {};
      for (let day = 0; day < 7; day += 1) {
        const one = await readTotals(id, ADDITIVE, MONDAY + day * DAY, MONDAY + (day + 1) * DAY);
        for (const [name, value] of Object.entries(one)) sums[name] = (sums[name] ?? 0) + value;
      }
      expect(sums).toEqual(week);
      expect(week.total_interactions).toBe(
        ["likes", "comments", "saves", "shares"].reduce((sum, name) => sum + (week[name] ?? 0), 0),
      );
    }
  });

  it("count people once: a week reaches fewer than its days together and more than its best post", async () => {
    for (const username of ["fjellvik", "kaffee_nord", "museum.am.hafen"]) {
      const { id } = asker.account(username);
      const { reach: week = 0 } = await readTotals(id, "reach", MONDAY, NEXT_MONDAY);
      const series = (await asker.get(`/${id}/insights?metric=reach&period=day&since=${MONDAY}&until=${NEXT_MONDAY}`))
        .body.data[0].values;
      const days = series.map((point: Body) => point.value as number);
      expect(days).toHaveLength(7);
      expect(week).toBeLessThan(days.reduce((sum: number, value: number) => sum + value, 0));
      expect(week).toBeGreaterThan(Math.max(...days));
      const posts = (await asker.get(`/${id}/media?fields=insights.metric(reach)&since=${MONDAY}&until=${NEXT_MONDAY}`))
        .body.data;
      expect(week).toBeGreaterThan(Math.max(...posts.map((post: Body) => post.insights.data[0].values[0].value)));
    }
  });

  it("count views for everyone reached, with posts or without", async () => {
    for (const { id, username } of asker.sandbox.world.accounts.filter(({ lacksAnalyze }) => !lacksAnalyze)) {
      const { reach = 0, views = 0 } = await readTotals(id, "reach,views", MONDAY, NEXT_MONDAY);
      expect(reach, username).toBeGreaterThan(0);
      expect(views, username).toBeGreaterThanOrEqual(reach);
    }
  });

  it("tell of stories that lose their viewers one more than the other", async () => {
    const { id } = asker.account("fjellvik");
    const { data } = (
      await asker.get(`/${id}/stories?fields=insights.metric(navigation).breakdown(story_navigation_action_type)`)
    ).body;
    const exits = data.map((story: Body) => {
      const { value, breakdowns } = story.insights.data[0].total_value;
      const left = breakdowns[0].results.find((row: Body) => row.dimension_values[0] === "tap_exit");
      return Math.round((100 * left.value) / value);
    });
    expect(exits.length).toBeGreaterThan(1);
    expect(new Set(exits).size).toBeGreaterThan(1);
  });

  it("split without a remainder, and agree between field and insight", async () => {
    const { id } = asker.account("fjellvik_de");
    const { body } = await asker.get(
      `/${id}/insights?metric=views&metric_type=total_value&period=day&breakdown=media_product_type,follow_type&since=${MONDAY}&until=${NEXT_MONDAY}`,
    );
    const { value, breakdowns } = body.data[0].total_value;
    expect(breakdowns[0].results.reduce((sum: number, row: Body) => sum + row.value, 0)).toBe(value);
    const posts = (
      await asker.get(
        `/${id}/media?fields=like_count,comments_count,saved_count,insights.metric(likes,comments,saved){values}&limit=20`,
      )
    ).body.data;
    for (const post of posts) {
      const [likes, comments, saved] = post.insights.data.map((row: Body) => row.values[0].value);
      expect([post.like_count, post.comments_count, post.saved_count]).toEqual([likes, comments, saved]);
    }
  });

  it("tie followers to follows and unfollows", async () => {
    const { id } = asker.account("hotel_seeblick");
    const at = async (day: number): Promise<number> => {
      asker.sandbox.setNow(new Date(startOfPacificDay(day)));
      return (await asker.get(`/${id}?fields=followers_count`)).body.followers_count;
    };
    const first = toPacificDay(NOW.getTime()) - 14;
    const change = (await at(first + 7)) - (await at(first));
    asker.sandbox.setNow(null);
    const since = (first * DAY * 1000) / 1000;
    const { body } = await asker.get(
      `/${id}/insights?metric=follows_and_unfollows&metric_type=total_value&period=day&breakdown=follow_type&since=${since}&until=${since + 7 * DAY}`,
    );
    const [gained, lost] = body.data[0].total_value.breakdowns[0].results.map((row: Body) => row.value);
    expect(gained - lost).toBe(change);
    expect(change).toBeLessThan(0);
    const series = (
      await asker.get(`/${id}/insights?metric=follower_count&period=day&since=${since}&until=${since + 7 * DAY}`)
    ).body.data[0].values;
    expect(series.reduce((sum: number, point: Body) => sum + point.value, 0)).toBe(gained);
  });

  it("of followers hold over any span", () => {
    const account = createAccount(3, 1);
    fc.assert(
      fc.property(fc.integer({ min: 20_600, max: 20_900 }), fc.integer({ min: 1, max: 40 }), (from, length) => {
        let expected = readFollowers(account, startOfPacificDay(from));
        for (let day = from; day < from + length; day += 1) {
          const { gained, lost } = readFollowerChange(account, day);
          expected += gained - lost;
        }
        expect(readFollowers(account, startOfPacificDay(from + length))).toBe(expected);
      }),
      { numRuns: 40 },
    );
  });

  it("still grow for 48 hours after their day, and then stand still", async () => {
    const { id } = asker.account("kaffee_nord");
    const sunday = NEXT_MONDAY - DAY;
    const viewsAt = async (iso: string): Promise<number> => {
      asker.sandbox.setNow(new Date(iso));
      return (await readTotals(id, "views", sunday, NEXT_MONDAY)).views ?? -1;
    };
    const read = [];
    for (const iso of [
      "2026-11-22T20:00:00Z",
      "2026-11-23T09:00:00Z",
      "2026-11-24T09:00:00Z",
      "2026-11-25T08:00:00Z",
      "2026-12-20T00:00:00Z",
    ])
      read.push(await viewsAt(iso));
    asker.sandbox.setNow(null);
    const [partial = 0, young = 0, older = 0, settled = 0, later = 0] = read;
    expect(partial).toBeLessThan(young);
    expect(young).toBeLessThan(older);
    expect(older).toBeLessThan(settled);
    expect(later).toBe(settled);
  });
});

describe("time", () => {
  it("keeps media and ids when a week passes, with more likes and new posts before them", async () => {
    const { id } = asker.account("kaffee_nord");
    const list = async (): Promise<Body[]> =>
      (await asker.get(`/${id}/media?fields=id,timestamp,like_count&limit=60`)).body.data;
    const before = await list();
    asker.sandbox.setNow(new Date(NOW.getTime() + 7 * DAY * 1000));
    const after = await list();
    asker.sandbox.setNow(null);
    const later = new Map(after.map((row) => [row.id, row]));
    const shared = before.filter((row) => later.has(row.id));
    expect(after[0].timestamp > before[0].timestamp).toBe(true);
    expect(shared.length).toBeGreaterThan(45);
    for (const row of shared) {
      expect(later.get(row.id).timestamp).toBe(row.timestamp);
      expect(later.get(row.id).like_count).toBeGreaterThanOrEqual(row.like_count);
    }
  });

  it("stamps days at midnight US-Pacific, through both changes of the clock", () => {
    const stamp = (day: string): string => toStamp(startOfPacificDay(Date.parse(`${day}T00:00:00Z`) / 86_400_000));
    expect(["2026-03-08", "2026-03-09", "2026-11-01", "2026-11-02"].map(stamp)).toEqual([
      "2026-03-08T08:00:00+0000",
      "2026-03-09T07:00:00+0000",
      "2026-11-01T07:00:00+0000",
      "2026-11-02T08:00:00+0000",
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }), (seconds) => {
        const day = toPacificDay(seconds * 1000);
        expect(startOfPacificDay(day)).toBeLessThanOrEqual(seconds * 1000);
        expect(startOfPacificDay(day + 1)).toBeGreaterThan(seconds * 1000);
        const label = new Intl.DateTimeFormat("en-CA", { timeZone: "America/Los_Angeles" }).format(seconds * 1000);
        expect(new Date(day * 86_400_000).toISOString().slice(0, 10)).toBe(label);
      }),
    );
  });

  it("returns the days of a window under each reading", () => {
    const window = { since: MONDAY, until: NEXT_MONDAY };
    const stamps = (reading: "end-stamp" | "start-stamp" | "end-stamp-within"): string[] =>
      listWindowDays(window, reading, NOW.getTime()).map((day) => toDayStamp(day, reading).slice(5, 13));
    expect(stamps("end-stamp")).toEqual([
      "11-17T08",
      "11-18T08",
      "11-19T08",
      "11-20T08",
      "11-21T08",
      "11-22T08",
      "11-23T08",
    ]);
    const started = ["11-16T08", "11-17T08", "11-18T08", "11-19T08", "11-20T08", "11-21T08", "11-22T08"];
    expect(stamps("start-stamp")).toEqual(started);
    expect(stamps("end-stamp-within")).toEqual(started);
    expect(listWindowDays({ since: MONDAY, until: MONDAY + 30 * DAY }, "end-stamp", NOW.getTime())).toHaveLength(8);
  });

  it("holds one day from one Pacific midnight to the next", () => {
    const day = toPacificDay(NOW.getTime()) - 3;
    const window = { since: startOfPacificDay(day) / 1000, until: startOfPacificDay(day + 1) / 1000 };
    expect(listWindowDays(window, "end-stamp", NOW.getTime())).toEqual([day]);
  });

  it("tiles: neighbouring windows share no day and miss none", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_700_000_000, max: 1_795_000_000 }),
        fc.nat(2_000_000),
        fc.nat(500_000),
        (since, first, second) => {
          const days = (from: number, to: number) =>
            listWindowDays({ since: from, until: to }, "end-stamp", NOW.getTime());
          const [cut, end] = [since + first, since + first + second];
          expect([...days(since, cut), ...days(cut, end)]).toEqual(days(since, end));
        },
      ),
    );
  });
});

describe("the world", () => {
  it("comes back equal for an equal seed, and differs for another", async () => {
    const [same, other] = await Promise.all([openAsker(), openAsker({ seed: 2 })]);
    const path = `/${asker.account("fjellvik").id}/media?fields=id,caption,timestamp,like_count,comments.limit(50){text}&limit=9`;
    const [first, second, third] = await Promise.all([asker, same, other].map((one) => one.get(path)));
    await Promise.all([same.sandbox.close(), other.sandbox.close()]);
    const read = (answer: Answer | undefined): string =>
      JSON.stringify(answer?.body.data).replaceAll(/127\.0\.0\.1:\d+/g, "host");
    expect(read(second) === read(first)).toBe(true);
    expect(read(third) === read(first)).toBe(false);
    expect(other.sandbox.token).not.toBe(asker.sandbox.token);
  });

  it("has the awkward ones: a quiet account, a viral reel, decline, every hazard in the captions", async () => {
    const lastWeek = async (username: string, fields: string): Promise<Body[]> =>
      (
        await asker.get(
          `/${asker.account(username).id}/media?fields=${fields}&since=${MONDAY}&until=${NEXT_MONDAY}&limit=100`,
        )
      ).body.data;
    expect(await lastWeek("kaffee_nord.luebeck", "id")).toEqual([]);
    const reach = (await lastWeek("museum.am.hafen", "insights.metric(reach)"))
      .map((row) => row.insights.data[0].values[0].value as number)
      .sort((a, b) => b - a);
    expect(reach[0]).toBeGreaterThan((reach[1] ?? 0) * 4);
    const captions = (await asker.get(`/${asker.account("kaffee_nord").id}/media?fields=caption&limit=100`)).body.data
      .map((row: Body) => row.caption ?? "")
      .join("\n");
    for (const hazard of [
      "<script>",
      "{{constructor",
      "=HYPERLINK",
      "👩‍👩‍👧‍👦",
      "\u202e",
      "\u001b[31m",
      "हिन्दी",
      "โรงละคร",
    ])
      expect(captions).toContain(hazard);
    expect((await lastWeek("fjellvik.mena", "caption")).map((row) => row.caption).join("")).toMatch(/[\u0590-\u06ff]/);
  });

  it("grows to a thousand accounts at once, all of them whole", async () => {
    const many = await openAsker({ accounts: 1_000 });
    const last = many.sandbox.world.accounts.at(-1);
    const { body } = await many.get(`/${last?.id}?fields=username,followers_count,media.limit(3){id,caption}`);
    const count = (await many.get("/me/accounts?fields=id&limit=1&summary=total_count")).body.summary.total_count;
    await many.sandbox.close();
    expect(body.username).toBe(last?.username);
    expect(body.media.data).toHaveLength(3);
    expect(count).toBe(1_001);
    expect(new Set(many.sandbox.world.accounts.map(({ username }) => username)).size).toBe(1_000);
  });
});
