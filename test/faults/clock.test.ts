// Somebody sets the clock while a collection runs (RELIABILITY T13): the hour is the server's, whatever ours says.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createGraph, type Graph } from "../../src/graph/index.ts";
import { Secret } from "../../src/shared/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { HANG } from "../support/hang.ts";
import { type ScriptedServer, startScriptedServer } from "../support/scripted-server.ts";
import { openFaultHouse, toConnection } from "./fault-house.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const PER_HOUR = 10;
const NEVER = new AbortController().signal;

interface ClockHouse extends AsyncDisposable {
  readonly clock: FakeClock;
  readonly store: Store;
  readonly graph: Graph;
  /** Sends so many and tells how long they had to wait in all, ms. */
  send(calls: number, accountId?: string): Promise<number>;
}

async function openServices(
  answer: Parameters<typeof startScriptedServer>[0] = () => ({ body: {} }),
): Promise<ClockHouse> {
  const clock = new FakeClock();
  const server: ScriptedServer = await startScriptedServer(answer);
  const store = await openStore({ url: "sqlite::memory:", clock });
  const connections = [{ name: "agency", token: new Secret("t"), perHour: PER_HOUR }];
  const options = { url: server.url, version: "v25.0", timeoutMs: HANG.timeout, connections, ledger: store.ledger };
  const graph = createGraph({ ...options, whenSpent: "wait" }, clock);
  return {
    clock,
    store,
    graph,
    async send(calls, accountId) {
      const begun = clock.elapsedMs();
      for (let call = 0; call < calls; call += 1) {
        await graph.send({ connection: "agency", path: "1", about: "the test", accountId }, NEVER);
      }
      return clock.elapsedMs() - begun;
    },
    async [Symbol.asyncDispose]() {
      await graph.close();
      await store.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

const STEPS = [
  ["two hours forward", 2 * HOUR_MS],
  ["two hours back", -2 * HOUR_MS],
  ["twenty minutes forward", 20 * MINUTE_MS],
  ["twenty minutes back", -20 * MINUTE_MS],
  ["a year back", -365 * 24 * HOUR_MS],
] as const;

describe.each(STEPS)("a clock set %s in mid-run", (_name, stepMs) => {
  it("neither frees the hour nor holds its calls longer than an hour", async () => {
    await using house = await openServices();
    expect(await house.send(PER_HOUR)).toBe(0);
    house.clock.advance(10 * MINUTE_MS);
    house.clock.set(stepMs);
    expect(await house.graph.callsLeft("agency")).toEqual({
      left: 0,
      perHour: PER_HOUR,
      nextAt: new Date(house.clock.now().getTime() + 50 * MINUTE_MS),
    });
    expect(await house.send(1)).toBe(50 * MINUTE_MS);
  });

  it("does not move the end of a pause the server asked for", async () => {
    let answers = 0;
    const throttle = { status: 400, body: { error: { message: "User request limit reached", code: 17 } } };
    await using house = await openServices(() => {
      answers += 1;
      return answers === 1 ? throttle : { body: {} };
    });
    const sending = house.send(1);
    house.clock.onSleep = () => {
      house.clock.onSleep = undefined;
      house.clock.set(stepMs);
    };
    // The wait itself is told by a timer; the block in the store must end with it and not hours before or after.
    expect(await sending).toBe(HOUR_MS);
  });

  it("does not move the end of an account's pause", async () => {
    const usage = JSON.stringify({ 1: [{ type: "instagram", total_time: 97, estimated_time_to_regain_access: 12 }] });
    let answers = 0;
    await using house = await openServices(() => {
      answers += 1;
      return { body: {}, headers: answers === 1 ? { "x-business-use-case-usage": usage } : {} };
    });
    await house.send(1, "1");
    house.clock.set(stepMs);
    expect(await house.send(1, "1")).toBe(12 * MINUTE_MS);
  });
});

it("what comes after a clock set back is of this run: gaps are counted and no post passes for deleted", async () => {
  await using house = await openFaultHouse();
  const { store, clock } = house;
  let isSet = false;
  const learn: Store["learn"] = async (lesson) => {
    if (!isSet) clock.set(-2 * HOUR_MS);
    isSet = true;
    await store.learn(lesson);
  };
  const outcome = await house.run({ store: { ...store, learn } });
  expect(isSet).toBe(true);
  const deleted: unknown[] = [];
  for await (const row of store.exportRows("media")) if (row.deleted_at !== null) deleted.push(row.media_id);
  expect(deleted).toEqual([]);
  let gaps = 0;
  for await (const { reason } of store.exportRows("gaps")) gaps += reason === "not-asked" ? 0 : 1;
  expect(gaps).toBeGreaterThan(0);
  expect(outcome).toMatchObject({ outcome: "partial", gaps });
});

it("a clock that is slewed by some seconds moves the hour by none", async () => {
  await using house = await openServices();
  await house.send(PER_HOUR);
  house.clock.set(20_000);
  expect(await house.send(1)).toBe(HOUR_MS);
});

describe("two processes on one store when the clock is set", () => {
  it.each([2 * HOUR_MS, -2 * HOUR_MS])("by %i ms: together they stay within the hour", async (stepMs) => {
    const folder = await mkdtemp(join(tmpdir(), "gazette-clock-"));
    const clock = new FakeClock();
    const open = () => openStore({ url: `sqlite:${join(folder, "shared.db")}`, clock });
    const reserve = ({ ledger }: Store) =>
      ledger.reserve({ connection: "agency", pool: "calls", cost: 1, perHour: PER_HOUR, path: "1" });
    {
      await using one = await open();
      await using other = await open();
      for (let call = 0; call < PER_HOUR; call += 1) await reserve(one);
      clock.set(stepMs);
      // Each sees the step for itself; what the first has moved the second leaves where it is.
      const refused = { granted: false, waitMs: HOUR_MS };
      expect([await reserve(one), await reserve(other), await reserve(one)]).toEqual([refused, refused, refused]);
    }
    await rm(folder, { recursive: true });
  });
});

describe("a whole collection on a small hour", () => {
  it.each([2 * HOUR_MS, -2 * HOUR_MS])("keeps to it though the clock is set by %i ms meanwhile", async (stepMs) => {
    await using house = await openFaultHouse({ accounts: 4, settings: { aliases: "refused" } });
    // Only waiting moves this clock: what was sent since the last wait was sent now.
    const sentAt: number[] = [];
    let waits = 0;
    const noteSent = (): void => {
      while (sentAt.length < house.sandbox.callsCounted()) sentAt.push(house.clock.elapsedMs());
    };
    house.clock.onSleep = () => {
      noteSent();
      if (waits === 0) house.clock.set(stepMs);
      waits += 1;
    };
    const connections = [toConnection(house.sandbox, "agency", 20)];
    const outcome = await house.run({ graph: { connections }, collect: { concurrency: 1 } });
    noteSent();
    expect(outcome.calls).toBe(sentAt.length);
    const busiest = Math.max(...sentAt.map((from) => sentAt.filter((at) => at >= from && at < from + HOUR_MS).length));
    expect(busiest).toBe(20);
    expect(house.clock.elapsedMs()).toBeLessThanOrEqual(Math.ceil(sentAt.length / 20) * HOUR_MS);
  });
});
