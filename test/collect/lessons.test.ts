import { describe, expect, it } from "vitest";
import { TOPIC, toLessons } from "../../src/collect/lessons.ts";
import { createMemory } from "../../src/collect/memory.ts";
import type { Store } from "../../src/store/index.ts";
import { FakeClock } from "../support/fake-clock.ts";
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

  it("that cannot be read any more is learnt anew", () => {
    for (const topic of [TOPIC.mediaCounts, `${TOPIC.refusingPosts}178`, `${TOPIC.refusedEdges}178`]) {
      expect(remember(topic, "{")).toMatchObject({ mediaCounts: new Map() });
    }
  });

  it("about a form that is old leaves a doubt, which an answer since takes away", () => {
    const lesson = (topic: string, finding: string, learntAt: string) =>
      ({ connection: "agency", topic, finding, message: "", learntAt }) as const;
    const old = lesson(TOPIC.form, "3", OLD);
    expect(toLessons([old], NOW).doubtfulForms.get("agency")).toBe(3);
    expect(toLessons([old, lesson(TOPIC.proven, "2", FRESH)], NOW).doubtfulForms.get("agency")).toBe(3);
    expect(toLessons([old, lesson(TOPIC.proven, "1", FRESH)], NOW).doubtfulForms.size).toBe(0);
    expect(toLessons([lesson(TOPIC.form, "3", FRESH)], NOW).doubtfulForms.size).toBe(0);
  });

  it("about a form that answered is void once that form is refused: one account tries it first again", () => {
    const lesson = (topic: string, finding: string, learntAt: string) =>
      ({ connection: "agency", topic, finding, message: "", learntAt }) as const;
    const proven = lesson(TOPIC.proven, "1", OLD);
    expect(toLessons([proven], NOW).proven).toEqual(new Set(["agency/1"]));
    expect(toLessons([proven, lesson(TOPIC.form, "3", FRESH)], NOW).proven).toEqual(new Set());
  });

  it("against a form that has answered before takes two accounts' word", async () => {
    const learnt: string[] = [];
    const store = { learn: async ({ topic }: { readonly topic: string }) => void learnt.push(topic) };
    const lessons = remember(TOPIC.proven, "1");
    const memory = createMemory(store as unknown as Store, new FakeClock(), lessons);
    await memory.onRefusedForm("agency", 1, "a story ended meanwhile");
    expect([memory.form("agency"), learnt]).toEqual([1, []]);
    await memory.onRefusedForm("agency", 1, "no aliases any more");
    expect([memory.form("agency"), learnt]).toEqual([2, [TOPIC.form]]);
  });

  it("about a metric the API does not know holds for eight weeks, with its words: another version may know it", () => {
    const topic = `${TOPIC.metric}account:reposts`;
    const { refusedMetrics } = remember(topic, "refused", "2026-09-28T12:00:00.000Z");
    expect(refusedMetrics.get("agency")?.get("account:reposts")).toBe("the API's words");
    expect(remember(topic, "refused", "2026-09-27T11:59:59.000Z").refusedMetrics.size).toBe(0);
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
