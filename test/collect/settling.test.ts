// Figures read before they had settled are read again, and what they were stays known (PRODUCT §3).
import { describe, expect, it } from "vitest";
import { openTestHouse, WEEK } from "./open-house.ts";

/** Monday 07:00 in Berlin: Meta's Sunday goes on for two hours. */
const MONDAY = "2026-11-23T06:00:00.000Z";
const DAY_MS = 86_400_000;
const SECOND = { from: "2026-11-23", to: "2026-11-29" };
const THIRD = { from: "2026-11-30", to: "2026-12-06" };

const views = (points: readonly { readonly metric: string; readonly breakdown?: string; readonly value: number }[]) =>
  points.filter(({ metric, breakdown = "" }) => metric === "views" && breakdown === "").map(({ value }) => value);

describe("a week read on Monday morning", () => {
  it("is read again with the next one, for no call more, and every reading is kept", async () => {
    await using house = await openTestHouse(MONDAY);
    await house.run();
    const [{ accountId = "" } = {}] = await house.store.read.accounts();
    const sunday = { from: WEEK.to, to: WEEK.to };
    const read = async (takenUntil?: string) => ({
      week: views(await house.store.read.totals(accountId, WEEK, takenUntil)),
      sunday: views(await house.store.read.days(accountId, sunday, takenUntil)),
    });
    const early = await read();
    house.clock.advance(7 * DAY_MS);
    const second = await house.run({ span: SECOND });
    const settled = await read();
    expect(settled.week).toHaveLength(1);
    expect(settled.sunday).toHaveLength(1);
    expect(settled.week[0]).toBeGreaterThan(early.week[0] ?? Number.POSITIVE_INFINITY);
    expect(settled.sunday[0]).toBeGreaterThan(early.sunday[0] ?? Number.POSITIVE_INFINITY);
    expect(await read("2026-11-23T23:59:59.999Z")).toEqual(early);
    const restated = await house.store.read.restatements(WEEK, MONDAY);
    const change = { metric: "views", oldValue: early.week[0], newValue: settled.week[0] };
    expect(restated).toContainEqual(expect.objectContaining({ ...change, fromDay: WEEK.from, toDay: WEEK.to }));
    house.clock.advance(7 * DAY_MS);
    const third = await house.run({ span: THIRD });
    expect(third.counted).toBe(second.counted);
    // By now nothing of the first week is due: nobody asks for it a third time.
    expect(await read()).toEqual(settled);
    const history = await house.store.read.totals(accountId, WEEK, "2026-12-31T00:00:00Z");
    expect(history.every(({ takenAt }) => takenAt < "2026-12-01")).toBe(true);
  });

  it("costs two calls an account more where each window is one, and nothing more where it was read late enough", async () => {
    const runs = [];
    for (const firstRun of [MONDAY, "2026-11-26T09:00:00.000Z"]) {
      await using house = await openTestHouse(firstRun, { settings: { aliases: "refused" } });
      await house.run();
      const [{ accountId = "" } = {}] = await house.store.read.accounts();
      const early = views(await house.store.read.totals(accountId, WEEK));
      house.clock.set(Date.parse("2026-11-30T09:00:00Z") - house.clock.now().getTime());
      const before = house.sandbox.log().length;
      await house.run({ span: SECOND });
      // The look into portfolios is a week old in one of them.
      const asked = house.sandbox.log().slice(before);
      const counted = asked.filter(({ path }) => !path.endsWith("/me/businesses")).length;
      runs.push({ counted, early, settled: views(await house.store.read.totals(accountId, WEEK)) });
    }
    const [early, late] = runs;
    expect(late?.settled).toEqual(late?.early);
    expect(early?.early).not.toEqual(late?.early);
    expect(early?.settled).toEqual(late?.settled);
    expect(early?.counted).toBe((late?.counted ?? 0) + 2);
  });
});

it("the oldest post of the 35 days is marked when it is deleted, and no other", async () => {
  await using house = await openTestHouse("2026-11-23T12:00:00.000Z");
  await house.run();
  const [{ accountId = "" } = {}] = await house.store.read.accounts();
  house.clock.advance(7 * DAY_MS);
  const watched = await house.store.read.media(accountId, "2026-10-26T12:00:00Z", "2026-11-30T12:00:00Z");
  const oldest = watched.filter(({ mediaProductType }) => mediaProductType !== "STORY").at(-1)?.mediaId ?? "";
  const token = `access_token=${house.sandbox.token}`;
  const { status } = await fetch(`${house.sandbox.url}/v25.0/${oldest}?${token}`, { method: "DELETE" });
  expect(status).toBe(200);
  await house.run({ span: SECOND });
  const marked: unknown[] = [];
  for await (const row of house.store.exportRows("media")) {
    if (row.deleted_at !== null && row.media_product_type !== "STORY") marked.push(row.media_id);
  }
  expect(marked).toEqual([oldest]);
});
