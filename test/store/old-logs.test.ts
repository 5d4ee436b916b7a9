// Plans and the call log are dropped after a while; what was read stays.
import { describe, expect, it } from "vitest";
import { FakeClock as SettableClock } from "../support/fake-clock.ts";
import { engines } from "./engines.ts";
import { batch, day, exportAll, gap, TAKEN_AT, WEEK } from "./records.ts";
import { createTestStores, FakeClock } from "./test-store.ts";

const DAY_MS = 86_400_000;
const NEVER = new AbortController().signal;

describe.each(engines)("old logs on $name", ({ createPlace }) => {
  const stores = createTestStores(createPlace);

  async function openWithRun<C extends FakeClock | SettableClock = FakeClock>(clock = new FakeClock(TAKEN_AT) as C) {
    const store = await stores.open({ clock });
    const open = (scope: string) => store.openRun({ kind: "collect", scope, span: WEEK, plan: null, now: clock.now() });
    const reserve = async (): Promise<void> => {
      await store.ledger.reserve({ connection: "agency", pool: "calls", cost: 1, perHour: 100, path: "me" });
    };
    return { clock, store, open, reserve };
  }

  it("go, and no reading, gap or run with them", async () => {
    const { clock, store, open, reserve } = await openWithRun();
    await reserve();
    const run = await open("old");
    await run.keep(
      batch({ days: [day()], gaps: [gap()] }),
      { callKey: "plan", done: true, resume: { calls: [1] } },
      [],
    );
    await run.close({ state: "paused", accounts: 1, now: clock.now() });
    clock.advance(100 * DAY_MS);
    await reserve();
    const other = await open("new");
    await other.keep(batch({}), { callKey: "plan", done: true, resume: { calls: [2] } }, []);
    await store.dropOldLogs(new Date(clock.now().getTime() - 90 * DAY_MS), NEVER);
    expect(await exportAll(store, "calls")).toHaveLength(1);
    expect(await exportAll(store, "runs")).toHaveLength(2);
    expect(await exportAll(store, "account_days")).toHaveLength(1);
    expect(await exportAll(store, "gaps")).toHaveLength(1);
    expect((await other.progress()).get("plan")?.resume).toEqual({ calls: [2] });
    // Its next process begins anew.
    expect(await (await open("old")).progress()).toEqual(new Map());
  });

  it("are none of the hour that is counted, however far ahead the clock of whoever tidies up", async () => {
    const { clock, store, reserve } = await openWithRun(new SettableClock(TAKEN_AT));
    await reserve();
    clock.advance(30 * 60_000);
    clock.set(365 * DAY_MS);
    await store.dropOldLogs(new Date(clock.now().getTime() - 90 * DAY_MS), NEVER);
    clock.set(-365 * DAY_MS);
    expect(await store.ledger.callsLeft("agency", "calls", 100)).toEqual({ left: 99 });
    clock.advance(31 * 60_000);
    clock.set(365 * DAY_MS);
    await store.dropOldLogs(new Date(clock.now().getTime() - 90 * DAY_MS), NEVER);
    expect(await exportAll(store, "calls")).toEqual([]);
  });

  it("are no plans of runs that are over: those go with the run's end, and its progress stays until then", async () => {
    const { clock, store, open } = await openWithRun();
    for (const state of ["complete", "partial", "failed", "paused"] as const) {
      const run = await open(state);
      await run.keep(batch({}), { callKey: "plan", done: true, resume: { calls: [1] } }, []);
      await run.close({ state, accounts: 1, now: clock.now() });
      const { resume } = (await run.progress()).get("plan") ?? {};
      expect(resume).toEqual(state === "paused" ? { calls: [1] } : undefined);
    }
    await store.dropOldLogs(new Date(clock.now().getTime() - DAY_MS), NEVER);
    expect((await (await open("paused")).progress()).get("plan")?.resume).toEqual({ calls: [1] });
  });

  it("are left when it is stopped", async () => {
    const { clock, store, reserve } = await openWithRun();
    await reserve();
    clock.advance(100 * DAY_MS);
    await store.dropOldLogs(clock.now(), AbortSignal.abort());
    expect(await exportAll(store, "calls")).toHaveLength(1);
  });
});
