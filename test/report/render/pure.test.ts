import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrast, toBrandColours } from "../../../src/report/render/brand-colours.ts";
import { cutText, toPlainText } from "../../../src/report/render/plain-text.ts";
import { toSparkline } from "../../../src/report/render/sparkline.ts";
import { toSheetTitle } from "../../../src/report/render/workbook.ts";
import { toUniqueLabels, toWallTime } from "../../../src/report/render/xlsx.ts";

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
    expect(toSparkline([1, 2, null, 3, 4], "x").match(/M/g)).toHaveLength(2);
    expect(toSparkline([null, null], "x")).toBe("");
    expect(toSparkline([5, 5, 5], "x")).not.toContain("NaN");
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

  it("headings are unique whatever the case", () => {
    const column = { key: "k", unit: "text", addsUp: false } as const;
    expect(
      toUniqueLabels([
        { ...column, label: "Reach" },
        { ...column, label: "reach" },
        { ...column, label: "" },
      ]),
    ).toEqual(["Reach", "reach (2)", "k"]);
  });

  it("instants are wall time in the report's zone", () => {
    expect(toWallTime("2026-11-20T22:30:00Z", "Europe/Berlin").toISOString()).toBe("2026-11-20T23:30:00.000Z");
    expect(toWallTime("2026-07-20T22:30:00Z", "Europe/Berlin").toISOString()).toBe("2026-07-21T00:30:00.000Z");
    expect(toWallTime("2026-11-20T00:00:00Z", "America/Los_Angeles").toISOString()).toBe("2026-11-19T16:00:00.000Z");
  });
});
