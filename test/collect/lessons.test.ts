import { describe, expect, it } from "vitest";
import {
  find,
  formOf,
  isFormProven,
  listRefused,
  stateOf,
  toCapabilities,
} from "../../src/collect/capabilities/index.ts";
import { createEvidence } from "../../src/collect/evidence.ts";
import type { Store } from "../../src/store/index.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { NOW } from "./plans.ts";

const FRESH = "2026-11-15T12:00:00.001Z";
const OLD = "2026-11-15T12:00:00.000Z";

function remember(topic: string, finding: string, learntAt = FRESH) {
  return toCapabilities([{ connection: "agency", topic, finding, message: "the API's words", learntAt }], NOW);
}

describe("a lesson", () => {
  it("about the form or the page size holds for a week: Meta may change its mind", () => {
    expect(formOf(remember("form", "2"), "agency")).toBe(2);
    expect(formOf(remember("form", "3"), "agency")).toBe(3);
    expect(formOf(remember("form", "3", OLD), "agency")).toBe(1);
    expect(find(remember("page-size", "25"), "page-size", "agency")?.value).toBe(25);
    expect(stateOf(remember("page-size", "25", OLD), "page-size", "agency")).toBe("unknown");
  });

  it("that cannot be read any more is learnt anew", () => {
    for (const topic of ["media-counts", "refusing-posts:178", "refused-edges:178"]) {
      for (const finding of ["{", "[null]", '[{"edge":"stories","mediaId":"1"}]']) {
        if (topic === "media-counts" && finding !== "{") continue;
        expect(remember(topic, finding)).toEqual(new Map());
      }
    }
  });

  it("about a form that is old leaves a doubt, which an answer since takes away", () => {
    const lesson = (topic: string, finding: string, learntAt: string) =>
      ({ connection: "agency", topic, finding, message: "", learntAt }) as const;
    const old = lesson("form", "3", OLD);
    const findForm = (...lessons: Parameters<typeof toCapabilities>[0]) =>
      find(toCapabilities(lessons, NOW), "form", "agency");
    expect(findForm(old)).toMatchObject({ state: "doubtful", value: 3 });
    expect(findForm(old, lesson("form-proven", "2", FRESH))).toMatchObject({ state: "doubtful", value: 3 });
    expect(findForm(old, lesson("form-proven", "1", FRESH))).toBeUndefined();
    expect(findForm(lesson("form", "3", FRESH))).toMatchObject({ state: "refused", value: 3 });
  });

  it("about a form that answered is void once that form is refused: one account tries it first again", () => {
    const lesson = (topic: string, finding: string, learntAt: string) =>
      ({ connection: "agency", topic, finding, message: "", learntAt }) as const;
    const proven = lesson("form-proven", "1", OLD);
    const refused = lesson("form", "3", FRESH);
    expect(isFormProven(toCapabilities([proven], NOW), "agency")).toBe(true);
    expect(stateOf(toCapabilities([proven, refused], NOW), "form-proven", "agency", "1")).toBe("unknown");
  });

  it("against a form that has answered before takes two accounts' word", async () => {
    const learnt: string[] = [];
    const store = { learn: async ({ topic }: { readonly topic: string }) => void learnt.push(topic) };
    const known = remember("form-proven", "1");
    const { note } = createEvidence(store as unknown as Store, new FakeClock(), known);
    const asked = { connection: "agency", accountId: "1" };
    await note(asked, { kind: "form-refused", form: 1, words: "a story ended meanwhile" });
    expect([formOf(known, "agency"), learnt]).toEqual([1, []]);
    await note(asked, { kind: "form-refused", form: 1, words: "no aliases any more" });
    expect([formOf(known, "agency"), learnt]).toEqual([2, ["form"]]);
  });

  it("about a metric the API does not know holds for eight weeks, with its words: another version may know it", () => {
    const listFrom = (learntAt: string) =>
      listRefused(remember("metric:account:reposts", "refused", learntAt), "metric", "agency");
    expect(listFrom("2026-09-28T12:00:00.000Z")).toEqual(new Map([["account:reposts", "the API's words"]]));
    expect(listFrom("2026-09-27T11:59:59.000Z").size).toBe(0);
  });

  it("about an account's conversion holds for good", () => {
    const known = remember("converted-after:17841400000000001", "1794209307", OLD);
    expect(find(known, "converted-after", "17841400000000001")?.value).toBe(1_794_209_307);
  });

  it("about small stories holds for a week: an audience grows", () => {
    const stateFrom = (learntAt: string) =>
      stateOf(remember("small-stories:1", "apart", learntAt), "small-stories", "1");
    expect([stateFrom(FRESH), stateFrom(OLD)]).toEqual(["refused", "unknown"]);
  });

  it("that nobody can read is none", () => {
    expect(formOf(remember("form", "nonsense"), "agency")).toBe(1);
    expect(remember("something else", "x")).toEqual(toCapabilities([], NOW));
  });
});
