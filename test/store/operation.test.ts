// What the operator needs to know, at rest, on both engines.
import { describe, expect, it } from "vitest";
import type { ConnectionTally, Store } from "../../src/store/index.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { engines } from "./engines.ts";
import { createTestStores, FakeClock } from "./test-store.ts";

const HOUR_MS = 3_600_000;
const tally = (parts: Partial<ConnectionTally> = {}): ConnectionTally => ({
  connection: "agency",
  asked: 2,
  answered: 2,
  came: 90,
  lost: 10,
  refused: [],
  failure: undefined,
  ...parts,
});

describe.each(engines)("the book of operation on $name", ({ createPlace }) => {
  const { open, newPlace } = createTestStores(createPlace);

  async function endRun(
    store: Store,
    clock: FakeClock,
    tallies: readonly ConnectionTally[],
    { scope = "all", state = "partial" as const }: { scope?: string; state?: "partial" | "paused" | "failed" } = {},
  ): Promise<string> {
    const span = { from: "2026-11-16", to: "2026-11-22" };
    clock.advance(HOUR_MS);
    const run = await store.openRun({ kind: "collect", scope, span, plan: null, now: clock.now() });
    await run.close({ state, accounts: 2, now: clock.now() });
    await store.operation.keepTallies(run.runId, scope, tallies);
    return run.runId;
  }

  it("tells what is damaged in a sentence", async () => {
    const clock = new FakeClock("2026-11-23T08:00:00Z");
    const { url } = await newPlace();
    const store = await open({ url, clock });
    await endRun(store, clock, [tally()]);
    const { database } = await openDatabase(url);
    await database.write((trx) => trx.updateTable("run_connections").set({ refused: "{" }).execute());
    await database.close();
    await expect(store.operation.newestRuns("all")).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: "Could not use the store: what it holds as accounts refused to a connection is damaged.",
    });
  });

  it("tells the newest run of a scope that asked something, and when each connection last answered", async () => {
    const clock = new FakeClock("2026-11-23T08:00:00Z");
    const store = await open({ clock });
    const dead = { answered: 0, came: 0, failure: "expired" };
    await endRun(store, clock, [tally(), tally({ connection: "studio" })]);
    await endRun(store, clock, [tally({ refused: ["17"] }), tally({ connection: "studio", ...dead })]);
    await endRun(store, clock, [tally({ asked: 1, answered: 1 })], { scope: "one" });
    await endRun(store, clock, [tally({ asked: 0, answered: 0, came: 0, lost: 0 })]);
    await endRun(store, clock, [tally(dead)], { state: "paused", scope: "other" });
    const at = (hours: number) => new Date(Date.parse("2026-11-23T08:00:00Z") + hours * HOUR_MS).toISOString();
    expect(await store.operation.newestRuns("all")).toEqual([
      { ...tally({ refused: ["17"] }), endedAt: at(2) },
      { ...tally({ connection: "studio", ...dead }), endedAt: at(2) },
    ]);
    expect(await store.operation.lastWords()).toEqual(
      new Map([
        ["agency", { failure: undefined, endedAt: at(4) }],
        ["studio", { failure: "expired", endedAt: at(2) }],
      ]),
    );
    expect(await store.operation.lastSuccesses()).toEqual(
      new Map([
        ["agency", at(3)],
        ["studio", at(1)],
      ]),
    );
  });

  it("replaces what was told of a run that went on", async () => {
    const clock = new FakeClock();
    const store = await open({ clock });
    const runId = await endRun(store, clock, [tally({ answered: 1 })], { state: "paused" });
    await store.operation.keepTallies(runId, "all", [tally()]);
    expect(await store.operation.tallies(runId)).toEqual([tally()]);
  });

  it("gives out each trouble once when it begins and once when it is over, until it is told", async () => {
    const { operation } = await open();
    const lost = { troubleId: "lost agency", kind: "lost", connection: "agency", message: "expired" };
    const [first, later, last] = ["2026-11-23T08:00:00.000Z", "2026-11-24T08:00:00.000Z", "2026-11-25T08:00:00.000Z"];
    const begun = [{ ...lost, since: first, overAt: undefined }];
    expect(await operation.noteTroubles([lost], first ?? "")).toEqual(begun);
    // Not told yet: a process that died before it could is repeated by the next, in the same words.
    expect(await operation.noteTroubles([lost], later ?? "")).toEqual(begun);
    await operation.markTold(begun as never);
    expect(await operation.noteTroubles([lost], later ?? "")).toEqual([]);
    const over = [{ ...lost, since: first, overAt: last }];
    expect(await operation.noteTroubles([], last ?? "")).toEqual(over);
    await operation.markTold(over as never);
    expect(await operation.noteTroubles([], last ?? "")).toEqual([]);
    // It is a new one when it comes back; one that went before it was told is none.
    expect(await operation.noteTroubles([lost], last ?? "")).toMatchObject([{ since: last }]);
    expect(await operation.noteTroubles([], last ?? "")).toEqual([]);
    // Back before anybody was told that it is over.
    await operation.markTold(await operation.noteTroubles([lost], first ?? ""));
    await operation.noteTroubles([], later ?? "");
    expect(await operation.noteTroubles([lost], last ?? "")).toEqual([]);
    expect(await operation.noteTroubles([], last ?? "", new Set(["agency"]))).toEqual([]);
    expect(await operation.noteTroubles([], last ?? "", new Set(["studio"]))).toMatchObject([{ overAt: last }]);
  });
});
