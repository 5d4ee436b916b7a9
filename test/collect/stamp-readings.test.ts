// A collection finds out by itself which day a stamp means, before it reads any series by it (CONTRACT §13.1).
import { describe, expect, it } from "vitest";
import { planCalls } from "../../src/collect/plan/index.ts";
import type { SandboxSettings } from "../../src/sandbox/index.ts";
import type { Lesson } from "../../src/store/index.ts";
import { openTestHouse, type TestHouse, WEEK } from "./open-house.ts";
import { account, inForm, listBlocks, planInput } from "./plans.ts";

const NOW = "2026-11-23T12:00:00.000Z";
const ONCE = { stories: false } as const;

async function readReach({ store }: TestHouse): Promise<readonly string[]> {
  const rows = [];
  for (const { accountId, username } of await store.read.accounts()) {
    for (const { day, metric, value } of await store.read.days(accountId, WEEK)) {
      if (metric === "reach" || metric === "follower_count") rows.push(`${username} ${day} ${metric} ${value}`);
    }
  }
  return rows.sort();
}

async function collectOnce(settings: Partial<SandboxSettings>, accounts = 3) {
  await using house = await openTestHouse(NOW, { accounts, settings });
  const { counted } = await house.run(ONCE);
  const lessons = (await house.store.lessons()).filter(({ topic }) => topic.startsWith("stamp"));
  return {
    counted,
    reach: await readReach(house),
    lessons: lessons.map(toText),
  };
}

const toText = ({ topic, finding, message }: Lesson) => `${topic} ${finding} ${message.slice(-7)}`;

describe("the first collection of a connection", () => {
  it("labels every day the same whichever end the server stamps, for no call more", async () => {
    const end = await collectOnce({ seriesDays: "end-stamp" });
    const start = await collectOnce({ seriesDays: "start-stamp" });
    expect(end.reach).toHaveLength(new Set(end.reach).size);
    expect(start.reach).toEqual(end.reach);
    // Two lists of Pages and portfolios, and one call an account.
    expect([end.counted, start.counted]).toEqual([5, 5]);
    expect([end.lessons, start.lessons]).toEqual([["stamp-reading end (v25.0)"], ["stamp-reading start (v25.0)"]]);
  });

  it("does so where windows are not aliased, too", async () => {
    const end = await collectOnce({ seriesDays: "end-stamp", aliases: "refused" });
    const start = await collectOnce({ seriesDays: "start-stamp", aliases: "refused" });
    expect(start.reach).toEqual(end.reach);
    expect(start.lessons).toEqual(["stamp-reading start (v25.0)"]);
  });

  it("costs one call a connection there, which the plan tells, and nothing once it is settled", () => {
    const accounts = [
      account({ followersCount: 10 }),
      account({ accountId: "2", username: "big", followersCount: 90 }),
    ];
    const inForm3 = { accounts, known: inForm(3) };
    const unsettled = planCalls(planInput({ ...inForm3, unsettledStamps: new Set(["agency"]) }));
    const settled = planCalls(planInput(inForm3));
    expect(unsettled.cost).toBe(settled.cost + 1);
    const asked = unsettled.calls.filter((call) =>
      listBlocks([call]).some((block) => block.kind === "totals" && block.calibrates !== undefined),
    );
    expect(asked.map(({ username, key }) => [username, key])).toEqual([["big", "2/account"]]);
    const kinds = listBlocks(asked).map((block) =>
      block.kind === "totals" && block.calibrates ? "calibration" : block.kind,
    );
    expect(kinds.indexOf("calibration")).toBeLessThan(kinds.indexOf("series"));
    const free = planCalls(planInput({ accounts, unsettledStamps: new Set(["agency"]) }));
    expect(free.cost).toBe(planCalls(planInput({ accounts })).cost);
  });
});

it("a new version is looked at anew, an old one is not", async () => {
  await using house = await openTestHouse(NOW, { accounts: 2 });
  await house.run(ONCE);
  house.sandbox.configure({ seriesDays: "start-stamp" });
  house.clock.advance(3_600_000);
  await house.run(ONCE);
  const stamps = async () => (await house.store.lessons()).filter(({ topic }) => topic === "stamp-reading").map(toText);
  expect(await stamps()).toEqual(["stamp-reading end (v25.0)"]);
  house.clock.advance(3_600_000);
  await house.run(ONCE, "v26.0");
  expect(await stamps()).toEqual(["stamp-reading start (v26.0)"]);
});

it("days too much alike settle nothing, and are looked at again after a week", async () => {
  await using house = await openTestHouse(NOW, { accounts: 1 });
  const [account] = (
    await house.within(async (opened, signal) => {
      const { findAccounts } = await import("../../src/collect/index.ts");
      return findAccounts(opened, { filter: { include: ["*"], exclude: [] } }, signal);
    })
  ).accounts;
  await house.store.learn({
    connection: account?.connection ?? "",
    topic: "stamps-tried",
    finding: "v25.0",
    message: "days too much alike",
    learntAt: NOW,
  });
  await house.run(ONCE);
  expect((await house.store.lessons()).some(({ topic }) => topic === "stamp-reading")).toBe(false);
  house.clock.advance(8 * 86_400_000);
  await house.run({ ...ONCE, span: { from: "2026-11-23", to: "2026-11-29" } });
  expect((await house.store.lessons()).some(({ topic }) => topic === "stamp-reading")).toBe(true);
});
