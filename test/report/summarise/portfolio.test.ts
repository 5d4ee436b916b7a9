// The pages that look at several accounts side by side, and what they know of the past weeks.
import { describe, expect, test } from "vitest";
import { addDays, type DaySpan } from "../../../src/dataset/index.ts";
import { toPosts } from "../../../src/report/figures/posts.ts";
import { findBreaks } from "../../../src/report/summarise/figures/breaks.ts";
import { findRecord } from "../../../src/report/summarise/figures/records.ts";
import type { Chart, ReportModel } from "../../../src/report/summarise/index.ts";
import { createWriter } from "../../../src/report/summarise/model/writer.ts";
import { toPeriod } from "../../../src/report/summarise/read/account-period.ts";
import {
  account,
  build,
  cell,
  type Dataset,
  follows,
  gap,
  merge,
  post,
  section,
  table,
  tile,
  total,
  WEEK,
  WEEK_BEFORE,
  whole,
} from "./memory-dataset.ts";

/** The week so many weeks before the report's. */
function weekAgo(weeks: number): DaySpan {
  return { from: addDays(WEEK.from, -7 * weeks), to: addDays(WEEK.to, -7 * weeks) };
}

/** Views of past weeks: `values[0]` is two weeks before the report's, as `whole` holds the last two. */
function earlierViews(accountId: string, values: readonly number[]): Partial<Dataset> {
  return { totals: values.map((value, at) => total(accountId, "views", value, weekAgo(at + 2))) };
}

function findChart(model: ReportModel, sectionId: string): Chart {
  const block = section(model, sectionId).blocks.find((one) => one.kind === "chart");
  if (block?.kind !== "chart") throw new Error("no chart");
  return block.chart;
}

const four = merge(whole("1"), whole("2", 2), whole("3", 3), whole("4", 4));
const groups = { North: ["user_1", "user_2"], South: ["user_3"] };

describe("a month over several accounts", () => {
  const month = { from: "2026-10-01", to: "2026-10-31" };
  const options = { span: month, now: new Date("2026-11-05T12:00:00Z") };
  const week = (from: string) => ({ from, to: addDays(from, 6) });
  const charts = (model: ReportModel) =>
    section(model, "portfolio").blocks.flatMap((block) => (block.kind === "chart" ? [block.chart] : []));
  const views = (spans: readonly DaySpan[], value: number) =>
    merge(
      { accounts: [account("1"), account("2")] },
      { totals: ["1", "2"].flatMap((id) => spans.map((span) => total(id, "views", value, span))) },
    );
  const months = Array.from({ length: 13 }, (_, back) => {
    const first = new Date(Date.UTC(2025, 9 + back, 1)).toISOString().slice(0, 10);
    return { from: first, to: new Date(Date.UTC(2025, 10 + back, 0)).toISOString().slice(0, 10) };
  });

  test("is drawn by its weeks where they are held, and by months once there are four", async () => {
    const held = [week("2026-10-05"), week("2026-10-12"), week("2026-10-19")];
    const [parts, ...more] = charts(await build(views([...held, month], 70), options));
    expect(more.map(({ id }) => id)).not.toContain("weeks-views");
    expect(parts).toMatchObject({ id: "parts-views", title: expect.stringContaining("Views a week") });
    expect(parts?.labels[0]).toBe("2026-10-05");
    expect(parts?.series[0]?.values.slice(0, 3)).toEqual([140, 140, 140]);
  });

  test("is drawn over a year and the month to compare with once they are held, older ones never", async () => {
    const older = { from: "2025-09-01", to: "2025-09-30" };
    const [long] = charts(await build(views([older, ...months], 310), options));
    expect(long).toMatchObject({ id: "weeks-views", title: "Views a month, 13 months" });
    expect(long?.labels).toEqual(months.map(({ from }) => from));
    expect(long?.series[0]?.values).toEqual(months.map(() => 620));
  });
});

describe("portfolio", () => {
  test("has no chart of weeks that are held, but by no account all of them", async () => {
    const views = [total("1", "views", 10), total("2", "views", 10, WEEK_BEFORE)];
    const model = await build(merge({ accounts: [account("1"), account("2")] }, { totals: views }));
    const charts = model.sections.flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === "chart"));
    expect(charts.filter((block) => block.kind === "chart" && block.chart.series.length === 0)).toEqual([]);
  });

  test("is left out with one account, and so are the movers", async () => {
    const ids = (await build(whole("1"))).sections.map(({ id }) => id);
    expect(ids).not.toContain("portfolio");
    expect(ids).not.toContain("movers");
  });

  test("groups: one row each with sums, the rest last, totals only where a sum is true", async () => {
    const model = await build(four, { groups });
    const found = table(model, "portfolio", "groups");
    expect(found.rows.map((row) => cell(found, row, "group"))).toEqual([
      { kind: "text", text: "North" },
      { kind: "text", text: "South" },
      { kind: "text", text: "No group" },
    ]);
    expect(found.rows.map((row) => cell(found, row, "views"))).toMatchObject([
      { value: 1800 * 3 },
      { value: 1800 * 3 },
      { value: 1800 * 4 },
    ]);
    expect(cell(found, found.rows[0], "reach")).toMatchObject({ value: 1000 * 3 });
    const totals = { key: "totals", cells: found.totals ?? [] };
    expect(cell(found, totals, "views")).toMatchObject({ value: 18_000 });
    expect(cell(found, totals, "reach")).toEqual({ kind: "text", text: "" });
    expect(cell(found, totals, "engagementRate")).toEqual({ kind: "text", text: "" });
    expect(found.note).toContain("people may overlap");
  });

  test("views by week: a panel a group, gaps where a week is not held, from the first held week on", async () => {
    const past = ["1", "2", "3", "4"].map((id) => ({
      totals: [total(id, "views", 100, weekAgo(2)), total(id, "views", 70, weekAgo(4))],
    }));
    const chart = findChart(await build(merge(four, ...past), { groups }), "portfolio");
    expect(chart.layout).toBe("panels");
    expect(chart.labels).toEqual([weekAgo(4).from, weekAgo(3).from, weekAgo(2).from, WEEK_BEFORE.from, WEEK.from]);
    expect(chart.series.map(({ name, values }) => [name, ...values])).toEqual([
      ["North", 140, null, 200, 2700, 5400],
      ["South", 70, null, 100, 2700, 5400],
      ["No group", 70, null, 100, 3600, 7200],
    ]);
  });

  test("an account that lacks a week stays out of every week: it would look like growth", async () => {
    const past = ["1", "2", "3"].map((id) => earlierViews(id, [100, 100]));
    const chart = findChart(await build(merge(four, ...past)), "portfolio");
    expect(chart.series.map(({ name, values }) => [name, ...values])).toEqual([["Bakeries", 300, 300, 5400, 10_800]]);
    expect(chart.note).toContain("Drawn over 3 of 4 accounts");
  });

  test("without groups the accounts are one group that bears the brand's name, and there is no group table", async () => {
    const found = section(await build(four), "portfolio");
    expect(found.lead).toBe("4 accounts of Bakeries, seen as one.");
    expect(found.blocks.map(({ kind }) => kind)).toEqual(["chart", "bars", "scatter"]);
  });

  test("net followers: bars from the most won to the most lost, those without the figure counted", async () => {
    const losing = { ...whole("2"), totals: [...whole("2").totals.slice(0, 6), ...follows("2", 5, 25)] };
    const silent = { accounts: [account("9", { followersCount: undefined })] };
    const bars = section(await build(merge(whole("1"), losing, silent)), "portfolio").blocks.find(
      (block) => block.kind === "bars",
    );
    expect(bars).toMatchObject({
      bars: {
        rows: [
          { label: "Name 1", value: 40 },
          { label: "Name 2", value: -20 },
        ],
        note: "Left out: 1 account without the figure.",
      },
    });
  });

  test("reach rate × engagement rate: both from the account's own figures, few points all named", async () => {
    const scatter = section(await build(four), "portfolio").blocks.find((block) => block.kind === "scatter");
    if (scatter?.kind !== "scatter") throw new Error("no scatter");
    // 1000 people reached of 1000 followers; 10 interactions a post of 100 reached.
    expect(scatter.scatter.points[0]).toEqual({ label: "Name 1", x: 1, y: 0.1, group: 0, isNamed: true });
    expect(scatter.scatter.points).toHaveLength(4);
  });

  test("three accounts make no cloud", async () => {
    const blocks = section(await build(merge(whole("1"), whole("2"), whole("3"))), "portfolio").blocks;
    expect(blocks.some(({ kind }) => kind === "scatter")).toBe(false);
  });
});

describe("movers", () => {
  const figures = { reach: 100, likes: 30, comments: 0, saved: 0, shares: 0 };

  test("up and down by interactions, the parts sum to the change, a sentence with the main cause first", async () => {
    const before = (id: string, count: number) =>
      merge(
        ...Array.from({ length: count }, (_, at) =>
          post(id, `${id}-before-${at}`, "2026-11-11T10:00:00.000Z", figures),
        ),
      );
    // Now: three posts of 10 interactions each on 100 people. Before: account 1 none, account 2 four posts of 30.
    const model = await build(merge(whole("1"), whole("2"), before("2", 4)));
    const up = table(model, "movers", "movers-up");
    const down = table(model, "movers", "movers-down");
    expect(up.rows.map(({ key, note }) => [key, note])).toEqual([["1", "3 posts after a period without any."]]);
    expect(cell(up, up.rows[0], "volume")).toMatchObject({ kind: "bar", value: 30, length: 1 });
    expect(down.rows.map(({ key, note }) => [key, note])).toEqual([
      ["2", "Mainly engagement: 10.0% after 30.0%; 3 posts after 4, 100 people a post after 100."],
    ]);
    const parts = ["volume", "reach", "engagement"].map((part) => cell(down, down.rows[0], part));
    expect(parts.map((one) => (one?.kind === "bar" ? one.value : Number.NaN))).toEqual([-19, 0, -71]);
    expect(cell(down, down.rows[0], "change")).toMatchObject({ value: -90, as: "count", against: 120 });
  });

  test("an account whose posts have no figures is not compared, and counted", async () => {
    const blind = { ...whole("3"), mediaInsights: [] };
    const down = table(await build(merge(whole("1"), whole("2"), blind)), "movers", "movers-down");
    expect(down.note).toBe("Not compared: 1 account whose posts are not held for both periods.");
  });
});

describe("the same week last year", () => {
  const lastYear = { from: "2025-11-17", to: "2025-11-23" };

  test("is compared over the accounts that have it in both", async () => {
    const then = { totals: [total("1", "views", 1000, lastYear)] };
    const model = await build(merge(whole("1"), whole("2", 3), then));
    expect(tile(model, "summary", "views").lastYear).toMatchObject({
      kind: "change",
      value: 0.8,
      as: "percent",
      against: 1000,
    });
    expect(tile(model, "summary", "views").note).toBe("last year over 1 account");
  });

  test("says nothing where nothing of it is held", async () => {
    expect(tile(await build(whole("1")), "summary", "views").lastYear).toBeUndefined();
  });
});

describe("sparks and ranking", () => {
  test("four held weeks make a weekly spark; fewer leave the daily one", async () => {
    const held = await build(merge(whole("1"), earlierViews("1", [300, 200])));
    expect(tile(held, "summary", "views").spark?.values).toEqual([200, 300, 900, 1800]);
    expect(tile(await build(whole("1")), "summary", "reach").spark?.values).toHaveLength(7);
  });

  test("a week from before the listing has no posts to tell of: unlisted, not none", () => {
    const { media } = post("1", "p", "2026-11-17T10:00:00.000Z", {});
    const held = {
      account: account("1"),
      totals: [],
      series: new Map(),
      dayTotals: new Map(),
      readings: [],
      gaps: [],
      timeZone: "UTC",
    };
    const posts = toPosts(media ?? [], [], [], "UTC");
    expect(toPeriod({ ...held, posts }, weekAgo(3), "past").arePostsListed).toBe(false);
    const { media: older } = post("1", "o", "2026-10-20T10:00:00.000Z", {});
    const both = toPosts([...(media ?? []), ...(older ?? [])], [], [], "UTC");
    expect(toPeriod({ ...held, posts: both }, weekAgo(3), "past").arePostsListed).toBe(true);
  });

  test("the league marks the column it is ranked by and tells who is not ranked", async () => {
    const model = await build(merge(whole("1"), whole("2"), { accounts: [account("3")] }), { sortBy: "views" });
    const league = table(model, "league", "league");
    expect(league.columns.filter(({ isRanking }) => isRanking).map(({ key }) => key)).toEqual(["views"]);
    expect(section(model, "league").lead).toContain("Ranked by views.");
    expect(section(model, "league").lead).toContain("2 of 3 accounts have it.");
  });
});

describe("goals", () => {
  const goals = {
    all: { engagementRate: 0.2, views: 3600 },
    groups: { North: { followers: { target: 4000, by: "2026-12-06" } } },
    accounts: { "@USER_3": { netFollowers: 200 } },
  };

  test("targets of all, groups and accounts against what was reached, with the pace a day needs", async () => {
    const model = await build(merge(whole("1"), whole("2", 2), whole("3", 3)), {
      goals,
      groups: { North: ["user_1", "user_2"] },
    });
    const found = table(model, "goals", "goals");
    expect(section(model, "goals").lead).toBe("1 of 4 goals reached.");
    const words = found.rows.map((row) => cell(found, row, "standing"));
    expect(words).toEqual([
      { kind: "text", text: "✓ reached" },
      { kind: "text", text: "10.0 points to go" },
      // 1000 to go in two weeks; last week won 40 + 80.
      { kind: "text", text: "1,000 to go by December 6, 2026: needs 500 a week, was 120" },
      { kind: "text", text: "80 to go" },
    ]);
    expect(found.rows.map((row) => cell(found, row, "share"))).toMatchObject([
      { kind: "bar", value: 3, length: 1, as: "share" },
      { kind: "bar", value: 0.5, length: 0.5 },
      { kind: "bar", value: 0.75, length: 0.75 },
      { kind: "bar", value: 0.6, length: 0.6 },
    ]);
    expect(cell(found, found.rows[1], "actual")).toMatchObject({ value: 0.1, unit: "percent" });
    expect(found.rows[3]?.target).toBe("account-3");
  });

  test("a figure that is not held is not nothing reached", async () => {
    const model = await build({ ...whole("1"), totals: [] }, { goals: { ...goals, groups: {}, accounts: {} } });
    const found = table(model, "goals", "goals");
    expect(cell(found, found.rows[0], "share")).toEqual({ kind: "absent", because: "not collected" });
  });

  test("no goal for an account of the report: no section", async () => {
    const model = await build(whole("1"), { goals: { all: {}, groups: { North: { views: 1 } }, accounts: {} } });
    expect(model.sections.map(({ id }) => id)).not.toContain("goals");
  });
});

describe("records", () => {
  const spans = Array.from({ length: 13 }, (_, at) => weekAgo(12 - at));

  test("best of all weeks held, best since a week as high, lowest likewise", () => {
    const flat = Array.from({ length: 12 }, () => 10);
    expect(findRecord([...flat, 11], spans)).toEqual({ kind: "best", since: undefined, weeks: 13 });
    expect(findRecord([50, ...flat.slice(1), 11], spans)).toEqual({ kind: "best", since: spans[0], weeks: 13 });
    expect(findRecord([...flat, 9], spans)).toEqual({ kind: "worst", since: undefined, weeks: 13 });
  });

  test("a tie beats nothing, gaps are not beaten, and few weeks make no record", () => {
    expect(findRecord([1, 2, 3, 4, 5, 5], spans.slice(-6))).toBeUndefined();
    expect(findRecord([1, null, null, null, null, null, 9], spans.slice(-7))).toBeUndefined();
    expect(findRecord([1, 2, 3, 4, 5, null], spans.slice(-6))).toBeUndefined();
  });

  test("a finding tells the record of the largest gain", async () => {
    const earlier = Array.from({ length: 11 }, (_, at) => follows("1", 12, 10, weekAgo(at + 2))).flat();
    const gained = {
      accounts: [account("1")],
      totals: [...follows("1", 50, 10), ...follows("1", 12, 10, WEEK_BEFORE)],
    };
    const block = section(await build(merge(gained, { totals: earlier })), "summary").blocks.find(
      (one) => one.kind === "findings",
    );
    expect(JSON.stringify(block)).toContain("Name 1: +40 followers net");
    expect(JSON.stringify(block)).toContain("50 followed, 10 left. The best of the 13 weeks held.");
  });
});

describe("breaks in a series", () => {
  const write = createWriter("en-GB", "UTC");
  const spans = [weekAgo(2), weekAgo(1), WEEK];
  const withdrawn = (id: string, day: string) =>
    gap(id, { metric: "views", reason: "withdrawn", fromDay: day, toDay: day, subject: `${id}/totals/x` });

  test("stand at the week in which half of the accounts lost the metric", () => {
    expect(findBreaks(["views"], spans, [withdrawn("1", WEEK_BEFORE.from)], write, 2)).toEqual([
      { at: 1, day: WEEK_BEFORE.from, metric: "views", label: "Views withdrawn by Meta" },
    ]);
    expect(findBreaks(["views"], spans, [withdrawn("1", WEEK_BEFORE.from)], write, 3)).toEqual([]);
  });

  test("are none where nothing came before, and none for a single post", () => {
    expect(findBreaks(["views"], spans, [withdrawn("1", weekAgo(2).from)], write)).toEqual([]);
    expect(findBreaks(["views"], spans, [{ ...withdrawn("1", WEEK.from), mediaId: "m" }], write)).toEqual([]);
  });

  test("are drawn on the chart and told among the findings", async () => {
    const gaps = ["1", "2"].map((id) => withdrawn(id, WEEK_BEFORE.from));
    const past = ["1", "2"].map((id) => earlierViews(id, [100, 100]));
    const model = await build(merge(whole("1"), whole("2"), ...past, { gaps }));
    expect(findChart(model, "portfolio").breaks).toMatchObject([{ at: 2, label: "Views withdrawn by Meta" }]);
    expect(JSON.stringify(section(model, "summary"))).toContain(
      "Views withdrawn by Meta in the week of November 9, 2026",
    );
  });
});
