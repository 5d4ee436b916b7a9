// Waits as told, as long as told, and only for whom it was told (RELIABILITY V6).
import { describe, expect, it } from "vitest";
import { classify } from "../../src/graph/classify.ts";
import { createThrottleScopes } from "../../src/graph/throttle-scope.ts";
import { Secret } from "../../src/shared/index.ts";
import { openGraph } from "../support/open-graph.ts";
import { readErrorFixture, readFixture } from "../support/read-fixture.ts";
import type { ScriptedAnswer } from "../support/scripted-server.ts";

const OK: ScriptedAnswer = { body: { id: "1784" } };
const MINUTE_MS = 60_000;

function recordedThrottle(name: string) {
  return classify({ ...readErrorFixture(name), about: "insights of @kaffee" });
}

function refused(name: string, headers: Readonly<Record<string, string>> = {}): ScriptedAnswer {
  const { httpStatus, body } = readErrorFixture(name);
  return { status: httpStatus, body, headers };
}
describe("a throttle of the token", () => {
  const scopes = () => createThrottleScopes();
  const spent = recordedThrottle("017_user_limit");

  it("that one account hears again while others are answered is that account's", () => {
    const judge = scopes();
    expect(judge.judge(spent, { connection: "a", accountId: "1" }).reach).toBe("token");
    judge.onAnswered({ connection: "a", accountId: "2" });
    expect(judge.judge(spent, { connection: "a", accountId: "1" }).reach).toBe("account");
    judge.onAnswered({ connection: "a", accountId: "1" });
    expect(judge.judge(spent, { connection: "a", accountId: "1" }).reach).toBe("token");
  });

  it("stays the token's where nobody was answered, or another account hears it", () => {
    const judge = scopes();
    for (const accountId of ["1", "1", "2", "1"]) {
      expect(judge.judge(spent, { connection: "a", accountId }).reach).toBe("token");
    }
  });
});

describe("a throttle", () => {
  const estimate = (minutes: number) => ({
    "x-business-use-case-usage": JSON.stringify({
      "1784": [
        {
          type: "instagram",
          call_count: 100,
          total_time: 9,
          total_cputime: 9,
          estimated_time_to_regain_access: minutes,
        },
      ],
    }),
  });

  it("waits as long as told, in minutes (RELIABILITY V6)", async () => {
    const waits: string[] = [];
    await using house = await openGraph([refused("80002_instagram_limit", estimate(19)), OK], {
      onWait: ({ until }) => waits.push(until.toISOString()),
    });
    await house.ask({ accountId: "1784" });
    expect(house.clock.sleepsMs).toEqual([19 * MINUTE_MS]);
    expect(waits).toEqual(["2026-11-23T12:19:00.000Z"]);
    expect(house.server.requests).toHaveLength(2);
  });

  it("waits five minutes at least, and an hour when the app's or user's hour is spent", async () => {
    for (const [name, minutes] of [
      ["80002_instagram_limit", 5],
      ["613_custom_limit", 5],
      ["017_user_limit", 60],
      ["004_app_limit", 60],
      ["032_page_limit", 60],
    ] as const) {
      await using house = await openGraph([refused(name), OK]);
      await house.ask({ accountId: "1784" });
      expect(house.clock.sleepsMs, name).toEqual([minutes * MINUTE_MS]);
    }
  });

  it("with the recorded headers of a throttled account waits its 19 minutes", async () => {
    const recorded = readFixture("headers") as Readonly<Record<string, Readonly<Record<string, string>>>>;
    const { "x-business-use-case-usage": usage = "" } = recorded.throttledInstagram ?? {};
    await using house = await openGraph([refused("80002_instagram_limit", { "x-business-use-case-usage": usage }), OK]);
    await house.ask({ accountId: "1784" });
    expect(house.clock.sleepsMs).toEqual([19 * MINUTE_MS]);
  });

  it.each([5e9, 1e12, 1e18, 1e308])(
    "told for %d minutes is believed for a day, with and without an error",
    async (minutes) => {
      const dayMs = 24 * 60 * MINUTE_MS;
      for (const answer of [
        refused("80002_instagram_limit", estimate(minutes)),
        { ...OK, headers: estimate(minutes) },
      ]) {
        await using house = await openGraph([answer, OK, OK]);
        await house.ask({ accountId: "1784" });
        await house.ask({ accountId: "1784" });
        expect(house.clock.sleepsMs.reduce((sum, ms) => sum + ms, 0)).toBe(dayMs);
        expect(house.server.requests).toHaveLength(3 - Number(!("status" in answer)));
      }
      await using house = await openGraph([refused("017_user_limit", estimate(minutes))], { whenSpent: "stop" });
      await expect(house.ask()).rejects.toMatchObject({ resumesAt: new Date("2026-11-24T12:00:00.000Z") });
    },
  );

  it("of a percentage beyond measure slows down and stops like any other", async () => {
    const usage = { "x-app-usage": JSON.stringify({ call_count: 1e300, total_time: 0, total_cputime: 0 }) };
    await using house = await openGraph([{ ...OK, headers: usage }, OK, OK]);
    for (let call = 0; call < 3; call += 1) await house.ask();
    expect(house.clock.sleepsMs.every((ms) => ms <= 5 * MINUTE_MS)).toBe(true);
  });

  it("of one account does not hold up another (RELIABILITY T6)", async () => {
    await using house = await openGraph(({ path }) => (path.endsWith("/1") ? refused("80002_instagram_limit") : OK), {
      whenSpent: "stop",
    });
    await expect(house.ask({ path: "1", accountId: "1" })).rejects.toMatchObject({
      code: "GRAPH_BUDGET_SPENT",
      accountId: "1",
    });
    await expect(house.ask({ path: "2", accountId: "2" })).resolves.toMatchObject({ body: { id: "1784" } });
    await expect(house.ask({ path: "1", accountId: "1" })).rejects.toMatchObject({ accountId: "1" });
    expect(house.server.requests.map(({ path }) => path)).toEqual(["/v25.0/1", "/v25.0/2"]);
  });

  const TWO = {
    connections: ["agency", "studio"].map((name) => ({ name, token: new Secret(`token-${name}`), perHour: 100 })),
    whenSpent: "stop",
  } as const;

  it.each([
    ["017_user_limit", false],
    ["004_app_limit", true],
  ])("%s stops the other connection: %s", async (name, stopsOther) => {
    await using house = await openGraph(
      ({ headers }) => (headers.authorization?.endsWith("agency") ? refused(name) : OK),
      TWO,
    );
    await expect(house.ask()).rejects.toMatchObject({ code: "GRAPH_BUDGET_SPENT", connection: "agency" });
    const other = house.ask({ connection: "studio" });
    if (stopsOther) await expect(other).rejects.toMatchObject({ connection: "studio" });
    else await expect(other).resolves.toBeDefined();
  });

  it("of an account lets its caller stand aside for as long as it lasts; another account's does not ask to", async () => {
    await using house = await openGraph((_request, index) => (index === 0 ? refused("80002_instagram_limit") : OK));
    const asides: string[] = [];
    const standAside = (accountId: string) => async (wait: () => Promise<void>) => {
      asides.push(accountId);
      await wait();
    };
    await house.ask({ accountId: "1", standAside: standAside("1") });
    await house.ask({ accountId: "2", standAside: standAside("2") });
    expect(asides).toEqual(["1"]);
    expect(house.clock.sleepsMs).toEqual([5 * MINUTE_MS]);
  });

  it("of a business use case is the token's once a second account hears the same with nothing answered between", async () => {
    const page = { status: 400, body: { error: { code: 80_001, message: "too many calls to this Page account" } } };
    const broken = new Set(["1", "2"]);
    await using house = await openGraph(({ path }) => (broken.has(path.split("/").at(-1) ?? "") ? page : OK), {
      whenSpent: "stop",
    });
    const ask = (id: string) => house.ask({ path: id, accountId: id, about: `posts of @a${id}` });
    await expect(ask("1")).rejects.toMatchObject({ accountId: "1", message: expect.stringMatching(/^@a1 of conn/) });
    await expect(ask("3")).resolves.toBeDefined();
    await expect(ask("2")).rejects.toMatchObject({ accountId: "2" });
    broken.add("4");
    await expect(ask("4")).rejects.toMatchObject({
      accountId: undefined,
      message: expect.stringMatching(/^Connection/),
    });
    await expect(ask("3")).rejects.toMatchObject({ code: "GRAPH_BUDGET_SPENT" });
    expect(house.server.requests).toHaveLength(4);
  });

  it("that lasted before is not waited for again", async () => {
    await using house = await openGraph(() => refused("80002_instagram_limit"));
    await expect(house.ask({ accountId: "1", mayBackOff: false })).rejects.toMatchObject({
      accountId: "1",
      isLasting: true,
    });
    expect(house.server.requests).toHaveLength(1);
    expect(house.clock.sleepsMs).toEqual([]);
  });

  it("that never ends is no endless loop", async () => {
    await using house = await openGraph(() => refused("80002_instagram_limit"));
    await expect(house.ask({ accountId: "1" })).rejects.toMatchObject({ code: "GRAPH_BUDGET_SPENT", accountId: "1" });
    expect(house.server.requests).toHaveLength(4);
    // Without an estimate longer each time (errors.json 80002).
    expect(house.clock.sleepsMs).toEqual([5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS]);
  });

  it("is not shortened by an answer that was under way", async () => {
    const throttled = Promise.withResolvers<void>();
    await using house = await openGraph(
      async ({ path }) => {
        if (path.endsWith("/fast")) return refused("80002_instagram_limit", estimate(40));
        await throttled.promise;
        return { ...OK, headers: estimate(0) };
      },
      { whenSpent: "stop" },
    );
    const slow = house.ask({ path: "slow", accountId: "1" });
    const until = { resumesAt: new Date("2026-11-23T12:40:00.000Z") };
    await expect(house.ask({ path: "fast", accountId: "1" })).rejects.toMatchObject(until);
    throttled.resolve();
    await slow;
    await expect(house.ask({ path: "fast", accountId: "1" })).rejects.toMatchObject(until);
    expect(house.server.requests).toHaveLength(2);
  });
});
