// Several machines on one PostgreSQL whose clocks are hours apart: the hour is still one (RELIABILITY V1), and a living run,
// slot, mail or comment stays in the hands it is in.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Clock, systemClock } from "../../src/shared/index.ts";
import { FakeClock as SteppedClock } from "../support/fake-clock.ts";
import { createDatabasePlace, postgresAbsent } from "./engines.ts";
import { batch, openWeek } from "./records.ts";
import { createTestStores, FakeClock } from "./test-store.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SLOT = { job: "run", slotAt: "2026-11-23T06:00:00.000Z" } as const;

const shifted = (clock: Clock, byMs: number): Clock => ({
  now: () => new Date(clock.now().getTime() + byMs),
  sleep: (delayMs, signal) => clock.sleep(delayMs, signal),
});

describe.skipIf(postgresAbsent !== undefined)(`clocks hours apart (${postgresAbsent ?? "PostgreSQL"})`, () => {
  const stores = createTestStores(() => createDatabasePlace());

  /** Two machines, off by so many hours each, on a server whose clock is right. */
  async function openTwo(aheadHours: number, behindHours: number) {
    const { url } = await stores.newPlace();
    const truth = new FakeClock();
    const toMachine = async (holder: string, hours: number) => {
      const clock = shifted(truth, hours * HOUR_MS);
      return { clock, store: await stores.open({ url, clock, serverClock: truth, holder }) };
    };
    return { truth, ahead: await toMachine("ahead", aheadHours), behind: await toMachine("behind", behindHours) };
  }

  type Machine = Awaited<ReturnType<typeof openTwo>>["ahead"];

  function reserve({ store }: Machine, connection: string, perHour: number, cost = 1) {
    return store.ledger.reserve({ connection, pool: "calls", cost, perHour, path: "me" });
  }

  it("never spend more than the hour holds between them, and wait no longer than it lasts", async () => {
    const { truth, ...machines } = await openTwo(2, -2);
    const acts = fc.array(
      fc.record({
        laterMs: fc.integer({ min: 0, max: 20 * MINUTE_MS }),
        who: fc.constantFrom("ahead" as const, "behind" as const),
        cost: fc.integer({ min: 1, max: 3 }),
      }),
      { minLength: 5, maxLength: 30 },
    );
    let round = 0;
    await fc.assert(
      fc.asyncProperty(acts, fc.integer({ min: 3, max: 8 }), async (calls, perHour) => {
        round += 1;
        const granted: { at: number; cost: number }[] = [];
        for (const { laterMs, who, cost } of calls) {
          truth.advance(laterMs);
          const at = truth.now().getTime();
          const outcome = await reserve(machines[who], `round ${round}`, perHour, cost);
          if (outcome.granted) granted.push({ at, cost });
          else {
            expect(outcome.waitMs).toBeLessThanOrEqual(HOUR_MS);
            const spent = granted.filter((call) => call.at > at - HOUR_MS).reduce((sum, call) => sum + call.cost, 0);
            expect(spent + cost).toBeGreaterThan(perHour);
          }
        }
        for (const { at: end } of granted) {
          const inHour = granted.filter(({ at }) => at <= end && at > end - HOUR_MS);
          expect(inHour.reduce((sum, { cost }) => sum + cost, 0)).toBeLessThanOrEqual(perHour);
        }
      }),
      { numRuns: 15 },
    );
  });

  it.each(["ahead", "behind"] as const)(
    "keep a pause that the machine %s was told, to its end and no longer",
    async (who) => {
      const { truth, ...machines } = await openTwo(2, -2);
      const other = machines[who === "ahead" ? "behind" : "ahead"];
      const pause = { why: "told so", waitMs: 20 * MINUTE_MS };
      await machines[who].store.ledger.pause({ connection: "agency", pool: "calls", ...pause });
      const left = await other.store.ledger.callsLeft("agency", "calls", 5);
      expect(left).toEqual({ left: 0, ...pause });
      truth.advance(20 * MINUTE_MS - 1);
      expect(await reserve(other, "agency", 5)).toEqual({
        granted: false,
        waitMs: 1,
        pause: { why: "told so", accountId: undefined },
      });
      truth.advance(1);
      expect(await reserve(other, "agency", 5)).toMatchObject({ granted: true });
    },
  );

  it.each([
    ["ahead of", 2],
    ["behind", -2],
  ])("a machine %s the other takes over a dead run, and none that lives", async (_which, hours) => {
    const { truth, ahead: late, behind: owner } = await openTwo(hours, 0);
    const run = await openWeek(owner.store);
    truth.advance(80_000);
    await expect(openWeek(late.store)).rejects.toMatchObject({ code: "STORE_BUSY" });
    await run.keep(batch({}), { callKey: "a", done: true }, []);
    truth.advance(90_000);
    await expect(openWeek(late.store)).rejects.toMatchObject({ code: "STORE_BUSY" });
    truth.advance(1);
    expect((await openWeek(late.store)).runId).toBe(run.runId);
  });

  it.each([
    ["ahead of", 2],
    ["behind", -2],
  ])("a machine %s the other takes over a dead slot of the schedule, and none that lives", async (_which, hours) => {
    const { truth, ahead: late, behind: owner } = await openTwo(hours, 0);
    await owner.store.slots.note([{ ...SLOT, state: "due" }]);
    expect(await owner.store.slots.claim(SLOT)).toHaveProperty("claim");
    truth.advance(90_000);
    expect(await late.store.slots.claim(SLOT)).toEqual({ heldBy: "behind" });
    expect(await late.store.slots.settle(SLOT, { state: "missed" })).toBe(false);
    truth.advance(1);
    expect(await late.store.slots.claim(SLOT)).toHaveProperty("claim");
  });

  it.each([
    ["ahead of", 2],
    ["behind", -2],
  ])("a machine %s the other frees a dead sender's mail, and none that is being sent", async (_which, hours) => {
    const { truth, ahead: late, behind: owner } = await openTwo(hours, 0);
    const letter = { subject: "", html: "", plain: "", light: { html: "", plain: "" }, files: [] };
    await owner.store.outbox.queue(
      {
        kind: "report",
        edition: "2026-W47",
        cut: "",
        period: { from: "2026-11-16", to: "2026-11-22" },
        reportId: "report-1",
        recipients: ["a@x.test"],
        state: "queued",
        toMessageId: () => "<1@x.test>",
      },
      letter,
    );
    const claim = await owner.store.outbox.claim();
    truth.advance(90_000);
    expect(await late.store.outbox.claim()).toBeUndefined();
    expect(await late.store.outbox.list()).toMatchObject([{ state: "sending" }]);
    await claim?.settle({
      state: "queued",
      message: "later",
      retryInMs: MINUTE_MS,
    });
    expect(await late.store.outbox.nextDueInMs()).toBe(MINUTE_MS);
    truth.advance(MINUTE_MS - 1);
    expect(await late.store.outbox.claim()).toBeUndefined();
    truth.advance(1);
    expect(await late.store.outbox.claim()).toMatchObject({ delivery: { recipient: "a@x.test" } });
    truth.advance(90_001);
    expect(await owner.store.outbox.list()).toMatchObject([{ state: "queued" }]);
  });

  it.each([
    ["ahead of", 2],
    ["behind", -2],
  ])(
    "a machine %s the other calls a comment's fate unknown when its sender is dead, not before",
    async (_which, hours) => {
      const { truth, ahead: late, behind: owner } = await openTwo(hours, 0);
      const at = owner.clock.now().toISOString();
      const [planned] = await owner.store.comments.plan([
        {
          kind: "reply",
          connection: "agency",
          accountId: "17841400000000001",
          mediaId: "18000000000000001",
          commentId: "1",
          text: "Thank you!",
          osUser: "tester",
          requestedAt: at,
          dueAt: at,
        },
      ]);
      if (planned === undefined) throw new Error("nothing was planned");
      await owner.store.comments.claim(planned, []);
      expect(await late.store.comments.actions({ states: ["unknown"] })).toEqual([]);
      truth.advance(12 * MINUTE_MS);
      expect(await late.store.comments.actions({ states: ["unknown"] })).toMatchObject([{ state: "unknown" }]);
    },
  );

  it("go by the server's own clock", async () => {
    const { url } = await stores.newPlace();
    const open = async (hours: number) => {
      const clock = shifted(systemClock, hours * HOUR_MS);
      return { clock, store: await stores.open({ url, clock, serverClock: undefined }) };
    };
    const [ahead, behind, right] = [await open(2), await open(-2), await open(0)];
    expect(await reserve(behind, "agency", 2)).toMatchObject({ granted: true });
    expect(await reserve(ahead, "agency", 2)).toMatchObject({ granted: true });
    for (const machine of [ahead, behind, right]) {
      const outcome = await reserve(machine, "agency", 2);
      if (outcome.granted) throw new Error("more than the hour holds");
      expect(outcome.waitMs).toBeGreaterThan(HOUR_MS - MINUTE_MS);
      expect(outcome.waitMs).toBeLessThanOrEqual(HOUR_MS);
    }
  });

  it("stay right when one is set in mid-run, and when it drifts", async () => {
    const { url } = await stores.newPlace();
    const truth = new FakeClock();
    const clock = new SteppedClock(truth.now().toISOString());
    const machine = { clock, store: await stores.open({ url, clock, serverClock: truth }) };
    const other = { clock: truth, store: await stores.open({ url, clock: truth }) };
    const pass = (ms: number, driftMs = 0): void => {
      truth.advance(ms);
      clock.advance(ms + driftMs);
    };
    expect(await reserve(other, "agency", 1)).toMatchObject({ granted: true });
    clock.set(3 * HOUR_MS);
    expect(await reserve(machine, "agency", 1)).toEqual({ granted: false, waitMs: HOUR_MS });
    clock.set(-7 * HOUR_MS);
    expect(await reserve(machine, "agency", 1)).toEqual({ granted: false, waitMs: HOUR_MS });
    // Seconds an hour are no step; the next look at the server's clock puts them right.
    pass(30 * MINUTE_MS, 5_000);
    expect(await reserve(machine, "agency", 1)).toEqual({ granted: false, waitMs: 30 * MINUTE_MS });
    pass(30 * MINUTE_MS);
    expect(await reserve(machine, "agency", 1)).toMatchObject({ granted: true });
    expect(await reserve(other, "agency", 1)).toEqual({ granted: false, waitMs: HOUR_MS });
  });
});
