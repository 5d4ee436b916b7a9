// Each slot once, for its own period, through sleep, restarts and a second scheduler (RELIABILITY S2–S6, V10).
import { describe, expect, it } from "vitest";
import type { SlotBook } from "../../src/store/index.ts";
import { engines } from "../store/engines.ts";
import { createTestStores } from "../store/test-store.ts";
import { HOUR_MS, inShort, job, keep, listen, listRows, SleepyClock } from "./schedule-house.ts";

const done = () => ({ outcome: "complete" }) as const;
const WEEK = "2026-11-16..2026-11-22";

describe.each(engines)("the schedule on $name", ({ createPlace }) => {
  const stores = createTestStores(createPlace);

  it("runs each slot at its time for the week before it, and sleeps no longer than half a minute", async () => {
    const clock = new SleepyClock("2026-11-23T05:58:10Z", "2026-11-23T06:05:00Z");
    const { job: weekly, asked } = listen({}, done);
    const { slots } = await stores.open({ clock });
    const told = await keep([weekly], slots, clock);
    expect(asked).toEqual([`2026-11-23T06:00:00.000Z ${WEEK}`]);
    expect(await listRows(slots)).toEqual(["run 2026-11-23T06:00 done"]);
    expect(Math.max(...clock.sleepsMs)).toBe(30_000);
    expect(told.map(({ kind }) => kind)).toEqual(["begun", "next", "started", "ended", "next"]);
  });

  it("begins with nothing to make up for, and again when its times are changed", async () => {
    const first = new SleepyClock("2026-11-25T12:00:00Z", "2026-11-25T12:10:00Z");
    const place = await stores.newPlace();
    const { slots } = await stores.open({ url: place.url, clock: first });
    const { job: weekly, asked } = listen({}, done);
    await keep([weekly], slots, first);
    // Tuesdays at seven had not been promised this morning.
    const { job: changed, asked: askedLater } = listen({ cron: "0 7 * * 3" }, done);
    const told = await keep([changed], slots, new SleepyClock("2026-11-25T12:10:00Z", "2026-11-25T12:20:00Z"));
    expect([asked, askedLater]).toEqual([[], []]);
    expect(told[0]).toMatchObject({ kind: "begun", when: "0 7 * * 3 Europe/Berlin" });
  });

  it("down from Monday to Wednesday, makes up for Monday's slot with Monday's week, once", async () => {
    const { slots } = await stores.open();
    await keep([job()], slots, new SleepyClock("2026-11-20T12:00:00Z", "2026-11-20T12:10:00Z"));
    const { job: weekly, asked } = listen({}, done);
    const told = await keep([weekly], slots, new SleepyClock("2026-11-25T05:30:00Z", "2026-11-25T06:30:00Z"));
    expect(asked).toEqual([`2026-11-23T06:00:00.000Z ${WEEK}`]);
    expect(inShort(told)).toEqual(["started run 2026-11-23T06:00", "ended run 2026-11-23T06:00"]);
    await keep([weekly], slots, new SleepyClock("2026-11-25T06:30:00Z", "2026-11-25T07:30:00Z"));
    expect(asked).toHaveLength(1);
  });

  it("makes up for several slots newest first, and reports the one that is too old without forgetting it", async () => {
    const { slots } = await stores.open();
    await keep([job({ cron: "0 7 * * *" })], slots, new SleepyClock("2026-11-20T12:00:00Z", "2026-11-20T12:10:00Z"));
    const { job: daily, asked } = listen({ cron: "0 7 * * *" }, done);
    const told = await keep([daily], slots, new SleepyClock("2026-11-24T12:00:00Z", "2026-11-24T12:10:00Z"));
    expect(asked).toEqual([`2026-11-24T06:00:00.000Z ${WEEK}`, `2026-11-23T06:00:00.000Z ${WEEK}`]);
    expect(inShort(told).slice(0, 2)).toEqual(["missed run 2026-11-22T06:00", "missed run 2026-11-21T06:00"]);
    expect(await listRows(slots)).toEqual([
      "run 2026-11-21T06:00 missed",
      "run 2026-11-22T06:00 missed",
      "run 2026-11-23T06:00 done",
      "run 2026-11-24T06:00 done",
    ]);
    const [, , , missed] = await slots.recent(4);
    expect(missed?.message).toContain("catchUpHours");
  });

  it("woken 45 seconds late, with nothing to be made up for, still has its slot", async () => {
    const clock = new SleepyClock("2026-11-23T05:59:50Z", "2026-11-23T06:05:00Z", () => 55_000);
    const { job: weekly, asked } = listen({ catchUpHours: 0 }, done);
    const { slots } = await stores.open({ clock });
    await keep([weekly], slots, clock);
    expect(asked).toEqual([`2026-11-23T06:00:00.000Z ${WEEK}`]);
  });

  it("a clock set back does not run a slot again", async () => {
    const clock = new SleepyClock("2026-11-23T05:59:00Z", "2026-11-23T08:00:00Z");
    const { slots } = await stores.open({ clock });
    const { job: weekly, asked } = listen({}, () => {
      if (clock.now() < new Date("2026-11-23T06:30:00Z")) clock.advance(-2 * HOUR_MS);
      return done();
    });
    await keep([weekly], slots, clock);
    expect(asked).toHaveLength(1);
  });

  it("goes on with a paused slot when the budget returns, and not before", async () => {
    const clock = new SleepyClock("2026-11-23T05:59:00Z", "2026-11-23T09:00:00Z");
    const { slots } = await stores.open({ clock });
    const times: string[] = [];
    const { job: weekly } = listen({}, (_slot, asked) => {
      times.push(clock.now().toISOString());
      if (asked === 3) return done();
      return { outcome: "paused", resumesAt: new Date(clock.now().getTime() + HOUR_MS), message: "The hour is spent." };
    });
    await keep([weekly], slots, clock);
    expect(times).toEqual(["2026-11-23T06:00:00.000Z", "2026-11-23T07:00:00.000Z", "2026-11-23T08:00:00.000Z"]);
    expect(await slots.recent(1)).toMatchObject([{ state: "done", outcome: "complete" }]);
  });

  it("gives a paused slot up when it is too old and the next one has come, and says so", async () => {
    const clock = new SleepyClock("2026-11-23T05:59:00Z", "2026-11-30T20:00:00Z", () => 5 * HOUR_MS);
    const { slots } = await stores.open({ clock });
    const { job: weekly } = listen({}, ({ at }) =>
      at < new Date("2026-11-30T00:00:00Z") ? { outcome: "paused", message: "The hour is spent." } : done(),
    );
    const told = await keep([weekly], slots, clock);
    expect(await listRows(slots)).toEqual(["run 2026-11-23T06:00 failed", "run 2026-11-30T06:00 done"]);
    expect(inShort(told)).toContain("gave-up run 2026-11-23T06:00");
  });

  it("tells a failure, and does not try what failed again", async () => {
    const clock = new SleepyClock("2026-11-23T05:59:00Z", "2026-11-23T09:00:00Z");
    const { slots } = await stores.open({ clock });
    const { job: weekly, asked } = listen({}, () => {
      throw new Error("The token is dead.");
    });
    const told = await keep([weekly], slots, clock);
    expect(asked).toHaveLength(1);
    expect(told).toContainEqual(
      expect.objectContaining({ kind: "ended", end: { outcome: "failed", message: "The token is dead." } }),
    );
    expect(await slots.recent(1)).toMatchObject([{ state: "failed", message: "The token is dead." }]);
  });

  it("two on one store run each slot once, and never two at once", async () => {
    const place = await stores.newPlace();
    let claimed = 0;
    // Nobody sleeps through the lease of one who is at work; that is the next test's matter.
    const clock = new SleepyClock("2026-11-23T05:30:00Z", "2026-11-23T16:59:00Z", () => (claimed > 0 ? 1 : 240_000));
    const runs: string[] = [];
    let atWork = 0;
    let mostAtWork = 0;
    const { job: hourly } = listen({ cron: "0 * * * *" }, async ({ at }) => {
      atWork += 1;
      mostAtWork = Math.max(mostAtWork, atWork);
      await new Promise((resolve) => setTimeout(resolve, 5));
      runs.push(at.toISOString().slice(11, 16));
      atWork -= 1;
      return done();
    });
    const openBook = async (): Promise<SlotBook> => {
      const { slots } = await stores.open({ url: place.url, clock });
      return {
        ...slots,
        async claim(slot) {
          claimed += 1;
          const taken = await slots.claim(slot);
          if (!("claim" in taken)) {
            claimed -= 1;
            return taken;
          }
          const { finish, ...claim } = taken.claim;
          return { claim: { ...claim, finish: (end) => finish(end).finally(() => (claimed -= 1)) } };
        },
      };
    };
    const books = [await openBook(), await openBook()];
    await Promise.all(books.map((book) => keep([hourly], book, clock)));
    expect(runs).toEqual(Array.from({ length: 11 }, (_, index) => `${String(6 + index).padStart(2, "0")}:00`));
    expect(mostAtWork).toBe(1);
  });

  it("takes over from a runner that died, within two minutes, and goes on with its slot", async () => {
    const place = await stores.newPlace();
    const clock = new SleepyClock("2026-11-23T06:00:00Z", "2026-11-23T06:10:00Z");
    const dead = await stores.open({ url: place.url, clock, holder: "a-machine-far-away" });
    const slot = { job: "run", slotAt: "2026-11-23T06:00:00.000Z" };
    await dead.slots.note([{ ...slot, state: "due", period: { from: "2026-11-16", to: "2026-11-22" } }]);
    expect(await dead.slots.claim(slot)).toHaveProperty("claim");
    const { slots } = await stores.open({ url: place.url, clock });
    let takenOverAt = clock.now();
    const { job: weekly, asked } = listen({}, () => {
      takenOverAt = clock.now();
      return done();
    });
    const told = await keep([weekly], slots, clock);
    expect(asked).toEqual([`2026-11-23T06:00:00.000Z ${WEEK} again`]);
    expect(takenOverAt.getTime() - Date.parse("2026-11-23T06:00:00Z")).toBeLessThanOrEqual(120_000);
    expect(told.filter(({ kind }) => kind === "waiting")).toMatchObject([{ heldBy: "a-machine-far-away" }]);
  });

  it("stopped while it works, it ends at once with the slot to go on with", async () => {
    const clock = new SleepyClock("2026-11-23T05:59:50Z", "2026-11-23T07:00:00Z");
    const { slots } = await stores.open({ clock });
    const weekly = job({
      work: (_slot, signal) =>
        new Promise((_done, stopped) => {
          signal.addEventListener("abort", () => stopped(signal.reason));
          clock.stop.abort();
        }),
    });
    await keep([weekly], slots, clock);
    expect(await slots.recent(1)).toMatchObject([{ state: "paused", outcome: "paused" }]);
    const { job: next, asked } = listen({}, done);
    await keep([next], slots, new SleepyClock("2026-11-23T08:00:00Z", "2026-11-23T08:01:00Z"));
    expect(asked).toEqual([`2026-11-23T06:00:00.000Z ${WEEK} again`]);
  });
});

describe("stories between the runs", () => {
  const stores = createTestStores((engines[0] as (typeof engines)[number]).createPlace);
  const stories = (parts = {}) =>
    listen({ name: "stories", cron: "0 */8 * * *", catchUp: "latest", yieldsTo: ["run"], ...parts }, done);

  it("have their own slots, and leave out the one that lies within an hour of the run", async () => {
    const clock = new SleepyClock("2026-11-22T12:00:00Z", "2026-11-24T01:00:00Z", () => 10 * 60_000);
    const { slots } = await stores.open({ clock });
    const { job: catching, asked } = stories();
    await keep([job({ cron: "30 8 * * 1" }), catching], slots, clock);
    expect(asked.map((slot) => slot.slice(0, 16))).toEqual([
      "2026-11-22T15:00",
      "2026-11-22T23:00",
      "2026-11-23T15:00",
      "2026-11-23T23:00",
    ]);
    expect(await listRows(slots)).toContain("stories 2026-11-23T07:00 skipped");
  });

  it("never take the budget of a run that waits for it", async () => {
    const clock = new SleepyClock("2026-11-23T05:30:00Z", "2026-11-23T20:00:00Z", () => 5 * 60_000);
    const { slots } = await stores.open({ clock });
    const { job: catching, asked } = stories();
    const weekly = listen({ cron: "0 6 * * 1", timeZone: "UTC" }, () =>
      clock.now() > new Date("2026-11-23T16:00:00Z") ? done() : { outcome: "paused" },
    );
    await keep([weekly.job, catching], slots, clock);
    expect(asked).toEqual([]);
    expect(await listRows(slots)).toEqual([
      "run 2026-11-23T06:00 done",
      "stories 2026-11-23T07:00 skipped",
      "stories 2026-11-23T15:00 skipped",
    ]);
  });

  it("missed for a day are caught once: what ended meanwhile is lost, and said so", async () => {
    const { slots } = await stores.open();
    const first = stories();
    await keep([first.job], slots, new SleepyClock("2026-11-24T12:00:00Z", "2026-11-24T12:01:00Z"));
    const { job: catching, asked } = stories();
    const told = await keep([catching], slots, new SleepyClock("2026-11-25T16:00:00Z", "2026-11-25T16:01:00Z"));
    expect(asked.map((slot) => slot.slice(0, 16))).toEqual(["2026-11-25T15:00"]);
    expect(inShort(told)).toEqual([
      "missed stories 2026-11-25T07:00",
      "missed stories 2026-11-24T23:00",
      "missed stories 2026-11-24T15:00",
      "started stories 2026-11-25T15:00",
      "ended stories 2026-11-25T15:00",
    ]);
  });
});
