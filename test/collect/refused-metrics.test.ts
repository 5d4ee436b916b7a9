import { describe, expect, it } from "vitest";
import type { Capabilities } from "../../src/collect/capabilities/index.ts";
import { type Block, omitRefused, planCalls } from "../../src/collect/plan/index.ts";
import { ACCOUNT_ID, account, knownOf, listBlocks, planInput, WEEK } from "./plans.ts";

const REFUSED = new Map([
  ["account:reposts", "metric[0] must be one of …"],
  ["media:views", "no longer supported"],
]);

describe("metrics refused for good", () => {
  it("are left off where they stand, and told with the API's words", () => {
    const totals: Block = { kind: "totals", span: WEEK, metrics: ["reach", "reposts"], breakdown: "" };
    const media: Block = { kind: "media", since: 1, pageSize: 50, metrics: ["views", "reach"] };
    const { blocks, refusedBefore } = omitRefused([totals, media], REFUSED);
    expect(blocks).toEqual([
      { ...totals, metrics: ["reach"] },
      { ...media, metrics: ["reach"] },
    ]);
    expect(refusedBefore).toEqual([
      { block: totals, metric: "reposts", message: "metric[0] must be one of …", code: "100" },
      { block: media, metric: "views", message: "no longer supported", code: "100" },
    ]);
  });

  it("take their block with them when nothing else was asked, but never the posts themselves", () => {
    const totals: Block = { kind: "totals", span: WEEK, metrics: ["reposts"], breakdown: "" };
    const media: Block = { kind: "media", since: 1, pageSize: 50, metrics: ["views"] };
    expect(omitRefused([totals, media], REFUSED).blocks).toEqual([{ ...media, metrics: [] }]);
  });
});

describe("posts from before the conversion", () => {
  it("are not listed again once they are known", () => {
    const since = (known?: Capabilities) =>
      planCalls(planInput(known && { known }))
        .calls.flatMap(({ requests }) => requests.flatMap(({ blocks }) => blocks))
        .find(({ kind }) => kind === "media");
    const converted = 1_795_000_000;
    expect(since(knownOf(["converted-after", ACCOUNT_ID, { value: converted }]))).toMatchObject({
      since: converted + 1,
    });
    expect(since(knownOf(["converted-after", "another", { value: converted }]))).toEqual(since());
  });
});

describe("an account whose role forbids insights", () => {
  const calls = (mayReadInsights?: boolean) => planCalls(planInput({ accounts: [account({ mayReadInsights })] })).calls;

  it("is asked for its profile, posts and stories, and for nothing that would be refused", () => {
    const blocks = listBlocks(calls(false));
    expect(blocks.map(({ kind }) => kind)).toEqual(["profile", "media", "stories"]);
    for (const block of blocks) if ("metrics" in block) expect(block.metrics).toEqual([]);
  });

  it("has each figure told as not permitted, without a call", () => {
    const [call] = calls(false);
    const asked = listBlocks(calls(true)).flatMap((block) => ("metrics" in block ? block.metrics : []));
    const told = call?.refusedBefore.filter(({ block }) => block.kind !== "audience") ?? [];
    expect(told.map(({ metric }) => metric)).toEqual(asked);
    for (const { reason, message } of told)
      expect([reason, message]).toEqual(["not-permitted", expect.stringContaining("ANALYZE")]);
    expect(calls(true)[0]?.refusedBefore).toEqual([]);
  });
});

describe("an account whose stories had too few viewers", () => {
  it("has them listed plainly and asked one by one, so that they spoil no request", () => {
    const stories = (known?: Capabilities) =>
      listBlocks(planCalls(planInput(known && { known })).calls).find(({ kind }) => kind === "stories");
    expect(stories(knownOf(["small-stories", ACCOUNT_ID]))).toMatchObject({
      metrics: [],
      navigation: false,
      nextSteps: [{ kind: "each" }],
    });
    expect(stories()).toMatchObject({ navigation: true });
  });
});
