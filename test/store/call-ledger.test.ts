import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Store } from "../../src/store/index.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { engines } from "./engines.ts";
import { exportAll } from "./records.ts";
import { startProcess } from "./start-process.ts";
import { createTestStores } from "./test-store.ts";

const NOW = Date.parse("2026-11-23T08:00:00Z");
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Ledgers whose time moves only when told. */
const clock = { at: NOW, now: () => new Date(clock.at), sleep: async () => undefined };

function reserveAt(store: Store, at: number, parts: { cost?: number; perHour?: number; pool?: "comment-writes" } = {}) {
  const { cost = 1, perHour = 2, pool = "calls" } = parts;
  clock.at = at;
  return store.ledger.reserve({ connection: "agency", pool, cost, perHour, path: "me/accounts" });
}

describe.each(engines)("the call ledger on $name", ({ createPlace }) => {
  const stores = createTestStores(createPlace);

  it("grants until the hour is spent, then names the return of the oldest call", async () => {
    const store = await stores.open({ clock });
    expect(await reserveAt(store, NOW)).toMatchObject({ granted: true });
    expect(await reserveAt(store, NOW + 10 * MINUTE_MS)).toMatchObject({ granted: true });
    expect(await reserveAt(store, NOW + 20 * MINUTE_MS)).toEqual({ granted: false, waitMs: 40 * MINUTE_MS });
    expect(await reserveAt(store, NOW + HOUR_MS - 1)).toEqual({ granted: false, waitMs: 1 });
    expect(await reserveAt(store, NOW + HOUR_MS)).toMatchObject({ granted: true });
  });

  it("counts pools and connections apart, and parts of a call each", async () => {
    const store = await stores.open({ clock });
    expect(await reserveAt(store, NOW, { cost: 2 })).toMatchObject({ granted: true });
    expect(await reserveAt(store, NOW)).toMatchObject({ granted: false });
    expect(await reserveAt(store, NOW, { pool: "comment-writes" })).toMatchObject({ granted: true });
    expect(await store.ledger.callsLeft("other", "calls", 2)).toEqual({ left: 2 });
    expect(await store.ledger.callsLeft("agency", "calls", 2)).toEqual({ left: 0, waitMs: HOUR_MS });
    await expect(reserveAt(store, NOW, { cost: 3 })).rejects.toThrow(RangeError);
  });

  it("counts a reservation whose process never came back", async () => {
    const { url } = await stores.newPlace();
    const first = await stores.open({ url, clock });
    await reserveAt(first, NOW, { cost: 2 });
    await first.close();
    expect(await reserveAt(await stores.open({ url, clock }), NOW + 1)).toMatchObject({ granted: false });
  });

  it("keeps everyone from calling until a block ends, and a shorter block does not end it", async () => {
    const store = await stores.open({ clock });
    const pause = { connection: "agency", pool: "calls" } as const;
    clock.at = NOW;
    await store.ledger.pause({ ...pause, waitMs: 20 * MINUTE_MS, why: "told so" });
    await store.ledger.pause({ ...pause, waitMs: 5 * MINUTE_MS, why: "told less" });
    expect(await reserveAt(store, NOW)).toEqual({
      granted: false,
      waitMs: 20 * MINUTE_MS,
      pause: { why: "told so", accountId: undefined },
    });
    expect(await store.ledger.callsLeft("agency", "calls", 2)).toEqual({
      left: 0,
      waitMs: 20 * MINUTE_MS,
      why: "told so",
    });
    expect(await reserveAt(store, NOW + 20 * MINUTE_MS)).toMatchObject({ granted: true });
  });

  it("holds an account's pause against that account alone, and lifts a pause by name", async () => {
    const store = await stores.open({ clock });
    clock.at = NOW;
    const reserve = (connection: string, accountId?: string) =>
      store.ledger.reserve({ connection, pool: "calls", accountId, cost: 1, perHour: 9, path: "1" });
    const pause = { connection: "agency", pool: "calls", accountId: "1", why: "told so" } as const;
    await store.ledger.pause({ ...pause, waitMs: MINUTE_MS });
    const held = { granted: false, waitMs: MINUTE_MS, pause: { why: "told so", accountId: "1" } };
    expect(await reserve("agency", "1")).toEqual(held);
    expect(await reserve("studio", "1")).toEqual(held);
    expect(await reserve("agency", "2")).toMatchObject({ granted: true });
    expect(await store.ledger.callsLeft("agency", "calls", 9)).toEqual({ left: 8 });
    expect(await store.ledger.pauses()).toEqual([{ ...pause, lastedMs: 0, leftMs: MINUTE_MS }]);
    await store.ledger.unpause(pause);
    expect(await store.ledger.pauses()).toEqual([]);
    expect(await reserve("agency", "1")).toMatchObject({ granted: true });
  });

  it.each([1e12 * MINUTE_MS, 5e9 * MINUTE_MS, Number.POSITIVE_INFINITY, Number.NaN, 1e308])(
    "believes a wait of %d ms up to a day, asks once an hour then, and anew once it was answered",
    async (waitMs) => {
      const store = await stores.open({ clock });
      const pause = { connection: "agency", pool: "calls", waitMs, why: "told so" } as const;
      const DAY_MS = 24 * HOUR_MS;
      clock.at = NOW;
      await store.ledger.pause(pause);
      expect(await store.ledger.pauses()).toMatchObject([{ lastedMs: 0, leftMs: DAY_MS }]);
      for (let hour = 0; hour < 3; hour += 1) {
        clock.at = NOW + DAY_MS + hour * HOUR_MS;
        expect(await reserveAt(store, clock.at)).toMatchObject({ granted: true });
        await store.ledger.pause(pause);
        expect(await store.ledger.pauses()).toMatchObject([{ lastedMs: clock.at - NOW, leftMs: HOUR_MS }]);
      }
      clock.at += HOUR_MS;
      const answered = await reserveAt(store, clock.at);
      if (answered.granted) await store.ledger.settle(answered.callId, { httpStatus: 200 });
      clock.at += MINUTE_MS;
      await store.ledger.pause(pause);
      expect(await store.ledger.pauses()).toMatchObject([{ lastedMs: 0, leftMs: DAY_MS }]);
    },
  );

  it("takes a wait below nothing for none", async () => {
    const store = await stores.open({ clock });
    await store.ledger.pause({ connection: "agency", pool: "calls", waitMs: -5, why: "" });
    expect(await store.ledger.pauses()).toEqual([]);
  });

  it("dates a call when its turn has come, not when it began to wait for it", async () => {
    const { url } = await stores.newPlace();
    const store = await stores.open({ url, clock });
    clock.at = NOW;
    const { database } = await openDatabase(url);
    const waiting = await database.write(async () => {
      const reserved = store.ledger.reserve({ connection: "a", pool: "calls", cost: 1, perHour: 1, path: "1" });
      await setTimeout(50);
      clock.at = NOW + MINUTE_MS;
      return { reserved };
    });
    expect(await waiting.reserved).toMatchObject({ granted: true });
    await database.close();
    expect(await exportAll(store, "calls")).toMatchObject([{ reserved_at: "2026-11-23T08:01:00.000Z" }]);
    clock.at = NOW + HOUR_MS;
    expect(await store.ledger.callsLeft("a", "calls", 1)).toEqual({ left: 0, waitMs: MINUTE_MS });
  });

  it("gives calls back an hour after a clock was set back, not a day", async () => {
    const store = await stores.open({ clock });
    await reserveAt(store, NOW + 23 * HOUR_MS, { cost: 2 });
    expect(await reserveAt(store, NOW)).toEqual({ granted: false, waitMs: HOUR_MS });
    expect(await reserveAt(store, NOW + HOUR_MS)).toMatchObject({ granted: true });
  });

  it("keeps what became of a call as history", async () => {
    const store = await stores.open({ clock });
    const reserved = await reserveAt(store, NOW);
    if (!reserved.granted) throw new Error("not granted");
    clock.at = NOW + 1_500;
    await store.ledger.settle(reserved.callId, {
      httpStatus: 400,
      code: "100/2108006",
      usedPercent: 12.5,
    });
    expect(await exportAll(store, "calls")).toEqual([
      {
        call_id: reserved.callId,
        connection: "agency",
        pool: "calls",
        path: "me/accounts",
        cost: 1,
        reserved_at: "2026-11-23T08:00:00.000Z",
        answered_at: "2026-11-23T08:00:01.500Z",
        http_status: 400,
        code: "100/2108006",
        used_percent: 12.5,
        run_id: null,
        kept: false,
      },
    ]);
  });

  it("never lets a rolling hour exceed the allowance, though the clock is set back meanwhile", async () => {
    const arrivals = fc.array(
      fc.record({
        laterMs: fc.integer({ min: 0, max: 20 * MINUTE_MS }),
        setBackMs: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 * HOUR_MS })),
        cost: fc.integer({ min: 1, max: 3 }),
      }),
      { minLength: 5, maxLength: 40 },
    );
    const store = await stores.open({ clock });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(arrivals, fc.integer({ min: 3, max: 8 }), async (calls, perHour) => {
        round += 1;
        const connection = `round ${round}`;
        const granted: { at: number; cost: number }[] = [];
        let elapsed = 0;
        let setBack = 0;
        for (const { laterMs, setBackMs, cost } of calls) {
          elapsed += laterMs;
          setBack += setBackMs;
          clock.at = NOW + elapsed - setBack;
          const outcome = await store.ledger.reserve({ connection, pool: "calls", cost, perHour, path: "p" });
          if (outcome.granted) granted.push({ at: elapsed, cost });
          else expect(outcome.waitMs).toBeLessThanOrEqual(HOUR_MS);
        }
        for (const { at: end } of granted) {
          const inHour = granted.filter(({ at }) => at <= end && at > end - HOUR_MS);
          expect(inHour.reduce((sum, { cost }) => sum + cost, 0)).toBeLessThanOrEqual(perHour);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is shared by processes that reserve at the same time", async () => {
    const { url } = await stores.newPlace();
    await stores.open({ url, clock });
    const children = [1, 2, 3].map(() => startProcess("reserve-many.ts", url, "40", "50"));
    for (const child of children) expect((await child.lines.next()).value).toBe("open");
    for (const child of children) child.go();
    const granted = await Promise.all(children.map(async (child) => Number(await child.output())));
    expect(granted.reduce((sum, count) => sum + count, 0)).toBe(50);
  });
});
