// Every reading of a figure is kept: what was known at a moment, and what was restated since.
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../src/store/open-database.ts";
import { engines } from "./engines.ts";
import { batch, day, exportAll, keepAll, LATER, TAKEN_AT, total, WEEK } from "./records.ts";
import { createTestStores } from "./test-store.ts";

const ID = "17841400000000001";

describe.each(engines)("readings on $name", ({ createPlace }) => {
  const stores = createTestStores(createPlace);

  it("gives each day and window as it was read at or before a moment, in whatever order the readings came", async () => {
    const store = await stores.open();
    const last = "2026-11-26T08:00:00.000Z";
    const reels = { breakdown: "media_product_type", bucket: "REEL" };
    await keepAll(store, [
      batch({ days: [day(), day({ metric: "views" })], totals: [total(), total(reels)] }),
      batch({ days: [day({ value: 13, takenAt: last })], totals: [total({ value: 130, takenAt: last })] }),
      // The same value again is a reading, too.
      batch({ days: [day({ takenAt: LATER })], totals: [total({ takenAt: LATER })] }),
      batch({ days: [day({ day: "2026-11-17", takenAt: LATER })] }),
    ]);
    const days = (takenUntil?: string) => store.read.days(ID, WEEK, takenUntil);
    const totals = (takenUntil?: string) => store.read.totals(ID, WEEK, takenUntil);
    expect(await days("2026-11-23T07:59:59.999Z")).toEqual([]);
    expect(await days(TAKEN_AT)).toEqual([day(), day({ metric: "views" })]);
    expect(await days("2026-11-24T09:00:00+01:00")).toEqual([
      day({ takenAt: LATER }),
      day({ metric: "views" }),
      day({ day: "2026-11-17", takenAt: LATER }),
    ]);
    expect(await days()).toContainEqual(day({ value: 13, takenAt: last }));
    expect(await days(last)).toEqual(await days());
    expect(await totals("2026-11-23T07:59:59.999Z")).toEqual([]);
    expect(await totals("2026-11-23T20:00:00Z")).toEqual([total(reels), total()].toReversed());
    expect(await totals(LATER)).toEqual([total({ takenAt: LATER }), total(reels)]);
    expect(await totals(last)).toEqual([total({ value: 130, takenAt: last }), total(reels)]);
    expect(await totals(last)).toEqual(await totals());
    expect((await exportAll(store, "account_totals", true)).map(({ value, taken_at }) => [value, taken_at])).toEqual([
      [100, TAKEN_AT],
      [100, LATER],
      [130, last],
      [100, TAKEN_AT],
    ]);
    expect(await exportAll(store, "account_days", true)).toHaveLength(5);
  });

  it("notes no restatement of a figure that was read twice at the same moment", async () => {
    const store = await stores.open();
    const twice = [8, 9].map((value) => batch({ days: [day({ value })], totals: [total({ value })] }));
    await keepAll(store, twice);
    expect(await store.read.restatements(WEEK, "2000-01-01T00:00:00.000Z")).toEqual([]);
  });

  it("notes as restated what a newer reading changes, and nothing else", async () => {
    const { url } = await stores.newPlace();
    const store = await stores.open({ url });
    await keepAll(store, [
      batch({ days: [day(), day({ metric: "views" })], totals: [total()] }),
      batch({ days: [day({ value: 12, takenAt: LATER }), day({ metric: "views", takenAt: LATER })] }),
      batch({ days: [day({ value: 11, takenAt: "2026-11-23T09:00:00.000Z" })] }),
      batch({ totals: [total({ value: 90, takenAt: LATER })] }),
      batch({ totals: [total({ value: 90, takenAt: LATER })] }),
    ]);
    expect(await store.read.days(ID, WEEK)).toContainEqual(day({ value: 12, takenAt: LATER }));
    const { database } = await openDatabase(url);
    const noted = await database.queries.selectFrom("restatements").selectAll().orderBy("table_name").execute();
    await database.close();
    const moments = { old_taken_at: TAKEN_AT, new_taken_at: LATER };
    const figure = { account_id: ID, breakdown: "", bucket: "", ...moments };
    const windows = { from_day: WEEK.from, to_day: WEEK.to };
    const days = { from_day: "2026-11-16", to_day: "2026-11-16" };
    expect(noted).toEqual([
      { ...figure, ...days, table_name: "account_days", metric: "reach", old_value: 10, new_value: 12 },
      { ...figure, ...windows, table_name: "account_totals", metric: "views", old_value: 100, new_value: 90 },
    ]);
  });

  it("tells what was restated inside a span since a moment", async () => {
    const store = await stores.open();
    const last = "2026-11-25T08:00:00.000Z";
    await keepAll(store, [
      batch({ days: [day(), day({ day: "2026-11-15" })], totals: [total()] }),
      batch({ days: [day({ value: 12, takenAt: LATER }), day({ day: "2026-11-15", value: 1, takenAt: LATER })] }),
      batch({ days: [day({ value: 13, takenAt: last })], totals: [total({ value: 90, takenAt: last })] }),
    ]);
    const figure = { accountId: ID, breakdown: "", bucket: "" };
    const ofDay = { ...figure, kind: "day", metric: "reach", fromDay: "2026-11-16", toDay: "2026-11-16" };
    const first = { ...ofDay, oldValue: 10, newValue: 12, oldTakenAt: TAKEN_AT, newTakenAt: LATER };
    const second = { ...ofDay, oldValue: 12, newValue: 13, oldTakenAt: LATER, newTakenAt: last };
    const window = { ...figure, kind: "window", metric: "views", fromDay: WEEK.from, toDay: WEEK.to };
    const third = { ...window, oldValue: 100, newValue: 90, oldTakenAt: TAKEN_AT, newTakenAt: last };
    expect(await store.read.restatements(WEEK, LATER)).toEqual([first, second, third]);
    expect(await store.read.restatements(WEEK, last)).toEqual([second, third]);
    expect(await store.read.restatements({ from: WEEK.from, to: "2026-11-16" }, last)).toEqual([second]);
  });
});
