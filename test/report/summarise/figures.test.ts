import { describe, expect, test } from "vitest";
import { addDays, type DaySpan } from "../../../src/dataset/index.ts";
import { buildModel, type ReportOptions } from "../../../src/report/summarise/index.ts";
import {
  account,
  cell,
  type Dataset,
  follows,
  gap,
  MONDAY,
  merge,
  openMemory,
  options,
  post,
  series,
  THURSDAY,
  table,
  tile,
  total,
  WEEK,
  WEEK_BEFORE,
  whole,
} from "./memory-dataset.ts";

const ID = "17841400000000001";

async function tileOf(dataset: Dataset, id: string, rest: Partial<ReportOptions> = {}) {
  return tile(await buildModel(openMemory(dataset), options(rest)), `account-${ID}`, id);
}

describe("a whole account, counted by hand", () => {
  test.each([
    ["followers", 1000, { as: "percent", value: 20 / 980, against: 980 }],
    ["netFollowers", 60 - 20, { as: "count", value: 20, against: 20 }],
    ["reach", 1000, { as: "percent", value: 1, against: 500 }],
    ["meanDailyReach", (101 + 102 + 103 + 104 + 105 + 106 + 107) / 7, { as: "percent", value: 7 / 97, against: 97 }],
    ["views", 1800, { as: "percent", value: 1, against: 900 }],
    ["interactions", 120 + 40 + 20 + 20, { as: "percent", value: 1, against: 100 }],
    ["posts", 3, { as: "count", value: 3, against: 0 }],
    ["medianPostReach", 100, undefined],
    ["engagementRate", 0.1, undefined],
    ["engagementRateByFollowers", 30 / 3000, undefined],
  ])("%s is %d", async (id, value, change) => {
    const found = await tileOf(whole(ID), id);
    expect(found.figure).toMatchObject({ kind: "value", value });
    if (change === undefined) expect(found.change?.kind).toBe("absent");
    else expect(found.change).toMatchObject({ kind: "change", ...change });
  });

  test("settled figures are not provisional", async () => {
    expect((await tileOf(whole(ID), "reach")).figure).not.toHaveProperty("provisional");
  });
});

describe("unique reach", () => {
  test("is the total of exactly the window, never the sum of days or a shorter window", async () => {
    const days = merge({ accounts: [account(ID)], days: series(ID, "reach", [100, 100, 100, 100, 100, 100, 100]) });
    const shorter = total(ID, "reach", 90, { from: WEEK.from, to: "2026-11-21" });
    expect((await tileOf(merge(days, { totals: [shorter] }), "reach")).figure).toEqual({
      kind: "absent",
      because: "not collected for exactly these days; a sum over days would count people again",
    });
    const exact = merge(days, { totals: [shorter, total(ID, "reach", 130)] });
    expect((await tileOf(exact, "reach")).figure).toMatchObject({ value: 130 });
    expect((await tileOf(exact, "meanDailyReach")).figure).toMatchObject({ value: 100 });
  });

  test("of a month of 31 days is absent, while views are the sum of the windows that tile it", async () => {
    const month: DaySpan = { from: "2026-10-01", to: "2026-10-31" };
    const first = { from: month.from, to: "2026-10-30" };
    const last = { from: month.to, to: month.to };
    const dataset = merge({
      accounts: [account(ID)],
      totals: [
        total(ID, "reach", 700, first),
        total(ID, "reach", 50, last),
        total(ID, "views", 3000, first),
        total(ID, "views", 100, last),
        total(ID, "views", 9, { from: "2026-10-05", to: "2026-10-05" }),
      ],
    });
    expect((await tileOf(dataset, "reach", { span: month })).figure).toEqual({
      kind: "absent",
      because: "Meta gives it for at most 30 days at a time",
    });
    expect((await tileOf(dataset, "views", { span: month })).figure).toMatchObject({ value: 3100 });
    const holed = { ...dataset, totals: dataset.totals.filter(({ toDay }) => toDay !== month.to) };
    expect((await tileOf(holed, "views", { span: month })).figure.kind).toBe("absent");
  });
});

describe("followers", () => {
  const reading = (followersCount: number, takenAt: string) => account(ID, { followersCount, takenAt });

  test("are the first reading after the end of the period", async () => {
    const profiles = [reading(900, "2026-11-21T09:00:00.000Z"), reading(1000, MONDAY), reading(1100, THURSDAY)];
    const found = await tileOf(merge({ accounts: [reading(1100, THURSDAY)], profiles }), "followers");
    expect(found.figure).toMatchObject({ value: 1000 });
    expect(found.note).toContain("as of Nov 23, 2026");
  });

  test("read weeks later are not the period's", async () => {
    const late = reading(1000, "2026-12-20T09:00:00.000Z");
    const found = await tileOf(merge({ accounts: [late], profiles: [late] }), "followers", {
      now: new Date("2026-12-21T00:00:00Z"),
    });
    expect(found.figure.kind).toBe("absent");
  });

  test("net: gained less lost, else two readings at the edges, else absent; never the sum of new followers", async () => {
    const days = series(ID, "follower_count", [5, 5, 5, 5, 5, 5, 5]);
    const one = merge({ accounts: [account(ID)], profiles: [reading(1000, MONDAY)], days });
    expect((await tileOf(one, "netFollowers")).figure).toEqual({ kind: "absent", because: "not collected" });
    const two = merge(one, { profiles: [reading(970, "2026-11-16T08:00:00.000Z")] });
    expect((await tileOf(two, "netFollowers")).figure).toMatchObject({ value: 30 });
    const asked = merge(two, { totals: follows(ID, 50, 12) });
    expect((await tileOf(asked, "netFollowers")).figure).toMatchObject({ value: 38 });
  });

  test("one reading never serves both edges of a single day", async () => {
    const day = { from: "2026-11-22", to: "2026-11-22" };
    const once = merge({ accounts: [account(ID)], profiles: [reading(1000, MONDAY)] });
    expect((await tileOf(once, "netFollowers", { span: day })).figure.kind).toBe("absent");
    expect((await tileOf(once, "followers", { span: day })).change?.kind).toBe("absent");
    const noon = merge({ accounts: [account(ID)], profiles: [reading(1000, "2026-11-22T12:00:00.000Z")] });
    expect((await tileOf(noon, "netFollowers", { span: day })).figure.kind).toBe("absent");
  });
});

describe("posts", () => {
  const full = { reach: 200, likes: 10, comments: 4, saved: 3, shares: 3 };

  test("the rate is the ratio of sums over posts that have both, and tells how many were left out", async () => {
    const dataset = merge(
      { accounts: [account(ID)], totals: [total(ID, "views", 1)] },
      post(ID, "p1", "2026-11-17T10:00:00.000Z", full),
      post(ID, "p2", "2026-11-18T10:00:00.000Z", { ...full, reach: 600, likes: 50 }),
      post(ID, "p3", "2026-11-18T10:00:00.000Z", { reach: 5000, comments: 1, saved: 1, shares: 1 }),
      post(ID, "p4", "2026-11-19T10:00:00.000Z", { likes: 10, comments: 4, saved: 3, shares: 3 }),
    );
    const found = await tileOf(dataset, "engagementRate");
    expect(found.figure).toMatchObject({ value: (20 + 60) / 800 });
    expect(found.note).toBe("2 posts left out, figures unknown");
  });

  test("hidden likes are unknown, a held counter stands in for the insight", async () => {
    const { likes: _, ...noLikes } = full;
    const dataset = merge(
      { accounts: [account(ID)] },
      post(ID, "hidden", "2026-11-17T10:00:00.000Z", noLikes),
      post(ID, "counted", "2026-11-17T11:00:00.000Z", noLikes, { likeCount: 7 }),
    );
    const model = await buildModel(openMemory(dataset), options());
    const posts = table(model, "a3", "all-posts");
    const row = (id: string) => posts.rows.find(({ key }) => key === id);
    expect(cell(posts, row("hidden"), "interactions")).toEqual({
      kind: "absent",
      because: "likes are hidden or not told",
    });
    expect(cell(posts, row("hidden"), "rate")?.kind).toBe("absent");
    expect(cell(posts, row("counted"), "interactions")).toMatchObject({ value: 17 });
    const [cards, note] = model.sections.find(({ id }) => id === "top")?.blocks ?? [];
    expect(cards?.kind === "cards" && cards.cards.map(({ mediaId }) => mediaId)).toEqual(["counted"]);
    expect(JSON.stringify(note)).toContain("1 post left out of the ranking");
  });

  test("belong to the day of the report's zone", async () => {
    const dataset = merge(
      { accounts: [account(ID)], totals: [total(ID, "views", 1)] },
      // Sunday 23:30 UTC before the week: Monday in Berlin.
      post(ID, "early", "2026-11-15T23:30:00.000Z", full),
      // Sunday 23:30 UTC of the week: already Monday after it in Berlin.
      post(ID, "late", "2026-11-22T23:30:00.000Z", full),
    );
    expect((await tileOf(dataset, "posts")).figure).toMatchObject({ value: 1 });
    expect((await tileOf(dataset, "posts", { timeZone: "UTC" })).figure).toMatchObject({ value: 1 });
    expect((await tileOf(dataset, "posts", { timeZone: "Pacific/Auckland" })).figure).toMatchObject({ value: 1 });
    const ids = async (timeZone: string) => {
      const model = await buildModel(openMemory(dataset), options({ timeZone }));
      return table(model, "a3", "all-posts").rows.map(({ key }) => key);
    };
    expect(await ids("Europe/Berlin")).toEqual(["early"]);
    expect(await ids("America/New_York")).toEqual(["late"]);
  });

  test("none published is a zero only where the posts were listed", async () => {
    const listed = merge({ accounts: [account(ID)], totals: [total(ID, "views", 1)] });
    expect((await tileOf(listed, "posts")).figure).toMatchObject({ value: 0 });
    expect((await tileOf(listed, "engagementRate")).figure).toEqual({
      kind: "absent",
      because: "no posts in the period",
    });
    const lost = merge(listed, { gaps: [gap(ID, { subject: `${ID}/media`, reason: "unanswered" })] });
    expect((await tileOf(lost, "posts")).figure).toEqual({ kind: "absent", because: "Meta did not answer" });
    const metricLost = merge(listed, { gaps: [gap(ID, { subject: `${ID}/media/saved`, metric: "saved" })] });
    expect((await tileOf(metricLost, "posts")).figure).toMatchObject({ value: 0 });
    expect((await tileOf(merge({ accounts: [account(ID)] }), "posts")).figure.kind).toBe("absent");
  });

  test("the multiple is of the account's own median", async () => {
    const old = [10, 20, 30, 40].map((likes, index) =>
      post(ID, `old${index}`, `2026-10-1${index}T10:00:00.000Z`, { ...full, likes: likes - 10 }),
    );
    const dataset = merge(
      { accounts: [account(ID)] },
      ...old,
      post(ID, "new", "2026-11-17T10:00:00.000Z", { ...full, likes: 65 }),
    );
    const model = await buildModel(openMemory(dataset), options());
    const cards = model.sections.find(({ id }) => id === "top")?.blocks.find((block) => block.kind === "cards");
    // Interactions: 10, 20, 30, 40 and 75; their median is 30.
    expect(cards?.kind === "cards" && cards.cards[0]?.figures.at(-1)).toMatchObject({ cell: { value: 2.5 } });
  });
});

describe("why a value is absent", () => {
  const held = merge({ accounts: [account(ID)] });
  test.each([
    [
      "the gap of the very metric and window",
      {
        subject: `${ID}/totals/${WEEK.from}..${WEEK.to}/`,
        metric: "reach",
        fromDay: WEEK.from,
        toDay: WEEK.to,
        reason: "metric-refused" as const,
      },
      "Meta refused this metric",
    ],
    [
      "a gap of the whole account",
      { subject: `${ID}/all`, reason: "token-unusable" as const },
      "the token expired or was revoked",
    ],
    [
      "not another week's gap",
      {
        subject: `${ID}/totals/x`,
        metric: "reach",
        fromDay: WEEK_BEFORE.from,
        toDay: WEEK_BEFORE.to,
        reason: "metric-refused" as const,
      },
      "not collected",
    ],
    [
      "not a single day's gap",
      {
        subject: `${ID}/totals/x`,
        metric: "reach",
        fromDay: WEEK.from,
        toDay: WEEK.from,
        reason: "metric-refused" as const,
      },
      "not collected",
    ],
    [
      "not another metric's gap",
      { subject: `${ID}/totals/x`, metric: "views", reason: "metric-refused" as const },
      "not collected",
    ],
    [
      "not the series' gap",
      { subject: `${ID}/series/x`, metric: "reach", reason: "metric-refused" as const },
      "not collected",
    ],
  ])("%s", async (_, facts, because) => {
    const dataset = merge(held, { gaps: [gap(ID, facts)] });
    expect((await tileOf(dataset, "reach")).figure).toEqual({ kind: "absent", because });
  });

  test("the closer gap wins over the wider one", async () => {
    const gaps = [
      gap(ID, { subject: `${ID}/all`, reason: "unanswered" }),
      gap(ID, { subject: `${ID}/totals/x`, metric: "reach", reason: "withdrawn" }),
    ];
    expect((await tileOf(merge(held, { gaps }), "reach")).figure).toEqual({
      kind: "absent",
      because: "withdrawn by Meta",
    });
  });

  test("what a listing lost explains the figures of its posts", async () => {
    const gaps = [gap(ID, { subject: `${ID}/media/saved`, metric: "saved", reason: "metric-refused" })];
    const figures = { reach: 10, likes: 1, comments: 1, shares: 1 };
    const dataset = merge(held, { gaps }, post(ID, "p1", "2026-11-17T10:00:00.000Z", figures));
    const posts = table(await buildModel(openMemory(dataset), options()), "a3", "all-posts");
    expect(cell(posts, posts.rows[0], "interactions")).toEqual({ kind: "absent", because: "Meta refused this metric" });
  });

  test("another account's gap explains nothing", async () => {
    const dataset = merge(held, { gaps: [gap("other", { reason: "gone" })] });
    expect((await tileOf(dataset, "reach")).figure).toEqual({ kind: "absent", because: "not collected" });
  });

  test("under 100 followers new followers are too few to tell", async () => {
    const dataset = merge({ accounts: [account(ID, { followersCount: 99 })] });
    expect((await tileOf(dataset, "netFollowers")).figure).toEqual({
      kind: "absent",
      because: "too small for Meta to tell",
    });
    const hundred = merge({ accounts: [account(ID, { followersCount: 100 })] });
    expect((await tileOf(hundred, "netFollowers")).figure).toEqual({ kind: "absent", because: "not collected" });
  });
});

describe("provisional", () => {
  test("a total read on Monday morning still moves, read on Thursday no more", async () => {
    const read = (takenAt: string) =>
      merge({ accounts: [account(ID)], totals: [total(ID, "reach", 100, WEEK, takenAt)] });
    expect((await tileOf(read(MONDAY), "reach")).figure).toMatchObject({ provisional: true });
    expect((await tileOf(read(THURSDAY), "reach")).figure).not.toHaveProperty("provisional");
  });

  test("the chart marks the first young day; a Pacific day ends at 08:00 UTC", async () => {
    const dataset = merge({
      accounts: [account(ID)],
      days: series(ID, "reach", [1, 2, 3, 4, 5, 6, 7], WEEK.from, MONDAY),
    });
    const model = await buildModel(openMemory(dataset), options());
    const chart = model.sections.find(({ id }) => id === `account-${ID}`)?.blocks.find(({ kind }) => kind === "chart");
    if (chart?.kind !== "chart") throw new Error("no chart");
    // Monday 09:00 UTC less 48 h is Saturday 01:00 Pacific: Saturday had not ended then.
    expect(chart.chart.labels[chart.chart.series[0]?.provisionalFrom ?? -1]).toBe("2026-11-21");
    expect(chart.chart.highlight).toEqual({ from: 21, to: 27 });
    expect(chart.chart.series[0]?.values).toEqual([...Array.from({ length: 21 }, () => null), 1, 2, 3, 4, 5, 6, 7]);
    expect(chart.chart.labels[0]).toBe(addDays(WEEK.to, -27));
  });
});
