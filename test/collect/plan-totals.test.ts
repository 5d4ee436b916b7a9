import { describe, expect, it } from "vitest";
import { type Form, planCalls } from "../../src/collect/plan/index.ts";
import { planTotals } from "../../src/collect/plan/plan-totals.ts";
import type { DaySpan } from "../../src/dataset/index.ts";
import { ACCOUNT_ID, account, DAY, inForm, listBlocks, planInput, WEEK } from "./plans.ts";

const BEFORE = { from: "2026-11-09", to: "2026-11-15" };
/** Tuesday 09:00 in Berlin, nine days and an hour after the end of the week before. */
const TUESDAY = new Date("2026-11-24T08:00:00Z");

function plan(early: readonly (DaySpan & { readAt: string })[], { now = TUESDAY, form = 1 as Form, span = WEEK } = {}) {
  const totalWindows = early.map(({ from, to }) => `${from}..${to}`);
  const held = { accountId: ACCOUNT_ID, totalWindows, earlyWindows: early, media: [] };
  return planTotals({ span, now }, held, form);
}

const again = (blocks: ReturnType<typeof plan>) =>
  blocks.filter((block) => block.again).map(({ span, breakdown, daily }) => [span.from, span.to, breakdown, daily]);

describe("totals read before they had settled", () => {
  it("are due again with their gains and losses and those of their days that had not settled", () => {
    // Read on Tuesday at 09:00 in Berlin: Friday had ended 72 hours before, to the minute.
    expect(again(plan([{ ...BEFORE, readAt: "2026-11-17T08:00:00.000Z" }]))).toEqual([
      [BEFORE.from, BEFORE.to, "", undefined],
      [BEFORE.from, BEFORE.to, "follow_type", undefined],
      ["2026-11-14", "2026-11-14", "", true],
      ["2026-11-15", "2026-11-15", "", true],
    ]);
  });

  it("are asked once, wherever else the plan would ask for them", () => {
    const blocks = plan([
      { ...BEFORE, readAt: "2026-11-16T06:00:00.000Z" },
      { ...WEEK, readAt: "2026-11-23T06:00:00.000Z" },
    ]);
    const asked = blocks.map(({ span, breakdown }) => `${span.from}..${span.to} ${breakdown}`);
    expect(new Set(asked).size).toBe(asked.length);
    expect(again(blocks).map(([from]) => from)).not.toContain(WEEK.from);
  });

  it("are left alone while they are not over", () => {
    const span = { from: "2026-11-23", to: "2026-11-24" };
    expect(again(plan([{ ...span, readAt: "2026-11-24T07:00:00.000Z" }]))).toEqual([]);
  });

  it("are those of any window, however many weeks nobody collected", () => {
    const older = { from: "2026-11-02", to: "2026-11-08", readAt: "2026-11-09T08:00:00.000Z" };
    expect(again(plan([older])).map(([from]) => from)).toContain("2026-11-02");
  });

  it("of a single day are that day's total, and no second block for the daily figures", () => {
    const blocks = plan([{ ...DAY, readAt: "2026-11-19T08:00:00.000Z" }], {
      span: { from: "2026-11-19", to: "2026-11-19" },
    });
    expect(again(blocks)).toEqual([
      [DAY.from, DAY.to, "", undefined],
      [DAY.from, DAY.to, "follow_type", undefined],
    ]);
  });

  describe("of a period of which nothing is held, though of one before it something is", () => {
    const HELD = { from: "2026-11-02", to: "2026-11-08", readAt: "2026-11-13T08:00:00.000Z" };
    const asked = (blocks: ReturnType<typeof plan>) =>
      blocks
        .filter(({ span }) => span.from >= BEFORE.from && span.to <= BEFORE.to)
        .map(({ span, breakdown, daily }) => [span.from, span.to, breakdown, daily]);

    it.each([1, 3] as const)("are asked as they would have been then: the account was refused (form %i)", (form) => {
      const days = [9, 10, 11, 12, 13, 14, 15].map((day) => `2026-11-${String(day).padStart(2, "0")}`);
      expect(asked(plan([HELD], { form }))).toEqual([
        [BEFORE.from, BEFORE.to, "", undefined],
        [BEFORE.from, BEFORE.to, "follow_type", undefined],
        ...days.map((day) => [day, day, "", true]),
      ]);
    });

    it("are no more than what there is to compare with on a first collection", () => {
      const compared = [[BEFORE.from, BEFORE.to, "", undefined]];
      expect(asked(plan([]))).toEqual(compared);
      const older = { from: "2026-10-19", to: "2026-10-25", readAt: "2026-10-30T08:00:00.000Z" };
      expect(asked(plan([older]))).toEqual(compared);
    });

    it("reach two periods back", () => {
      const older = { from: "2026-10-26", to: "2026-11-01", readAt: "2026-11-06T08:00:00.000Z" };
      const froms = plan([older]).map(({ span }) => span.from);
      expect(froms).toEqual(expect.arrayContaining(["2026-11-02", "2026-11-08", "2026-11-09", "2026-11-15"]));
    });
  });

  describe("where each window is a call of its own", () => {
    const cost = (early: readonly (DaySpan & { readAt: string })[], now = TUESDAY) => {
      const totalWindows = [...early, BEFORE].map(({ from, to }) => `${from}..${to}`);
      const held = {
        accountId: ACCOUNT_ID,
        totalWindows,
        earlyWindows: early,
        media: [],
        audienceTakenAt: now.toISOString(),
      };
      const input = {
        accounts: [account()],
        held: new Map([[ACCOUNT_ID, held]]),
        known: inForm(3),
      };
      return planCalls(planInput({ ...input, now })).calls;
    };
    const count = (calls: ReturnType<typeof cost>) => calls.reduce((sum, call) => sum + call.cost, 0);

    it("cost two calls more, one of them for gains and losses, and leave days as they are", () => {
      const calls = cost([{ ...BEFORE, readAt: "2026-11-17T08:00:00.000Z" }]);
      expect(count(calls)).toBe(count(cost([])) + 2);
      expect(listBlocks(calls).filter((block) => block.kind === "totals" && block.again)).toMatchObject([
        { span: BEFORE, breakdown: "" },
        { span: BEFORE, breakdown: "follow_type" },
      ]);
    });

    it("are asked when that reading is one to stay with, or the last was of days under way", () => {
      const span = { from: "2026-11-22", to: "2026-11-22" };
      const at = (readAt: string, now: string) =>
        again(
          plan([{ ...span, readAt }], { form: 3, now: new Date(now), span: { from: "2026-11-23", to: "2026-11-23" } }),
        );
      expect(at("2026-11-23T09:00:00.000Z", "2026-11-24T09:00:00Z")).toEqual([]);
      expect(at("2026-11-23T09:00:00.000Z", "2026-11-26T08:00:00Z")).not.toEqual([]);
      expect(at("2026-11-23T06:00:00.000Z", "2026-11-24T09:00:00Z")).not.toEqual([]);
    });
  });
});
