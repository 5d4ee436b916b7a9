// A week just over against a finished one: compared at equal age where those readings are held, else marked and never leading.
import { describe, expect, test } from "vitest";
import { addDays, type DayPoint, type TotalPoint } from "../../../src/dataset/index.ts";
import type { ReportModel } from "../../../src/report/summarise/index.ts";
import {
  account,
  build,
  type Dataset,
  MONDAY,
  merge,
  section,
  series,
  THURSDAY,
  tile,
  total,
  WEEK,
  WEEK_BEFORE,
} from "./memory-dataset.ts";

const ID = "1";
const LAST_MONDAY = "2026-11-16T09:30:00.000Z";
const FIGURES = ["reach", "views", "likes", "comments", "saves", "shares"];

function week(span: typeof WEEK, value: number, takenAt: string): readonly TotalPoint[] {
  return FIGURES.map((metric) => total(ID, metric, value, span, takenAt));
}

function days(from: string, value: number, takenAt: string): readonly DayPoint[] {
  return series(ID, "reach", [value, value, value, value, value, value, value], from, takenAt);
}

/** This week read on its Monday: 800. The one before: 1,000 now, and on its own Monday what is given. */
function read(onItsMonday: number | undefined, readAt = MONDAY): Dataset {
  return merge({
    accounts: [account(ID, { takenAt: readAt })],
    totals: [
      ...week(WEEK, 800, readAt),
      ...(onItsMonday === undefined ? [] : week(WEEK_BEFORE, onItsMonday, LAST_MONDAY)),
      ...week(WEEK_BEFORE, 1000, "2026-11-19T09:00:00.000Z"),
    ],
    days: [
      ...days(WEEK.from, 80, readAt),
      ...days(WEEK_BEFORE.from, 70, LAST_MONDAY),
      ...days(WEEK_BEFORE.from, 100, "2026-11-19T09:00:00.000Z"),
    ],
  });
}

function findings(model: ReportModel) {
  const block = section(model, "summary").blocks.find(({ kind }) => kind === "findings");
  return block?.kind === "findings" ? block.findings : [];
}

describe("on the Monday after the week", () => {
  test("last week is taken as it was read on its own Monday", async () => {
    const model = await build(read(640));
    const { change } = tile(model, "summary", "views");
    expect(change).toMatchObject({
      value: 0.25,
      against: 640,
      sides: {
        now: { value: 800, window: WEEK, takenAt: MONDAY },
        before: { value: 640, window: WEEK_BEFORE, takenAt: LAST_MONDAY },
      },
    });
    expect(change).not.toHaveProperty("provisional");
    // The days of then, too: 80 against 70 a day.
    expect(tile(model, `account-${ID}`, "meanDailyReach").change).toMatchObject({ against: 70 });
    expect(findings(model)[0]?.text).toContain("25.0% more");
    expect(findings(model)[0]?.provisional).toBeUndefined();
  });

  test("without those readings the change is marked in the finding, and never leads", async () => {
    const model = await build(read(undefined));
    expect(tile(model, "summary", "views").change).toMatchObject({ value: -0.2, against: 1000, provisional: true });
    const [first, second] = findings(model);
    expect(first?.tone).toBe("plain");
    expect(first?.text).toContain("cannot be told for sure yet");
    expect(second).toMatchObject({ provisional: true });
    expect(second?.text).toMatch(/^Provisional: .*20.0% fewer/);
  });

  test("a reading of one figure alone is no reading of the week", async () => {
    const part = read(640);
    const totals = part.totals.filter(({ metric, takenAt }) => metric !== "shares" || takenAt !== LAST_MONDAY);
    const model = await build({ ...part, totals });
    expect(tile(model, "summary", "views").change).toMatchObject({ against: 1000, provisional: true });
  });

  test("a reading two days older or younger is none of equal age", async () => {
    for (const takenAt of ["2026-11-14T09:00:00.000Z", "2026-11-18T09:00:00.000Z"]) {
      const off = merge(read(undefined), { totals: week(WEEK_BEFORE, 640, takenAt) });
      expect(tile(await build(off), "summary", "views").change).toMatchObject({ against: 1000, provisional: true });
    }
  });

  test("sparks are dashed from the first day that had not settled", async () => {
    const model = await build(read(640));
    const spark = tile(model, "summary", "reach").spark;
    // Saturday and Sunday were younger than 48 h on Monday morning.
    expect(spark?.provisionalFrom).toBe(5);
    const settled = await build(read(640, THURSDAY));
    expect(tile(settled, "summary", "reach").spark?.provisionalFrom).toBeUndefined();
  });

  test("a page of provisional figures says so once at its head; the sheets keep every mark", async () => {
    const model = await build(read(640));
    const page = section(model, `account-${ID}`);
    expect(page.provisional).toBe("Most of these figures are provisional: Meta may still change them.");
    expect(tile(model, `account-${ID}`, "views").figure).not.toHaveProperty("provisional");
    const sheet = model.sheets.find(({ id }) => id === "accounts")?.table;
    const at = sheet?.columns.findIndex(({ key }) => key === "views") ?? -1;
    expect(sheet?.rows[0]?.cells[at]).toMatchObject({ value: 800, provisional: true });
    expect(section(await build(read(640, THURSDAY)), `account-${ID}`).provisional).toBeUndefined();
  });
});

test("when both weeks have settled they are compared as last read", async () => {
  const model = await build(read(640, THURSDAY));
  const { change } = tile(model, "summary", "views");
  expect(change).toMatchObject({ value: -0.2, against: 1000 });
  expect(change).not.toHaveProperty("provisional");
  expect(addDays(WEEK.from, -7)).toBe(WEEK_BEFORE.from);
});
