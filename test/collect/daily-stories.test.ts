import { describe, expect, it } from "vitest";
import { type Form, findMissedStories } from "../../src/collect/plan/index.ts";
import { account, inForm, planInput } from "./plans.ts";

function missed(count: number, form: Form, perHour = 180) {
  const accounts = Array.from({ length: count }, (_, index) =>
    account({ accountId: String(index), username: `brand${String(index).padStart(5, "0")}` }),
  );
  const held = new Map([["7", { accountId: "7", totalWindows: [], media: [{ publishedAt: "2026-11-20T00:00:00Z" }] }]]);
  const input = planInput({ accounts, held, known: inForm(form) });
  return findMissedStories(input, new Map([["agency", perHour]]));
}

describe("stories a daily run could not catch", () => {
  it("are none up to what CALL-COST §4.2 reckons a token holds", () => {
    expect(missed(4_277, 1)).toEqual([]);
    expect(missed(718, 3)).toEqual([]);
  });

  it("are those of the least active accounts beyond it, with how many connections would hold all", () => {
    const left = missed(5_000, 1);
    expect(left).toHaveLength(5_000 - 4_270);
    expect(left[0]).toEqual({
      connection: "agency",
      accountId: "0",
      username: "brand00000",
      what: "daily stories",
      why: 'a look a day at 5000 accounts needs 5050 calls and connection "agency" has 4320; 2 connections would hold all',
    });
    expect(left.map(({ accountId }) => accountId)).not.toContain("7");
  });
});
