// One plain field, or one metric, that the API does not know any more: it costs itself, and one account's word is its own.
import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/sandbox/index.ts";
import { type FaultHouse, openFaultHouse, readDataset, WEEK } from "./fault-house.ts";
import { type Odd, refuse, startOddServer } from "./odd-server.ts";

const readAll = async ({ store, sandbox }: FaultHouse) =>
  [...(await readDataset(store, sandbox.url)).values()].flat().toSorted();
const gapsOf = ({ store }: FaultHouse) => store.read.gaps(WEEK);

/** Rows without one column, and without gaps. */
const without = (rows: readonly string[], column: string): readonly string[] =>
  rows
    .filter((row) => !row.startsWith("gaps "))
    .map((row) => row.replace(new RegExp(`"${column}":("[^"]*"|[^,}]*)`), ""));

describe.each([
  ["form 1", {}],
  ["form 3", { aliases: "refused" as const }],
])("a plain field that is withdrawn, in %s", (_form, settings) => {
  it.each([
    ["IGUser.website", "website", "website"],
    ["IGUser.follows_count", "follows_count", "follows_count"],
    ["IGMedia.is_comment_enabled", "is_comment_enabled", "is_comment_enabled"],
    ["IGMedia.like_count", "like_count", "like_count"],
  ])("%s is a gap, everything else comes, and it is asked no more", async (field, metric, column) => {
    await using clean = await openFaultHouse({ settings });
    await clean.run();
    await using house = await openFaultHouse({ settings: { ...settings, withdrawnFields: [field] } });
    const ended = await house.run();
    expect(ended.outcome).not.toBe("failed");
    expect(without(await readAll(house), column)).toEqual(without(await readAll(clean), column));
    const gaps = (await gapsOf(house)).filter((gap) => gap.metric === metric);
    expect(new Set(gaps.map(({ reason }) => reason))).toEqual(new Set(["withdrawn"]));
    // Once an account: lists of stories have no counts, and what was not asked did not stay away.
    expect(gaps).toHaveLength(new Set(gaps.map(({ accountId }) => accountId)).size);
    const every = (await house.store.read.accounts()).map(({ accountId }) => accountId);
    expect(gaps.map(({ accountId }) => accountId).toSorted()).toEqual(every.toSorted());
    const before = house.sandbox.log().length;
    await house.run();
    const again = (await gapsOf(house)).filter((gap) => gap.metric === metric);
    expect(again.map(({ accountId }) => accountId).toSorted()).toEqual(every.toSorted());
    expect(
      house.sandbox
        .log()
        .slice(before)
        .filter(({ status }) => status >= 400),
    ).toEqual([]);
  });
});

it("comments without `hidden` come all the same", async () => {
  const collect = { comments: "all" } as const;
  await using house = await openFaultHouse({ settings: { withdrawnFields: ["IGComment.hidden"] } });
  await using clean = await openFaultHouse();
  await clean.run({ collect });
  await house.run({ collect });
  const count = async ({ store }: FaultHouse): Promise<number> => {
    let rows = 0;
    for await (const _row of store.exportRows("comments")) rows += 1;
    return rows;
  };
  expect(await count(clean)).toBeGreaterThan(5);
  expect(await count(house)).toBe(await count(clean));
});

describe("a metric one account was refused once", () => {
  const message =
    "(#100) metric[1] must be one of the following values: reach, accounts_engaged, likes, comments, saves";
  const refusal = { httpStatus: 400, code: 100, message, type: "OAuthException" };

  it.each([1, 2, 3])("at the %i. account stays with that one, and is asked again next time", async (nth) => {
    const faults: readonly Fault[] = [{ kind: "refusal", match: { path: "^/(v[0-9.]+/)?1784", nth }, refusal }];
    await using clean = await openFaultHouse({ accounts: 3 });
    await clean.run();
    await using house = await openFaultHouse({ accounts: 3, faults });
    await house.run();
    const hit = new Set(
      (await gapsOf(house)).filter(({ message: words }) => words === message).map((gap) => gap.accountId),
    );
    expect(hit.size).toBe(1);
    const got = await readDataset(house.store, house.sandbox.url);
    for (const [accountId, rows] of await readDataset(clean.store, clean.sandbox.url)) {
      if (!hit.has(accountId)) expect(got.get(accountId)).toEqual(rows);
    }
    await house.run();
    await clean.run();
    // The audience is asked once in six days: what it lost then comes with the next time.
    const isDue = (row: string): boolean => !row.includes("online_followers");
    const last = (one: FaultHouse) => readAll(one).then((rows) => [...new Set(rows)].filter(isDue));
    expect(await last(house)).toEqual(await last(clean));
  });

  const OWN_VIEWS = /metric\([^)]*\bviews\b[^)]*\)\.period/;

  it("is the connection's with a second account's word, and void under another version", async () => {
    await using house = await openFaultHouse({ accounts: 4 });
    const odd: Odd = (asked) =>
      /1784140000000000[12]$/.test(asked.path) && OWN_VIEWS.test(asked.params.fields ?? "")
        ? Promise.resolve(refuse(message))
        : asked.forward();
    await using server = await startOddServer(house.sandbox.url, odd);
    const { url } = server;
    const asksViews = (from: number) =>
      server.requests.slice(from).some(({ params }) => OWN_VIEWS.test(params.fields ?? ""));
    await house.run({ graph: { url }, collect: { concurrency: 1 } });
    let before = server.requests.length;
    await house.run({ graph: { url } });
    expect(asksViews(before)).toBe(false);
    before = server.requests.length;
    house.clock.advance(60_000);
    await house.run({ graph: { url, version: "v26.0" } });
    expect(asksViews(before)).toBe(true);
  });

  it("is nobody's where it is answered once it is asked for apart from the posts", async () => {
    const faults: readonly Fault[] = [{ kind: "refusal", match: { path: "^/(v[0-9.]+/)?1784", times: 3 }, refusal }];
    await using house = await openFaultHouse({ accounts: 4, faults });
    await house.run({ collect: { concurrency: 1 } });
    const before = house.sandbox.log().length;
    await house.run();
    const asked = house.sandbox.log().slice(before);
    expect(asked.some(({ parameters }) => OWN_VIEWS.test(parameters.fields ?? ""))).toBe(true);
    expect((await gapsOf(house)).filter(({ message: words }) => words === message)).toEqual([]);
  });
});
