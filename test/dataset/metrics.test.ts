import { describe, expect, it } from "vitest";
import { findMetric, isMetricFor, type Metric, metrics } from "../../src/dataset/index.ts";
import { readFixture } from "../support/read-fixture.ts";

interface Fact {
  readonly name: string;
  readonly level: "account" | "media";
  readonly status: string;
  readonly mediaProductTypes: readonly string[] | null;
  readonly uniqueCount: boolean;
  readonly unit: string;
  readonly minFollowers: number | null;
  readonly removedForAllVersionsOn: string | null;
}

const { metrics: facts, groups } = readFixture("metrics") as {
  readonly metrics: readonly Fact[];
  readonly groups: { readonly accountSeries: readonly string[] };
};

function factOf({ level, name }: Metric): Fact {
  const fact = facts.find((one) => one.level === level && one.name === name);
  if (fact === undefined) throw new Error(`the contract knows no ${level} metric ${name}`);
  return fact;
}

const UNITS: Readonly<Record<string, string>> = {
  count: "count",
  accounts: "accounts",
  accounts_by_hour: "accounts",
  ms: "ms",
  percent_or_ratio: "share",
};

describe.each(metrics.map((metric) => [`${metric.level} ${metric.name}`, metric] as const))("%s", (_title, metric) => {
  const fact = factOf(metric);

  it("is current or withdrawn as in the contract", () => {
    expect(metric.withdrawn === undefined).toBe(fact.status === "current");
    if (metric.withdrawn !== undefined)
      expect(metric.withdrawn.slice(0, 10)).toBe(fact.removedForAllVersionsOn?.slice(0, 10));
  });

  it("is asked of the product types that answer it", () => {
    expect([...metric.productTypes].sort()).toEqual([...(fact.mediaProductTypes ?? [])].sort());
  });

  it("has the contract's unit and threshold", () => {
    expect(metric.unit).toBe(UNITS[fact.unit]);
    expect(metric.minFollowers ?? null).toBe(fact.minFollowers);
  });

  it("adds up only where it counts no person twice", () => {
    if (!fact.uniqueCount) return;
    expect(metric.addsUpOverDays).toBe(false);
    expect(metric.addsUpOverAccounts).toBe(false);
  });
});

describe("the catalogue", () => {
  it("has a name once a level", () => {
    const names = metrics.map(({ level, name }) => `${level} ${name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it("knows a plain daily series exactly where the contract has one; followers by hour are a snapshot", () => {
    const series = metrics.filter(({ form }) => form === "series").map(({ name }) => name);
    expect(series.sort()).toEqual([...groups.accountSeries].sort());
    expect(findMetric("account", "online_followers")?.form).toBe("snapshot");
  });

  // RELIABILITY M18.
  it("keeps saves and saved apart", () => {
    expect(findMetric("account", "saves")).toBeDefined();
    expect(findMetric("media", "saves")).toBeUndefined();
    expect(findMetric("media", "saved")).toBeDefined();
    expect(findMetric("account", "saved")).toBeUndefined();
  });

  it("calls follower_count by what it is: new followers, not their number (RELIABILITY D5)", () => {
    expect(findMetric("account", "follower_count")?.label).toBe("New followers");
  });

  it("tells which media may be asked", () => {
    expect(isMetricFor("profile_visits", "FEED")).toBe(true);
    expect(isMetricFor("profile_visits", "REELS")).toBe(false);
    expect(isMetricFor("saved", "STORY")).toBe(false);
    expect(isMetricFor("reach", "SOMETHING_NEW")).toBe(false);
    expect(isMetricFor("website_clicks", "FEED")).toBe(false);
  });
});
