// Whose a refusal is: found out by evidence, paid once, told once (PRODUCT §3, RELIABILITY V5).
import { beforeAll, describe, expect, it } from "vitest";
import { createWorld, type Fault } from "../../src/sandbox/index.ts";
import { Secret } from "../../src/shared/index.ts";
import { type Dataset, type FaultHouse, NOW, openFaultHouse, readDataset, toConnection, WEEK } from "./fault-house.ts";

type RefusalParts = NonNullable<Fault["refusal"]>;

const OAUTH = { httpStatus: 400, type: "OAuthException" } as const;
const APP: RefusalParts = {
  ...OAUTH,
  code: 101,
  message: "Error validating application. Cannot get application info due to a system error.",
};
const REFUSALS: readonly (readonly [what: string, refusal: RefusalParts])[] = [
  ["101", APP],
  ["100 without subcode", { ...OAUTH, code: 100, message: "(#100) Missing permission" }],
  [
    "100/33",
    { ...OAUTH, code: 100, subcode: 33, message: "Unsupported get request. Object with ID '1' does not exist" },
  ],
  [
    "a personal account",
    { ...OAUTH, code: 100, message: "(#100) Tried accessing nonexisting field (media) on node type (User)" },
  ],
  ["API access blocked", { ...OAUTH, code: 200, message: "API access blocked." }],
  [
    "#10",
    { ...OAUTH, httpStatus: 403, code: 10, message: "(#10) Application does not have permission for this action" },
  ],
  [
    "2108006, whatever is asked",
    { ...OAUTH, code: 100, subcode: 2_108_006, message: "Media posted before business account conversion" },
  ],
  ["2874010, whatever is asked", { ...OAUTH, code: 100, subcode: 2_874_010, message: "Not enough users" }],
  ["2642, whatever is asked", { ...OAUTH, code: 2642, message: "(#2642) Invalid cursors values" }],
  [
    "1/99, however little is asked",
    {
      ...OAUTH,
      httpStatus: 500,
      code: 1,
      subcode: 99,
      message: "Please reduce the amount of data you're asking for, then retry your request",
    },
  ],
  [
    "a list of metrics, whatever is asked",
    {
      ...OAUTH,
      code: 100,
      message: "(#100) metric[0] must be one of the following values: reach, follower_count, online_followers",
    },
  ],
  ["words nobody knows", { ...OAUTH, code: 4711, message: "Not today" }],
];
/** Trouble that may pass, and does not. */
const PASSING: typeof REFUSALS = [
  ["code 1", { ...OAUTH, httpStatus: 500, code: 1, message: "An unknown error occurred" }],
  ["code 2", { ...OAUTH, httpStatus: 500, code: 2, message: "An unexpected error has occurred. Please retry later." }],
  ["code -1", { ...OAUTH, code: -1, subcode: 2_207_001, message: "Instagram server error" }],
];
const of = (refusal: RefusalParts, match: Fault["match"]): Fault => ({ kind: "refusal", match: match ?? {}, refusal });
const countCalls = ({ sandbox }: FaultHouse): number => sandbox.log().length;
const gapsOf = ({ store }: FaultHouse) => store.read.gaps(WEEK);

describe.each([
  ["form 1", {}],
  ["form 3", { aliases: "refused" as const }],
  ["form 4", { nestedInsights: "refused" as const }],
])("an account that is refused as a whole, in %s", (_form, settings) => {
  let whole: Dataset;
  let id = "";
  beforeAll(async () => {
    await using clean = await openFaultHouse({ settings });
    await clean.run();
    id = (await clean.store.read.accounts()).at(-1)?.accountId ?? "";
    whole = await readDataset(clean.store, clean.sandbox.url);
  });

  it.each([...REFUSALS, ...PASSING])(
    "%s costs four calls once and one in a later run, and is one gap",
    async (_what, refusal) => {
      await using house = await openFaultHouse({ settings, faults: [of(refusal, { path: id })] });
      const ended = await house.run();
      const toVictim = house.sandbox.log().filter(({ path }) => path.includes(id));
      expect(toVictim.length).toBeLessThanOrEqual(4);
      const gaps = (await gapsOf(house)).filter(({ accountId }) => accountId === id);
      expect(gaps).toMatchObject([{ subject: `${id}/account`, message: expect.stringContaining(refusal.message) }]);
      expect(ended.message).toContain(refusal.message);
      // Nobody else lost anything by it.
      const got = await readDataset(house.store, house.sandbox.url);
      for (const [accountId, rows] of whole) if (accountId !== id) expect(got.get(accountId)).toEqual(rows);
      const before = countCalls(house);
      await house.run();
      expect(
        house.sandbox
          .log()
          .slice(before)
          .filter(({ path }) => path.includes(id)).length,
      ).toBeLessThanOrEqual(1);
      expect((await gapsOf(house)).filter(({ accountId }) => accountId === id)).toHaveLength(1);
      // It is read again when it answers, and its gap is gone.
      house.sandbox.clearFaults();
      await house.run();
      await house.run();
      const left = (await gapsOf(house)).filter(({ accountId }) => accountId === id);
      expect(left.map(({ subject }) => subject)).not.toContain(`${id}/account`);
    },
  );
});

it.each(["http-500", "html-502", "html-200", "empty-body"] as const)(
  "an account that is answered with no JSON for ever (%s) costs four calls once and one in a later run",
  async (kind) => {
    await using house = await openFaultHouse();
    await house.run({ collect: { storiesOnly: true } });
    const [victim] = (await house.store.read.accounts()).toReversed();
    house.sandbox.injectFaults([{ kind, match: { account: victim?.username ?? "" } }]);
    for (const most of [4, 1]) {
      const before = countCalls(house);
      expect((await house.run()).message).toContain(`@${victim?.username}`);
      const toVictim = house.sandbox
        .log()
        .slice(before)
        .filter(({ path }) => path.includes(victim?.accountId ?? ""));
      expect(toVictim.length).toBe(most);
    }
    const gaps = (await gapsOf(house)).filter(({ accountId }) => accountId === victim?.accountId);
    expect(gaps).toMatchObject([{ subject: `${victim?.accountId}/account`, reason: "unanswered" }]);
  },
);

describe("a connection that is refused as a whole", () => {
  it.each([1, 3, 14].flatMap((accounts) => REFUSALS.map(([what, refusal]) => [accounts, what, refusal] as const)))(
    "of %i accounts, %s: ten calls, and the end names the cause",
    async (accounts, _what, refusal) => {
      await using house = await openFaultHouse({ accounts, faults: [of(refusal, { from: 2 })] });
      const ended = await house.run();
      expect(countCalls(house)).toBeLessThanOrEqual(10);
      expect(ended.outcome).toBe("partial");
      expect(ended.message).toContain(refusal.message);
      expect(ended.message).not.toMatch(/spent/);
      const asked = (await house.store.read.accounts()).length;
      expect(new Set((await gapsOf(house)).map(({ accountId }) => accountId)).size).toBe(asked);
      expect(await gapsOf(house)).toHaveLength(asked);
    },
  );

  it.each(REFUSALS)(
    "%s: a later run asks three of its accounts once each, and all when one of them answers",
    async (_what, refusal) => {
      await using clean = await openFaultHouse({ accounts: 14 });
      await clean.run();
      await using house = await openFaultHouse({ accounts: 14, faults: [of(refusal, { path: "^/1784" })] });
      await house.run();
      for (const _week of [1, 2]) {
        const before = countCalls(house);
        const ended = await house.run({ collect: { concurrency: 1 } });
        const asked = house.sandbox.log().slice(before);
        expect(asked.filter(({ path }) => /\/1784/.test(path)).length).toBeLessThanOrEqual(3);
        expect(ended.message).toContain(refusal.message);
        expect(await gapsOf(house)).toHaveLength(14);
      }
      house.sandbox.clearFaults();
      await house.run();
      await house.run();
      const got = await readDataset(house.store, house.sandbox.url);
      for (const [accountId, rows] of await readDataset(clean.store, clean.sandbox.url)) {
        expect(got.get(accountId)).toEqual(rows);
      }
    },
  );

  it("that let its accounts be found in two calls is asked eight more", async () => {
    await using house = await openFaultHouse({ faults: [of(APP, { from: 3 })] });
    await house.run();
    expect(countCalls(house)).toBeLessThanOrEqual(10);
  });

  it.each([1, 3, 14].flatMap((accounts) => PASSING.map(([what, refusal]) => [accounts, what, refusal] as const)))(
    "of %i accounts, %s on every one of them: ten calls, over the time a passing trouble takes",
    async (accounts, _what, refusal) => {
      await using house = await openFaultHouse({ accounts, faults: [of(refusal, { path: "^/1784" })] });
      const ended = await house.run();
      expect(countCalls(house)).toBeLessThanOrEqual(10);
      expect(ended.message).toContain(refusal.message);
      const asked = (await house.store.read.accounts()).length;
      expect((await gapsOf(house)).map(({ reason }) => reason)).toEqual(Array(asked).fill("unanswered"));
      expect(house.clock.now().getTime() - NOW.getTime()).toBeGreaterThan(3_000);
    },
  );

  it.each(PASSING)("that answers nothing but its list of Pages (%s) has its accounts asked", async (_what, refusal) => {
    await using house = await openFaultHouse({ faults: [of(refusal, { path: "^/me/businesses" })] });
    const ended = await house.run();
    expect(ended).toMatchObject({ accounts: 4, answered: 4, outcome: "partial" });
    expect(ended.message).toContain(refusal.message);
    house.sandbox.clearFaults();
    await house.run();
    expect(house.sandbox.log().at(-5)?.path ?? "").toMatch(/me\/businesses$/);
  });

  it("is not what two dead accounts in front of healthy ones make of it", async () => {
    await using house = await openFaultHouse({ accounts: 8 });
    await house.run();
    const ids = (await house.store.read.accounts()).map(({ accountId }) => accountId).sort();
    const dead = ids.slice(0, 3);
    await using hit = await openFaultHouse({ accounts: 8, faults: dead.map((id) => of(APP, { path: id })) });
    await hit.run({ collect: { concurrency: 1 } });
    const gaps = (await gapsOf(hit)).filter(({ subject }) => subject.endsWith("/account"));
    expect(gaps.map(({ accountId }) => accountId).sort()).toEqual(dead);
  });

  it("is told as the app's where every connection hears the same", async () => {
    await using house = await openFaultHouse({ accounts: 3, faults: [of(APP, { path: "^/1784" })] });
    const connections = [toConnection(house.sandbox, "agency", 900), toConnection(house.sandbox, "studio", 900)];
    const ended = await house.run({ graph: { connections } });
    expect(ended.message).toContain(APP.message);
  });
});

describe("an app that is blocked on two connections", () => {
  const BLOCKED: RefusalParts = { ...OAUTH, code: 200, message: "API access blocked." };
  const users = [{ accounts: [0, 1, 2, 3] }, { accounts: [4, 5, 6] }] as const;

  it.each([
    ["from its accounts on", { path: "^/1784" }, [APP, BLOCKED]],
    ["from the start", {}, [APP, BLOCKED]],
  ] as const)("%s is told once as the app's, for ten calls", async (_when, match, refusals) => {
    for (const refusal of refusals) {
      const world = createWorld({ seed: 7, accounts: 7, now: NOW, users });
      await using house = await openFaultHouse({ world, faults: [of(refusal, match)] });
      const connections = world.users.map(({ token }, index) => ({
        name: ["north", "south"][index] ?? "",
        token: new Secret(token),
        perHour: 1_000,
      }));
      const told = await house.run({ graph: { connections } }).then(
        ({ message = "" }) => message,
        (error: unknown) => (error instanceof Error ? error.message : ""),
      );
      expect(countCalls(house)).toBeLessThanOrEqual(10);
      expect(told.split(refusal.message)).toHaveLength(2);
      if ("path" in match) expect(told).toMatch(/^The app is refused on every connection: .* Meta app dashboard\./);
    }
  });

  it("is not what one healthy connection beside a blocked one makes of it", async () => {
    const world = createWorld({ seed: 7, accounts: 7, now: NOW, users });
    const ids = users[0].accounts.map((index) => world.accounts[index]?.id ?? "");
    await using house = await openFaultHouse({ world, faults: ids.map((id) => of(BLOCKED, { path: id })) });
    const connections = world.users.map(({ token }, index) => ({
      name: ["north", "south"][index] ?? "",
      token: new Secret(token),
      perHour: 1_000,
    }));
    const ended = await house.run({ graph: { connections } });
    expect(ended).toMatchObject({ accounts: 7, answered: 3 });
    expect(ended.message).toContain('Connection "north" is refused as a whole: API access blocked.');
  });
});

describe.each(
  [80_000, 80_001, 80_002, 80_004, 80_014].flatMap((code) => [
    [code, "form 1", {}] as const,
    [code, "form 3", { aliases: "refused" }] as const,
  ]),
)("an account that is throttled for ever (code %i, %s)", (code, _form, settings) => {
  const refusal: RefusalParts = { ...OAUTH, code, message: "There have been too many calls" };

  it("costs four calls once and one in a later run, and the sentence is about it alone", async () => {
    await using house = await openFaultHouse({ settings });
    await house.run({ collect: { storiesOnly: true } });
    const [victim] = (await house.store.read.accounts()).toReversed();
    const { accountId = "", username = "" } = victim ?? {};
    house.sandbox.injectFaults([of(refusal, { path: accountId })]);
    const counts: number[] = [];
    for (const _run of [1, 2, 3]) {
      const before = countCalls(house);
      const ended = await house.run();
      expect(ended.outcome).toBe("paused");
      expect(ended.message).toMatch(new RegExp(`^@${username} of connection "agency" pauses until .*"There have been`));
      const toVictim = house.sandbox
        .log()
        .slice(before)
        .filter(({ path }) => path.includes(accountId));
      counts.push(toVictim.length);
    }
    expect(counts).toEqual([4, 1, 1]);
    house.sandbox.clearFaults();
    house.clock.advance(3_600_000);
    expect((await house.run()).outcome).toBe("partial");
    expect((await house.store.read.accounts()).find((one) => one.accountId === accountId)).toBeDefined();
  });
});

describe("a token error", () => {
  const lost: RefusalParts = { ...OAUTH, code: 190, subcode: 492, message: "Error validating access token: no role" };

  it("about one account is that account's alone", async () => {
    await using clean = await openFaultHouse();
    await clean.run();
    const id = (await clean.store.read.accounts())[0]?.accountId ?? "";
    await using house = await openFaultHouse({ faults: [of(lost, { path: id })] });
    await house.run();
    const calls = house.sandbox.log();
    // Three questions that have nothing in common: one post's would not be its account's.
    expect(calls.filter(({ path }) => path.includes(id)).length).toBe(3);
    expect(calls.filter(({ path }) => path.endsWith("/me"))).toHaveLength(1);
    const got = await readDataset(house.store, house.sandbox.url);
    for (const [accountId, rows] of await readDataset(clean.store, clean.sandbox.url)) {
      if (accountId !== id) expect(got.get(accountId)).toEqual(rows);
    }
  });

  it.each([
    ["an account a request", {}, 3],
    ["a request a block", { aliases: "refused" as const }, 9],
  ])("in mid-run is one gap an account, and the next run brings what is left (%s)", async (_form, settings, from) => {
    await using clean = await openFaultHouse({ settings });
    await clean.run();
    await using house = await openFaultHouse({ settings, faults: [of(lost, { from })] });
    const ended = await house.run();
    expect(ended.message).toMatch(/token of connection "agency" stopped working/);
    const gaps = (await gapsOf(house)).filter(({ reason }) => reason === "token-unusable");
    const accounts = gaps.map(({ accountId }) => accountId);
    expect(new Set(accounts).size).toBe(accounts.length);
    expect(gaps.length).toBeGreaterThan(2);
    for (const { subject, accountId } of gaps) expect(subject).toBe(`${accountId}/account`);
    house.sandbox.clearFaults();
    house.clock.advance(60_000);
    await house.run();
    expect(await readDataset(house.store, house.sandbox.url)).toEqual(
      await readDataset(clean.store, clean.sandbox.url),
    );
  });

  it("that /me confirms ends the connection", async () => {
    // After the Pages and the portfolios.
    await using house = await openFaultHouse({ faults: [of(lost, { from: 3 })] });
    const ended = await house.run({ collect: { concurrency: 1 } });
    expect(countCalls(house)).toBe(4);
    expect(ended.message).toMatch(/token of connection "agency" stopped working/);
  });
});

describe("accounts that insist on the token of their Page", () => {
  it("are read with it, asked of that Page once a run, and it is written nowhere", async () => {
    await using clean = await openFaultHouse();
    await clean.run();
    const [one] = await clean.store.read.accounts();
    const pageTokenOnly = [one?.username ?? ""];
    await using house = await openFaultHouse({ settings: { pageTokenOnly } });
    await house.run();
    expect(await readDataset(house.store, house.sandbox.url)).toEqual(
      await readDataset(clean.store, clean.sandbox.url),
    );
    const toPage = () => house.sandbox.log().filter(({ path }) => path.endsWith(`/${one?.pageId}`)).length;
    expect(toPage()).toBe(1);
    const before = house.sandbox.log().length;
    await house.run();
    expect(toPage()).toBe(2);
    expect(
      house.sandbox
        .log()
        .slice(before)
        .filter(({ status }) => status >= 400),
    ).toEqual([]);
  });
});
