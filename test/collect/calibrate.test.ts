// Which end of a day a stamp marks, found out against both behaviours of the stand-in, and what collections do with it.
import { describe, expect, it } from "vitest";
import { toPoints, toTotal } from "../../src/collect/calibrate.ts";
import { calibrateStamps, collect, findAccounts } from "../../src/collect/index.ts";
import { createGraph } from "../../src/graph/index.ts";
import { type SandboxSettings, startSandbox } from "../../src/sandbox/index.ts";
import { Secret } from "../../src/shared/index.ts";
import { openStore } from "../../src/store/index.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { HANG } from "../support/hang.ts";

const { signal } = new AbortController();
const FILTER = { include: ["*"], exclude: [] };
const WEEK = { from: "2026-11-16", to: "2026-11-22" };

async function openServices(settings: Partial<SandboxSettings>) {
  const clock = new FakeClock("2026-11-23T12:00:00.000Z");
  const sandbox = await startSandbox({ accounts: 1, now: () => clock.now(), settings });
  const store = await openStore({ url: "sqlite::memory:", clock });
  const graph = createGraph(
    {
      url: sandbox.url,
      version: "v25.0",
      timeoutMs: HANG.timeout,
      connections: [{ name: "agency", token: new Secret(sandbox.token), perHour: 180 }],
      ledger: store.ledger,
      whenSpent: "wait",
    },
    clock,
  );
  const house = { graph, store, clock };
  const [account] = (await findAccounts(house, { filter: FILTER }, signal)).accounts;
  if (account === undefined) throw new Error("a world without accounts");
  const spent = sandbox.callsCounted();
  return {
    ...house,
    account,
    calibrate: () => calibrateStamps(house, account, signal),
    calls: () => sandbox.callsCounted() - spent,
    async collectDays() {
      const options = { span: WEEK, filter: FILTER, mediaDays: 7, rereadDays: 3, stories: false, audience: false };
      await collect(house, { ...options, pictures: false, stampReading: "end", concurrency: 1 }, signal);
      const days = await store.read.days(account.accountId, WEEK);
      return days.filter(({ metric }) => metric === "reach").map(({ day, value }) => `${day} ${value}`);
    },
    async [Symbol.asyncDispose]() {
      await graph.close();
      await store.close();
      await sandbox.close();
    },
  };
}

describe("calibration", () => {
  it.each([
    ["end-stamp", "end"],
    ["start-stamp", "start"],
  ] as const)("finds the reading of a server of %s with one call, and remembers it", async (seriesDays, reading) => {
    await using house = await openServices({ seriesDays });
    const found = await house.calibrate();
    expect(found).toMatchObject({ reading });
    expect(found.evidence).toContain(`@${house.account.username}`);
    expect(house.calls()).toBe(1);
    expect((await house.store.lessons()).filter(({ topic }) => topic === "stamp-reading")).toMatchObject([
      { connection: "agency", topic: "stamp-reading", finding: reading, message: found.evidence },
    ]);
  });

  it.each(["end-stamp", "start-stamp"] as const)(
    "takes two plain calls more where aliases are refused: %s",
    async (seriesDays) => {
      await using house = await openServices({ seriesDays, aliases: "refused" });
      expect((await house.calibrate()).reading).toBe(seriesDays.replace("-stamp", ""));
      expect(house.calls()).toBe(3);
    },
  );

  it("gives every day the same value whichever end the server stamps", async () => {
    await using one = await openServices({ seriesDays: "end-stamp" });
    await using other = await openServices({ seriesDays: "start-stamp" });
    await one.calibrate();
    await other.calibrate();
    const days = await one.collectDays();
    expect(days).toHaveLength(7);
    expect(await other.collectDays()).toEqual(days);
  });
});

describe("the figures that are compared", () => {
  const end_time = "2026-11-17T08:00:00+0000";

  it("are read as digits, too, and of reach, whatever stands before it", () => {
    const others = { name: "follower_count", values: [{ value: 3, end_time }] };
    const edge = { data: [others, { name: "reach", values: [{ value: "120", end_time }] }] };
    expect(toPoints(edge)).toEqual([{ stamp: "2026-11-17T08:00:00.000Z", value: 120 }]);
  });

  it.each(["2026-13-45T99:99:99+0000", "__proto__", "", null, {}])("without a moment (%j) are none", (end_time) => {
    expect(toPoints({ data: [{ name: "reach", values: [{ value: 120, end_time }] }] })).toEqual([]);
  });

  it.each([
    ["digits", { total_value: { value: "120" } }],
    ["one of `values`", { values: [{ value: 120 }] }],
    ["a plain total", { total_value: { value: 120 } }],
  ])("are a day's total as %s", (_how, figure) => {
    expect(toTotal("2026-11-16", { data: [{ name: "reach", ...figure }] })).toEqual([["2026-11-16", 120]]);
  });
});
