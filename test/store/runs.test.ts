import { describe, expect, it, vi } from "vitest";
import { StoreError } from "../../src/store/index.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { engines } from "./engines.ts";
import { batch, day, exportAll, gap, LATER, openWeek, TAKEN_AT, WEEK } from "./records.ts";
import { startProcess } from "./start-process.ts";
import { createTestStores, FakeClock } from "./test-store.ts";

/** Starting processes takes its time on a busy machine. */
const PROCESSES = { timeout: 120_000 };

describe.each(engines)("runs on $name", ({ createPlace }) => {
  const stores = createTestStores(createPlace);

  it("keeps records, progress and ledger entries, and closes with the sums", async () => {
    const store = await stores.open();
    const run = await openWeek(store);
    const callIds: string[] = [];
    for (const cost of [1, 3]) {
      const reserved = await store.ledger.reserve({
        connection: "agency",
        pool: "calls",
        cost,
        perHour: 10,
        now: new Date(TAKEN_AT),
        path: "me",
      });
      if (reserved.granted) callIds.push(reserved.callId);
    }
    await run.keep(
      batch({ days: [day()] }),
      { callKey: "a", done: false, resume: { after: "c1" } },
      callIds.slice(0, 1),
    );
    await run.keep(batch({ gaps: [gap()] }), { callKey: "b", done: true }, callIds.slice(1));
    await run.keep(batch({}), { callKey: "a", done: true }, []);
    expect(await run.progress()).toEqual(
      new Map([
        ["a", { callKey: "a", done: true }],
        ["b", { callKey: "b", done: true }],
      ]),
    );
    const row = await run.close({ state: "partial", accounts: 5, message: "Done.", now: new Date(LATER) });
    expect(row).toEqual({
      runId: run.runId,
      kind: "collect",
      fromDay: WEEK.from,
      toDay: WEEK.to,
      state: "partial",
      startedAt: TAKEN_AT,
      endedAt: LATER,
      accounts: 5,
      calls: 4,
      gaps: 1,
      message: "Done.",
    });
    expect(await store.read.runs(10)).toEqual([row]);
    expect(await exportAll(store, "calls")).toEqual([
      expect.objectContaining({ run_id: run.runId, kept: true }),
      expect.objectContaining({ run_id: run.runId, kept: true }),
    ]);
    expect(await store.findUnfinishedRun("collect", "2026-W47")).toBeUndefined();
    await expect(run.keep(batch({}), { callKey: "c", done: true }, [])).rejects.toThrow(StoreError);
  });

  it.each(["paused"] as const)("continues a %s run with its own plan and progress", async (state) => {
    const store = await stores.open();
    const first = await openWeek(store);
    await first.keep(batch({}), { callKey: "a", done: false, resume: "cursor" }, []);
    await first.close({ state, accounts: 1, now: new Date(LATER) });
    expect(await store.findUnfinishedRun("collect", "2026-W47")).toMatchObject({ runId: first.runId, state });
    const again = await store.openRun({
      kind: "collect",
      scope: "2026-W47",
      span: WEEK,
      plan: { calls: 99 },
      now: new Date(LATER),
    });
    expect(again).toMatchObject({ runId: first.runId, plan: { calls: 2 }, startedAt: TAKEN_AT });
    expect((await again.progress()).get("a")).toEqual({ callKey: "a", done: false, resume: "cursor" });
    expect(await store.read.runs(10)).toMatchObject([{ state: "running", endedAt: undefined }]);
  });

  it.each(["complete", "partial", "failed"] as const)("opens a new run after a %s one", async (state) => {
    const store = await stores.open();
    const first = await openWeek(store);
    await first.close({ state, accounts: 1, now: new Date(LATER) });
    expect((await openWeek(store)).runId).not.toBe(first.runId);
    expect(await store.read.runs(1)).toHaveLength(1);
  });

  it("refuses a scope another holder is at work on, and allows others", async () => {
    const { url } = await stores.newPlace();
    const clock = new FakeClock();
    const first = await stores.open({ url, clock, holder: "one" });
    const second = await stores.open({ url, clock, holder: "two" });
    await openWeek(first);
    await expect(openWeek(second)).rejects.toMatchObject({
      code: "STORE_BUSY",
      message: expect.stringMatching(/another collection of this period is running \(since 2026-11-23T08:00.*, one\)/),
    });
    await openWeek(second, "2026-W46");
  });

  it("takes a run over when its holder has been silent for 90 seconds, who is then refused", async () => {
    const { url } = await stores.newPlace();
    const clock = new FakeClock();
    const first = await stores.open({ url, clock, holder: "one" });
    const second = await stores.open({ url, clock, holder: "two" });
    const run = await openWeek(first);
    clock.advance(60_000);
    await run.keep(batch({}), { callKey: "a", done: true }, []);
    clock.advance(90_000);
    await expect(openWeek(second)).rejects.toMatchObject({ code: "STORE_BUSY" });
    clock.advance(1);
    expect((await openWeek(second)).runId).toBe(run.runId);
    await expect(run.keep(batch({ days: [day()] }), { callKey: "b", done: true }, [])).rejects.toMatchObject({
      code: "STORE_BUSY",
    });
    expect(await exportAll(second, "account_days")).toEqual([]);
  });

  it("is not taken over by a process whose clock is 90 seconds ahead", async () => {
    const { url } = await stores.newPlace();
    const clock = new FakeClock();
    const ahead = new FakeClock(new Date(clock.now().getTime() + 91_000).toISOString());
    const first = await stores.open({ url, clock });
    // On one machine there is one server, too: it goes by its own clock.
    const second = await stores.open({ url, clock: ahead, serverClock: clock });
    const run = await openWeek(first);
    await expect(openWeek(second)).rejects.toMatchObject({ code: "STORE_BUSY" });
    await run.keep(batch({}), { callKey: "a", done: true }, []);
  });

  it("keeps its lease by a heartbeat while it waits for the API", async () => {
    const { url } = await stores.newPlace();
    const clock = new FakeClock();
    const first = await stores.open({ url, clock, holder: "one" });
    const second = await stores.open({ url, clock, holder: "two" });
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      await openWeek(first);
      clock.advance(80_000);
      const beatenAt = clock.now().toISOString();
      vi.advanceTimersByTime(20_000);
      await vi.waitFor(async () => {
        const { database } = await openDatabase(url);
        const rows = await database.queries.selectFrom("runs").select("heartbeat_at").execute();
        await database.close();
        expect(rows).toEqual([{ heartbeat_at: beatenAt }]);
      });
    } finally {
      vi.useRealTimers();
    }
    clock.advance(80_000);
    await expect(openWeek(second)).rejects.toMatchObject({ code: "STORE_BUSY" });
  });

  it("lets go of its runs when the store is closed", async () => {
    const { url } = await stores.newPlace();
    const first = await stores.open({ url });
    const run = await openWeek(first);
    await first.close();
    expect((await openWeek(await stores.open({ url }))).runId).toBe(run.runId);
  });

  it("goes on where a killed process stopped, at once, with all it had acknowledged", PROCESSES, async () => {
    const { url } = await stores.newPlace();
    const store = await stores.open({ url });
    for (const answersBeforeDeath of [1, 4, 9]) {
      const scope = `killed after ${answersBeforeDeath}`;
      const child = startProcess("keep-many.ts", url, scope);
      let acknowledged = 0;
      while (acknowledged < answersBeforeDeath && !(await child.lines.next()).done) acknowledged += 1;
      await child.kill();
      for await (const _ of child.lines) acknowledged += 1;

      const run = await openWeek(store, scope);
      const progress = await run.progress();
      const points = await store.read.days(scope, WEEK);
      const calls = (await exportAll(store, "calls")).filter((call) => call.connection === scope && call.kept);
      // One may have been kept and not yet told.
      expect(progress.size - acknowledged).toBeOneOf([0, 1]);
      // Each answer brings one metric of its own and the one all share.
      expect(points).toHaveLength(progress.size + 1);
      expect(calls).toHaveLength(progress.size);
    }
  });

  it("lets two processes write a thousand transactions each, reading first", PROCESSES, async () => {
    const { url } = await stores.newPlace();
    const store = await stores.open({ url });
    const children = ["left", "right"].map((scope) => startProcess("keep-many.ts", url, scope, "500"));
    await Promise.all(children.map((child) => child.output()));
    for (const scope of ["left", "right"]) {
      expect(await store.read.days(scope, WEEK)).toHaveLength(501);
    }
    expect(await exportAll(store, "calls")).toHaveLength(1_000);
  });

  it("does not mix transactions that are under way at the same time", async () => {
    const store = await stores.open();
    const good = await openWeek(store, "good");
    const broken = await openWeek(store, "broken");
    const keepings = Array.from({ length: 50 }, (_, index) => [
      good.keep(batch({ days: [day({ metric: `good ${index}` })] }), { callKey: `${index}`, done: true }, []),
      broken
        // The moment of the gap cannot be stored: the day before it must not stay either.
        .keep(
          batch({ days: [day({ metric: `broken ${index}` })], gaps: [gap({ seenAt: "never" })] }),
          { callKey: "x", done: true },
          [],
        )
        .then(
          () => expect.unreachable(),
          () => undefined,
        ),
    ]);
    await Promise.all(keepings.flat());
    const metrics = (await exportAll(store, "account_days")).map((row) => String(row.metric));
    expect(metrics).toHaveLength(50);
    expect(metrics.every((metric) => metric.startsWith("good"))).toBe(true);
  });
});
