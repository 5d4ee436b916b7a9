import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrast, toBrandColours } from "../../../src/report/render/brand-colours.ts";
import { toSparkline } from "../../../src/report/render/chart/sparkline.ts";
import { toStyle } from "../../../src/report/render/page/html.ts";
import { cutText, toChartText, toPlainText } from "../../../src/report/render/plain-text.ts";
import { createWallClock } from "../../../src/report/render/xlsx/cell.ts";
import { toLetter, toSheetTitle, toTableName, toUniqueLabels } from "../../../src/report/render/xlsx/layout.ts";
import { sampleModel } from "./sample-model.ts";

const rgb = (hex: string): [number, number, number] =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];

describe("text", () => {
  it("drops what XML forbids and direction overrides, keeps the rest", () => {
    const all = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join("");
    expect(toPlainText(`a${all}b\u202Ec\uFFFEd\uD800e`)).toBe("a\t\n\nbcd\uFFFDe");
    expect(toPlainText("👩🏽‍💻 مرحبا\u200Fx")).toBe("👩🏽‍💻 مرحبا\u200Fx");
  });

  it("is never cut inside a character and never longer than allowed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (text, most) => {
        const cut = cutText(text, most);
        expect(cut.length).toBeLessThanOrEqual(Math.max(most, 1));
        expect(cut.isWellFormed()).toBe(true);
        expect(text.startsWith(cut.replace(/…$/, "")) || cut === text).toBe(true);
      }),
    );
    expect(cutText(`${"a".repeat(5)}👨‍👩‍👧`, 10)).toBe("aaaaa…");
  });
});

describe("the head of a printed page", () => {
  it("has the brand before the title, and no mark for a brand that is not there", () => {
    const head = (name: string) =>
      /@top-left\{[^}]*content:("[^"]*")/.exec(
        toStyle(sampleModel({ brand: { name, colour: "#0b5fff" } }), "", "Inter"),
      )?.[1];
    expect(head("Acme")).toBe('"Acme  ·  Instagram weekly"');
    expect(head("")).toBe('"Instagram weekly"');
  });
});

describe("brand colours", () => {
  it("are legible whatever the brand", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (colour) => {
        const tones = toBrandColours(`#${colour.toString(16).padStart(6, "0")}`);
        expect(contrast(rgb(tones.fill), rgb(tones.onFill))).toBeGreaterThanOrEqual(4.5);
        expect(contrast(rgb(tones.onLight), [255, 255, 255])).toBeGreaterThanOrEqual(4.5);
        expect(contrast(rgb(tones.onDark), [20, 22, 26])).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it("let nothing but a colour into the style sheet", () => {
    expect(toBrandColours("red;}</style>").fill).toMatch(/^#[0-9a-f]{6}$/);
  });
});

describe("sparkline", () => {
  it("leaves a gap as a gap and draws nothing of nothing", () => {
    expect(toSparkline({ values: [1, 2, null, 3, 4], alt: "x" }).match(/M/g)).toHaveLength(2);
    expect(toSparkline({ values: [null, null], alt: "x" })).toBe("");
    expect(toSparkline({ values: [5, 5, 5], alt: "x" })).not.toContain("NaN");
  });
});

describe("sparkline of values that may still grow", () => {
  it("dashes them from the last settled point on, so that no line falls for being young", () => {
    const svg = toSparkline({ values: [5, 6, 7, 2], provisionalFrom: 3, alt: "x" });
    const [settled = "", early = ""] = [...svg.matchAll(/ d="([^"]+)"/g)].map(([, path]) => path);
    expect(svg).toContain('class="early"');
    expect([settled.match(/[ML]/g)?.join(""), early.match(/[ML]/g)?.join("")]).toEqual(["MLL", "ML"]);
    expect(early.startsWith(`M${settled.slice(settled.lastIndexOf("L") + 1)}`)).toBe(true);
    expect(toSparkline({ values: [5, 6], alt: "x" })).not.toContain("early");
  });
});

describe("workbook names and times", () => {
  it("titles fit Excel's rules and stay unique", () => {
    const taken = new Set<string>();
    const titles = ["A/B:C", "a b c", "x".repeat(40), "x".repeat(41), "'quoted'", "", "History"].map((words) =>
      toSheetTitle(words, taken),
    );
    expect(new Set(titles.map((title) => title.toLowerCase())).size).toBe(titles.length);
    for (const title of titles) expect(title).toMatch(/^[^:\\/?*[\]']{1,31}$/);
  });

  it("tables are named like nothing Excel reads as a cell, and stay unique", () => {
    const taken = new Set<string>();
    const names = ["Posts", "posts", "A1", "R1C1", "C", "2026 posts", "Gruppen & Länder", "日別", ""].map((words) =>
      toTableName(words, taken),
    );
    expect(names).toEqual([
      "Posts",
      "posts_2",
      "T_A1",
      "T_R1C1",
      "T_C",
      "T_2026_posts",
      "Gruppen_Länder",
      "日別",
      "T_",
    ]);
  });

  it("columns are lettered as Excel counts", () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(toLetter)).toEqual(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
  });

  it("headings are unique whatever the case", () => {
    const column = { key: "k", unit: "text", addsUp: false } as const;
    expect(
      toUniqueLabels([
        { ...column, label: "Reach" },
        { ...column, label: "reach" },
        { ...column, label: "" },
        { ...column, label: "Reach (2)" },
        { ...column, label: " two\nlines " },
      ]),
    ).toEqual(["Reach", "reach (2)", "k", "Reach (2) (2)", "two lines"]);
  });

  it("instants are wall time in the report's zone", () => {
    const read = (at: string, zone: string) => createWallClock(zone)(at).toISOString();
    expect(read("2026-11-20T22:30:00Z", "Europe/Berlin")).toBe("2026-11-20T23:30:00.000Z");
    expect(read("2026-07-20T22:30:00Z", "Europe/Berlin")).toBe("2026-07-21T00:30:00.000Z");
    expect(read("2026-11-20T00:00:00Z", "America/Los_Angeles")).toBe("2026-11-19T16:00:00.000Z");
    expect(read("2026-11-20T22:37:41Z", "Asia/Kathmandu")).toBe("2026-11-21T04:22:41.000Z");
    const berlin = createWallClock("Europe/Berlin");
    // 25 October 2026, 01:00 UTC: summer time ends, and 02:59:59 is followed by 02:00:00.
    expect(["2026-10-25T00:59:59Z", "2026-10-25T01:00:00Z"].map((at) => berlin(at).toISOString())).toEqual([
      "2026-10-25T02:59:59.000Z",
      "2026-10-25T02:00:00.000Z",
    ]);
  });
});

it("text inside a drawing has no emoji, whose glyphs no font of the report holds", () => {
  expect(toChartText("Hotel Seeblick 🌊")).toBe("Hotel Seeblick");
  expect(toChartText("👩‍🚒 Feuer 🇩🇪 1️⃣ Wehr")).toBe("Feuer Wehr");
  expect(toChartText("Nr. 1 #best *")).toBe("Nr. 1 #best *");
});
