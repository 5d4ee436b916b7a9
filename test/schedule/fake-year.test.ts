// A year in twelve zones, through long sleeps, stops, kills and weeks of silence: each slot once, for its own period, and
// what was too old is on record (RELIABILITY V10).
import { describe, expect, it } from "vitest";
import { findNextSlot, type Job, keepSchedule, listSlots, type ScheduleEvent } from "../../src/schedule/index.ts";
import { openStore, type SlotBook } from "../../src/store/index.ts";
import { createRandom } from "../faults/random.ts";
import { engines } from "../store/engines.ts";
import { createTestStores } from "../store/test-store.ts";
import { HOUR_MS, job, SleepyClock, weekBefore } from "./schedule-house.ts";
import { ZONES } from "./zone-changes.ts";

const SEED = Number(process.env.GAZETTE_SEED ?? Math.floor(Math.random() * 2 ** 31));
const CATCH_UP_HOURS = 48;
/** Late waking counts as on time. */
const GRACE_MS = 5 * 60_000;
const [sqlite] = engines;
if (sqlite === undefined) throw new Error("SQLite is always there.");

class Killed extends Error {}

/** A store whose process dies when its operations are used up: nothing that was begun is ended. */
function mortal(book: SlotBook, life: { operations: number }): SlotBook {
  const step = async <Work>(work: () => Promise<Work>): Promise<Work> => {
    life.operations -= 1;
    if (life.operations < 0) throw new Killed();
    return work();
  };
  return {
    latest: (...words) => step(() => book.latest(...words)),
    latestMark: (...words) => step(() => book.latestMark(...words)),
    note: (...words) => step(() => book.note(...words)),
    open: (...words) => step(() => book.open(...words)),
    recent: (...words) => step(() => book.recent(...words)),
    settle: (...words) => step(() => book.settle(...words)),
    async claim(...words) {
      const taken = await step(() => book.claim(...words));
      if (!("claim" in taken)) return taken;
      const { claim } = taken;
      return { claim: { ...claim, finish: (...end) => step(() => claim.finish(...end)) } };
    },
  };
}

describe(`a year with seed ${SEED}`, () => {
  const stores = createTestStores(sqlite.createPlace);

  it.each(ZONES)("in %s", async (timeZone) => {
    const random = createRandom(SEED);
    const { url } = await stores.newPlace();
    const begin = "2026-01-01T12:00:00.000Z";
    const end = "2027-01-01T12:00:00.000Z";
    const clock = new SleepyClock(begin, end, () => random() * 40 * HOUR_MS);
    const endings = new Map<string, number>();
    const told: ScheduleEvent[] = [];
    let life = { operations: 0 };
    const weekly: Job = job({
      // In the night when clocks are changed, and on the days they are.
      cron: "30 2 * * 0,1,5",
      timeZone,
      catchUpHours: CATCH_UP_HOURS,
      async work({ at, period, isContinued }) {
        const key = at.toISOString();
        expect(period, key).toEqual(weekBefore(at, timeZone));
        expect(clock.now() >= at, key).toBe(true);
        // Nobody begins again what is done.
        expect(endings.get(key) ?? 0, key).toBe(0);
        expect(isContinued || !endings.has(key), key).toBe(true);
        endings.set(key, 0);
        const luck = random();
        if (luck < 0.2) return { outcome: "paused", resumesAt: new Date(clock.now().getTime() + HOUR_MS) };
        if (luck < 0.3) {
          // Dead before it is done.
          life.operations = 0;
          return { outcome: "failed" };
        }
        endings.set(key, 1);
        return { outcome: "complete" };
      },
    });
    for (let lives = 0; clock.now() < new Date(end); lives += 1) {
      const store = await openStore({ url, clock, holder: `life-${lives}` });
      try {
        life = { operations: random() < 0.5 ? 3 + Math.floor(random() * 60) : Number.POSITIVE_INFINITY };
        const book = mortal(store.slots, life);
        const rest = new AbortController();
        const signal = AbortSignal.any([clock.stop.signal, rest.signal]);
        const until = clock.now().getTime() + random() * 900 * HOUR_MS;
        await keepSchedule(
          {
            jobs: [weekly],
            book,
            clock,
            tell: (event) => told.push(event),
            onTurn: (now) => now.getTime() > until && rest.abort(),
          },
          signal,
        );
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
      await store.close();
      // Mostly back at once, now and then after days.
      clock.advance(random() < 0.8 ? random() * HOUR_MS : random() * 200 * HOUR_MS);
    }
    await using store = await openStore({ url, clock });
    const rows = (await store.slots.recent(10_000)).toReversed();
    const first = new Date(begin);
    const last = rows.at(-1);
    const expected = listSlots(weekly, first, new Date(last?.slotAt ?? begin)).map((slot) => slot.toISOString());
    // Every slot up to the last one known has one row, none is left out and none is there twice.
    expect(rows.map(({ slotAt }) => slotAt)).toEqual(expected);
    expect(rows.length).toBeGreaterThan(140);
    for (const { slotAt, state, message } of rows) {
      const ended = endings.get(slotAt);
      if (state === "done") expect(ended, slotAt).toBe(1);
      if (state === "missed") {
        expect(ended, slotAt).toBeUndefined();
        expect(message, slotAt).toBeTruthy();
      }
    }
    expect(Map.groupBy(rows, ({ state }) => state).get("done")?.length ?? 0).toBeGreaterThan(rows.length / 2);
    // Nothing is called missed that could still have been made up for.
    for (const event of told) {
      if (event.kind !== "missed") continue;
      const next = findNextSlot(weekly, event.slotAt);
      expect(next).toBeDefined();
      expect(clock.now().getTime() - event.slotAt.getTime()).toBeGreaterThan(CATCH_UP_HOURS * HOUR_MS + GRACE_MS);
    }
  });
});
