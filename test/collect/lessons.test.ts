import { describe, expect, it } from "vitest";
import { TOPIC, toLessons } from "../../src/collect/lessons.ts";
import { NOW } from "./plans.ts";

const FRESH = "2026-11-15T12:00:00.001Z";
const OLD = "2026-11-15T12:00:00.000Z";

function remember(topic: string, finding: string, learntAt = FRESH) {
  return toLessons([{ connection: "agency", topic, finding, message: "the API's words", learntAt }], NOW);
}

describe("a lesson", () => {
  it("about the form or the page size holds for a week: Meta may change its mind", () => {
    expect(remember(TOPIC.form, "2").forms.get("agency")).toBe(2);
    expect(remember(TOPIC.form, "3").forms.get("agency")).toBe(3);
    expect(remember(TOPIC.form, "3", OLD).forms.size).toBe(0);
    expect(remember(TOPIC.pageSize, "25").pageSizes.get("agency")).toBe(25);
    expect(remember(TOPIC.pageSize, "25", OLD).pageSizes.size).toBe(0);
  });

  it("about a metric the API does not know holds, with its words", () => {
    const { refusedMetrics } = remember(`${TOPIC.metric}account:reposts`, "refused", OLD);
    expect(refusedMetrics.get("agency")?.get("account:reposts")).toBe("the API's words");
  });

  it("about an account's conversion holds for good", () => {
    expect(remember(`${TOPIC.converted}17841400000000001`, "1794209307", OLD).convertedAfter).toEqual(
      new Map([["17841400000000001", 1_794_209_307]]),
    );
  });

  it("about small stories holds for a week: an audience grows", () => {
    expect(remember(`${TOPIC.smallStories}1`, "apart").smallStories).toEqual(new Set(["1"]));
    expect(remember(`${TOPIC.smallStories}1`, "apart", OLD).smallStories.size).toBe(0);
  });

  it("that nobody can read is none", () => {
    expect(remember(TOPIC.form, "nonsense").forms.get("agency")).toBe(1);
    expect(remember("something else", "x")).toEqual(toLessons([], NOW));
  });
});
