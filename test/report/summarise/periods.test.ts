// Periods of any length: words, sums of what adds up, and reasons for what does not.
import { describe, expect, test } from "vitest";
import { type DaySpan, listDays, toPeriodKind } from "../../../src/dataset/index.ts";
import { findUnasked } from "../../../src/report/summarise/index.ts";
import { toWords } from "../../../src/report/words/index.ts";
import {
  account,
  build,
  type Dataset,
  follows,
  gap,
  merge,
  post,
  section,
  series,
  THURSDAY,
  table,
  tile,
  total,
  WEEK,
  whole,
} from "./memory-dataset.ts";

const ID = "1";
const MONTH: DaySpan = { from: "2026-10-01", to: "2026-10-31" };

describe("what a span is", () => {
  test.each([
    ["2026-11-16", "2026-11-16", "day"],
    ["2026-11-15", "2026-11-21", "week"],
    ["2026-10-01", "2026-10-31", "month"],
    ["2026-02-01", "2026-02-28", "month"],
    ["2026-07-01", "2026-09-30", "quarter"],
    ["2026-08-01", "2026-10-31", "custom"],
    ["2026-11-01", "2026-12-31", "custom"],
    ["2026-11-01", "2026-11-15", "custom"],
  ])("%s to %s is a %s", (from, to, kind) => {
    expect(toPeriodKind({ from, to })).toBe(kind);
  });
});

/** A month of which weeks, and for the rest days, are held: Oct 1–4, four weeks of Thursdays …, Oct 29–31. */
function tiled(metrics: readonly string[]): Dataset {
  const windows = [
    { from: "2026-10-01", to: "2026-10-07" },
    { from: "2026-10-08", to: "2026-10-14" },
    { from: "2026-10-15", to: "2026-10-28" },
    ...listDays({ from: "2026-10-29", to: "2026-10-31" }).map((day) => ({ from: day, to: day })),
  ];
  return merge({
    accounts: [account(ID)],
    days: [
      ...series(
        ID,
        "reach",
        listDays(MONTH).map(() => 50),
        MONTH.from,
      ),
      ...series(
        ID,
        "follower_count",
        listDays(MONTH).map(() => 2),
        MONTH.from,
      ),
    ],
    totals: [
      ...windows.flatMap((window) => metrics.map((metric) => total(ID, metric, 100, window))),
      ...windows.flatMap((window) => follows(ID, 5, 2, window)),
    ],
  });
}

describe("a month whose weeks are held", () => {
  const options = { span: MONTH, now: new Date(THURSDAY) };

  test("sums what adds up, says so in the receipt, and keeps unique reach apart", async () => {
    const model = await build(tiled(["views", "likes", "comments", "saves", "shares", "reach"]), options);
    const views = tile(model, "summary", "views").figure;
    expect(views).toMatchObject({ value: 600 });
    expect(views.kind === "value" ? model.receipts[views.receipt ?? ""]?.formula : "").toBe(
      "sum of 6 windows of account insight views",
    );
    expect(tile(model, "summary", "interactions").figure).toMatchObject({ value: 2400 });
    expect(tile(model, "summary", "netFollowers").figure).toMatchObject({ value: 18 });
    expect(tile(model, "summary", "reach").figure).toEqual({
      kind: "absent",
      because: "Meta gives it for at most 30 days at a time",
    });
  });

  test("tells unique reach of the longest window Meta gives, where one is held", async () => {
    const long = { from: "2026-10-01", to: "2026-10-30" };
    const of = (ids: readonly string[], held: readonly string[]) =>
      build(
        merge({ accounts: ids.map((id) => account(id)), totals: held.map((id) => total(id, "reach", 700, long)) }),
        options,
      );
    const note = async (ids: readonly string[], held: readonly string[]) =>
      tile(await of(ids, held), "summary", "reach").note;
    expect(await note(["1"], ["1"])).toBe("October 1–30, 2026: 700");
    expect(await note(["1", "2", "3"], ["1", "2"])).toBe(
      "October 1–30, 2026: 1,400; sum over accounts; people may overlap; 2 of 3 accounts",
    );
    expect(await note(["1"], [])).toBeUndefined();
  });

  test("followers are compared with a reading as near to the month's end as its net may take", async () => {
    const dataset = (takenAt: string) =>
      merge({
        accounts: [account(ID, { followersCount: 1070 })],
        profiles: [
          account(ID, { followersCount: 1000, takenAt }),
          account(ID, { followersCount: 1070, takenAt: "2026-11-03T08:00:00.000Z" }),
        ],
      });
    const change = async (takenAt: string) =>
      tile(await build(dataset(takenAt), options), "summary", "followers").change;
    expect(await change("2026-10-03T08:00:00.000Z")).toMatchObject({ kind: "change", value: 0.07 });
    expect((await change("2026-10-05T08:00:00.000Z"))?.kind).toBe("absent");
  });

  test("what nobody asked is known, and what Meta refuses is not it", async () => {
    const asked = async (part: Partial<Dataset>, span = MONTH, locale = "de") =>
      findUnasked(await build(merge({ accounts: [account(ID)] }, part), { ...options, span, locale }));
    expect(await asked({})).toEqual({
      figures: ["Net new followers", "Views", "Account interactions", "Engagement rate"],
      tooLong: 31,
    });
    const days = { from: "2026-10-01", to: "2026-10-15" };
    expect(await asked({ days: series(ID, "reach", [5, 6], days.from) }, days)).toEqual({
      figures: ["Net new followers", "Unique reach", "Views", "Account interactions", "Engagement rate"],
    });
    const denied = { gaps: [gap(ID, { reason: "not-permitted" })] };
    expect(await asked(denied, days, "fr")).toEqual({ figures: [] });
  });

  test("a hole in the tiles is no sum", async () => {
    const { totals, ...rest } = tiled(["views"]);
    const holed = totals.filter(({ fromDay }) => fromDay !== "2026-10-08");
    const model = await build({ ...rest, totals: holed }, { ...options, locale: "de" });
    const because = "nicht für alle diese Tage erhoben";
    expect(tile(model, "summary", "views").figure).toEqual({ kind: "absent", because });
    expect(findUnasked(model).figures).toContain("Views");
  });

  test("speaks of months, in every language", async () => {
    const model = await build(tiled(["views"]), options);
    const text = JSON.stringify(model);
    expect(text).not.toMatch(/a week|report week|weeks? held|Week from/);
    const kinds = ["day", "week", "month", "quarter", "custom"] as const;
    for (const locale of ["en", "de", "fr", "es", "pt"]) {
      const said = kinds.map((kind) => JSON.stringify(toWords(locale).periods[kind]));
      expect(new Set(said).size).toBe(5);
      expect(toWords(locale, "month").phrases.highlight).not.toBe(toWords(locale, "week").phrases.highlight);
    }
  });

  test("net followers come from two readings near its ends, and say when", async () => {
    const dataset = merge({
      accounts: [account(ID, { followersCount: 1070 })],
      profiles: [
        account(ID, { followersCount: 1000, takenAt: "2026-10-04T08:00:00.000Z" }),
        account(ID, { followersCount: 1070, takenAt: "2026-10-29T08:00:00.000Z" }),
      ],
    });
    const net = tile(await build(dataset, options), "summary", "netFollowers").figure;
    expect(net).toMatchObject({ value: 70 });
    const far = {
      ...dataset,
      profiles: [
        account(ID, { followersCount: 1000, takenAt: "2026-10-08T08:00:00.000Z" }),
        ...dataset.profiles.slice(1),
      ],
    };
    expect(tile(await build(far, options), "summary", "netFollowers").figure.kind).toBe("absent");
  });

  test("four lost headlines weigh as much as their days in the coverage", async () => {
    const lost = await build(tiled(["likes", "comments"]), options);
    // Views, saves and shares are lost, and followers: 4 of 7 headlines over 31 days; 62 daily values are held.
    expect(lost.coverage.share).toBeLessThan(0.7);
    expect(lost.coverage.share).toBeGreaterThan(0.4);
  });
});

describe("a quarter", () => {
  const QUARTER: DaySpan = { from: "2026-07-01", to: "2026-09-30" };
  const figures = (likes: number) => ({ reach: 100, likes, comments: 0, saved: 0, shares: 0 });

  test("draws the posts of all its days, and measures them against those of 90 days", async () => {
    const dataset = merge(
      {
        accounts: [account(ID)],
        days: series(
          ID,
          "reach",
          listDays(QUARTER).map(() => 50),
          QUARTER.from,
        ),
      },
      post(ID, "first", "2026-07-01T10:00:00.000Z", figures(1000), { caption: "#old" }),
      ...[1, 2, 3, 4, 5].map((nth) =>
        post(ID, `p${nth}`, `2026-09-0${nth}T10:00:00.000Z`, figures(10), { caption: "#new" }),
      ),
      ...[1, 2, 3].map((nth) =>
        post(ID, `old${nth}`, `2026-05-0${nth}T10:00:00.000Z`, figures(900), { caption: "#old" }),
      ),
    );
    const model = await build(dataset, { span: QUARTER, now: new Date(THURSDAY) });
    const blocks = section(model, `account-${ID}`).blocks;
    const chart = blocks.find((block) => block.kind === "chart");
    expect(chart?.chart.marks.map(({ at }) => at)).toEqual([0, 62, 63, 64, 65, 66]);
    const told = JSON.stringify(table(model, `account-${ID}`, `hashtags-${ID}`).rows);
    expect(told).toContain("#new");
    expect(told).not.toContain("#old");
    expect(tile(model, `account-${ID}`, "posts").figure).toMatchObject({ value: 6 });
  });
});

describe("reasons", () => {
  test("a tile gives the reason most accounts share, with how many", async () => {
    const lost = ["2", "3"].map((id) => merge({ accounts: [account(id)] }));
    const denied = { accounts: [account(ID)], gaps: [gap(ID, { metric: "views", reason: "not-permitted" })] };
    const model = await build(merge(denied, ...lost));
    expect(tile(model, "summary", "views").figure).toEqual({ kind: "absent", because: "not collected (2/3 accounts)" });
  });

  test("a limit of the API is no refusal, no finding, and nothing that was expected", async () => {
    const limit = gap(ID, {
      metric: "follower_count",
      reason: "beyond-range",
      fromDay: WEEK.from,
      toDay: WEEK.to,
      subject: `${ID}/series/${WEEK.from}..${WEEK.to}/follower_count`,
    });
    const { days, ...rest } = whole(ID);
    const held = days.filter(({ metric, day }) => metric !== "follower_count" || day < WEEK.from);
    const model = await build({ ...rest, days: held, gaps: [limit] });
    expect(model.coverage.share).toBe(1);
    expect(JSON.stringify(section(model, "summary"))).not.toMatch(/refused|do not compare/);
    expect(table(model, "a1", "gap-groups").rows[0]?.cells[1]).toEqual({
      kind: "text",
      text: "Meta tells it for the last 30 days only",
    });
  });
});
