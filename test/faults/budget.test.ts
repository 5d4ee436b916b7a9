// "Never more calls in any rolling hour than the budget, whatever number of processes share the store and however they
// die" (RELIABILITY V1), counted by the server; and waits as long as told, for whom it was told (V6).
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BudgetSpent, createGraph, type Graph } from "../../src/graph/index.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { Secret } from "../../src/shared/index.ts";
import { openStore } from "../../src/store/index.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { HANG } from "../support/hang.ts";
import { startScriptedServer } from "../support/scripted-server.ts";
import { openFaultHouse, toConnection } from "./fault-house.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SPENDER = join(import.meta.dirname, "processes/spend.ts");
const NEVER = new AbortController().signal;

/** The most calls in any hour that begins with one of them. */
function countBusiestHour(sentAt: readonly number[]): number {
  return Math.max(0, ...sentAt.map((from) => sentAt.filter((at) => at >= from && at < from + HOUR_MS).length));
}

describe("four processes on one store, killed at random", () => {
  it.each([1, 2, 3])("never send more than the hour holds (round %i)", async (round) => {
    const perHour = 60;
    const folder = await mkdtemp(join(tmpdir(), "gazette-budget-"));
    const sandbox = await startSandbox({ accounts: 1 });
    const storeUrl = `sqlite:${join(folder, "shared.db")}`;
    await (await openStore({ url: storeUrl })).close();
    const start = () => {
      const words = ["--no-warnings", SPENDER, storeUrl, sandbox.url, sandbox.token, String(perHour)];
      return spawn(process.execPath, words, { stdio: "ignore" });
    };
    const life = async (kills: boolean): Promise<void> => {
      const child = start();
      const ended = once(child, "close");
      // Killed with calls under way: as soon as the server has seen some more, at a random moment after.
      const seen = sandbox.callsCounted() + Math.ceil(Math.random() * 12);
      const watch = setInterval(() => kills && sandbox.callsCounted() >= seen && child.kill("SIGKILL"), 1);
      await ended;
      clearInterval(watch);
    };
    await Promise.all([life(true), life(true), life(true), life(round === 3)]);
    // Two more take what is left, and find where the dead have left the count.
    await Promise.all([life(false), life(false)]);
    expect(sandbox.callsCounted()).toBeLessThanOrEqual(perHour);
    await using store = await openStore({ url: storeUrl });
    expect(await store.ledger.callsLeft("agency", "calls", perHour)).toMatchObject({ left: 0 });
    // What the dead had reserved and not sent is spent, too: at most the three calls each had under way.
    expect(sandbox.callsCounted()).toBeGreaterThanOrEqual(perHour - 4 * 3);
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });
});

describe("any number of senders on one store", () => {
  it("stay within every rolling hour, whatever the pace and whoever dies with calls reserved", async () => {
    const act = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant("send" as const),
          who: fc.nat(3),
          calls: fc.integer({ min: 1, max: 9 }),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constant("wait" as const), minutes: fc.integer({ min: 1, max: 50 }) }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("die" as const), who: fc.nat(3) }) },
      // Somebody sets the clock: the instants it gives from now on are off by that much, the server's are not (T13).
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant("set" as const), minutes: fc.integer({ min: -120, max: 120 }) }),
      },
    );
    await using server = await startScriptedServer(() => ({ body: { id: "1" } }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 5, maxLength: 30 }),
        fc.integer({ min: 3, max: 20 }),
        async (acts, perHour) => {
          const clock = new FakeClock();
          let trueMs = 0;
          await using store = await openStore({ url: "sqlite::memory:", clock });
          const open = (): Graph =>
            createGraph(
              {
                url: server.url,
                version: "v25.0",
                timeoutMs: HANG.timeout,
                connections: [{ name: "agency", token: new Secret("t"), perHour }],
                ledger: store.ledger,
                whenSpent: "stop",
              },
              clock,
            );
          const senders = [open(), open(), open(), open()];
          const sentAt: number[] = [];
          for (const step of acts) {
            if (step.do === "wait") {
              trueMs += step.minutes * MINUTE_MS;
              clock.advance(step.minutes * MINUTE_MS);
            } else if (step.do === "set") clock.set(step.minutes * MINUTE_MS);
            else if (step.do === "die") {
              // Reserved, then gone: never sent, never settled.
              await store.ledger.reserve({ connection: "agency", pool: "calls", cost: 1, perHour, path: "me" });
              await senders[step.who]?.close();
              senders[step.who] = open();
            } else {
              const { who } = step;
              const send = () => senders[who]?.send({ connection: "agency", path: "1", about: "a" }, NEVER);
              const outcomes = await Promise.allSettled(Array.from({ length: step.calls }, send));
              for (const outcome of outcomes) {
                if (outcome.status === "fulfilled") sentAt.push(trueMs);
                else expect(outcome.reason).toBeInstanceOf(BudgetSpent);
              }
            }
          }
          for (const sender of senders) await sender.close();
          expect(countBusiestHour(sentAt)).toBeLessThanOrEqual(perHour);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a collection that must wait", () => {
  it("keeps below its hour on the server's own count, and waits for single slots rather than whole hours (T17)", async () => {
    await using house = await openFaultHouse({ accounts: 4, settings: { aliases: "refused" } });
    const perHour = 20;
    await house.run({ graph: { connections: [toConnection(house.sandbox, "agency", perHour)] } });
    const sent: number[] = [];
    for await (const row of house.store.exportRows("calls")) sent.push(Date.parse(String(row.reserved_at)));
    expect(sent).toHaveLength(house.sandbox.callsCounted());
    expect(countBusiestHour(sent)).toBe(perHour);
    const tookMs = house.clock.now().getTime() - Math.min(...sent);
    expect(tookMs).toBeLessThanOrEqual(Math.ceil(sent.length / perHour) * HOUR_MS);
  });

  it("for one account (80002) waits as long as told for that one, while the others are asked at once (T4, T6)", async () => {
    await using house = await openFaultHouse({
      faults: [{ kind: "throttle-80002", match: { account: "kaffee_nord.hamburg", nth: 1 } }],
    });
    const waits: { readonly until: number; readonly why: string }[] = [];
    const begun = house.clock.now().getTime();
    await house.run({
      graph: {
        connections: [toConnection(house.sandbox, "agency", 1_000)],
        onWait: ({ until, why }) => waits.push({ until: until.getTime(), why }),
      },
    });
    expect(house.clock.sleepsMs).toEqual([19 * MINUTE_MS]);
    const why = expect.stringMatching(
      /^Instagram throttles @kaffee_nord\.hamburg \(".*too many calls to this Instagram account.*"\)$/,
    );
    expect(waits).toEqual([{ until: begun + 19 * MINUTE_MS, why }]);
  });

  it.each([
    ["throttle-4", 60],
    ["throttle-17", 60],
    ["throttle-32", 60],
    ["throttle-613", 5],
    ["others-use", 5],
  ] as const)(
    "%s holds the whole connection for %i minutes, and in that time nothing is sent (T2, T3, T5, T9)",
    async (kind, minutes) => {
      await using house = await openFaultHouse({ faults: [{ kind, match: { nth: 3 } }] });
      const outcome = await house.run({ collect: { concurrency: 1 } });
      expect(outcome.outcome).toBe("partial");
      expect(house.clock.sleepsMs).toEqual([minutes * MINUTE_MS]);
      const sent: number[] = [];
      for await (const row of house.store.exportRows("calls")) sent.push(Date.parse(String(row.reserved_at)));
      sent.sort((a, b) => a - b);
      const gaps = sent.slice(1).map((at, index) => at - (sent[index] ?? 0));
      expect(gaps.filter((gap) => gap > 0)).toEqual([minutes * MINUTE_MS]);
    },
  );

  it("without any usage headers keeps to its own count (T10)", async () => {
    await using house = await openFaultHouse({ settings: { usageHeaders: false, aliases: "refused" } });
    await house.run({ graph: { connections: [toConnection(house.sandbox, "agency", 15)] } });
    const sent: number[] = [];
    for await (const row of house.store.exportRows("calls")) sent.push(Date.parse(String(row.reserved_at)));
    expect(countBusiestHour(sent)).toBeLessThanOrEqual(15);
  });

  it("lets at most the calls under way reach a server that throttles (T5)", async () => {
    await using house = await openFaultHouse({
      accounts: 8,
      faults: [{ kind: "throttle-17", match: { from: 4 } }],
    });
    await house.run({ graph: { whenSpent: "stop" }, collect: { concurrency: 3 } });
    expect(house.sandbox.callsCounted()).toBeLessThanOrEqual(3 + 3);
  });
});
