// What the first page tells: each rule by its value, and which of them leads.
import { describe, expect, test } from "vitest";
import { addDays, type DaySpan } from "../../../src/dataset/index.ts";
import { toPhrases, weigh } from "../../../src/report/summarise/findings/candidate.ts";
import { findUnusual } from "../../../src/report/summarise/findings/usual.ts";
import type { Finding, ReportModel } from "../../../src/report/summarise/index.ts";
import {
  account,
  build,
  type Dataset,
  follows,
  merge,
  nothing,
  post,
  section,
  series,
  THURSDAY,
  total,
  WEEK,
  WEEK_BEFORE,
  whole,
} from "./memory-dataset.ts";

const weekAgo = (count: number): DaySpan => ({
  from: addDays(WEEK.from, -7 * count),
  to: addDays(WEEK.to, -7 * count),
});

function findings(model: ReportModel): readonly Finding[] {
  const block = section(model, "summary").blocks.find(({ kind }) => kind === "findings");
  return block?.kind === "findings" ? block.findings : [];
}

function headline(model: ReportModel): string {
  const block = section(model, "summary").blocks.find(({ kind }) => kind === "headline");
  return block?.kind === "headline" ? block.sentences.map((one) => one.map(({ text }) => text).join("")).join(" ") : "";
}

/** An account with the same figures for twelve weeks, and others in the report's. */
function steady(id: string, now: number, usual: number, metric = "views"): Dataset {
  return merge({
    accounts: [account(id)],
    totals: [
      total(id, metric, now),
      ...Array.from({ length: 12 }, (_, at) => total(id, metric, usual + (at % 2), weekAgo(at + 1), THURSDAY)),
    ],
  });
}

describe("how unusual a figure is", () => {
  test("by robust deviations from the middle of the past", () => {
    const past = [1000, 1100, 900, 1000, 1200, 800];
    // Median 1000, median deviation 100: sigma 148.26.
    expect(findUnusual(1500, past, 1000)).toBeCloseTo(500 / 148.26, 3);
    expect(findUnusual(500, past, 1000)).toBeCloseTo(500 / 148.26, 3);
  });

  test("one week out of the way in the past does not hide it", () => {
    const past = [1000, 1100, 900, 1000, 50_000, 800];
    expect(findUnusual(2000, past, 1000)).toBeGreaterThan(5);
  });

  test("of an account that never varies a twentieth is one deviation, and of small counts what chance does", () => {
    expect(findUnusual(1050, [1000, 1000, 1000, 1000], 1000)).toBeCloseTo(1);
    expect(findUnusual(8, [4, 4, 4, 4], 4)).toBeCloseTo(2);
  });

  test("without a past by the change; without a base it is none", () => {
    expect(findUnusual(130, [100, 100, 100], 100)).toBeCloseTo(2);
    expect(findUnusual(130, [], undefined)).toBe(0);
    expect(findUnusual(130, [], 0)).toBe(0);
  });

  test("weighs by its share in the whole, and never more than eight deviations", () => {
    expect(weigh(100, 1)).toBe(8);
    expect(weigh(4, 0.125)).toBeCloseTo(2);
    expect(weigh(4, -1)).toBe(0);
  });
});

describe("a change", () => {
  test("names what it was and became, and bears the receipt of both", async () => {
    const model = await build(merge(steady("1", 500, 1000), steady("2", 1000, 1000)));
    const [first] = findings(model);
    expect(first).toMatchObject({
      tone: "bad",
      text: "Name 1: 50.0% fewer views (500 after 1,000)",
      target: "account-1",
    });
    expect(first?.why).toBe("The lowest of the 13 weeks held.");
    expect(first?.receipts?.map((key) => model.receipts[key]?.metric)).toEqual(["views"]);
    expect(headline(model)).toBe("Name 1: 50.0% fewer views.");
  });

  test("within the usual is no finding", async () => {
    const varied = merge(steady("1", 1150, 1000), {
      totals: [1, 3, 5, 7, 9, 11].map((at) => total("1", "views", 1300, weekAgo(at), "2026-11-26T10:00:00.000Z")),
    });
    expect(findings(await build(varied)).map(({ text }) => text)).toEqual([
      "There are too few figures for findings yet.",
    ]);
  });

  test("of interactions is split into what adds up to the change of its posts", async () => {
    const posts = (span: DaySpan, count: number, reach: number, likes: number) =>
      Array.from({ length: count }, (_, at) =>
        post(
          "1",
          `${span.from}-${at}`,
          `${addDays(span.from, at)}T10:00:00.000Z`,
          { reach, likes, comments: 0, saved: 0, shares: 0 },
          { takenAt: THURSDAY },
        ),
      );
    const interactions = ["likes", "comments", "saves", "shares"].flatMap((metric) => [
      total("1", metric, metric === "likes" ? 200 : 0),
      total("1", metric, metric === "likes" ? 800 : 0, WEEK_BEFORE),
    ]);
    const model = await build(
      merge(
        { accounts: [account("1")], totals: interactions },
        ...posts(WEEK, 2, 1000, 100),
        ...posts(WEEK_BEFORE, 4, 2000, 200),
      ),
    );
    const told = findings(model).find(({ parts }) => parts !== undefined);
    expect(told?.text).toBe("Name 1: 75.0% fewer interactions (200 after 800)");
    expect(told?.why).toMatch(/^Its posts won 200 after 800\. /);
    expect(told?.parts?.reduce((sum, { value }) => sum + value, 0)).toBe(-600);
    expect(told?.parts?.map(({ label }) => label)).toEqual(["By posts", "By reach a post", "By engagement"]);
  });

  test("of a group names the accounts that made it", async () => {
    const world = merge(steady("1", 500, 1000), steady("2", 1000, 1000), steady("3", 900, 900), steady("4", 900, 900));
    const model = await build(world, { groups: { North: ["user_1", "user_2"], South: ["user_3", "user_4"] } });
    expect(findings(model).map(({ text, why }) => [text, why])).toContainEqual([
      "North (group): 25.0% fewer views (1,500 after 2,000)",
      "Mostly Name 1 (500 after 1,000).",
    ]);
  });

  test("over fewer accounts than the tile's says so, and has receipts of its own", async () => {
    const read = "2026-11-27T10:00:00.000Z";
    const young = merge({ accounts: [account("5")], totals: [total("5", "views", 700, WEEK, read)] });
    const groups = { North: ["user_1", "user_5"], South: ["user_3", "user_4"] };
    const world = merge(steady("1", 500, 1000), steady("3", 900, 900), steady("4", 900, 900), young);
    const model = await build(world, { groups });
    expect(findings(model).map(({ text }) => text)).toContain(
      "North (group), 1 of 2 accounts: 50.0% fewer views (500 after 1,000)",
    );
    // The tile's figure is of both accounts, and was read later.
    const key = `group/North/views/${WEEK.from}..${WEEK.to}`;
    expect([key, `${key} (2)`].map((one) => model.receipts[one]?.takenAt).toSorted()).toEqual([THURSDAY, read]);
  });

  test("over fewer accounts heads the report as what it is", async () => {
    const two = (id: string, now: number, before: number): Dataset =>
      merge({ accounts: [account(id)], totals: [total(id, "views", now), total(id, "views", before, WEEK_BEFORE)] });
    const young = { accounts: [account("5")], totals: [total("5", "views", 700)] };
    const groups = { North: ["user_1", "user_5"], South: ["user_3", "user_4"] };
    const world = merge(two("1", 5000, 10_000), two("3", 900, 900), two("4", 900, 900), young);
    expect(headline(await build(world, { groups }))).toContain("North (group), 1 of 2 accounts: 50.0% fewer views.");
  });

  test("of all that is nobody's in particular is left to the tiles", async () => {
    const ids = ["1", "2", "3", "4", "5"];
    const model = await build(merge(...ids.map((id) => steady(id, 1300, 1000))));
    expect(
      findings(model)
        .map(({ text }) => text)
        .join(),
    ).not.toContain("All accounts");
  });
});

describe("an account that fell silent", () => {
  const days = (id: string, from: string, values: readonly number[]) => ({
    days: series(id, "reach", values, from, THURSDAY),
  });
  const silent = merge(
    steady("2", 1000, 1000),
    { accounts: [account("1")] },
    post("1", "old", "2026-11-04T10:00:00.000Z", { reach: 50 }, { takenAt: THURSDAY }),
    { ...days("1", "2026-11-02", [900, 1000, 1202, 600, 300]) },
    { ...days("1", WEEK.from, [40, 40, 40, 40, 40, 40, 31]) },
  );

  test("is told with its last post and the reach of that day and of the last", async () => {
    const told = findings(await build(silent)).find(({ text }) => text.includes("no post"));
    expect(told?.text).toBe("Name 1: no post since November 4, 2026, reach from 1,202 to 31 a day");
    expect(headline(await build(silent))).toContain("Name 1 has been silent for 18 days.");
  });

  test("a fortnight is silence, a day less is not", async () => {
    const last = (day: string) =>
      merge(
        whole("2"),
        { accounts: [account("1")] },
        post("1", "old", `${day}T10:00:00.000Z`, { reach: 50 }, { takenAt: THURSDAY }),
      );
    const isTold = async (day: string) => findings(await build(last(day))).some(({ text }) => text.includes("no post"));
    expect(await isTold("2026-11-08")).toBe(true);
    expect(await isTold("2026-11-09")).toBe(false);
  });
});

describe("followers", () => {
  test("a round number passed is told with who came and went", async () => {
    const world = merge({
      accounts: [account("1", { followersCount: 1020 })],
      profiles: [
        account("1", { followersCount: 980, takenAt: `${WEEK.from}T09:00:00.000Z` }),
        account("1", { followersCount: 1020, takenAt: THURSDAY }),
      ],
      totals: follows("1", 50, 10),
    });
    const told = findings(await build(world)).find(({ text }) => text.includes("passed"));
    expect(told).toMatchObject({
      text: "Name 1 passed 1,000 followers and has 1,020 now",
      why: "50 followed, 10 left.",
    });
  });

  test("a balance unlike the weeks before says what is usual", async () => {
    const past = Array.from({ length: 8 }, (_, at) => follows("1", 30, 10, weekAgo(at + 1))).flat();
    const model = await build(merge({ accounts: [account("1")], totals: [...follows("1", 30, 90), ...past] }));
    expect(findings(model)[0]).toMatchObject({
      tone: "bad",
      text: "Name 1: −60 followers net",
      why: "30 followed, 90 left. The lowest of the 9 weeks held. Usually +20.",
    });
  });
});

test("three times the usual comments are a spike, a few more are not", async () => {
  const world = (now: number) => steady("1", now, 30, "comments");
  const told = async (now: number) =>
    findings(await build(world(now))).some(({ text }) => /comments, usually/.test(text));
  expect(await told(100)).toBe(true);
  expect(await told(80)).toBe(false);
});

test("nothing held: it says so, and no headline stands", async () => {
  const model = await build(nothing);
  expect(findings(model).map(({ text }) => text)).toEqual(["There are too few figures for findings yet."]);
  expect(headline(model)).toBe("");
});

test("at most seven, at most one an account", async () => {
  const ids = Array.from({ length: 12 }, (_, at) => String(at + 1));
  const told = findings(await build(merge(...ids.map((id, at) => steady(id, 2000 + 100 * at, 1000)))));
  expect(told).toHaveLength(7);
  expect(new Set(told.map(({ target }) => target)).size).toBe(7);
});

test("the words between the marks bear the tone", () => {
  expect(toPhrases("A has been ⟨silent⟩ since.", "bad")).toEqual([
    { text: "A has been " },
    { text: "silent", tone: "bad" },
    { text: " since." },
  ]);
  expect(toPhrases("⟨−3⟩", "bad")).toEqual([{ text: "−3", tone: "bad" }]);
});
