import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cell, ReportModel } from "../../../src/report/summarise/index.ts";
import {
  account,
  build,
  cell,
  type Dataset,
  gap,
  merge,
  nothing,
  section,
  THURSDAY,
  table,
  tile,
  WEEK,
  whole,
} from "./memory-dataset.ts";

function listCells(model: ReportModel): readonly Cell[] {
  const tables = [...model.sheets.map((sheet) => sheet.table)];
  const cells: Cell[] = [];
  for (const block of model.sections.flatMap(({ blocks }) => blocks)) {
    if (block.kind === "table") tables.push(block.table);
    if (block.kind === "tiles")
      cells.push(...block.tiles.flatMap(({ figure, change }) => (change ? [figure, change] : [figure])));
    if (block.kind === "strip") {
      const { totals, items } = block.strip;
      cells.push(...[...totals, ...items.flatMap((item) => item.figures)].map((figure) => figure.cell));
    }
    if (block.kind === "cards")
      cells.push(...block.cards.flatMap(({ figures }) => figures.map((figure) => figure.cell)));
  }
  return [...cells, ...tables.flatMap(({ rows, totals }) => [...rows.flatMap((row) => row.cells), ...(totals ?? [])])];
}

const two = merge(whole("1"), whole("2", 3));

describe("several accounts", () => {
  test("sums what adds up, labels reach as overlapping, and forms the rate anew", async () => {
    const model = await build(two);
    expect(tile(model, "summary", "followers").figure).toMatchObject({ value: 4000 });
    expect(tile(model, "summary", "reach")).toMatchObject({
      figure: { value: 4000 },
      note: "sum over accounts; people may overlap",
    });
    expect(tile(model, "summary", "engagementRate").figure).toMatchObject({ value: 120 / 1200 });
    expect(tile(model, "summary", "netFollowers").note).toBe("240 gained, 80 lost");
    expect(tile(model, "summary", "reach").spark?.values).toEqual([404, 408, 412, 416, 420, 424, 428]);
  });

  test("compares like with like and says over how many", async () => {
    const late = { ...whole("2", 3), totals: whole("2", 3).totals.filter(({ fromDay }) => fromDay === WEEK.from) };
    const views = tile(await build(merge(whole("1"), late)), "summary", "views");
    expect(views.figure).toMatchObject({ value: 1800 * 4 });
    expect(views.change).toMatchObject({ as: "percent", value: 1, against: 900 });
    expect(views.note).toBe("change over 1 account");
  });

  test("an account without the figure is left out of the total and counted, never added as zero", async () => {
    const model = await build(merge(whole("1"), { accounts: [account("9")] }));
    expect(tile(model, "summary", "views")).toMatchObject({ figure: { value: 1800 }, note: "1 of 2 accounts" });
    expect(tile(model, "summary", "reach").spark?.alt).toContain("1 account");
  });

  test("an account that lacks one day stays out of the spark: it would look like a dip", async () => {
    const holed = { ...whole("2", 3), days: whole("2", 3).days.filter(({ day }) => day !== "2026-11-18") };
    const { spark } = tile(await build(merge(whole("1"), holed)), "summary", "reach");
    expect(spark?.values).toEqual([101, 102, 103, 104, 105, 106, 107]);
    expect(spark?.alt).toContain("1 account");
  });

  test("league: a name written from right to left comes after its handle, whose @ would change sides otherwise", async () => {
    const model = await build(two, { alias: { user_1: "فيلفيك" } });
    const league = table(model, "league", "league");
    expect(league.rows.map((row) => cell(league, row, "account"))).toContainEqual({
      kind: "text",
      text: "@user_1 فيلفيك",
    });
  });

  test("league: rank, move, group, and totals only where they add up", async () => {
    const falling = {
      ...whole("2"),
      totals: whole("2").totals.map((one) => (one.fromDay === WEEK.from ? { ...one, value: 1 } : one)),
    };
    const model = await build(merge(whole("1"), falling, { accounts: [account("3")] }), {
      sortBy: "views",
      groups: { North: ["@USER_1"] },
      alias: { user_1: "Bakery" },
    });
    const league = table(model, "league", "league");
    expect(league.rows.map(({ key }) => key)).toEqual(["1", "2", "3"]);
    expect(league.rows.map((row) => cell(league, row, "rank"))).toEqual([
      { kind: "rank", rank: 1, move: 0 },
      { kind: "rank", rank: 2, move: -1 },
      { kind: "absent", because: "not ranked" },
    ]);
    expect(cell(league, league.rows[0], "account")).toEqual({ kind: "text", text: "Bakery @user_1" });
    expect(cell(league, league.rows[0], "group")).toEqual({ kind: "text", text: "North" });
    expect(league.rows[0]?.target).toBe("account-1");
    const totals = { key: "totals", cells: league.totals ?? [] };
    expect(cell(league, totals, "views")).toMatchObject({ value: 1801 });
    expect(cell(league, totals, "reach")).toEqual({ kind: "text", text: "" });
    expect(cell(league, totals, "engagementRate")).toEqual({ kind: "text", text: "" });
  });

  test("equal figures share a rank", async () => {
    const model = await build(merge(whole("1"), whole("2"), whole("3", 2)), { sortBy: "reach" });
    const league = table(model, "league", "league");
    expect(league.rows.map((row) => cell(league, row, "rank"))).toMatchObject([{ rank: 1 }, { rank: 2 }, { rank: 2 }]);
  });

  test("`only` keeps the accounts named", async () => {
    const model = await build(two, { only: { accountIds: ["2"] } });
    expect(model.accounts).toBe(1);
    expect(model.sections.map(({ id }) => id)).toEqual(["summary", "account-2", "top", "a1", "a2", "a3", "back"]);
  });
});

describe("the model as a whole", () => {
  test("every figure has a receipt with its window, moment and formula", async () => {
    const model = await build(two);
    const figures = listCells(model).filter((one) => one.kind === "value");
    expect(figures.length).toBeGreaterThan(100);
    for (const figure of figures) {
      expect(figure.receipt).toBeDefined();
      expect(model.receipts[figure.receipt ?? ""]).toMatchObject({
        takenAt: expect.any(String),
        formula: expect.stringMatching(/./),
      });
    }
    expect(model.receipts["1/reach/2026-11-16..2026-11-22"]).toEqual({
      metric: "reach",
      window: WEEK,
      takenAt: THURSDAY,
      formula: "account insight reach, total of the window",
    });
  });

  test("is plain JSON, dated by its newest reading, and named by what it says", async () => {
    const model = await build(two);
    expect(JSON.parse(JSON.stringify(model))).toEqual(JSON.parse(JSON.stringify(await build(two))));
    expect(model.dataAsOf).toBe(THURSDAY);
    expect(model.reportId).toMatch(/^2026-11-16_2026-11-22_[0-9a-f]{12}$/);
    expect((await build(two, { now: new Date("2026-11-27T00:00:00Z"), generator: "gazette 2" })).reportId).toBe(
      model.reportId,
    );
    expect((await build(merge(two, { accounts: [account("3")] }))).reportId).not.toBe(model.reportId);
  });

  test("each row has as many cells as its table has columns", async () => {
    const model = await build(two);
    const tables = model.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === "table" ? [block.table] : [])),
    );
    for (const one of [...tables, ...model.sheets.map((sheet) => sheet.table)]) {
      for (const row of one.rows) expect(row.cells, one.id).toHaveLength(one.columns.length);
      if (one.totals !== undefined) expect(one.totals, one.id).toHaveLength(one.columns.length);
      expect(new Set(one.rows.map(({ key }) => key)).size, one.id).toBe(one.rows.length);
    }
  });

  test("does not depend on the order of the records", async () => {
    const sorted = JSON.stringify(await build(two));
    const order = fc.shuffledSubarray([...Array(two.totals.length).keys()], { minLength: two.totals.length });
    await fc.assert(
      fc.asyncProperty(order, fc.integer(), async (indices, turn) => {
        const rotate = <T>(list: readonly T[]): readonly T[] => {
          const by = list.length === 0 ? 0 : Math.abs(turn) % list.length;
          return [...list.slice(by), ...list.slice(0, by)];
        };
        const mixed: Dataset = {
          ...nothing,
          accounts: rotate(two.accounts),
          profiles: rotate(two.profiles),
          days: rotate(two.days),
          totals: indices.flatMap((index) => two.totals[index] ?? []),
          media: rotate(two.media),
          mediaInsights: rotate(two.mediaInsights),
        };
        expect(JSON.stringify(await build(mixed))).toBe(sorted);
      }),
      { numRuns: 15 },
    );
  });

  test("a reading taken away is absent where it stood, and no figure becomes zero", async () => {
    const one = whole("1");
    const kinds = ["totals", "days", "mediaInsights", "profiles"] as const;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kinds), fc.nat(), async (kind, seed) => {
        const index = seed % one[kind].length;
        const model = await build({ ...one, [kind]: one[kind].filter((_, at) => at !== index) });
        const zeros = listCells(model).filter((found) => found.kind === "value" && found.value === 0);
        expect(zeros).toEqual([]);
        const nan = listCells(model).filter((found) => found.kind === "value" && !Number.isFinite(found.value));
        expect(nan).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe("edge worlds", () => {
  test("no data at all", async () => {
    const model = await build(nothing);
    expect(model).toMatchObject({
      accounts: 0,
      dataAsOf: null,
      coverage: { share: 0, sentence: "No account is in this report." },
    });
    expect(tile(model, "summary", "reach").figure).toEqual({ kind: "absent", because: "no account in the report" });
    expect(listCells(model).filter(({ kind }) => kind === "value")).toEqual([]);
  });

  test("an account of which nothing came: every figure absent with the reason, none zero", async () => {
    const dataset = merge({
      accounts: [account("1", { followersCount: undefined })],
      gaps: [gap("1", { subject: "1/all", reason: "token-unusable" })],
    });
    const model = await build(dataset);
    const tiles = section(model, "account-1").blocks.flatMap((block) => (block.kind === "tiles" ? block.tiles : []));
    for (const { figure } of tiles)
      expect(figure).toEqual({ kind: "absent", because: "the token expired or was revoked" });
    expect(model.coverage).toMatchObject({ share: 0, missing: 1 });
    expect(JSON.stringify(section(model, "account-1"))).toContain(
      "No daily figure is held: the token expired or was revoked.",
    );
  });

  test("sixty accounts", async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `178414000000000${String(index).padStart(2, "0")}`);
    const model = await build(merge(...ids.map((id, index) => whole(id, index + 1))));
    expect(model.sections).toHaveLength(70);
    // 1 + 2 + … + 60 = 1830
    expect(tile(model, "summary", "views").figure).toMatchObject({ value: 1800 * 1830 });
  });
});
