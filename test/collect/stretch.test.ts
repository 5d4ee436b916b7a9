// A collection asked in stretches is the collection one process would have made: same rows, same calls, plain data between.
import { describe, expect, it } from "vitest";
import { collect, collectStretch, type HandOut, type Stretch } from "../../src/collect/index.ts";
import { cutStretches } from "../../src/collect/stretch.ts";
import type { Store } from "../../src/store/index.ts";
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
          onEnd(stretch);
          results.push({ kind: "ended", end: JSON.parse(JSON.stringify(end)) } as const);
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
});
