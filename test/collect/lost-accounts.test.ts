// Accounts that were there before: looked for by id when no list names them, told when they do not answer.
import { describe, expect, it } from "vitest";
import { createWorld, type Fault, type LoggedCall, type UserPlan } from "../../src/sandbox/index.ts";
import { NOW, openFaultHouse } from "../faults/fault-house.ts";

const STORIES = { collect: { storiesOnly: true } } as const;
const WITHOUT_ACCOUNT = "100000000100000";
const DAY_MS = 86_400_000;
const toPath = ({ path }: LoggedCall): string => path.replace("/v25.0/", "");
const worldOf = (...users: readonly [UserPlan, ...UserPlan[]]) =>
  createWorld({ seed: 7, accounts: 4, now: NOW, users });
const refuse = (path: string, code = 10): Fault => ({
  kind: "refusal",
  match: { path },
  refusal: { httpStatus: 403, code, message: "(#10) Application does not have permission for this action" },
});

describe("an account that /me/accounts leaves out", () => {
  it("is asked by its Page, collected as before, and its role is still known", async () => {
    await using house = await openFaultHouse();
    await house.run(STORIES);
    const before = await house.store.read.accounts();
    house.clock.advance(DAY_MS);
    house.sandbox.configure({ pagesListed: 2 });
    const calls = house.sandbox.log().length;
    const outcome = await house.run(STORIES);
    const asked = house.sandbox.log().slice(calls).map(toPath);
    const [, , third, fourth] = before.toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
    expect(asked.filter((path) => !path.startsWith("1784"))).toEqual([
      "me/accounts",
      "me/businesses",
      "debug_token",
      ...[third, fourth].map((account) => account?.pageId),
      // Granted, and known to no earlier list.
      WITHOUT_ACCOUNT,
    ]);
    expect(outcome).toMatchObject({ accounts: 4, missing: [{ reason: "no-linked-account" }] });
    const after = await house.store.read.accounts();
    expect(after.map(({ accountId, pageName, tasks }) => [accountId, pageName, tasks])).toEqual(
      before.map(({ accountId, pageName, tasks }) => [accountId, pageName, tasks]),
    );
  });

  it("is asked by its own id where its Page does not answer", async () => {
    await using house = await openFaultHouse();
    await house.run(STORIES);
    house.sandbox.configure({ pagesListed: 3 });
    house.sandbox.injectFaults([refuse("/1000000\\d+$")]);
    expect(await house.run(STORIES)).toMatchObject({ accounts: 4, missing: [] });
  });

  it("and every other too: the list is empty and all are reached", async () => {
    await using house = await openFaultHouse();
    await house.run(STORIES);
    house.sandbox.configure({ pagesListed: 0 });
    expect(await house.run(STORIES)).toMatchObject({ accounts: 4, missing: [{ pageId: WITHOUT_ACCOUNT }] });
  });

  it("is found on a first collection by what the token was granted", async () => {
    await using house = await openFaultHouse({ settings: { pagesListed: 0 } });
    const outcome = await house.run(STORIES);
    expect(outcome.accounts).toBe(4);
    expect(outcome.missing.map(({ reason }) => reason)).toEqual(["no-linked-account"]);
  });
});

describe("a first list that is shorter than it says", () => {
  it("is completed by what was granted", async () => {
    await using house = await openFaultHouse({ settings: { pagesListed: 2 } });
    expect(await house.run(STORIES)).toMatchObject({ accounts: 4 });
    expect(house.sandbox.log().map(toPath)).toContain("debug_token");
  });
});

describe("an account that is gone", () => {
  const taken = { world: worldOf({ accounts: [0, 1] }) };

  it("makes the collection partial, with names; the others are collected", async () => {
    await using house = await openFaultHouse();
    await house.run(STORIES);
    const held = await house.store.read.accounts();
    await using later = await openFaultHouse(taken);
    const outcome = await later.run({ ...STORIES, store: house.store });
    expect(outcome).toMatchObject({ outcome: "partial", accounts: 2 });
    const ids = later.sandbox.world.accounts.slice(2).map(({ id }) => id);
    const lost = held.filter(({ accountId }) => ids.includes(accountId)).map(({ username }) => username);
    for (const username of lost) expect(outcome.message).toContain(`@${username}`);
    expect(outcome.message).toContain("accounts.exclude");
    expect(outcome.missing.map(({ reason }) => reason)).toEqual(["no-longer-listed", "no-longer-listed"]);
  });

  it("is looked for once a day, and named all the while", async () => {
    await using house = await openFaultHouse();
    await house.run(STORIES);
    await using later = await openFaultHouse(taken);
    await later.run({ ...STORIES, store: house.store });
    const countLooks = async (): Promise<number> => {
      const before = later.sandbox.log().length;
      expect((await later.run({ ...STORIES, store: house.store })).missing).toHaveLength(2);
      return later.sandbox
        .log()
        .slice(before)
        .map(toPath)
        .filter((path) => path.startsWith("1000000")).length;
    };
    expect(await countLooks()).toBe(0);
    later.clock.advance(DAY_MS + 60_000);
    expect(await countLooks()).toBe(2);
  });

  it("is nothing to tell where the configuration does not want it", async () => {
    await using house = await openFaultHouse();
    await house.run(STORIES);
    await using later = await openFaultHouse(taken);
    const names = later.sandbox.world.accounts.slice(2).map(({ id }) => id);
    const filter = { include: ["*"], exclude: names };
    const outcome = await later.run({ collect: { storiesOnly: true, filter }, store: house.store });
    expect(outcome.message ?? "").not.toContain("no longer listed");
  });

  it("from one token is none where another still reaches it", async () => {
    await using house = await openFaultHouse({ world: worldOf({ accounts: [0, 1] }) });
    await house.run(STORIES);
    await using later = await openFaultHouse({ world: worldOf({ accounts: [0] }, { accounts: [1] }) });
    const { Secret } = await import("../../src/shared/index.ts");
    const connections = later.sandbox.world.users.map(({ token }, index) => ({
      name: index === 0 ? "agency" : "other",
      token: new Secret(token),
      perHour: 1_000,
    }));
    const outcome = await later.run({ ...STORIES, graph: { connections }, store: house.store });
    expect(outcome).toMatchObject({ accounts: 2, missing: [] });
  });
});

describe("portfolios", () => {
  const LOOK = "me/businesses";
  const countLooks = (calls: readonly LoggedCall[]): number => calls.filter((call) => toPath(call) === LOOK).length;
  const openAcme = () =>
    openFaultHouse({
      world: createWorld({
        seed: 7,
        accounts: 4,
        now: NOW,
        users: [{ accounts: [0, 1] }],
        businesses: [{ name: "Acme", owned: [2], client: [3] }],
      }),
    });

  it("are looked into by the first collection, and again a week later", async () => {
    await using house = await openAcme();
    expect((await house.run(STORIES)).accounts).toBe(4);
    expect(countLooks(house.sandbox.log())).toBe(1);
    house.clock.advance(6 * DAY_MS);
    expect((await house.run(STORIES)).accounts).toBe(4);
    expect(countLooks(house.sandbox.log())).toBe(1);
    house.clock.advance(DAY_MS + 60_000);
    expect((await house.run(STORIES)).accounts).toBe(4);
    expect(countLooks(house.sandbox.log())).toBe(2);
  });

  it("are looked into when somebody known is no longer listed", async () => {
    await using house = await openAcme();
    const { learn } = house.store;
    const learntAt = house.clock.now().toISOString();
    await house.run(STORIES);
    // The lists of the portfolio were not remembered: its two accounts are missing now.
    await learn({ connection: "agency", topic: "portfolio-pages", finding: "none", message: "", learntAt });
    const outcome = await house.run(STORIES);
    expect(outcome).toMatchObject({ accounts: 4, missing: [] });
    expect(countLooks(house.sandbox.log())).toBe(2);
    expect(house.sandbox.log().map(toPath)).not.toContain("debug_token");
  });
});
