// Accounts Meta keeps figures back of (CONTRACT §3.3): nothing is asked that is known to be empty, and nothing is left out.
import { describe, expect, it } from "vitest";
import { normalise, normaliseKnownRefusals } from "../../src/collect/normalise/index.ts";
import { type Block, explainThreshold, type Form, planCalls } from "../../src/collect/plan/index.ts";
import { ACCOUNT_ID, account, inForm, listBlocks, NOW, planInput, plannedCall, WEEK } from "./plans.ts";

const WITH_THRESHOLD = ["follower_count", "follows_and_unfollows", "follower_demographics", "online_followers"];
const TAKEN_AT = NOW.toISOString();

const plan = (followersCount: number | undefined, form: Form = 3) =>
  planCalls(planInput({ accounts: [account({ followersCount })], known: inForm(form) }));

const listMetrics = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap((block) => (block.kind === "audience" ? [block.metric] : "metrics" in block ? block.metrics : []));

describe.each([1, 2, 3] as const)("an account of 99 followers in form %i", (form) => {
  it("is asked for nothing that has a threshold", () => {
    const asked = listMetrics(listBlocks(plan(99, form).calls));
    expect(asked.filter((metric) => WITH_THRESHOLD.includes(metric))).toEqual([]);
    expect(asked).toContain("reach");
  });

  it("has each such figure told once, of the days it was wanted for", () => {
    const told = plan(99, form).calls.flatMap(({ refusedBefore }) => refusedBefore);
    expect(told.map(({ metric }) => metric).toSorted()).toEqual([
      "follower_count",
      "follower_demographics",
      "follower_demographics",
      "follower_demographics",
      "follows_and_unfollows",
      "online_followers",
    ]);
    for (const { reason, message } of told) {
      expect([reason, message]).toEqual(["below-threshold", "Meta tells this only from 100 followers on."]);
    }
  });
});

it("costs four calls less in form 3 at first, and 100 followers cost as many as unknown ones", () => {
  expect(plan(undefined).cost - plan(99).cost).toBe(4);
  expect(plan(100).cost).toBe(plan(undefined).cost);
});

describe("the gap of a figure that was not asked for", () => {
  const blocks: readonly Block[] = [
    { kind: "series", span: WEEK, metrics: ["follower_count"] },
    { kind: "totals", span: WEEK, metrics: ["follows_and_unfollows"], breakdown: "follow_type" },
    { kind: "audience", metric: "follower_demographics", dimension: "country" },
    { kind: "audience", metric: "online_followers", dimension: "day,hour", span: WEEK },
  ];
  const known = { accountId: ACCOUNT_ID, username: "tiny", pageId: "1", pageName: "", connection: "agency", tasks: [] };

  it.each(blocks)("is the one an empty answer leaves: $kind $metric", (block) => {
    const { gaps: answered, settled } = normalise(
      { kind: "page", call: plannedCall(), parts: [{ block, part: { data: [] } }], refusals: [], takenAt: TAKEN_AT },
      { known, followersCount: 99, stampReading: "end", runStartedAt: TAKEN_AT },
    );
    const [metric = ""] = listMetrics([block]);
    const call = plannedCall({
      refusedBefore: [{ block, metric, ...explainThreshold(100), reason: "below-threshold" }],
    });
    const { gaps: told } = normaliseKnownRefusals(call, TAKEN_AT);
    expect(told).toEqual(answered);
    // Grown past the threshold, the first answer takes the gap away.
    for (const { subject } of told) expect(settled).toContain(subject);
  });
});
