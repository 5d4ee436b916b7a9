import { describe, expect, it } from "vitest";
import { listExtraMetrics } from "../../src/collect/plan/metric-sets.ts";
import { toMetricName } from "../../src/report/compare.ts";
import { createWriter, nameFormat, nameMetric } from "../../src/report/summarise/model/writer.ts";
import { nameGender } from "../../src/report/summarise/pages/audience.ts";

const write = createWriter("en", "UTC");

// The API may say any name where a table is asked.
describe.each(["constructor", "toString", "__proto__", "hasOwnProperty"])("a name such as %s", (name) => {
  it("is in no table", () => {
    expect(listExtraMetrics(name)).toEqual([]);
    expect(nameMetric(name, write)).toBe(name);
    expect(toMetricName(name, "en")).toBe(name);
    expect(nameFormat(name, write)).toBe(name);
    expect(nameGender(name, { write })).toBe(name);
  });
});

it("what a table has is told", () => {
  expect(listExtraMetrics("FEED")).toContain("follows");
  expect(nameMetric("reach", write)).toBe(write.words.metrics.reach);
});
