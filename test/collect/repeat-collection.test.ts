// A second run of a period asks what may have changed since the first, of those it concerns, and nothing else.
import { describe, expect, it } from "vitest";
import {
  type CollectOptions,
  collect,
  createPostedReadMemory,
  readDataMark,
  repeatCollection,
} from "../../src/collect/index.ts";
import { createGraph } from "../../src/graph/index.ts";
import { createWorld, type Fault, type LoggedCall, startSandbox, type World } from "../../src/sandbox/index.ts";
import { Secret } from "../../src/shared/index.ts";
import { openStore } from "../../src/store/index.ts";
import { NOW, SMALL_RUN, WEEK } from "../faults/fault-house.ts";
import { FakeClock } from "../support/fake-clock.ts";

const DAY_MS = 86_400_000;
const OPTIONS: CollectOptions = { ...SMALL_RUN, audience: false, stories: false, mediaDays: 8, concurrency: 6 };
const NEVER = new AbortController().signal;
const TABLES = ["accounts", "account_days", "account_totals", "media", "media_insights", "gaps", "runs"];

/** Accounts that may be read, all with every task, but those named by index. */
function worldOf(count: number, without: readonly number[] = [], users?: Parameters<typeof createWorld>[0]): World {
  const world = createWorld({ seed: 7, accounts: count, now: NOW, ...users });
  const accounts = world.accounts.map((account) => ({ ...account, lacksAnalyze: without.includes(account.index) }));
  const all = world.pages.map(({ tasks }) => tasks).toSorted((a, b) => b.length - a.length)[0] ?? [];
  const pages = world.pages.map((page) => {
    const account = accounts.find(({ id }) => id === page.account?.id) ?? null;
    return { ...page, account, tasks: account?.lacksAnalyze === true ? ["MESSAGING"] : all };
  });
  return { ...world, accounts, pages };
}

async function openServices(world: World) {
  const clock = new FakeClock(NOW.toISOString());
  const store = await openStore({ url: "sqlite::memory:", clock });
  const start = (shown: World) =>
    startSandbox({ world: shown, now: () => NOW, settings: { callsPerHour: 100_000, pictures: "none" } });
  let sandbox = await start(world);
  const work = async (repeats: boolean, more: Partial<CollectOptions> = {}, names = ["agency", "other"]) => {
    await using graph = createGraph(
      {
        url: sandbox.url,
        version: "v25.0",
        timeoutMs: 30_000,
        connections: sandbox.world.users.map(({ token }, index) => ({
          name: names[index] ?? "",
          token: new Secret(token),
          perHour: 10_000,
        })),
        ledger: store.ledger,
        postedReads: createPostedReadMemory(store, clock),
        whenSpent: "wait",
      },
      clock,
    );
    const before = sandbox.log().length;
    const house = { graph, store, clock };
    const outcome = await (repeats ? repeatCollection : collect)(house, { ...OPTIONS, ...more }, NEVER);
    if (outcome === undefined) throw new Error("there is no collection to repeat");
    return { ...outcome, asked: sandbox.log().slice(before).map(toPath) };
  };
  return {
    store,
    clock,
    get sandbox() {
      return sandbox;
    },
    collect: (more?: Partial<CollectOptions>) => work(false, more),
    repeat: (more?: Partial<CollectOptions>) => work(true, more),
    async moveTo(other: World): Promise<void> {
      await sandbox.close();
      sandbox = await start(other);
    },
    async readMark(): Promise<string> {
      const ids = (await store.read.accounts()).map(({ accountId }) => accountId);
      return JSON.stringify(await readDataMark(store, WEEK, ids));
    },
    async readRows(): Promise<readonly string[]> {
      const rows: string[] = [];
      for (const table of TABLES) {
        for await (const row of store.exportRows(table, { history: true }))
          rows.push(`${table} ${JSON.stringify(row)}`);
      }
      return rows;
    },
    async [Symbol.asyncDispose]() {
      await store.close();
      await sandbox.close();
    },
  };
}

const toPath = ({ path }: LoggedCall): string => path.replace("/v25.0/", "");
const refused = (world: World, indexes: readonly number[], kind: Fault["kind"] = "not-permitted"): readonly Fault[] =>
  indexes.map((index) => ({ kind, match: { account: world.accounts[index]?.username ?? "" } }));

const NO_PERMISSION = {
  httpStatus: 400,
  code: 100,
  type: "OAuthException",
  message: "(#100) Missing permission",
} as const;

describe("a repeat", () => {
  it("of a collection that lost nothing costs no call and writes nothing", async () => {
    await using house = await openServices(worldOf(3));
    const { asked: _asked, calls: _calls, ...first } = await house.collect();
    expect(first.outcome).toBe("complete");
    const rows = await house.readRows();
    expect(await house.repeat()).toEqual({ ...first, unmatched: undefined, calls: 0, asked: [] });
    expect(await house.readRows()).toEqual(rows);
  });

  it("is none where nothing was collected yet", async () => {
    await using house = await openServices(worldOf(2));
    await expect(house.repeat()).rejects.toThrow("no collection to repeat");
  });

  it("of 101 accounts with five refused ones costs the lists of Pages, however often, and leaves everything as it is", async () => {
    const world = worldOf(101);
    await using house = await openServices(world);
    house.sandbox.injectFaults(refused(world, [3, 40, 60, 80, 100]));
    const first = await house.collect();
    expect(first).toMatchObject({ outcome: "partial", accounts: 101 });
    const [rows, mark] = [await house.readRows(), await house.readMark()];
    for (let again = 0; again < 3; again += 1) {
      house.clock.advance(60_000);
      const { asked, calls, ...rest } = await house.repeat();
      expect(asked).toEqual(["me/accounts", "me/accounts"]);
      expect(calls).toBe(2);
      expect(rest).toEqual({ ...rest, gaps: first.gaps, message: first.message, outcome: "partial" });
    }
    expect(await house.readRows()).toEqual(rows);
    expect(await house.readMark()).toBe(mark);
    // Once a day each of the five is asked again, and refused again: nothing new for a report.
    house.clock.advance(DAY_MS);
    const daily = await house.repeat();
    expect(daily.asked.length).toBeLessThanOrEqual(2 + 5);
    expect(daily).toMatchObject({ outcome: "partial", gaps: first.gaps });
    expect(await house.readMark()).toBe(mark);
    // And when the permission is there the figures come, and only then.
    house.sandbox.clearFaults();
    house.clock.advance(DAY_MS);
    const mended = await house.repeat();
    // One question each that is answered now, and one for the rest.
    expect(mended.asked.length).toBeLessThanOrEqual(2 + 5 + 5);
    expect(mended.gaps).toBeLessThan(first.gaps);
    // What small accounts are not told is no matter of permission.
    expect(new Set((await house.store.read.gaps(WEEK)).map(({ reason }) => reason))).toEqual(
      new Set(["below-threshold"]),
    );
    expect(await house.readMark()).not.toBe(mark);
    expect(await house.repeat()).toMatchObject({ outcome: "partial", gaps: mended.gaps, asked: [] });
  }, 120_000);

  it("of an account that is refused as a whole asks it once a day, by one question", async () => {
    const world = worldOf(3);
    await using house = await openServices(world);
    const [dead] = world.accounts;
    house.sandbox.injectFaults([{ kind: "refusal", match: { path: dead?.id ?? "" }, refusal: NO_PERMISSION }]);
    expect((await house.collect()).outcome).toBe("partial");
    for (const _again of [1, 2]) expect((await house.repeat()).asked).toEqual(["me/accounts"]);
    house.clock.advance(DAY_MS);
    expect((await house.repeat()).asked).toEqual(["me/accounts", dead?.id]);
    house.sandbox.clearFaults();
    house.clock.advance(DAY_MS);
    expect((await house.repeat()).outcome).toBe("complete");
  });

  it("of an account whose own token trouble is known asks it alone, by one call, and all of it once it answers", async () => {
    const world = worldOf(3);
    await using house = await openServices(world);
    const [lost] = world.accounts;
    const refusal = { ...NO_PERMISSION, code: 190, subcode: 492, message: "Error validating access token: no role" };
    house.sandbox.injectFaults([{ kind: "refusal", match: { path: lost?.id ?? "" }, refusal }]);
    const first = await house.collect();
    expect(first).toMatchObject({ outcome: "partial", gaps: 1, answered: 2 });
    const mark = await house.readMark();
    for (const _again of [1, 2]) {
      house.clock.advance(60_000);
      const again = await house.repeat();
      expect(again).toMatchObject({ asked: [lost?.id], gaps: 1, missing: first.missing });
      expect(again.message).toMatch(
        new RegExp(
          `^Could not read @${lost?.username}: Error validating access token: no role\\. .*\\. 1 value did not come`,
        ),
      );
    }
    expect(await house.readMark()).toBe(mark);
    expect((await house.collect({ span: WEEK, rereadDays: 1 })).asked.filter((path) => path === "me")).toEqual([]);
    house.sandbox.clearFaults();
    const mended = await house.repeat();
    expect(mended).toMatchObject({ outcome: "complete", gaps: 0 });
    expect(new Set(mended.asked)).toEqual(new Set([lost?.id]));
  });

  it("does not ask what a role forbids until discovery shows another role, and then that account alone", async () => {
    await using house = await openServices(worldOf(4, [2]));
    const first = await house.collect();
    expect(first.outcome).toBe("partial");
    house.clock.advance(3 * DAY_MS);
    expect((await house.repeat()).asked).toEqual(["me/accounts"]);
    const granted = worldOf(4);
    await house.moveTo(granted);
    const { asked, outcome } = await house.repeat();
    expect(asked).toEqual(["me/accounts", granted.accounts[2]?.id]);
    expect(outcome).toBe("complete");
  });

  it("does not mind what accounts outside its selection lost", async () => {
    const world = worldOf(4);
    await using house = await openServices(world);
    house.sandbox.injectFaults(refused(world, [0]));
    await house.collect();
    const filter = { include: [world.accounts[1]?.username ?? ""], exclude: [] };
    await house.collect({ filter });
    expect((await house.repeat({ filter })).asked).toEqual([]);
    expect((await house.repeat()).asked).toEqual(["me/accounts"]);
  });

  it("asks an account again that the server was silent about, and no other", async () => {
    const world = worldOf(4);
    await using house = await openServices(world);
    house.sandbox.injectFaults([
      { kind: "refusal", match: { account: world.accounts[1]?.username ?? "" }, refusal: TROUBLE },
    ]);
    expect((await house.collect()).outcome).toBe("partial");
    house.sandbox.clearFaults();
    const { asked, outcome } = await house.repeat();
    expect(new Set(asked)).toEqual(new Set(["me/accounts", world.accounts[1]?.id]));
    expect(outcome).toBe("complete");
  });

  it("of a dead connection costs its one call; renewed, its accounts are collected and the others left alone", async () => {
    const world = worldOf(4, [], { users: [{ accounts: [0, 1] }, { accounts: [2, 3] }] });
    await using house = await openServices(world);
    const other = world.users[1]?.token ?? "";
    house.sandbox.revokeToken(other);
    const first = await house.collect();
    expect(first).toMatchObject({ outcome: "partial", accounts: 2 });
    const mark = await house.readMark();
    const dead = await house.repeat();
    expect(dead.asked).toEqual(["me/accounts"]);
    expect(dead).toMatchObject({ outcome: "partial", message: first.message });
    await house.moveTo(world);
    const renewed = await house.repeat();
    const ids = world.accounts.slice(2).map(({ id }) => id);
    expect(renewed.asked.filter((path) => path.startsWith("1784")).toSorted()).toEqual(ids.toSorted());
    expect(renewed.outcome).toBe("complete");
    expect(await house.readMark()).not.toBe(mark);
    expect((await house.repeat()).asked).toEqual([]);
  });
});

const TROUBLE = { httpStatus: 500, code: 2, message: "Service temporarily unavailable" };
