// Every figure the registry knows is asked for, or told as not asked, with why and what it would cost.
import { describe, expect, it } from "vitest";
import { previewPlan } from "../../src/collect/index.ts";
import { type Form, listLater, listNotAsked, planCalls } from "../../src/collect/plan/index.ts";
import { EXTRA_METRICS } from "../../src/collect/plan/metric-sets.ts";
import { fieldMetrics, type MetricLevel, metrics } from "../../src/dataset/index.ts";
import type { SandboxOptions } from "../../src/sandbox/index.ts";
import { OPTIONS, openTestHouse, WEEK } from "./open-house.ts";
import { knownOf, listBlocks, planInput } from "./plans.ts";

const FORMS: readonly Form[] = [1, 2, 3];

/** Names asked for in a form, by level. */
function listAsked(form: Form, level: MetricLevel, hasSingles: boolean): readonly string[] {
  const nesting = hasSingles ? ([["nested-insights", "agency"]] as const) : [];
  const { calls } = planCalls(planInput({ known: knownOf(["form", "agency", { value: form }], ...nesting) }));
  return listBlocks(calls).flatMap((block): readonly string[] => {
    const isMedia = block.kind === "media" || block.kind === "stories" || block.kind === "media-insights";
    if (isMedia !== (level === "media")) return [];
    if (block.kind === "stories") return [...block.metrics, ...(block.navigation ? ["navigation"] : [])];
    if (block.kind === "media" && block.nextSteps !== undefined) {
      return [...listLater(block.nextSteps), ...Object.values(EXTRA_METRICS).flat()];
    }
    return block.kind === "audience" ? [block.metric] : "metrics" in block ? block.metrics : [];
  });
}

describe.each(FORMS)("in form %i", (form) => {
  it.each([false, true])("nothing of the registry is passed over (posts asked alone: %s)", (hasSingles) => {
    const asking = { form, hasSingles, hasPlainStories: hasSingles, stories: true, audience: true, span: WEEK };
    const told = new Set(listNotAsked(asking).flatMap((one) => one.metrics));
    for (const level of ["account", "media"] as const) {
      const fields = level === "media" ? fieldMetrics.map(({ name }) => name) : [];
      const asked = new Set([...listAsked(form, level, hasSingles), ...fields]);
      // Stories asked one by one have the figures of STORY_METRICS.
      const posts = hasSingles
        ? new Set(["reach", "views", "shares", "total_interactions", "replies", "link_clicks"])
        : new Set();
      const known = metrics.filter((metric) => metric.level === level && metric.withdrawn === undefined);
      expect(
        known.map(({ name }) => name).filter((name) => !asked.has(name) && !told.has(name) && !posts.has(name)),
      ).toEqual([]);
    }
    for (const { why } of listNotAsked(asking)) expect(why).toMatch(/\bcalls? an? \w+|\d+ calls an account/);
  });
});

it("what the configuration does not want is not told as missing", () => {
  const asking = {
    form: 3,
    hasSingles: true,
    hasPlainStories: true,
    stories: false,
    audience: false,
    span: WEEK,
  } as const;
  const told = listNotAsked(asking).flatMap((one) => one.metrics);
  expect(told).not.toContain("navigation");
  expect(told).not.toContain("engaged_audience_demographics");
  expect(told).toContain("views");
});

async function collectOnce(options: SandboxOptions) {
  await using house = await openTestHouse("2026-11-23T12:00:00.000Z", { accounts: 1, ...options });
  const outcome = await house.run({ audience: true });
  const rows = [];
  for await (const row of house.store.exportRows("gaps")) rows.push(row);
  const notAsked = rows.filter(({ reason }) => reason === "not-asked");
  const plan = await house.within(async (opened) =>
    previewPlan(opened, await opened.store.read.accounts(), { ...OPTIONS, audience: true, mayWait: true }),
  );
  return {
    outcome,
    rows,
    notAsked,
    leftOut: plan.leftOut,
    read: await house.store.read.notAsked(WEEK),
    counted: await house.store.read.gaps(WEEK),
  };
}

describe("a collection", () => {
  it("tells what its form does not ask as gaps and in the plan, and is no less complete for it", async () => {
    const { outcome, rows, notAsked, leftOut, read, counted } = await collectOnce({});
    const names = notAsked.map(({ metric }) => metric);
    expect(names.toSorted()).toEqual([
      "engaged_audience_demographics",
      "follows",
      "ig_reels_avg_watch_time",
      "ig_reels_video_view_total_time",
      "profile_visits",
      "reels_skip_rate",
    ]);
    expect(outcome.gaps).toBe(rows.length - notAsked.length);
    expect(counted).toHaveLength(outcome.gaps);
    expect(read).toHaveLength(notAsked.length);
    expect(leftOut.map(({ what }) => what)).toContain("watch time and skip rate of reels");
  });

  it("whose windows are not aliased tells the days and the ways of leaving stories as well", async () => {
    const { notAsked, leftOut } = await collectOnce({ settings: { aliases: "refused" } });
    const days = notAsked.filter(({ from_day }) => from_day !== null);
    expect(days.map(({ metric, from_day, to_day }) => [metric, from_day, to_day])).toContainEqual([
      "views",
      WEEK.from,
      WEEK.to,
    ]);
    expect(days).toHaveLength(6);
    expect(notAsked.find(({ metric }) => metric === "navigation")?.message).toContain("a call a story");
    expect(leftOut.find(({ what }) => what.endsWith(" a day"))?.why).toContain("7 calls an account");
  });
});

it("is no longer told once it is asked", async () => {
  await using house = await openTestHouse("2026-11-23T12:00:00.000Z", { settings: { aliases: "refused" } });
  await house.run();
  const told = async () => (await house.store.read.notAsked(WEEK)).map(({ metric }) => metric);
  expect(await told()).toContain("navigation");
  house.sandbox.configure({ aliases: "allowed" });
  house.clock.advance(9 * 86_400_000);
  await house.run();
  expect(await told()).not.toContain("navigation");
  expect(await told()).not.toContain("views");
});
