// Followers online by hour: asked where it costs nothing, in turn where it costs a call.
import { describe, expect, it } from "vitest";
import { type Block, type Form, planCalls } from "../../src/collect/plan/index.ts";
import { ACCOUNT_ID, account, inForm, knownOf, listBlocks, NOW, planInput } from "./plans.ts";

const WEEK_MS = 7 * 86_400_000;
const ONLINE: Block = {
  kind: "audience",
  metric: "online_followers",
  dimension: "day,hour",
  span: { from: "2026-11-14", to: "2026-11-22" },
};
const listOnline = (blocks: readonly Block[]) =>
  blocks.filter((block) => block.kind === "audience" && block.metric === "online_followers");

/** The plan of a run that finds everything of last week held. */
function planWeek(week: number, form: Form) {
  const now = new Date(NOW.getTime() + week * WEEK_MS);
  const audienceTakenAt = new Date(now.getTime() - WEEK_MS).toISOString();
  const held = { accountId: ACCOUNT_ID, totalWindows: ["2026-11-09..2026-11-15"], media: [], audienceTakenAt };
  return planCalls(planInput({ now, known: inForm(form), held: new Map([[ACCOUNT_ID, held]]) }));
}

describe("followers online", () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 10],
  ] as const)("are asked once on a first run of form %i, which costs %i calls", (form, cost) => {
    const plan = planCalls(planInput({ known: inForm(form) }));
    expect(plan.cost).toBe(cost);
    expect(listOnline(listBlocks(plan.calls))).toEqual([ONLINE]);
  });

  it.each([1, 2] as const)("come along every week in form %i for no call of their own", (form) => {
    const weeks = Array.from({ length: 5 }, (_, week) => planWeek(week, form));
    expect(weeks.map(({ cost }) => cost)).toEqual(weeks.map(() => form));
    expect(weeks.map(({ calls }) => listOnline(listBlocks(calls)).length)).toEqual([1, 1, 1, 1, 1]);
  });

  it("take turns with the demographics in form 3, so that an account stays at 6 calls (PRODUCT §3)", () => {
    const weeks = Array.from({ length: 8 }, (_, week) => planWeek(week, 3));
    expect(weeks.map(({ cost }) => cost)).toEqual(weeks.map(() => 6));
    const asked = weeks.map(({ calls }) =>
      listBlocks(calls).flatMap((block) => (block.kind === "audience" ? [block.dimension] : [])),
    );
    expect(asked.map(({ length }) => length)).toEqual(weeks.map(() => 1));
    expect(asked.slice(0, 4).flat().toSorted()).toEqual(["age,gender", "city", "country", "day,hour"]);
    expect(asked.slice(4)).toEqual(asked.slice(0, 4));
  });

  it.each([
    ["a week", 7, "2026-11-14"],
    ["two weeks", 14, "2026-11-07"],
    ["long", 90, "2026-10-26"],
  ])("go on from where they were answered last, %s ago, as far as Meta remembers", (_when, days, from) => {
    const audienceTakenAt = new Date(NOW.getTime() - days * 86_400_000).toISOString();
    const held = { accountId: ACCOUNT_ID, totalWindows: [], media: [] };
    for (const answered of [{ audienceTakenAt }, { audienceAnsweredAt: audienceTakenAt }]) {
      const { calls } = planCalls(planInput({ held: new Map([[ACCOUNT_ID, { ...held, ...answered }]]) }));
      expect(listOnline(listBlocks(calls))).toEqual([{ ...ONLINE, span: { from, to: "2026-11-22" } }]);
    }
  });

  it("are of the last nine days whatever the period, in Meta's days: it forgets them after 30", () => {
    const now = new Date("2026-11-23T05:00:00.000Z");
    const span = { from: "2026-06-01", to: "2026-06-30" };
    expect(listOnline(listBlocks(planCalls(planInput({ now, span })).calls))).toEqual([
      { ...ONLINE, span: { from: "2026-11-13", to: "2026-11-21" } },
    ]);
  });

  it("are not asked again where the API does not know them, and that is told", () => {
    const known = knownOf(["metric", "agency", { words: "not in the list" }, "account:online_followers"]);
    const plan = planCalls(planInput({ known }));
    expect(listOnline(listBlocks(plan.calls))).toEqual([]);
    expect(plan.calls[0]?.refusedBefore).toEqual([
      { block: ONLINE, metric: "online_followers", message: "not in the list", code: "100" },
    ]);
  });

  it("are not asked of an account under 100 followers, and that is told", () => {
    const plan = planCalls(planInput({ accounts: [account({ followersCount: 99 })], known: inForm(3) }));
    expect(listOnline(listBlocks(plan.calls))).toEqual([]);
    expect(plan.calls.flatMap(({ refusedBefore }) => refusedBefore)).toContainEqual({
      block: ONLINE,
      metric: "online_followers",
      message: "Meta tells this only from 100 followers on.",
      note: { code: "too-few-followers", args: { least: 100 } },
      reason: "below-threshold",
    });
  });
});
