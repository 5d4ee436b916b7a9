// Who is found, at what price: worlds with portfolios and several users behind the stand-in API.
import { describe, expect, it } from "vitest";
import { findAccounts } from "../../src/collect/index.ts";
import { createGraph } from "../../src/graph/index.ts";
import {
  createWorld,
  type Fault,
  type LoggedCall,
  type SandboxOptions,
  startSandbox,
  type UserPlan,
  type WorldOptions,
} from "../../src/sandbox/index.ts";
import { Secret } from "../../src/shared/index.ts";
import { openStore } from "../../src/store/index.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { HANG } from "../support/hang.ts";
import { openGraph } from "../support/open-graph.ts";

const NOW = new Date("2026-11-23T12:00:00.000Z");
const ACME = { name: "Acme Holding", owned: [2, 3], client: [4] } as const;

async function openWorld(options: WorldOptions, more: SandboxOptions = {}) {
  const clock = new FakeClock(NOW.toISOString());
  const world = createWorld({ accounts: 5, now: NOW, ...options });
  const sandbox = await startSandbox({ now: () => clock.now(), world, ...more });
  const store = await openStore({ url: "sqlite::memory:", clock });
  const graph = createGraph(
    {
      url: sandbox.url,
      version: "v25.0",
      timeoutMs: HANG.timeout,
      connections: world.users.map(({ token }, index) => ({
        name: `user${index + 1}`,
        token: new Secret(token),
        perHour: 100,
      })),
      ledger: store.ledger,
      whenSpent: "wait",
    },
    clock,
  );
  let before = 0;
  return {
    sandbox,
    store,
    graph,
    /** Walks all connections and says who was found and which calls it took. */
    async find(isThorough: boolean) {
      const filter = { include: ["*"], exclude: [] };
      const house = { graph, store, clock };
      const found = await findAccounts(house, { filter, isThorough: () => isThorough }, new AbortController().signal);
      const calls = sandbox.log().slice(before).map(toPath);
      before = sandbox.log().length;
      return { ...found, ids: found.accounts.map(({ accountId }) => accountId), calls };
    },
    idsOf: (indexes: readonly number[]) => indexes.map((index) => world.accounts[index]?.id ?? "").toSorted(),
    async [Symbol.asyncDispose]() {
      await graph.close();
      await store.close();
      await sandbox.close();
    },
  };
}

const toPath = ({ path }: LoggedCall): string => path.replace("/v25.0/", "");
const EDGES = ["200000000000001/owned_pages", "200000000000001/client_pages"];

describe("portfolios", () => {
  it("cost a collection nothing where nobody has asked for them", async () => {
    await using house = await openWorld({ businesses: [ACME] });
    expect((await house.find(false)).calls).toEqual(["me/accounts"]);
  });

  it("bring the Pages the user has no role on, owned and client alike, each account once", async () => {
    await using house = await openWorld({ businesses: [ACME], users: [{ accounts: [0, 2] }] });
    const { ids, missing, calls } = await house.find(true);
    expect(ids.toSorted()).toEqual(house.idsOf([0, 2, 3, 4]));
    expect(missing).toEqual([]);
    expect(calls).toEqual(["me/accounts", "me/businesses", ...EDGES]);
  });

  it("once they brought something, are asked by every collection: those lists alone", async () => {
    await using house = await openWorld({
      businesses: [ACME, { name: "Known already", owned: [0] }],
      users: [{ accounts: [0, 2, 3] }],
    });
    await house.find(true);
    const { ids, calls } = await house.find(false);
    expect(ids.toSorted()).toEqual(house.idsOf([0, 2, 3, 4]));
    expect(calls).toEqual(["me/accounts", "200000000000001/client_pages"]);
  });

  it("that bring nothing new are not asked again", async () => {
    await using house = await openWorld({ businesses: [ACME] });
    expect((await house.find(true)).calls).toEqual(["me/accounts", "me/businesses", ...EDGES]);
    expect((await house.find(false)).calls).toEqual(["me/accounts"]);
  });

  it("that may not be seen cost one call and are no error; the API's words are remembered", async () => {
    await using house = await openWorld({ users: [{ permissions: { business_management: "declined" } }] });
    const { ids, missing, calls } = await house.find(true);
    expect(ids).toHaveLength(5);
    expect(missing.map(({ reason }) => reason)).toEqual(["no-linked-account"]);
    expect(calls).toEqual(["me/accounts", "me/businesses"]);
    const [lesson] = await house.store.lessons();
    expect(lesson).toMatchObject({ topic: "portfolio-pages", finding: "refused" });
    expect(lesson?.message).toContain("business_management");
    expect((await house.find(false)).calls).toEqual(["me/accounts"]);
  });

  it("one of which keeps its Pages to itself do not stop the others", async () => {
    const notPermitted = { httpStatus: 403, code: 10, message: "(#10) Not yours" };
    const faults: readonly Fault[] = [{ match: { path: "owned_pages$" }, kind: "refusal", refusal: notPermitted }];
    await using house = await openWorld({ businesses: [ACME], users: [{ accounts: [0] }] }, { faults });
    const { ids, missing } = await house.find(true);
    expect(ids.toSorted()).toEqual(house.idsOf([0, 4]));
    expect(missing).toMatchObject([{ reason: "not-permitted", pageId: "200000000000001" }]);
    expect(missing[0]?.message).toContain('owned Pages of Business portfolio "Acme Holding"');
  });
});

describe("a token that lists nothing", () => {
  const nothing = (plan: UserPlan): WorldOptions => ({ businesses: [ACME], users: [plan] });

  it("is searched for portfolios by a collection too", async () => {
    await using house = await openWorld(nothing({ accounts: [] }));
    const { ids, calls } = await house.find(false);
    expect(ids.toSorted()).toEqual(house.idsOf([2, 3, 4]));
    expect(calls).toEqual(["me/accounts", "me/permissions", "me/businesses", ...EDGES]);
    expect((await house.find(false)).calls).toEqual(["me/accounts", ...EDGES]);
  });

  it("for want of permissions names exactly those, for a call more", async () => {
    const permissions = { pages_show_list: "declined", business_management: "none" } as const;
    await using house = await openWorld(nothing({ permissions }));
    const { ids, missing, calls } = await house.find(true);
    expect(ids).toEqual([]);
    expect(calls).toEqual(["me/accounts", "me/permissions", "debug_token"]);
    expect(missing).toMatchObject([{ reason: "nothing-listed" }]);
    expect(missing[0]?.message).toContain("pages_show_list (declined), business_management (not asked for)");
    expect(missing[0]?.message).not.toContain("instagram_basic");
  });

  it("with every permission is said to be empty, not poor", async () => {
    await using house = await openWorld({ users: [{ accounts: [] }] });
    const { missing, calls } = await house.find(true);
    expect(calls).toEqual(["me/accounts", "me/permissions", "me/businesses", "debug_token"]);
    expect(missing[0]?.message).toMatch(/has every permission.*no Page was chosen/);
  });
});

describe("several tokens", () => {
  it("reach an account once, through the connection with more calls left", async () => {
    await using house = await openWorld({
      businesses: [ACME],
      users: [{ accounts: [0, 1] }, { accounts: [1, 2], businesses: [] }],
    });
    const { accounts, calls } = await house.find(true);
    const connections = Object.fromEntries(accounts.map(({ accountId, connection }) => [accountId, connection]));
    const [one, both, owned, ownedToo, client] = house.idsOf([0, 1, 2, 3, 4]);
    // The first token has spent four calls on its portfolio, the second two.
    expect(calls.toSorted()).toEqual(
      ["me/accounts", "me/businesses", ...EDGES, "me/accounts", "me/businesses"].toSorted(),
    );
    expect(connections).toEqual({
      [one ?? ""]: "user1",
      [both ?? ""]: "user2",
      [owned ?? ""]: "user2",
      [ownedToo ?? ""]: "user1",
      [client ?? ""]: "user1",
    });
  });

  it("of which one is dead: the other's accounts come, and the dead one is named", async () => {
    await using house = await openWorld({ users: [{ accounts: [0] }, { accounts: [1] }] });
    house.sandbox.revokeToken();
    const { ids, missing } = await house.find(false);
    expect(ids).toEqual(house.idsOf([1]));
    expect(missing).toMatchObject([{ connection: "user1", reason: "not-permitted" }]);
  });
});

describe("an interrupted walk", () => {
  it("goes on with the portfolio it stopped at", async () => {
    const { discoverAccounts } = await import("../../src/collect/discover/index.ts");
    const { signal } = new AbortController();
    const search = { isThorough: true, rememberedEdges: [] };
    const toRow = (id: string) => ({ id, name: id, instagram_business_account: { id: `ig${id}`, username: `u${id}` } });
    const kept: unknown[] = [];
    await using open = await openGraph((request) => {
      if (request.path.endsWith("me/accounts")) return { body: { data: [toRow("1")] } };
      if (request.path.endsWith("me/businesses")) return { body: { data: [{ id: "9", name: "Acme" }] } };
      if (request.path.endsWith("owned_pages")) return { body: { data: [toRow("1"), toRow("2")] } };
      return kept.length === 3
        ? { status: 400, body: { error: { code: 190, message: "gone" } } }
        : { body: { data: [toRow("3")] } };
    });
    const walk = (from: unknown) =>
      discoverAccounts(
        open.graph,
        "agency",
        from as Parameters<typeof discoverAccounts>[2],
        search,
        async (soFar) => void kept.push(JSON.parse(JSON.stringify(soFar))),
        signal,
      );
    await expect(walk(undefined)).rejects.toThrow("gone");
    expect(kept).toHaveLength(3);
    const stopped = kept[2];
    kept.length = 0;
    const found = await walk(stopped);
    expect(found.accounts.map(({ username }) => username)).toEqual(["u1", "u2", "u3"]);
    expect(found.portfolios?.edges).toEqual(["9/owned_pages", "9/client_pages"]);
    expect(open.server.requests.map(({ path }) => path.replace("/v25.0/", ""))).toEqual([
      "me/accounts",
      "me/businesses",
      "9/owned_pages",
      "9/client_pages",
      // Whether it is the token's or this list's (CONTRACT §13.16).
      "me",
      "9/client_pages",
    ]);
  });

  it("goes on without a list that alone is refused for the token's sake, and tells of it", async () => {
    const { discoverAccounts } = await import("../../src/collect/discover/index.ts");
    const search = { isThorough: true, rememberedEdges: [] };
    const row = { id: "1", name: "1", instagram_business_account: { id: "ig1", username: "u1" } };
    await using open = await openGraph(({ path }) => {
      if (path.endsWith("me/accounts")) return { body: { data: [row] } };
      if (path.endsWith("/me")) return { body: { id: "7" } };
      return { status: 400, body: { error: { code: 190, error_subcode: 463, message: "Session has expired" } } };
    });
    const { signal } = new AbortController();
    const found = await discoverAccounts(open.graph, "agency", undefined, search, async () => undefined, signal);
    expect(found.accounts.map(({ username }) => username)).toEqual(["u1"]);
    expect(found.missing).toMatchObject([
      { reason: "cut-short", message: expect.stringContaining("Session has expired") },
    ]);
    expect(open.server.requests).toHaveLength(3);
  });
});
