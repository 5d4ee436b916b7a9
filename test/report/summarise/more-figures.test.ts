// Figures that stand in the workbook alone, counted by hand.
import { describe, expect, it } from "vitest";
import { findKpi } from "../../../src/report/kpis/index.ts";
import { account, build, cell, type Dataset, merge, post, total, WEEK } from "./memory-dataset.ts";

const ONE = "17841400000000001";
const TWO = "17841400000000002";

const own = (id: string, scale: number): Partial<Dataset> =>
  merge(
    { accounts: [{ ...account(id), username: `user_${id.slice(-1)}` }] },
    {
      totals: [
        total(id, "views", 900 * scale),
        total(id, "reach", 300 * scale),
        total(id, "profile_views", 40 * scale),
        total(id, "website_clicks", 7),
        total(id, "profile_links_taps", 3),
        total(id, "accounts_engaged", 25),
      ],
    },
    post(id, `${id}-1`, "2026-11-17T09:00:00Z", { reach: 100 * scale, saved: 5 * scale, shares: 2 }),
    post(id, `${id}-2`, "2026-11-18T09:00:00Z", { reach: 300 * scale, saved: 7 * scale }),
    // Without reach: in neither rate.
    post(id, `${id}-3`, "2026-11-19T09:00:00Z", { saved: 1000, shares: 1000 }),
  );

async function rowsOf(...datasets: readonly Partial<Dataset>[]) {
  const model = await build(merge(...datasets));
  const sheet = model.sheets.find(({ id }) => id === "accounts")?.table;
  if (sheet === undefined) throw new Error("there is the accounts' sheet");
  return {
    of: (id: string, column: string) =>
      cell(
        sheet,
        sheet.rows.find(({ key }) => key === id),
        column,
      ),
    total: (column: string) => sheet.totals?.[sheet.columns.findIndex(({ key }) => key === column)],
  };
}

describe("figures of the workbook", () => {
  it.each([
    ["saveRate", 12 / 400],
    ["shareRate", 2 / 100],
    ["viewsPerReach", 3],
    ["profileViews", 40],
    ["websiteClicks", 7],
    ["linkTaps", 3],
    ["accountsEngaged", 25],
  ])("%s of an account is %d", async (column, value) => {
    expect((await rowsOf(own(ONE, 1))).of(ONE, column)).toMatchObject({ kind: "value", value });
  });

  it("add up over accounts where the sum means something, and not where people would count twice", async () => {
    const rows = await rowsOf(own(ONE, 1), own(TWO, 2));
    expect(rows.total("profileViews")).toMatchObject({ value: 120 });
    expect(rows.total("accountsEngaged")).not.toHaveProperty("value");
    expect(rows.total("saveRate")).not.toHaveProperty("value");
  });

  it("are absent with Meta's reason where a part is, and where there is nothing to divide by", async () => {
    const without = merge({ accounts: [account(ONE)] }, { totals: [total(ONE, "views", 5), total(ONE, "reach", 0)] });
    const rows = await rowsOf(without);
    expect(rows.of(ONE, "viewsPerReach")).toEqual({ kind: "absent", because: "no reach" });
    expect(rows.of(ONE, "saveRate")).toMatchObject({ kind: "absent" });
    expect(rows.of(ONE, "profileViews")).toEqual({ kind: "absent", because: "not collected" });
  });

  it("of several accounts are quotients of sums, never means of quotients", () => {
    const period = (views: number, reach: number) =>
      ({
        span: WEEK,
        account: account(ONE),
        totals: [total(ONE, "views", views), total(ONE, "reach", reach)],
        series: new Map(),
        gaps: [],
        posts: [],
      }) as never;
    const combined = findKpi("viewsPerReach").combine?.([period(100, 10), period(100, 90)]);
    expect(combined).toMatchObject({ kind: "held", value: 2 });
  });

  it.each([
    ["in hundredths", [20.5, 0.5, 61], 0.205],
    ["as a share of one", [0.2, 0.25, 0.4], 0.25],
  ])("skipped reels are told by the middle one, where Meta tells them %s", async (_scale, rates, value) => {
    const reel = { mediaType: "VIDEO", mediaProductType: "REELS" } as const;
    const reels = rates.map((rate, at) =>
      post(ONE, `${ONE}-r${at}`, `2026-11-1${7 + at}T10:00:00Z`, { reels_skip_rate: rate }, reel),
    );
    const rows = await rowsOf({ accounts: [account(ONE)] }, ...reels, post(ONE, "image", "2026-11-20T10:00:00Z", {}));
    expect(rows.of(ONE, "medianSkipRate")).toMatchObject({ kind: "value", value });
  });
});
