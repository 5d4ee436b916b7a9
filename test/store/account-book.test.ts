// What the desk's table of accounts and an account's page ask, on every engine.
import { describe, expect, it } from "vitest";
import { engines } from "./engines.ts";
import { account, batch, day, gap, keepAll, LATER, TAKEN_AT, total, WEEK } from "./records.ts";
import { createTestStores, FakeClock } from "./test-store.ts";

const [ONE, OTHER, LONGER] = ["17841400000000001", "17841400000000002", "178414000000000012"];
const OTHER_WEEK = { from: "2026-11-09", to: "2026-11-15" };
const at = ({ from, to }: typeof WEEK) => ({ fromDay: from, toDay: to });

describe.each(engines)("the account book on $name", ({ createPlace }) => {
  const stores = createTestStores(createPlace);

  async function openOne() {
    const clock = new FakeClock(TAKEN_AT);
    const store = await stores.open({ clock });
    await store.keepDiscovery(
      [ONE, OTHER].map((accountId) => account({ accountId, username: accountId })),
      [],
    );
    return { clock, store, book: store.accountBook };
  }

  it("tells the names of the accounts that are asked for, and whether any has changed", async () => {
    const { store, book } = await openOne();
    expect([...(await book.names([OTHER, LONGER, OTHER]))]).toEqual([[OTHER, OTHER]]);
    expect((await book.names([])).size).toBe(0);
    const marks = [await book.mark(), await book.mark()];
    await store.keepDiscovery([account({ accountId: ONE, username: "renamed", takenAt: LATER })], []);
    marks.push(await book.mark());
    await store.keepDiscovery([account({ accountId: LONGER, username: "new", takenAt: TAKEN_AT })], []);
    marks.push(await book.mark());
    expect(new Set(marks).size).toBe(3);
    expect(marks[0]).toBe(marks[1]);
  });

  it("tells one metric's total of exactly these days, as last read", async () => {
    const { store, book } = await openOne();
    const reach = { metric: "reach" };
    await keepAll(store, [
      batch({
        totals: [
          total({ ...reach, value: 1 }),
          total({ ...reach, value: 20, ...at(OTHER_WEEK) }),
          total({ ...reach, value: 300, breakdown: "media_product_type", bucket: "REELS" }),
          total({ value: 4_000 }),
        ],
      }),
      batch({ totals: [total({ ...reach, value: 2, takenAt: LATER })] }),
    ]);
    expect([...(await book.totals("reach", WEEK))]).toEqual([[ONE, { value: 2, takenAt: LATER }]]);
    expect([...(await book.totals("reach", OTHER_WEEK))]).toEqual([[ONE, { value: 20, takenAt: TAKEN_AT }]]);
    expect([...(await book.totals("reach", { from: WEEK.from, to: WEEK.from }))]).toEqual([]);
  });

  it("tells the days held of the accounts that are asked for", async () => {
    const { store, book } = await openOne();
    const days = ["2026-11-15", "2026-11-16", "2026-11-18", "2026-11-23"];
    await keepAll(store, [
      batch({
        days: [
          ...days.map((one) => day({ day: one })),
          day({ day: "2026-11-17", metric: "follower_count" }),
          day({ accountId: OTHER, day: "2026-11-20", value: 0 }),
        ],
      }),
    ]);
    const held = await book.heldDays([ONE, OTHER, LONGER], "reach", WEEK);
    expect([...held].map(([id, list]) => [id, list.toSorted()]).toSorted()).toEqual([
      [ONE, ["2026-11-16", "2026-11-18"]],
      [OTHER, ["2026-11-20"]],
    ]);
    expect([...(await book.heldDays([ONE], "reach", WEEK)).keys()]).toEqual([ONE]);
    expect((await book.heldDays([], "reach", WEEK)).size).toBe(0);
  });

  it("tells what an account lacks of these days, newest first and no more than asked for", async () => {
    const { store, book } = await openOne();
    const lacking = (accountId: string, metric: string, rest: Partial<Parameters<typeof gap>[0]> = {}) =>
      gap({ accountId, subject: `${accountId}/${metric}`, metric, ...rest });
    await keepAll(store, [
      batch({
        gaps: [
          lacking(ONE, "reach", { seenAt: TAKEN_AT }),
          lacking(ONE, "views", { seenAt: LATER }),
          lacking(ONE, "shares", { seenAt: LATER, reason: "not-asked" }),
          lacking(ONE, "saves", { fromDay: OTHER_WEEK.from, toDay: OTHER_WEEK.to }),
          lacking(OTHER, "reach"),
          lacking(LONGER, "reach"),
        ],
      }),
    ]);
    const listMetrics = async (id: string, limit: number) =>
      (await book.gaps(id, WEEK, limit)).map(({ metric }) => metric);
    expect(await listMetrics(ONE, 9)).toEqual(["views", "reach"]);
    expect(await listMetrics(ONE, 1)).toEqual(["views"]);
    expect((await book.gaps(OTHER, WEEK, 9)).map(({ accountId }) => accountId)).toEqual([OTHER]);
    expect((await book.gaps(ONE, OTHER_WEEK, 9)).map(({ metric }) => metric)).toContain("saves");
  });

  it("tells the calls for one account alone, by what was asked, since a moment", async () => {
    const { clock, store, book } = await openOne();
    const spend = (path: string, cost: number, pool: "calls" | "comment-writes" = "calls") =>
      store.ledger.reserve({ connection: "agency", pool, cost, perHour: 1_000, path });
    await spend(ONE, 5);
    clock.advance(60_000);
    const since = clock.now();
    for (const [path, cost] of [
      [ONE, 2],
      [`${ONE}/media`, 2],
      [`${ONE}/media`, 3],
      [OTHER, 10],
      [`${LONGER}/media`, 10],
    ] as const)
      await spend(path, cost);
    await spend(`${ONE}/replies`, 1, "comment-writes");
    expect(await book.calls(ONE, since)).toEqual([
      { asked: "media", calls: 5, refused: 0 },
      { asked: "profile and figures", calls: 2, refused: 0 },
      { asked: "comment writes", calls: 1, refused: 0 },
    ]);
    expect(await book.calls(OTHER, since)).toEqual([{ asked: "profile and figures", calls: 10, refused: 0 }]);
  });
});
