import { describe, expect, it } from "vitest";
import { planCalls } from "../../src/collect/plan/index.ts";
import { countDays, listDays } from "../../src/dataset/index.ts";
import { ACCOUNT_ID, inForm, listBlocks, planInput, WEEK } from "./plans.ts";

const SINCE = "2026-08-31";

function plan(form: 1 | 2 | 3, parts: Parameters<typeof planInput>[0] = {}) {
  return planCalls(planInput({ since: SINCE, known: inForm(form), ...parts }));
}

const historyOf = (form: 1 | 2 | 3, parts = {}) =>
  plan(form, parts).calls.filter(({ key }) => key.endsWith("/history"));

describe("a back-fill", () => {
  it("asks the totals of every earlier week that begins within it, with gains and losses", () => {
    const blocks = listBlocks(historyOf(1)).filter((block) => block.kind === "totals");
    const weeks = (breakdown: string) =>
      blocks.filter((block) => block.breakdown === breakdown).map(({ span }) => span.from);
    // The week right before the period is in every plan; its gains and losses are not.
    expect(weeks("follow_type")).toEqual([
      ...["2026-11-09", "2026-11-02", "2026-10-26", "2026-10-19", "2026-10-12", "2026-10-05"],
      ...["2026-09-28", "2026-09-21", "2026-09-14", "2026-09-07", "2026-08-31"],
    ]);
    expect(weeks("")).toEqual(weeks("follow_type").slice(1));
    for (const { span } of blocks) expect(countDays(span)).toBe(7);
  });

  it("asks daily reach for every day up to where the period's own series begins, in windows the API answers", () => {
    const series = listBlocks(plan(1).calls).filter((block) => block.kind === "series");
    const days = series.flatMap(({ span }) => listDays(span)).sort();
    expect(days).toEqual(listDays({ from: SINCE, to: WEEK.to }));
    for (const { span } of series) expect(countDays(span)).toBeLessThanOrEqual(28);
  });

  // RELIABILITY D4: a year and more, and a first day somebody's calendar begins with.
  it.each(["2025-10-19", "0001-01-01"])(
    "from %s asks for nothing longer than 30 days or older than Meta keeps",
    (since) => {
      const blocks = listBlocks(plan(1, { since }).calls);
      const spans = blocks.flatMap((block) => ("span" in block && block.span !== undefined ? [block.span] : []));
      expect(spans.length).toBeGreaterThan(100);
      expect(spans.length).toBeLessThan(1_000);
      for (const span of spans) {
        expect(countDays(span)).toBeLessThanOrEqual(30);
        expect(span.from >= "2024-11-01", span.from).toBe(true);
      }
    },
  );

  it("lists posts from its first day on", () => {
    const [media] = listBlocks(plan(1).calls).filter((block) => block.kind === "media");
    expect(media?.since).toBe(Date.parse("2026-08-30T00:00:00Z") / 1000);
  });

  it("leaves out what is held, and is no more than the plan of the week when nothing is missing", () => {
    const first = listBlocks(historyOf(1)).flatMap((block) =>
      block.kind === "totals" ? [`${block.span.from}..${block.span.to}`] : [],
    );
    const held = new Map([[ACCOUNT_ID, { accountId: ACCOUNT_ID, totalWindows: first, media: [] }]]);
    const totals = listBlocks(historyOf(1, { held })).filter((block) => block.kind === "totals");
    expect(totals.map(({ span }) => span.from)).toEqual(["2026-11-09"]);
    expect(historyOf(1, { since: WEEK.from })).toEqual([]);
  });

  it("costs a few calls where aliases are taken, one a window where they are not, and comes last", () => {
    const [aliased] = historyOf(1);
    const [single] = historyOf(3);
    expect(aliased?.cost).toBe(3);
    expect(single?.cost).toBe(listBlocks(historyOf(3)).length);
    expect(plan(1).calls.at(-1)?.key).toBe(`${ACCOUNT_ID}/history`);
  });
});

describe("only stories", () => {
  it("is one small call an account", () => {
    const { calls, cost } = planCalls(planInput({ storiesOnly: true }));
    expect(cost).toBe(1);
    expect(listBlocks(calls).map(({ kind }) => kind)).toEqual(["stories"]);
  });
});
