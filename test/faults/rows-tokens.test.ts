// RELIABILITY §2.3, the rows no test elsewhere proves: K1, K4, K5, K7, K8, K12, K13, M17. docs/reliability.md lists all.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type CollectOutcome, collect } from "../../src/collect/index.ts";
import { createGraph } from "../../src/graph/index.ts";
import { createWorld, type Sandbox, startSandbox, type UserPlan, type World } from "../../src/sandbox/index.ts";
import { Secret } from "../../src/shared/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { HANG } from "../support/hang.ts";
import { runGazette } from "../support/journey.ts";
import { compareAccount } from "./compare.ts";
import { type FaultHouse, NOW, openFaultHouse, readDataset, SMALL_RUN } from "./fault-house.ts";

const settings = { callsPerHour: 10_000, pictures: "none" } as const;
const NAMES = ["north", "south"];

function worldOf(...users: readonly [UserPlan, ...UserPlan[]]): World {
  return createWorld({ seed: 7, accounts: 4, now: NOW, users });
}

const openWorld = (world: World, now: () => Date = () => NOW): Promise<Sandbox> =>
  startSandbox({ world, now, settings });

/** One collection through a connection for each user of the world, named north and south. */
async function collectInto(store: Store, sandbox: Sandbox, clock: FakeClock): Promise<CollectOutcome> {
  const connections = sandbox.world.users.map(({ token }, index) => ({
    name: NAMES[index] ?? "",
    token: new Secret(token),
    perHour: 1_000,
  }));
  const options = { url: sandbox.url, version: "v25.0", timeoutMs: HANG.timeout, connections, ledger: store.ledger };
  await using graph = createGraph({ ...options, whenSpent: "wait" }, clock);
  return await collect({ graph, store, clock }, SMALL_RUN, new AbortController().signal);
}

describe("K1: one of two tokens dies half-way", () => {
  it("stops that token alone; the others finish, exit 3, and the message names it and how to renew it", async () => {
    const users = [{ accounts: [0, 1] }, { accounts: [2, 3] }] as const;
    const folder = await mkdtemp(join(tmpdir(), "gazette-k1-"));
    let counted = (): number => 0;
    let revoke = (): void => {};
    const world = worldOf(...users);
    const sandbox = await openWorld(world, () => {
      // Both discoveries and the first account of the second connection have been answered by then.
      if (counted() >= 4) revoke();
      return NOW;
    });
    const [north, south] = world.users;
    counted = () => sandbox.log().filter(({ status }) => status === 200).length;
    revoke = () => sandbox.revokeToken(south?.token);
    await writeFile(
      join(folder, "gazette.yaml"),
      [
        `graph: { url: ${sandbox.url}, timeoutSeconds: 20 }`,
        "connections: [{ name: north, token: '${NORTH}' }, { name: south, token: '${SOUTH}' }]",
        "store: { url: 'sqlite:gazette.db' }",
        "period: { timeZone: UTC }",
      ].join("\n"),
    );
    const env = { NORTH: north?.token ?? "", SOUTH: south?.token ?? "" };
    const words = ["--config", "gazette.yaml", "collect", "--period", "2026-11-16..2026-11-22"];
    const ended = await runGazette(folder, words, env);
    expect(ended.code, ended.stderr).toBe(3);
    expect(ended.stdout).toContain('The token of connection "south" stopped working: Error validating access token');
    expect(ended.stdout).toContain("Log in again and give Gazette the new token.");
    expect(ended.stdout).not.toContain('connection "north"');
    {
      await using store = await openStore({ url: `sqlite:${join(folder, "gazette.db")}` });
      const gaps = await store.read.gaps({ from: "2026-10-01", to: "2026-11-30" });
      const lost = gaps.filter(({ reason }) => reason === "token-unusable");
      const ids = (indexes: readonly number[]) => indexes.map((index) => world.accounts[index]?.id ?? "");
      expect(lost.length).toBeGreaterThan(0);
      expect(lost.filter(({ accountId }) => ids(users[0].accounts).includes(accountId))).toEqual([]);
      for (const { code } of lost) expect(code).toBe("190/460");
    }
    await sandbox.close();
    await rm(folder, { recursive: true });
  });
});

describe("K4, K5: a role or permission is missing on one account or one edge", () => {
  const STRUCK = { username: "kaffee_nord.hamburg", accountId: "17841400000000002" };
  const read = ({ store, sandbox }: FaultHouse) => readDataset(store, sandbox.url);

  it.each([
    ["the whole account (K4)", {}, /./],
    ["stories alone (K5)", { path: "/stories$" }, /\/stories\b|media_insights|media /],
  ] as const)("%s: exactly that is lost, and named", async (_name, match, lostRows) => {
    const plain = { aliases: "refused" } as const;
    await using calm = await openFaultHouse({ settings: plain });
    await calm.run();
    await using house = await openFaultHouse({ settings: plain });
    house.sandbox.injectFaults([{ kind: "not-permitted", match: { account: STRUCK.username, ...match } }]);
    const outcome = await house.run();
    expect(outcome.outcome).toBe("partial");
    const [clean, wild] = [await read(calm), await read(house)];
    for (const [accountId, rows] of clean) {
      if (accountId !== STRUCK.accountId) expect(wild.get(accountId)).toEqual(rows);
    }
    const { lost, holes, newGaps } = compareAccount(clean, wild, STRUCK.accountId);
    expect(holes).toEqual([]);
    for (const row of lost) expect(row).toMatch(lostRows);
    expect(newGaps.length).toBeGreaterThan(0);
    for (const gap of newGaps) expect(gap).toMatchObject({ reason: "not-permitted", code: "10" });
  });
});

describe("K7: 250 Pages at 25", () => {
  it("are walked to their end, and each account is there once", async () => {
    await using house = await openFaultHouse({ accounts: 250, settings: { limitIgnored: true } });
    // Stories alone: a call an account is enough to see who is asked.
    const outcome = await house.run({ collect: { storiesOnly: true, concurrency: 6 } });
    expect(outcome.accounts).toBe(250);
    // The Page without an account is the 251st.
    expect(house.sandbox.log().filter(({ path }) => path.endsWith("/me/accounts"))).toHaveLength(11);
    expect(outcome.missing.map(({ reason }) => reason)).toEqual(["no-linked-account"]);
  });
});

describe("K8: a Page granted later, another taken away", () => {
  it("are found by the next run, the new and the lost one named; what was collected stays", async () => {
    const clock = new FakeClock(NOW.toISOString());
    await using store = await openStore({ url: "sqlite::memory:", clock });
    const before = await openWorld(worldOf({ accounts: [0, 1] }));
    const first = await collectInto(store, before, clock);
    expect([first.accounts, first.appeared, first.missing]).toEqual([2, [], []]);
    const held = await store.read.accounts();
    await before.close();
    clock.advance(60_000);
    const after = await openWorld(worldOf({ accounts: [0, 2] }));
    const second = await collectInto(store, after, clock);
    const [, lost, granted] = after.world.accounts;
    expect(second.appeared).toEqual([granted?.username]);
    expect(second.missing).toMatchObject([{ reason: "no-longer-listed", connection: "north" }]);
    expect(second.missing[0]?.message).toContain(`@${lost?.username} was last listed on 2026-11-23`);
    expect((await store.read.accounts()).map(({ accountId }) => accountId)).toEqual(
      expect.arrayContaining(held.map(({ accountId }) => accountId)),
    );
    // After five weeks it is history.
    clock.advance(36 * 86_400_000);
    expect((await collectInto(store, after, clock)).missing).toEqual([]);
    await after.close();
  });
});

describe("K12: an account is renamed and another takes its old name", () => {
  it("keeps each history with its own id", async () => {
    const clock = new FakeClock(NOW.toISOString());
    await using store = await openStore({ url: "sqlite::memory:", clock });
    const world = worldOf({ accounts: [0, 1] });
    const before = await openWorld(world);
    await collectInto(store, before, clock);
    await before.close();
    const was = await readDataset(store, before.url);
    const [a, b] = world.accounts;
    const rename = (account: World["accounts"][number]): World["accounts"][number] => {
      if (account.id === a?.id) return { ...account, username: "renamed.away" };
      return account.id === b?.id ? { ...account, username: a?.username ?? "" } : account;
    };
    const pages = world.pages.map((page) =>
      page.account === null ? page : { ...page, account: rename(page.account) },
    );
    clock.advance(60_000);
    const after = await openWorld({ ...world, accounts: world.accounts.map(rename), pages });
    await collectInto(store, after, clock);
    await after.close();
    const names = Object.fromEntries(
      (await store.read.accounts()).map(({ accountId, username }) => [accountId, username]),
    );
    expect(names).toEqual({ [a?.id ?? ""]: "renamed.away", [b?.id ?? ""]: a?.username });
    const figures = (rows: readonly string[] = []) =>
      rows.filter((row) => /^(account_|media_insights|audience)/.test(row));
    const is = await readDataset(store, after.url);
    for (const [accountId, rows] of was) expect(figures(is.get(accountId))).toEqual(figures(rows));
  });
});

describe("K13: an account reachable through two tokens", () => {
  it("is collected once, through the connection with more left", async () => {
    const clock = new FakeClock(NOW.toISOString());
    await using store = await openStore({ url: "sqlite::memory:", clock });
    const sandbox = await openWorld(worldOf({ accounts: [0, 1, 2] }, { accounts: [1, 2, 3] }));
    // The first connection has spent a good part of its hour.
    for (let call = 0; call < 20; call += 1) {
      await store.ledger.reserve({ connection: "north", pool: "calls", cost: 1, perHour: 1_000, path: "me" });
    }
    const outcome = await collectInto(store, sandbox, clock);
    expect(outcome.accounts).toBe(4);
    const through = (await store.read.accounts()).map(({ accountId, connection }) => [accountId, connection]);
    const [first, ...others] = sandbox.world.accounts;
    expect(Object.fromEntries(through)).toEqual({
      [first?.id ?? ""]: "north",
      ...Object.fromEntries(others.map(({ id }) => [id, "south"])),
    });
    const walks = sandbox.log().filter(({ path }) => sandbox.world.accounts.some(({ id }) => path.endsWith(id)));
    expect(new Set(walks.map(({ path }) => path)).size).toBe(4);
    await sandbox.close();
  });
});

describe("M17: an account is switched to personal", () => {
  it("is lost by itself with a reason, and its last data stays, dated", async () => {
    const STRUCK = "kaffee_nord.hamburg";
    await using house = await openFaultHouse({ settings: { aliases: "refused" } });
    await house.run();
    const before = await readDataset(house.store, house.sandbox.url);
    const message = "(#100) Tried accessing nonexisting field (media) on node type (IGUser)";
    const refusal = { httpStatus: 400, code: 100, message };
    house.sandbox.injectFaults([{ kind: "refusal", refusal, match: { account: STRUCK } }]);
    const counted = house.sandbox.callsCounted();
    house.clock.advance(60_000);
    const outcome = await house.run();
    expect(outcome.outcome).toBe("partial");
    const struck = house.sandbox.world.accounts.find(({ username }) => username === STRUCK)?.id ?? "";
    const after = await readDataset(house.store, house.sandbox.url);
    const figures = (rows: readonly string[] = []) => rows.filter((row) => !row.startsWith("gaps "));
    expect(figures(after.get(struck))).toEqual(figures(before.get(struck)));
    const gaps = (await house.store.read.gaps({ from: "2026-10-01", to: "2026-11-30" })).filter(
      ({ accountId, code }) => accountId === struck && code === "100",
    );
    expect(gaps.length).toBeGreaterThan(0);
    for (const gap of gaps) expect(gap.message).toContain("nonexisting field");
    // No storm: the ladder ends after a few steps, the other accounts' calls included.
    expect(house.sandbox.callsCounted() - counted).toBeLessThan(60);
  });
});
