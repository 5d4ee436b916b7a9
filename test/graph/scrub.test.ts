import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scrubBody } from "../../src/graph/scrub.ts";
import { Scrubber } from "../../src/shared/index.ts";
import { readFixture } from "../support/read-fixture.ts";

const URL_WITH_TOKEN = "https://graph.facebook.com/v26.0/1/media?access_token=EAAlive&after=A1";
const WINDOW = "https://graph.facebook.com/v26.0/1/insights?access_token=EAAlive&since=1&until=2";

const NOTHING = new Scrubber(6);
const dropPagingUrls = (body: unknown): unknown => scrubBody(body, NOTHING);

describe("the addresses of a body's pages", () => {
  it("keeps cursor and whether there is more, and no address", () => {
    const body = {
      data: [],
      paging: { cursors: { before: "B", after: "A" }, next: URL_WITH_TOKEN, previous: URL_WITH_TOKEN },
    };
    expect(dropPagingUrls(body)).toEqual({ data: [], paging: { after: "A", hasNext: true } });
  });

  it.each([
    [
      "a last page, which still has cursors",
      { cursors: { after: "A" }, previous: URL_WITH_TOKEN },
      { after: "A", hasNext: false },
    ],
    ["stories, with a cursor before alone", { cursors: { before: "B" } }, { hasNext: false }],
    ["insights, which have no cursors", { previous: WINDOW, next: WINDOW }, { hasNext: true }],
    ["a cursor in the address alone", { next: URL_WITH_TOKEN }, { after: "A1", hasNext: true }],
    ["a cursor in a relative address", { next: "/1/media?after=A%3D%3D&limit=25" }, { after: "A==", hasNext: true }],
    ["a cursor that is empty", { cursors: { after: "" }, next: URL_WITH_TOKEN }, { after: "A1", hasNext: true }],
    ["a cursor that is a number", { cursors: { after: 25 }, next: WINDOW }, { after: "25", hasNext: true }],
    ["an empty next", { cursors: { after: "A" }, next: "" }, { after: "A", hasNext: false }],
    ["a paging of nonsense", { cursors: 7, next: { url: URL_WITH_TOKEN } }, { hasNext: false }],
    ["a paging that is an address", URL_WITH_TOKEN, {}],
    ["a paging of null", null, {}],
  ])("%s", (_what, paging, expected) => {
    expect(dropPagingUrls({ paging })).toEqual({ paging: expected });
  });

  it.each(["media_page", "media_page_nested_insights", "user_insights_series_day", "me_accounts", "comments_full"])(
    "leaves no paging address in %s and everything else as it was",
    (name) => {
      const body = readFixture(name) as { readonly data: unknown };
      const clean = dropPagingUrls(body) as { readonly data: unknown };
      expect(JSON.stringify(clean)).not.toMatch(/access_token=|graph\.facebook\.com/);
      const before = readFixture(name) as { readonly data: unknown };
      if (!JSON.stringify(before.data).includes("paging")) expect(clean.data).toEqual(before.data);
    },
  );

  it("leaves no paging address at any depth (RELIABILITY Z1)", () => {
    const paging = fc.record(
      {
        next: fc.constant(URL_WITH_TOKEN),
        previous: fc.constant(URL_WITH_TOKEN),
        cursors: fc.record({ after: fc.string() }),
      },
      { requiredKeys: [] },
    );
    const { body } = fc.letrec<{ body: unknown; node: unknown }>((tie) => ({
      body: fc.oneof(
        { depthSize: "medium" },
        fc.integer(),
        fc.string(),
        fc.array(tie("body"), { maxLength: 4 }),
        tie("node"),
      ),
      node: fc.record({ id: fc.string(), paging, data: tie("body"), insights: tie("body") }, { requiredKeys: [] }),
    }));
    fc.assert(fc.property(body, (value) => !JSON.stringify([dropPagingUrls(value)]).includes("EAAlive")));
  });

  it("survives a body nested without measure, and a hostile key", () => {
    const deep: unknown = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
    expect(() => dropPagingUrls(deep)).not.toThrow();
    const hostile = dropPagingUrls(JSON.parse('{"__proto__": {"data": [1]}, "id": "1"}')) as {
      readonly data?: unknown;
    };
    expect(hostile.data).toBeUndefined();
  });
});

describe("a secret in a body", () => {
  const scrubber = new Scrubber(6);
  scrubber.know("EAAlive-and-kicking");

  it("is blanked in every text and name, at any depth, and in a cursor", () => {
    const body = {
      id: "1",
      biography: "mine is EAAlive-and-kicking!",
      media: { data: [{ caption: "EAALIVE-AND-KICKING", "EAAlive-and-kicking": 3 }] },
      paging: { cursors: { after: "A-EAAlive-and-kicking" }, next: URL_WITH_TOKEN },
    };
    expect(scrubBody(body, scrubber)).toEqual({
      id: "1",
      biography: "mine is [secret]!",
      media: { data: [{ caption: "[secret]", "[secret]": 3 }] },
      paging: { after: "A-[secret]", hasNext: true },
    });
  });

  it("that is the whole body is blanked, too", () => {
    expect(scrubBody("EAAlive-and-kicking", scrubber)).toBe("[secret]");
  });
});
