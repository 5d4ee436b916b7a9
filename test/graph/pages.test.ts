import { describe, expect, it } from "vitest";
import { readOwnId, toListing, watchWalk } from "../../src/graph/index.ts";
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

describe("a walk", () => {
  const page = (from: number, length = 50) => Array.from({ length }, (_, nth) => ({ id: `${from + nth}` }));
  const loop = expect.objectContaining({ code: "GRAPH_CURSOR_LOOP", recovery: "skip" }) as unknown;

  /** Pages taken until the walk is refused a next one. */
  function count(known: number | undefined, toPage: (nth: number) => readonly unknown[], most = 100_000): number {
    const walk = watchWalk("posts", known);
    for (let nth = 0; nth < most; nth += 1)
      if (walk.take({ data: toPage(nth), after: `C${nth}` }) !== undefined) return nth + 1;
    return most;
  }

  it("goes on with a new cursor and ends at one that came before", () => {
    const walk = watchWalk("posts");
    expect(walk.take({ data: page(0), after: "A" })).toBeUndefined();
    expect(walk.take({ data: page(50), after: "B" })).toBeUndefined();
    expect(walk.take({ data: page(100), after: "A" })).toEqual(loop);
  });

  it("ends well at a page without a next one, whatever came before", () => {
    const walk = watchWalk("posts");
    for (const after of ["A", "B"]) expect(walk.take({ data: [], after })).toBeUndefined();
    expect(walk.take({ data: [] })).toBeUndefined();
  });

  it("bears two pages in a row that bring nothing new, and no third, empty or seen before", () => {
    expect(count(undefined, () => [])).toBe(3);
    expect(count(undefined, () => page(0))).toBe(4);
    expect(count(200, (nth) => (nth % 3 === 2 ? page(nth) : []))).toBeGreaterThan(3);
  });

  it.each([
    [14, 50, Math.ceil(14 / 50) + 3],
    [200, 50, Math.ceil(200 / 50) + 3],
    [200, 7, Math.ceil(200 / 7) + 3],
    [0, 25, 3],
    [undefined, 50, 200],
    [1_000_000, 50, 200],
  ])("of ever new entries ends three pages behind the known count (%s, pages of %i)", (known, size, pages) => {
    expect(count(known, (nth) => page(nth * size, size))).toBe(pages);
  });

  it("of a list that holds a little more than was counted is not cut (CONTRACT §2.1: 229 told, 243 walked)", () => {
    expect(count(229, (nth) => page(nth * 25, 25), 10)).toBe(10);
  });

  it("knows entries by their ids, and passes over what has none", () => {
    const ids = [{ id: "1" }, {}, null, "2", { id: 3 }, { id: 1e20 }].map(readOwnId);
    expect(ids).toEqual(["1", undefined, undefined, undefined, "3", undefined]);
  });

  it("ends with a reason where the next page is told of and not where it is", () => {
    const walk = watchWalk("posts");
    expect(walk.take({ data: page(0), isCut: true })).toMatchObject({ note: { code: "no-next-page" } });
  });
});
