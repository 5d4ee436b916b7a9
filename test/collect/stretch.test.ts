// A collection asked in stretches is the collection one process would have made: same rows, same calls, plain data between.
import { describe, expect, it } from "vitest";
import { collect, collectStretch, type HandOut, repeatCollection, type Stretch } from "../../src/collect/index.ts";
import { cutStretches } from "../../src/collect/stretch.ts";
import { createWorld } from "../../src/sandbox/index.ts";
import { type Store, StoreError } from "../../src/store/index.ts";
import { OPTIONS, openTestHouse, WEEK } from "./open-house.ts";

const NOW = "2026-11-24T09:00:00Z";
const TABLES = ["accounts", "account_days", "account_totals", "media", "media_insights", "gaps", "runs"];
const ACCOUNTS = 7;

/** Ids of runs and the server's port aside. */
async function readTables(store: Store): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const tables: Record<string, readonly unknown[]> = {};
  for (const table of TABLES) {
    const rows: unknown[] = [];
    for await (const { run_id: _run, taken_at: _taken, seen_at: _seen, ...row } of store.exportRows(table))
      rows.push(JSON.stringify(row).replaceAll(/127\.0\.0\.1:\d+/g, "the server"));
    tables[table] = rows;
  }
  return tables;
}

describe("a collection in stretches", () => {
  it("is the one that a single process makes", async () => {
    await using alone = await openTestHouse(NOW, { accounts: ACCOUNTS });
    const whole = await alone.run();
    await using shared = await openTestHouse(NOW, { accounts: ACCOUNTS });
    const handed: Stretch[] = [];
    const outcome = await shared.within(async (house, signal) => {
      const before = shared.sandbox.callsCounted();
      const handOut: HandOut = async (stretches, onEnd) => {
        const results = [];
        for (const stretch of stretches) {
          handed.push(stretch);
          // As it comes out of a queue, in the hands of a job of its own.
          const plain = JSON.parse(JSON.stringify(stretch)) as Stretch;
          await using store = house.store.fenced({ text: "select 1", parameters: [] });
          const end = await collectStretch({ ...house, store }, plain, signal);
          const result = { kind: "ended", end: JSON.parse(JSON.stringify(end)) } as const;
          onEnd(stretch, result);
          results.push(result);
        }
        return results;
      };
      const ended = await collect({ ...house, handOut }, OPTIONS, signal);
      return { ...ended, counted: shared.sandbox.callsCounted() - before };
    });
    expect(handed.map(({ connection, accounts }) => [connection, accounts.length])).toEqual([["agency", ACCOUNTS]]);
    expect(await readTables(shared.store)).toEqual(await readTables(alone.store));
    expect(outcome).toEqual(whole);
  });

  it("whose asker died when the last answer was kept is ended by whoever goes on with the run", async () => {
    await using alone = await openTestHouse(NOW, { accounts: ACCOUNTS });
    await alone.run();
    await using shared = await openTestHouse(NOW, { accounts: ACCOUNTS });
    const lost = new StoreError({ code: "STORE_UNAVAILABLE", sentence: "It died.", hint: "Run it again." });
    await shared.within(async (house, signal) => {
      /** Keeps answers and nothing behind them. */
      const joinRun: Store["joinRun"] = async (runId) => {
        const run = await house.store.joinRun(runId);
        if (run === undefined) return undefined;
        const keep: typeof run.keep = async (batch, progress, callIds) => {
          if (progress.callKey.startsWith("not-asked/")) throw lost;
          await run.keep(batch, progress, callIds);
        };
        return { ...run, keep };
      };
      const dies: HandOut = async (stretches) => {
        for (const stretch of stretches) {
          const store = { ...house.store, joinRun };
          await expect(collectStretch({ ...house, store }, stretch, signal)).rejects.toBe(lost);
        }
        throw lost;
      };
      await expect(collect({ ...house, handOut: dies }, OPTIONS, signal)).rejects.toBe(lost);
    });
    const nobody: HandOut = async (stretches) => {
      throw new Error(`nothing is open, and ${stretches.length} are handed out`);
    };
    await shared.within((house, signal) => collect({ ...house, handOut: nobody }, OPTIONS, signal));
    expect((await readTables(shared.store)).gaps).toEqual((await readTables(alone.store)).gaps);
  });

  it("that nobody could ask are gaps of their accounts, in sight and due again", async () => {
    await using house = await openTestHouse(NOW, { accounts: 2 });
    const outcome = await house.within((context, signal) => {
      const handOut: HandOut = async (stretches) => stretches.map(() => ({ kind: "dead", why: "it is poison" }));
      return collect({ ...context, handOut }, OPTIONS, signal);
    });
    expect(outcome).toMatchObject({ outcome: "partial", accounts: 2, answered: 0 });
    expect(outcome.message).toContain("the job was given up after three tries (it is poison)");
    const gaps = await house.store.read.gaps(WEEK);
    expect(gaps.map(({ code, reason, message }) => ({ code, reason, message }))).toEqual(
      Array.from({ length: 2 }, () => ({
        code: "JOB_DEAD",
        reason: "unanswered",
        message: "Its job was given up after three tries: it is poison",
      })),
    );
    const again = await house.run();
    expect(again.answered).toBe(2);
    expect((await house.store.read.gaps(WEEK)).filter(({ code }) => code === "JOB_DEAD")).toEqual([]);
  });

  it("that nobody could ask are asked by whoever repeats it", async () => {
    await using house = await openTestHouse(NOW, { accounts: 2 });
    await house.within((context, signal) => {
      const handOut: HandOut = async (stretches) => stretches.map(() => ({ kind: "dead", why: "it is poison" }));
      return collect({ ...context, handOut }, OPTIONS, signal);
    });
    const repeated = await house.within((context, signal) => repeatCollection(context, OPTIONS, signal));
    expect(repeated).toMatchObject({ accounts: 2 });
    expect((await house.store.read.gaps(WEEK)).filter(({ code }) => code === "JOB_DEAD")).toEqual([]);
    for (const { accountId } of await house.store.read.accounts())
      expect(await house.store.read.totals(accountId, WEEK)).not.toEqual([]);
  });

  it("tells who is collected while others are asked, and nobody of a part that was given up or had nothing to do", async () => {
    const world = createWorld({ accounts: 4, now: new Date(NOW) });
    await using house = await openTestHouse(NOW, { world });
    const told: (readonly string[])[] = [];
    const waiting = {
      turnOf: () => undefined,
      onCollected: (_run: string, found: readonly unknown[], collected: ReadonlySet<string>) => {
        expect(found).toHaveLength(4);
        told.push([...collected].toSorted());
      },
    };
    const end = { tally: [], told: [], calls: 0 };
    const handOut: HandOut = async ([stretch, ...others], onEnd) => {
      expect(others).toEqual([]);
      if (stretch === undefined) return [];
      const parts = stretch.accounts.map(({ accountId }) => ({
        ...stretch,
        calls: stretch.calls.filter((one) => one.accountId === accountId),
      }));
      onEnd(parts[0] ?? stretch, { kind: "ended", end });
      onEnd(parts[1] ?? stretch, { kind: "dead", why: "it is poison" });
      onEnd(parts[2] ?? stretch, { kind: "ended", end: { ...end, isOver: true } });
      onEnd(parts[3] ?? stretch, { kind: "ended", end });
      return [{ kind: "ended", end }];
    };
    const ids: string[] = [];
    await house.within(async (context, signal) => {
      await collect({ ...context, handOut, waiting }, OPTIONS, signal);
      ids.push(...(await house.store.read.accounts()).map(({ accountId }) => accountId));
    });
    expect(told.map((some) => some.length)).toEqual([1, 2]);
    expect(ids).toEqual(expect.arrayContaining([...(told[1] ?? [])]));
  });

  it("that met a spent hour pause it until calls return, as told from there", async () => {
    await using house = await openTestHouse(NOW, { accounts: 1 });
    const stop = {
      kind: "spent",
      connection: "agency",
      waitMs: 600_000,
      why: "the hour is spent",
      isLasting: false,
    } as const;
    const outcome = await house.within((context, signal) => {
      const handOut: HandOut = async (stretches) =>
        stretches.map(() => ({ kind: "ended", end: { tally: [], told: [], calls: 0, stop } }));
      return collect({ ...context, handOut }, OPTIONS, signal);
    });
    expect(outcome).toMatchObject({ outcome: "paused", resumesAt: new Date(Date.parse(NOW) + 600_000).toISOString() });
  });
});

describe("cutStretches", () => {
  const call = (connection: string, account: number, kind: "stories" | "media") => ({
    key: `${connection}/${account}/${kind}`,
    connection,
    accountId: `${connection}${account}`,
    requests: [{ blocks: [{ kind }] }],
  });

  it("takes at most fifty accounts of one connection, each account's questions together, stories before all else", () => {
    const calls = [
      ...Array.from({ length: 60 }, (_, index) => call("a", index, "media")),
      ...Array.from({ length: 60 }, (_, index) => call("a", index, "stories")),
      call("b", 1, "media"),
      { ...call("b", 1, "media"), key: "b/1/more" },
    ];
    const { filter: _filter, ...options } = OPTIONS;
    const stretches = cutStretches("run", calls as never, [], options);
    expect(stretches.map(({ connection, isOfStories, calls: own }) => [connection, isOfStories, own.length])).toEqual([
      ["a", true, 50],
      ["a", true, 10],
      ["a", false, 50],
      ["a", false, 10],
      ["b", false, 2],
    ]);
  });

  it("takes accounts whose turn it is first, whatever the plan's order, and says since when they are waited for", () => {
    const calls = Array.from({ length: 60 }, (_, index) => call("a", index, "media"));
    const accounts = calls.map(({ accountId }) => ({ accountId }));
    const { filter: _filter, ...options } = OPTIONS;
    const dueAt = new Date(NOW);
    const turnOf = ({ accountId }: { readonly accountId: string }) =>
      accountId === "a59" ? { rank: 0, dueAt } : accountId === "a58" ? { rank: 1 } : undefined;
    const [first, second] = cutStretches("run", calls as never, accounts as never, options, turnOf);
    const ids = first?.accounts.map(({ accountId }) => accountId);
    expect(ids?.slice(0, 3)).toEqual(["a59", "a58", "a0"]);
    expect([first?.dueAt, second?.dueAt]).toEqual([dueAt.toISOString(), undefined]);
    expect(second?.accounts.map(({ accountId }) => accountId)).toEqual(calls.slice(48, 58).map((one) => one.accountId));
  });
});
