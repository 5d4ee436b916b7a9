// The data dictionary against the catalogue, and the catalogue against what a collection asks for.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  DAY_TOTAL_METRICS,
  EXTRA_METRICS,
  FOLLOW_METRICS,
  ONLINE_METRIC,
  POST_METRICS,
  SERIES_METRICS,
  STORY_METRICS,
  TOTAL_METRICS,
} from "../../src/collect/plan/metric-sets.ts";
import { fieldMetrics, metrics } from "../../src/dataset/index.ts";
import { METRIC_TABLE, toMetricTable } from "../../src/dataset/metric-table.ts";
import { withCollected } from "../support/collect-model.ts";

const namesOf = (level: "account" | "media", asked: string) =>
  metrics
    .filter((metric) => metric.level === level && metric.asked === asked)
    .map(({ name }) => name)
    .sort();

describe("the catalogue of metrics", () => {
  test("stands in the data dictionary as it is (npm run docs:metrics writes it)", () => {
    const page = readFileSync(new URL("../../docs/data-dictionary.md", import.meta.url), "utf8");
    const [, rest = ""] = page.split(METRIC_TABLE.begin);
    expect(rest.split(METRIC_TABLE.end)[0]?.trim()).toBe(toMetricTable());
  });

  test("says of each metric whether a collection asks for it", () => {
    const ofAccounts = [...SERIES_METRICS, ...TOTAL_METRICS, ...DAY_TOTAL_METRICS, ...FOLLOW_METRICS];
    expect(namesOf("account", "always")).toEqual(
      [...new Set([...ofAccounts, ONLINE_METRIC, "follower_demographics"])].sort(),
    );
    const nested = new Set<string>([
      ...POST_METRICS,
      ...fieldMetrics.map(({ name }) => name),
      "replies",
      "navigation",
      "link_clicks",
    ]);
    expect(namesOf("media", "always")).toEqual([...nested].sort());
    expect(namesOf("media", "alone")).toEqual([...new Set(Object.values(EXTRA_METRICS).flat())].sort());
    // Stories are asked for their follows and visits each time.
    expect(STORY_METRICS.filter((name) => !nested.has(name)).sort()).toEqual(["follows", "profile_visits"]);
  });

  test("says what a collection leaves in the store, and that the rest is told as not asked", async () => {
    const { account, media, notAsked } = await withCollected({ accounts: 14, seed: 1 }, async ({ read }) => {
      const found = { account: new Set<string>(), media: new Set<string>(), notAsked: new Set<string>() };
      const all = { from: "2026-01-01", to: "2026-12-31" };
      for (const { accountId } of await read.accounts()) {
        const [days, totals] = [await read.days(accountId, all), await read.totals(accountId, all)];
        for (const { metric } of [...days, ...totals, ...(await read.audience(accountId))]) found.account.add(metric);
        for (const { metric } of await read.mediaInsights(accountId, all.from, all.to)) found.media.add(metric);
      }
      for (const { metric } of await read.notAsked(all)) if (metric !== undefined) found.notAsked.add(metric);
      return found;
    });
    expect([...account].sort()).toEqual(namesOf("account", "always"));
    // Of posts in the feed, follows and visits are not asked beside the others; of stories they are.
    expect([...media].sort()).toEqual([...namesOf("media", "always"), "follows", "profile_visits"].sort());
    const rest = metrics.filter(({ asked, withdrawn }) => asked !== "always" && withdrawn === undefined);
    expect([...notAsked].sort()).toEqual([...new Set(rest.map(({ name }) => name))].sort());
  });
});
