// V6 from the first call on: a connection whose hour is spent holds up nobody's discovery but its own.
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type CollectOptions, collect, findAccounts } from "../../src/collect/index.ts";
import { createGraph } from "../../src/graph/index.ts";
import { createWorld, type LoggedCall, startSandbox, type UserPlan } from "../../src/sandbox/index.ts";
import { Secret } from "../../src/shared/index.ts";
import { openStore } from "../../src/store/index.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { HANG } from "../support/hang.ts";
import { NOW, SMALL_RUN } from "./fault-house.ts";

const PER_HOUR = 50;
const HOUR_MS = 3_600_000;
const STORIES: CollectOptions = { ...SMALL_RUN, storiesOnly: true };

/** Sleeps when it is told to, as time does where others are still at work. */
class PatientClock extends FakeClock {
  beforeSleep: () => Promise<void> = async () => {};

  override async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await this.beforeSleep();
    await super.sleep(ms, signal);
  }
}

async function openTwo(...users: readonly [UserPlan, ...UserPlan[]]) {
  const clock = new PatientClock(NOW.toISOString());
  const world = createWorld({ seed: 7, accounts: 4, now: NOW, users });
  const settings = { callsPerHour: 10_000, pictures: "none" } as const;
  const sandbox = await startSandbox({ world, now: () => NOW, settings });
  const store = await openStore({ url: "sqlite::memory:", clock });
  const open = (whenSpent: "wait" | "stop") =>
    createGraph(
      {
        url: sandbox.url,
        version: "v25.0",
        timeoutMs: HANG.timeout,
        connections: world.users.map(({ token }, index) => ({
          name: index === 0 ? "north" : "south",
          token: new Secret(token),
          perHour: PER_HOUR,
        })),
        ledger: store.ledger,
        whenSpent,
      },
      clock,
    );
  return {
    sandbox,
    store,
    clock,
    async spend(connection: string): Promise<void> {
      await store.ledger.reserve({ connection, pool: "calls", cost: PER_HOUR, perHour: PER_HOUR, path: "me" });
    },
    async run(whenSpent: "wait" | "stop") {
      await using graph = open(whenSpent);
      return await collect({ graph, store, clock }, STORIES, new AbortController().signal);
    },
    async find(whenSpent: "wait" | "stop") {
      await using graph = open(whenSpent);
      const filter = { include: ["*"], exclude: [] };
      return await findAccounts({ graph, store, clock }, { filter }, new AbortController().signal);
    },
    namesOf: (indexes: readonly number[]) => indexes.map((index) => world.accounts[index]?.username ?? "").toSorted(),
    async readNames() {
      return (await store.read.accounts()).map(({ username }) => username).toSorted();
    },
    async [Symbol.asyncDispose]() {
      await store.close();
      await sandbox.close();
    },
  };
}

const toPath = ({ path }: LoggedCall): string => path.replace("/v25.0/", "");

describe("a connection whose hour is spent before discovery", () => {
  it("ends the run paused when it may not wait, after the others were collected; the next run adds its own", async () => {
    await using house = await openTwo({ accounts: [0, 1] }, { accounts: [2, 3] });
    await house.spend("north");
    const first = await house.run("stop");
    expect(first).toMatchObject({ outcome: "paused", accounts: 2 });
    expect(first.message).toContain('Connection "north" pauses until');
    expect(first.resumesAt).toBe(new Date(NOW.getTime() + HOUR_MS).toISOString());
    expect(await house.readNames()).toEqual(house.namesOf([2, 3]));
    house.clock.advance(HOUR_MS);
    const second = await house.run("stop");
    expect(second).toMatchObject({ outcome: "complete", accounts: 4, missing: [] });
    expect(await house.readNames()).toEqual(house.namesOf([0, 1, 2, 3]));
    const asked = house.sandbox.log().map(toPath).toSorted();
    const ids = house.sandbox.world.accounts.map(({ id }) => `${id}/stories`);
    expect(asked).toEqual(["me/accounts", "me/accounts", "me/businesses", "me/businesses", ...ids].toSorted());
  });

  it("waits beside the others where it may wait: they are done before its hour comes", async () => {
    await using house = await openTwo({ accounts: [0, 1] }, { accounts: [2, 3] });
    await house.spend("north");
    const isDone = (): boolean => house.sandbox.log().filter(({ path }) => path.endsWith("/stories")).length === 2;
    house.clock.beforeSleep = async () => {
      while (!isDone()) await setImmediate();
    };
    expect(await house.run("wait")).toMatchObject({ outcome: "complete", accounts: 4, resumesAt: null });
    expect(house.clock.sleepsMs).toEqual([HOUR_MS]);
  });

  it("does not collect twice what another reaches too", async () => {
    await using house = await openTwo({ accounts: [0, 1, 2] }, { accounts: [1, 2, 3] });
    await house.spend("north");
    expect(await house.run("wait")).toMatchObject({ accounts: 4 });
    const asked = house.sandbox
      .log()
      .map(toPath)
      .filter((path) => path.endsWith("/stories"));
    expect(asked.toSorted()).toEqual(house.sandbox.world.accounts.map(({ id }) => `${id}/stories`).toSorted());
  });

  it("keeps what was known of it, and the accounts of the others are found", async () => {
    await using house = await openTwo({ accounts: [0, 1] }, { accounts: [2, 3] });
    await house.spend("north");
    const seenAt = NOW.toISOString();
    const row = {
      connection: "north",
      pageId: "1",
      reason: "no-linked-account",
      message: "as before",
      seenAt,
    } as const;
    await house.store.keepDiscovery([], [row]);
    const { accounts, spent, missing } = await house.find("stop");
    expect(accounts.map(({ username }) => username)).toEqual(house.namesOf([2, 3]));
    expect(spent.map(({ connection }) => connection)).toEqual(["north"]);
    expect(missing).toEqual([]);
    expect(await house.store.read.missing()).toMatchObject([row]);
  });

  it("is told when no other is left", async () => {
    await using house = await openTwo({ accounts: [0, 1] }, { accounts: [2, 3] });
    await house.spend("north");
    await house.spend("south");
    expect(await house.run("stop")).toMatchObject({ outcome: "paused", accounts: 0, calls: 0 });
    await expect(house.find("stop")).rejects.toMatchObject({ code: "GRAPH_BUDGET_SPENT" });
  });

  it("is not mistaken for the other's dead token", async () => {
    await using house = await openTwo({ accounts: [0, 1] }, { accounts: [2, 3] });
    await house.spend("north");
    house.sandbox.revokeToken(house.sandbox.world.users[1]?.token);
    const outcome = await house.run("wait");
    expect(outcome).toMatchObject({ outcome: "partial", accounts: 2 });
    expect(outcome.missing).toMatchObject([{ connection: "south", reason: "not-permitted" }]);
  });
});
