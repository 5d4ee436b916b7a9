// Every character people write is set in type of ours, or drawn: what a face claims it holds, and nothing asks the machine.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { toScatterSvg } from "../../../src/report/render/chart/plots.ts";
import { createFormatter } from "../../../src/report/render/format.ts";
import { packageFolder } from "../../../src/report/render/page/package-root.ts";
import { toChartText } from "../../../src/report/render/plain-text.ts";
import { isShippedFamily, toBrandFont } from "../../../src/report/render/type/brand-font.ts";
import { EmojiSprite } from "../../../src/report/render/type/emoji.ts";
import { FontBook } from "../../../src/report/render/type/fonts.ts";

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
    const families = await familiesOf("➜►✔✈★◕ʕづ｡½ᴄᴘꜱ™Ⓜ№₹₿𝓯語ض");
    expect(Object.entries(families).filter(([, held]) => held.length !== 1)).toEqual([]);
    expect(families).toMatchObject({ "✔": ["Noto Sans Symbols 2"], 語: ["Noto Sans JP"], "₹": ["Inter"] });
  });

  it("stands for spaces of every width and for signs without ink", async () => {
    const families = await familiesOf("\u00a0\u2003\u2009\u200b\u200e\u202f\u2060\u3000\ufe0f\ufeff");
    expect(new Set(Object.values(families).map(String))).toEqual(new Set(["Inter"]));
  });
});

describe("the brand's font", () => {
  const files = join(packageFolder("@fontsource-variable/inter"), "files");
  const cut = async (font: string, text: string): Promise<readonly string[]> =>
    (await new FontBook("truetype", font).facesFor(text)).match(/font-family:"[^"]*".*?font-weight:[\d ]+/g) ?? [];

  it("comes from a file: a variable one in each weight, and what it lacks from the shipped ones", async () => {
    const font = await toBrandFont(readFileSync(join(files, "inter-latin-wght-normal.woff2")));
    const rules = await cut(font ?? "", "Aπ");
    expect(rules.map((rule) => rule.replace(";font-style:normal;", " "))).toEqual([
      'font-family:"Brand" font-weight:400',
      'font-family:"Brand" font-weight:500',
      'font-family:"Brand" font-weight:600',
      'font-family:"Inter" font-weight:400',
      'font-family:"Inter" font-weight:500',
      'font-family:"Inter" font-weight:600',
    ]);
    expect(await new FontBook("woff2", font).toStack()).toMatch(/^"Brand","Inter",/);
  });

  it("in one weight stands for all: nothing is thickened by strokes", async () => {
    const math = join(packageFolder("@fontsource/noto-sans-math"), "files", "noto-sans-math-latin-400-normal.woff2");
    const font = await toBrandFont(readFileSync(math));
    expect((await cut(font ?? "", "A"))[0]).toContain("font-weight:100 900");
  });

  it("may be a shipped family, with the Latin letters it holds", async () => {
    expect((await cut("Noto Sans Georgian", "A"))[0]).toContain("Noto Sans Georgian");
    expect([isShippedFamily("Noto Sans Georgian"), isShippedFamily("Comic Sans MS")]).toEqual([true, false]);
  });

  it("is refused when it is no font", async () => {
    const whole = readFileSync(join(files, "inter-latin-wght-normal.woff2"));
    expect(await toBrandFont(Buffer.from("<svg/>"))).toBeUndefined();
    expect(await toBrandFont(whole.subarray(0, 900))).toBeUndefined();
    expect(await toBrandFont(Buffer.alloc(0))).toBeUndefined();
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

describe("flags", () => {
  it("are drawn for every country, those with a mask too", () => {
    const codes = ["DE", "BR", "IN", "MX", "PT", "ES", "ZA", "KR", "SA"];
    const flags = codes.map((code) =>
      [...code].map((letter) => String.fromCodePoint(0x1f1e6 + letter.charCodeAt(0) - 65)).join(""),
    );
    const sprite = new EmojiSprite();
    expect(sprite.split(flags.join("")).map(({ text, symbol }) => [text, symbol !== undefined])).toEqual(
      flags.map((flag) => [flag, true]),
    );
    expect(sprite.toSvg()).not.toContain("style=");
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
