// Several users in one world: each with a token, permissions, Pages and an hour of its own; portfolios beside them.
import { afterEach, describe, expect, it } from "vitest";
import { createWorld, type UserPlan } from "../../src/sandbox/index.ts";
import { type Asker, type Body, NOW, openAsker } from "./ask.ts";

let asker: Asker;
afterEach(() => asker.sandbox.close());

async function openWorld(users: readonly [UserPlan, ...UserPlan[]], settings = {}) {
  const businesses = [{ name: "Acme Holding", owned: [1], client: [2] }];
  asker = await openAsker({ world: createWorld({ accounts: 4, now: NOW, users, businesses }), settings });
  return asker.sandbox.world.users.map(({ token }) => token);
}

const listIds = async (path: string, token?: string): Promise<readonly string[]> =>
  (await asker.get(path, token)).body.data.map(({ id }: Body) => id);
const pageIds = (...indexes: readonly number[]) => indexes.map((index) => `10000000000000${index + 1}`);

describe("a world of several users", () => {
  it("lists to each the Pages of its own, and tells who it is", async () => {
    const [first, second] = await openWorld([{ accounts: [0, 1] }, { accounts: [1, 3], name: "Sam" }]);
    const world = asker.sandbox.world.accounts;
    const idsOf = async (token?: string) =>
      (await asker.get("/me/accounts?fields=instagram_business_account", token)).body.data.map(
        ({ instagram_business_account: account }: Body) => account.id,
      );
    expect(await idsOf(first)).toEqual([world[0]?.id, world[1]?.id]);
    expect(await idsOf(second)).toEqual([world[1]?.id, world[3]?.id]);
    expect((await asker.get("/me", second)).body.name).toBe("Sam");
    expect((await asker.get("/me", first)).body.name).toBe("Alex Example");
  });

  it("keeps from each what it has no role on, as if it were not there", async () => {
    const [, second] = await openWorld([{}, { accounts: [3], businesses: [] }]);
    const [one, , , four] = asker.sandbox.world.accounts;
    expect((await asker.get(`/${four?.id}?fields=id`, second)).status).toBe(200);
    expect((await asker.get(`/${one?.id}/media`, second)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
    expect((await asker.get(`/${one?.id}?fields=id`)).status).toBe(200);
  });

  it("counts each one's calls in an hour of its own", async () => {
    const [first, second] = await openWorld([{}, {}], { callsPerHour: 2 });
    const statuses = [];
    for (const token of [first, first, first, second, second, second])
      statuses.push((await asker.get("/me", token)).status);
    expect(statuses).toEqual([200, 200, 400, 200, 200, 400]);
    expect(asker.sandbox.callsCounted()).toBe(6);
  });

  it("counts each one's comment writes in an hour of its own, and lets none write without the permission", async () => {
    const users = [{}, {}, { permissions: { instagram_manage_comments: "declined" } }] as const;
    const [first, second, third] = await openWorld(users, { commentWritesPerHour: 1 });
    const [account] = asker.sandbox.world.accounts;
    const [media] = await listIds(`/${account?.id}/media?limit=1`);
    const write = async (token = "") => {
      const path = `${asker.sandbox.url}/${media}/comments`;
      const body = new URLSearchParams({ message: "Hello" });
      const answer = await fetch(path, { method: "POST", body, headers: { authorization: `Bearer ${token}` } });
      return [answer.status, ((await answer.json()) as Body).error?.code];
    };
    expect([await write(first), await write(first), await write(second), await write(third)]).toEqual([
      [200, undefined],
      [400, 613],
      [200, undefined],
      [403, 200],
    ]);
  });

  it("describes each token with its own scopes and end", async () => {
    const [, second = ""] = await openWorld([{}, { permissions: { instagram_basic: "declined" }, tokenDays: null }]);
    const { data } = (await asker.get(`/debug_token?input_token=${second}`)).body;
    expect(data.expires_at).toBe(0);
    expect(data.scopes).not.toContain("instagram_basic");
    const permissions = (await asker.get("/me/permissions", second)).body.data;
    expect(permissions).toContainEqual({ permission: "instagram_basic", status: "declined" });
  });
});

describe("portfolios", () => {
  it("list owned and client Pages to who belongs to them", async () => {
    const [, second] = await openWorld([{}, { businesses: [] }]);
    const [id = ""] = await listIds("/me/businesses");
    expect((await asker.get("/me/businesses")).body.data).toEqual([{ id, name: "Acme Holding" }]);
    expect(await listIds(`/${id}/owned_pages`)).toEqual(pageIds(1));
    expect(await listIds(`/${id}/client_pages`)).toEqual(pageIds(2));
    expect(await listIds("/me/businesses", second)).toEqual([]);
  });

  it("hide their Pages from a token without business_management, without an error (CONTRACT §1.1)", async () => {
    await openWorld([{ accounts: [0, 1], permissions: { business_management: "none" } }]);
    expect(await listIds("/me/accounts")).toEqual(pageIds(0));
    expect((await asker.get("/me/businesses")).body.error.code).toBe(200);
  });

  it("are withheld by the setting for an empty discovery, and the permissions say so", async () => {
    await openWorld([{}], { emptyDiscovery: true });
    expect((await asker.get("/me/accounts")).body).toEqual({ data: [] });
    expect((await asker.get("/me/businesses")).body.error.code).toBe(200);
    const names = (await asker.get("/me/permissions")).body.data.map(({ permission }: Body) => permission);
    expect(names).not.toContain("business_management");
    const { data } = (await asker.get(`/debug_token?input_token=${asker.sandbox.token}`)).body;
    expect(data.scopes).not.toContain("business_management");
  });

  it("and everything else, from a token without pages_show_list", async () => {
    await openWorld([{ permissions: { pages_show_list: "declined" } }]);
    const { status, body } = await asker.get("/me/accounts");
    expect([status, body]).toEqual([200, { data: [] }]);
  });
});
