import { describe, expect, it } from "vitest";
import { sideBySide, toParallel } from "../../src/cli/run/side-by-side.ts";
import { type DatasetReader, shareReads } from "../../src/store/index.ts";

const GIB = 1_073_741_824;

describe("reports made at once", () => {
  it.each([
    ["as many as there are cores", undefined, 2, 8, 2],
    ["as configured", 3, 2, 8, 3],
    ["no more than memory holds", 6, 8, 2, 3],
    ["no more than memory holds, unasked", undefined, 16, 1.5, 2],
    ["one, where memory is short", 4, 4, 0.2, 1],
    ["eight at the most, unasked", undefined, 64, 64, 8],
  ])("are %s", (_what, configured, cores, gib, expected) => {
    expect(toParallel(configured, { cores, freeBytes: gib * GIB })).toBe(expected);
  });

  it("never exceed their number, come in order, and all end before a failure is told", async () => {
    let now = 0;
    let most = 0;
    const ended: number[] = [];
    const work = async (task: number): Promise<number> => {
      now += 1;
      most = Math.max(most, now);
      for (let turn = 0; turn < task; turn += 1) await Promise.resolve();
      now -= 1;
      ended.push(task);
      if (task === 3) throw new Error("three");
      return task * 10;
    };
    expect(await sideBySide([9, 1, 5, 2], 2, work)).toEqual([90, 10, 50, 20]);
    expect(most).toBe(2);
    ended.length = 0;
    await expect(sideBySide([3, 9, 1], 2, work)).rejects.toThrow("three");
    expect(ended.toSorted()).toEqual([1, 3, 9]);
  });

  it("read what concerns all of them once, and again what failed", async () => {
    const asked: string[] = [];
    let isBroken = true;
    const reader = {
      accounts: async () => {
        asked.push("accounts");
        return [];
      },
      gaps: async ({ from }: { readonly from: string }) => {
        asked.push(`gaps ${from}`);
        if (isBroken) throw new Error("busy");
        return [];
      },
      days: async () => {
        asked.push("days");
        return [];
      },
    } as unknown as DatasetReader;
    const shared = shareReads(reader);
    const span = { from: "2026-11-16", to: "2026-11-22" };
    await expect(shared.gaps(span)).rejects.toThrow("busy");
    isBroken = false;
    for (let report = 0; report < 3; report += 1) {
      await shared.accounts();
      await shared.gaps(span);
      await shared.days("1", span);
    }
    await shared.gaps({ ...span, from: "2026-11-01" });
    expect(asked.toSorted()).toEqual([
      "accounts",
      "days",
      "days",
      "days",
      "gaps 2026-11-01",
      "gaps 2026-11-16",
      "gaps 2026-11-16",
    ]);
  });
});
