// Every character people write is set in type of ours, or drawn: what a face claims it holds, and nothing asks the machine.
import { describe, expect, it } from "vitest";
import { EmojiSprite } from "../../../src/report/render/emoji.ts";
import { FontBook } from "../../../src/report/render/fonts.ts";
import { createFormatter } from "../../../src/report/render/format.ts";
import { toChartText } from "../../../src/report/render/plain-text.ts";
import { toScatterSvg } from "../../../src/report/render/plots.ts";

/** Code points that the rules claim, by family. */
function claimsOf(rules: string): ReadonlyMap<string, ReadonlySet<number>> {
  const claims = new Map<string, Set<number>>();
  for (const [, family = "", ranges = ""] of rules.matchAll(/font-family:"([^"]+)".*?unicode-range:([^}]*)\}/g)) {
    const held = claims.get(family) ?? new Set<number>();
    claims.set(family, held);
    for (const [, from = "", to = from] of ranges.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g))
      for (let point = Number.parseInt(from, 16); point <= Number.parseInt(to, 16); point += 1) held.add(point);
  }
  return claims;
}

async function familiesOf(text: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const claims = claimsOf(await new FontBook("truetype").facesFor(text));
  return Object.fromEntries(
    [...text].map((character) => [
      character,
      [...claims].filter(([, held]) => held.has(character.codePointAt(0) ?? 0)).map(([family]) => family),
    ]),
  );
}

describe("type", () => {
  it("holds the signs people decorate captions with, from the first family that really has them", async () => {
    // Noto Sans JP's published ranges claim these arrows and ticks; the font does not hold them.
    const families = await familiesOf("➜►✔✈★◕ʕづ｡½™Ⓜ№₹₿𝓯語ض");
    expect(Object.entries(families).filter(([, held]) => held.length !== 1)).toEqual([]);
    expect(families).toMatchObject({ "✔": ["Noto Sans Symbols 2"], 語: ["Noto Sans JP"], "₹": ["Inter"] });
  });

  it("stands for spaces of every width and for signs without ink", async () => {
    const families = await familiesOf("\u00a0\u2003\u2009\u200b\u200e\u202f\u2060\u3000\ufe0f\ufeff");
    expect(new Set(Object.values(families).map(String))).toEqual(new Set(["Inter"]));
  });
});

describe("emoji", () => {
  it("take a selector along that says nothing new", () => {
    const sprite = new EmojiSprite();
    expect(sprite.split("Hot ☕️, ⛺️ and ❤️!").filter(({ symbol }) => symbol === undefined)).toEqual([
      { text: "Hot " },
      { text: ", " },
      { text: " and " },
      { text: "!" },
    ]);
    expect(toChartText("Hotel ☕️ See")).toBe("Hotel See");
  });
});

describe("a drawing", () => {
  it("strokes no letter: a PDF would hold it as a drawing", () => {
    const axis = { label: "Reach", unit: "count" } as const;
    const scatter = {
      id: "s",
      title: "Reach",
      alt: "Reach",
      x: axis,
      y: axis,
      groups: [],
      points: [
        { label: "Near", x: 2, y: 3, group: 0, isNamed: true },
        { label: "Far", x: 20, y: 30, group: 0, isNamed: true },
      ],
      medians: { x: 10, y: 15, label: "median" },
    };
    const svg = toScatterSvg(scatter, createFormatter("en-GB", "UTC"), { width: 700, height: 300 });
    expect(svg).toContain("Near</text>");
    expect(svg).not.toMatch(/<text[^>]*\bstroke=/);
  });
});
