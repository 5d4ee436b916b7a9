import { describe, expect, it } from "vitest";
import { refuseLoop, toListing } from "../../src/graph/index.ts";
import { scrubBody } from "../../src/graph/scrub.ts";
import { Scrubber } from "../../src/shared/index.ts";
import { readFixture } from "../support/read-fixture.ts";

const listed = (name: string) => toListing(scrubBody(readFixture(name), new Scrubber(6)), "posts");

describe("toListing", () => {
  it("goes on where the API offers a next page", () => {
    expect(listed("media_page").after).toBe("QVFIUMA1");
    expect(listed("media_page").data).toHaveLength(3);
  });

  it("ends where next is absent, though cursors are there (RELIABILITY P3)", () => {
    expect(listed("media_last_page")).toMatchObject({ after: undefined, data: [{ id: "17900000000000004" }] });
    expect(listed("stories").after).toBeUndefined();
    expect(listed("insights_empty")).toEqual({ data: [], after: undefined });
  });

  it("goes on after an empty page that has a next one (CONTRACT §6)", () => {
    expect(toListing({ data: [], paging: { after: "A", hasNext: true } }, "posts").after).toBe("A");
  });

  it.each([[undefined], [null], ["x"], [7], [[]], [{}], [{ data: {} }], [{ data: null }]])(
    "refuses %j as no listing",
    (body) => {
      expect(() => toListing(body, "posts of @a")).toThrow(expect.objectContaining({ code: "GRAPH_UNEXPECTED_SHAPE" }));
    },
  );

  it.each([{ hasNext: true }, { after: 7, hasNext: true }])(
    "is cut where a next page is promised and not named: %j",
    (paging) => {
      expect(toListing({ data: [1], paging }, "posts")).toEqual({ data: [1], isCut: true });
    },
  );

  it.each([[null], ["x"], [{ after: "A", hasNext: "yes" }]])("does not follow paging %j", (paging) => {
    expect(toListing({ data: [1], paging }, "posts")).toEqual({ data: [1], after: undefined });
  });
});

describe("refuseLoop", () => {
  it("lets a new cursor through and stops a known one", () => {
    const followed = new Set(["A", "B"]);
    expect(() => refuseLoop("C", followed, "posts")).not.toThrow();
    expect(() => refuseLoop("A", followed, "posts")).toThrow(
      expect.objectContaining({ code: "GRAPH_CURSOR_LOOP", recovery: "skip" }),
    );
  });

  it("stops a walk of ever new cursors", () => {
    const followed = new Set(Array.from({ length: 10_000 }, (_, index) => `C${index}`));
    expect(() => refuseLoop("new", followed, "posts")).toThrow(expect.objectContaining({ code: "GRAPH_CURSOR_LOOP" }));
  });
});
