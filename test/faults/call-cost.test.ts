// The tests that keep the cost true (CALL-COST §7), counted by the server and never by us.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findAccounts, previewPlan } from "../../src/collect/index.ts";
import { addDays } from "../../src/dataset/index.ts";
import { createGraph, type Graph } from "../../src/graph/index.ts";
import { createWorld, type LoggedCall, type Sandbox, type World } from "../../src/sandbox/index.ts";
import { openStore } from "../../src/store/index.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { HANG } from "../support/hang.ts";
import { type FaultHouse, listAsked, NOW, openFaultHouse, teachPageSize, toConnection, WEEK } from "./fault-house.ts";

const NEVER = new AbortController().signal;
const WEEK_MS = 7 * 86_400_000;
/** A story of this morning with too few viewers is refused, which no plan can know. */
const NO_STORIES = { stories: false } as const;
const PLAN = { span: WEEK, mediaDays: 35, rereadDays: 14, ...NO_STORIES, audience: true, mayWait: true } as const;

/** A world in which nothing is refused for what an account is. */
function createPlainWorld(seed: number, accounts: number): World {
  const world = createWorld({ seed, accounts, now: NOW });
  const plain = world.accounts.map((account) => ({
    ...account,
    lacksAnalyze: false,
    convertedDay: null,
    hasTinyStories: false,
    // Too few viewers for any story, and its figures are refused.
    followersAtOrigin: Math.max(5_000, account.followersAtOrigin),
  }));
  const tasks = ["ANALYZE", "MODERATE", "MANAGE"];
  const pages = world.pages.map((page) =>
    page.account === null ? page : { ...page, tasks, account: plain[page.account.index] ?? page.account },
  );
  return { ...world, accounts: plain, pages };
}

async function openServices(
  accounts: number,
  settings: Parameters<Sandbox["configure"]>[0] = {},
  seed = 7,
): Promise<FaultHouse> {
  return await openFaultHouse({ world: createPlainWorld(seed, accounts), settings });
}

const hasAlias = ({ parameters }: LoggedCall): boolean => /\.as\(/.test(parameters.fields ?? "");
const wasRefused = ({ status }: LoggedCall): boolean => status >= 400;

describe("ten accounts in one request each", () => {
  it("cost 11 calls and once a look into the portfolios, run twice 23, and nothing is refused (§7.1)", async () => {
    await using house = await openServices(10);
    // A window in which no account has more posts than a page holds.
    const collect = { mediaDays: 14 };
    await house.run({ collect });
    expect(house.sandbox.callsCounted()).toBe(12);
    await house.run({ collect });
    expect(house.sandbox.callsCounted()).toBe(23);
    expect(house.sandbox.log().filter(wasRefused)).toEqual([]);
  });
});

describe("the plan's price", () => {
  it("is what the server then counts, never less, whatever the world and the page size (§7.2, V17)", async () => {
    const world = fc.record({
      seed: fc.nat(50),
      accounts: fc.integer({ min: 1, max: 6 }),
      pageSize: fc.integer({ min: 3, max: 60 }),
      form: fc.constantFrom("1", "2", "3"),
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ seed, accounts, pageSize, form }) => {
        const settings = form === "3" ? { aliases: "refused" as const } : {};
        await using house = await openServices(accounts, settings, seed);
        await teachPageSize(house.store, pageSize);
        const learntAt = NOW.toISOString();
        await house.store.learn({ connection: "agency", topic: "form", finding: form, message: "", learntAt });
        // The first run shows how many posts there are; from then on further pages are known beforehand.
        await house.run({ collect: NO_STORIES });
        const planned = await forecast(house);
        const before = house.sandbox.callsCounted();
        await house.run({ collect: NO_STORIES });
        const discovery = 1;
        expect(house.sandbox.callsCounted() - before).toBe(discovery + planned);
      }),
      { numRuns: 25 },
    );
  });

  it("of the weeks after is what the server then counts, new posts and a second try of a refused form included (§7.2)", async () => {
    const world = fc.record({
      seed: fc.nat(50),
      accounts: fc.integer({ min: 1, max: 4 }),
      pageSize: fc.integer({ min: 3, max: 60 }),
      form: fc.constantFrom("1", "2", "3"),
    });
    let furtherPages = 0;
    await fc.assert(
      fc.asyncProperty(world, async ({ seed, accounts, pageSize, form }) => {
        let now = NOW;
        const settings = form === "3" ? { aliases: "refused" as const } : {};
        await using house = await openFaultHouse({
          world: createPlainWorld(seed, accounts),
          settings,
          now: () => now,
        });
        await teachPageSize(house.store, pageSize);
        const learntAt = NOW.toISOString();
        await house.store.learn({ connection: "agency", topic: "form", finding: form, message: "", learntAt });
        for (const week of [0, 1, 2]) {
          const span = { from: addDays(WEEK.from, 7 * week), to: addDays(WEEK.to, 7 * week) };
          const plan = { ...PLAN, rereadDays: 3, span };
          const planned = week === 0 ? undefined : await forecast(house, plan);
          const before = house.sandbox.callsCounted();
          await house.run({ collect: plan });
          const spent = house.sandbox.callsCounted() - before - 1;
          if (week === 1) {
            expect(spent).toBe(planned);
            if (spent > accounts * { 1: 1, 2: 2, 3: 6 }[form as "1" | "2" | "3"]) furtherPages += 1;
          }
          // By now the refusal is eight days old. Forms 1 and 2 are answered, and the plan was for the worse.
          if (week === 2) expect(spent).toBeLessThanOrEqual((planned ?? 0) + (form === "3" ? 3 : 0));
          if (week === 2 && form === "3") expect(spent).toBeGreaterThanOrEqual(planned ?? 0);
          now = new Date(now.getTime() + WEEK_MS);
          house.clock.advance(WEEK_MS);
        }
      }),
      { numRuns: 10 },
    );
    expect(furtherPages).toBeGreaterThan(0);
  });

  it("of a first run is never above the most it names, however busy the accounts are (V17)", async () => {
    const world = fc.record({
      seed: fc.nat(50),
      accounts: fc.integer({ min: 1, max: 5 }),
      pageSize: fc.integer({ min: 2, max: 20 }),
    });
    let exceeded = 0;
    await fc.assert(
      fc.asyncProperty(world, async ({ seed, accounts, pageSize }) => {
        await using house = await openServices(accounts, {}, seed);
        await teachPageSize(house.store, pageSize);
        await using graph = openGraphOf(house);
        const found = await findAccounts({ ...house, graph }, { filter: { include: ["*"], exclude: [] } }, NEVER);
        const { calls, cost } = await previewPlan({ ...house, graph }, found.accounts, PLAN);
        const atMost = cost + calls.reduce((sum, { unknownPages = 0 }) => sum + unknownPages, 0);
        const before = house.sandbox.callsCounted();
        await house.run({ collect: NO_STORIES });
        const spent = house.sandbox.callsCounted() - before - 1;
        if (spent > cost) exceeded += 1;
        expect(spent).toBeGreaterThanOrEqual(cost);
        expect(spent).toBeLessThanOrEqual(atMost);
      }),
      { numRuns: 12 },
    );
    expect(exceeded).toBeGreaterThan(0);
  });

  it("is exceeded by at most three calls when a form is refused (§7.2)", async () => {
    for (const settings of [{ aliases: "refused" } as const, {}]) {
      await using house = await openServices(4, settings);
      await house.run();
      const refused = house.sandbox.log().filter(wasRefused);
      const inForm = settings.aliases === undefined ? 1 : 3;
      // What the plan of the known form costs, discovery included.
      await using known = await openServices(4, settings);
      await known.store.learn({
        connection: "agency",
        topic: "form",
        finding: String(inForm),
        message: "",
        learntAt: NOW.toISOString(),
      });
      await known.run();
      expect(house.sandbox.callsCounted() - known.sandbox.callsCounted()).toBeLessThanOrEqual(3);
      expect(refused.length).toBeLessThanOrEqual(2);
    }
  });
});

function openGraphOf(house: FaultHouse): Graph {
  return createGraph(
    {
      url: house.sandbox.url,
      version: "v25.0",
      timeoutMs: HANG.timeout,
      connections: [toConnection(house.sandbox, "agency", 1_000)],
      ledger: house.store.ledger,
      whenSpent: "wait",
    },
    house.clock,
  );
}

/** As `plan` tells it, which looks who is there first. */
async function forecast(house: FaultHouse, plan: Parameters<typeof previewPlan>[2] = PLAN): Promise<number> {
  await using graph = openGraphOf(house);
  const { accounts } = await findAccounts({ ...house, graph }, { filter: { include: ["*"], exclude: [] } }, NEVER);
  return (await previewPlan({ ...house, graph }, accounts, plan)).cost;
}

describe("a refused form", () => {
  it("is paid for once, remembered after a restart, and tried again after a week (§7.3)", async () => {
    await using house = await openServices(5, { aliases: "refused" });
    await house.run();
    const paid = house.sandbox.log().filter(wasRefused).length;
    // Form 1, then form 2: one refusal each, however many accounts follow.
    expect(paid).toBe(2);
    house.clock.advance(2 * 86_400_000);
    await house.run();
    expect(house.sandbox.log().filter(wasRefused)).toHaveLength(paid);
    house.clock.advance(2 * WEEK_MS);
    house.sandbox.configure({ aliases: "allowed" });
    const before = house.sandbox.log().length;
    await house.run();
    expect(house.sandbox.log().slice(before).some(hasAlias)).toBe(true);
  });
});

describe("too much data", () => {
  it("is never asked for unchanged; the size that was taken is where the next run starts (§7.4)", async () => {
    await using house = await openServices(4, { maxRowsPerRequest: 12 });
    await house.run();
    const asked = listAsked(house.sandbox.log());
    expect(new Set(asked).size).toBe(asked.length);
    const refused = house.sandbox.log().filter(wasRefused).length;
    expect(refused).toBeGreaterThan(0);
    const [lesson] = (await house.store.lessons()).filter(({ topic }) => topic === "page-size");
    expect(Number(lesson?.finding)).toBeLessThanOrEqual(12);
    const before = house.sandbox.log().length;
    await house.run();
    expect(house.sandbox.log().slice(before).filter(wasRefused)).toEqual([]);
  });
});

describe("the end of a list", () => {
  it("is known by the missing next link: no page is asked for in vain, and insights are never paged (§7.5)", async () => {
    await using house = await openServices(3);
    await teachPageSize(house.store, 6);
    await house.run();
    const pages = house.sandbox.log().filter(({ path }) => path.endsWith("/media"));
    expect(pages.length).toBeGreaterThan(3);
    for (const accountId of (await house.store.read.accounts()).map((account) => account.accountId)) {
      const [from, to] = [new Date(NOW.getTime() - 35 * 86_400_000).toISOString(), NOW.toISOString()];
      const posts = (await house.store.read.media(accountId, from, to)).filter(
        ({ mediaProductType }) => mediaProductType !== "STORY",
      );
      const asked = house.sandbox.log().filter(({ path }) => path.includes(accountId)).length;
      expect(asked).toBe(Math.max(1, Math.ceil(posts.length / 6)));
    }
    expect(
      house.sandbox.log().some(({ path, parameters }) => path.endsWith("/insights") && "after" in parameters),
    ).toBe(false);
  });
});

describe("CPU that rises with each call", () => {
  it("makes a pause before the server says 100 percent (§7.6)", async () => {
    await using house = await openServices(25, { cpuPercentPerCall: 5 });
    await house.run({ graph: { whenSpent: "stop" }, collect: { concurrency: 1 } });
    const percents: number[] = [];
    for await (const row of house.store.exportRows("calls")) percents.push(Number(row.used_percent));
    expect(Math.max(...percents)).toBeGreaterThanOrEqual(95);
    expect(Math.max(...percents)).toBeLessThan(100.1);
  });
});

describe("many ids in one request", () => {
  it("cost what their parts cost, in our ledger and on the server's (§7.9)", async () => {
    await using house = await openServices(4);
    await house.run();
    const ids = (await house.store.read.accounts()).map(({ accountId }) => accountId);
    const before = house.sandbox.callsCounted();
    await using graph = createGraph(
      {
        url: house.sandbox.url,
        version: "v25.0",
        timeoutMs: HANG.timeout,
        connections: [toConnection(house.sandbox, "agency", 1_000)],
        ledger: house.store.ledger,
        whenSpent: "stop",
      },
      house.clock,
    );
    const { left } = await graph.callsLeft("agency");
    await graph.send(
      { connection: "agency", path: "", params: { ids: ids.join(","), fields: "id" }, about: "all" },
      new AbortController().signal,
    );
    expect(house.sandbox.callsCounted() - before).toBe(ids.length);
    expect(graph.callsSent()).toBe(ids.length);
    expect((await graph.callsLeft("agency")).left).toBe(left - ids.length);
  });
});

describe("a thousand accounts on 200 calls an hour", () => {
  it("take their hours and no more, never above the budget in any of them (§7.7)", async () => {
    const [accounts, perHour] = [1_000, 180];
    await using house = await openFaultHouse({ world: createPlainWorld(3, accounts) });
    await house.run({
      graph: { connections: [toConnection(house.sandbox, "agency", perHour)] },
      collect: { ...NO_STORIES, mediaDays: 8, audience: false, concurrency: 6 },
    });
    const counted = house.sandbox.callsCounted();
    const sent: number[] = [];
    const refused: unknown[] = [];
    for await (const row of house.store.exportRows("calls")) {
      sent.push(Date.parse(String(row.reserved_at)));
      if (row.code !== null) refused.push([row.path, row.code]);
    }
    expect(refused).toEqual([]);
    expect(counted).toBeLessThanOrEqual(accounts + 12);
    sent.sort((a, b) => a - b);
    // The call `perHour` places later never falls into the same hour.
    const tight = sent.filter((at, index) => (sent[index + perHour] ?? Number.POSITIVE_INFINITY) - at < 3_600_000);
    expect(tight).toEqual([]);
    const wallMs = house.clock.now().getTime() - NOW.getTime();
    expect(wallMs).toBeLessThanOrEqual((Math.ceil(counted / perHour) - 1) * 3_600_000 + 5 * 60_000);
  });
});

describe("five thousand accounts on one token", () => {
  it("do not fit one hour, and the plan says what is left out and why (§7.8)", async () => {
    const clock = new FakeClock(NOW.toISOString());
    await using store = await openStore({ url: "sqlite::memory:", clock });
    const accounts = Array.from({ length: 5_000 }, (_, index) => ({
      accountId: String(17_841_400_000_000_001n + BigInt(index)),
      username: `account_${index}`,
      pageId: String(index),
      pageName: `Page ${index}`,
      connection: "agency",
      tasks: [],
      takenAt: NOW.toISOString(),
    }));
    await using house = await openFaultHouse({ accounts: 1 });
    await using graph = createGraph(
      {
        url: house.sandbox.url,
        version: "v25.0",
        timeoutMs: HANG.timeout,
        connections: [toConnection(house.sandbox, "agency", 180)],
        ledger: store.ledger,
        whenSpent: "stop",
      },
      clock,
    );
    const plan = await previewPlan({ graph, store, clock }, accounts, { ...PLAN, mayWait: false });
    expect(plan.cost).toBeLessThanOrEqual(180);
    const named = [...plan.calls, ...plan.leftOut].map(({ accountId }) => accountId);
    expect(new Set(named).size).toBe(5_000);
    for (const { why } of plan.leftOut.slice(0, 20)) expect(why).toMatch(/connection "agency" has \d+ calls left/);
    expect(house.sandbox.callsCounted()).toBe(0);
  });
});
