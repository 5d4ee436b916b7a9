// One machine's ledger goes by what the machine counts since it was started, not by a clock that somebody sets (V1).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Store } from "../../src/store/index.ts";
import { engines } from "./engines.ts";
import { createTestStores } from "./test-store.ts";

const NOW = Date.parse("2026-11-23T08:00:00Z");
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const PER_HOUR = 9;

/** A machine: its clock may be set, what it counts since its start goes on by itself. */
function createMachine() {
  const machine = { wallMs: NOW, elapsedMs: 5 * HOUR_MS, boot: "first" };
  return {
    machine,
    advance(ms: number) {
      machine.wallMs += ms;
      machine.elapsedMs += ms;
    },
    /** As a process that starts now sees it. */
    clock: () => ({
      now: () => new Date(machine.wallMs),
      elapsedMs: () => machine.elapsedMs,
      boot: machine.boot,
      sleep: async () => undefined,
    }),
  };
}

const [sqlite] = engines;

describe("the ledger on SQLite", () => {
  const stores = createTestStores(() => sqlite?.createPlace() ?? Promise.reject());
  const reserve = (store: Store) =>
    store.ledger.reserve({ connection: "agency", pool: "calls", cost: 1, perHour: PER_HOUR, path: "1" });
  const spendHour = async (store: Store) => {
    for (let call = 0; call < PER_HOUR; call += 1) expect(await reserve(store)).toMatchObject({ granted: true });
  };

  it.each([-2 * HOUR_MS, 2 * HOUR_MS, -400 * 24 * HOUR_MS])(
    "keeps to the hour for the next process, though the clock was wrong by %i ms and is corrected between them",
    async (wrongMs) => {
      const { url } = await stores.newPlace();
      const { machine, clock, advance } = createMachine();
      machine.wallMs += wrongMs;
      const first = await stores.open({ url, clock: clock() });
      await spendHour(first);
      await first.close();
      machine.wallMs -= wrongMs;
      advance(10 * MINUTE_MS);
      const second = await stores.open({ url, clock: clock() });
      expect(await second.ledger.callsLeft("agency", "calls", PER_HOUR)).toEqual({ left: 0, waitMs: 50 * MINUTE_MS });
      expect(await reserve(second)).toEqual({ granted: false, waitMs: 50 * MINUTE_MS });
      advance(50 * MINUTE_MS);
      expect(await reserve(second)).toMatchObject({ granted: true });
    },
  );

  it("keeps a pause to its end for the next process, though the clock is set between them", async () => {
    const { url } = await stores.newPlace();
    const { machine, clock, advance } = createMachine();
    const first = await stores.open({ url, clock: clock() });
    await first.ledger.pause({ connection: "agency", pool: "calls", waitMs: 20 * MINUTE_MS, why: "told so" });
    machine.wallMs += 5 * HOUR_MS;
    advance(MINUTE_MS);
    const second = await stores.open({ url, clock: clock() });
    expect(await second.ledger.pauses()).toMatchObject([{ leftMs: 19 * MINUTE_MS }]);
  });

  it("counts calls of before a new start as made then, which is the latest they can be", async () => {
    const { url } = await stores.newPlace();
    const { machine, clock, advance } = createMachine();
    const first = await stores.open({ url, clock: clock() });
    await spendHour(first);
    await first.close();
    // Off for a minute; the clock comes back three hours ahead.
    machine.boot = "second";
    machine.elapsedMs = 0;
    machine.wallMs += 3 * HOUR_MS;
    advance(4 * MINUTE_MS);
    const second = await stores.open({ url, clock: clock() });
    expect(await reserve(second)).toEqual({ granted: false, waitMs: 56 * MINUTE_MS });
    advance(56 * MINUTE_MS);
    expect(await reserve(second)).toMatchObject({ granted: true });
  });

  it("frees the hour where the machine runs longer than one since its start, and under a name that stays the same", async () => {
    const { url } = await stores.newPlace();
    const { machine, clock, advance } = createMachine();
    const first = await stores.open({ url, clock: clock() });
    await spendHour(first);
    await first.close();
    machine.elapsedMs = 0;
    machine.wallMs += 8 * HOUR_MS;
    advance(HOUR_MS);
    expect(await reserve(await stores.open({ url, clock: clock() }))).toMatchObject({ granted: true });
  });

  it("never grants more than the hour holds, whoever asks, however the clock is set and the machine started anew", async () => {
    const act = fc.record({
      laterMs: fc.integer({ min: 0, max: 20 * MINUTE_MS }),
      setMs: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: -3 * HOUR_MS, max: 3 * HOUR_MS })),
      isNewProcess: fc.boolean(),
      isNewStart: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
      calls: fc.integer({ min: 1, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
        const { url } = await stores.newPlace();
        const { machine, clock, advance } = createMachine();
        let store = await stores.open({ url, clock: clock() });
        let trueMs = 0;
        let boots = 0;
        const granted: number[] = [];
        for (const { laterMs, setMs, isNewProcess, isNewStart, calls } of acts) {
          trueMs += laterMs;
          advance(laterMs);
          machine.wallMs += setMs;
          if (isNewStart) {
            boots += 1;
            machine.boot = `boot ${boots}`;
            machine.elapsedMs = 0;
          }
          if (isNewProcess || isNewStart) {
            await store.close();
            store = await stores.open({ url, clock: clock() });
          }
          for (let call = 0; call < calls; call += 1) {
            const outcome = await reserve(store);
            if (outcome.granted) granted.push(trueMs);
            else expect(outcome.waitMs).toBeLessThanOrEqual(HOUR_MS);
          }
        }
        for (const end of granted)
          expect(granted.filter((at) => at <= end && at > end - HOUR_MS).length).toBeLessThanOrEqual(PER_HOUR);
      }),
      { numRuns: 25 },
    );
  });
});
