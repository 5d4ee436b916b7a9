// Picks and embeds the type the report's own characters need: every script is set from fonts shipped with the package,
// cut down to the characters that occur, so that a bare machine prints what the designer saw (RELIABILITY C13). Variable
// fonts are frozen at the weights the style sheet uses: Chromium prints a variable font as drawings (Type 3), which are
// large and which viewers hint badly.
import { toBrandFamily } from "./brand-font.ts";
import { FAMILIES, type Family, type FontFile, listFiles, VARIABLE } from "./font-families.ts";
import { type FontFormat, subsetFont } from "./font-subset.ts";
import { readCharacters } from "./held-characters.ts";

/**
 * Always there: ASCII for the filter field and the page numbers, and what the shipped languages add to it, so that fonts
 * that were cut once serve most reports.
 */
const ALWAYS = `${Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("")}ÄÖÜßÀÂÇÈÉÊÎÔÙÛÁÍÑÓÚÃÕäöüàâæçèéêëîïôùûœáíñóúãõìò¡¿ºª«»·×°–—…„“”‘’•−`;
/** Joiners and spaces belong to the letters beside them and choose no font themselves. */
const IGNORED = /\s|\p{Cc}|\p{Cf}|\p{Cs}|\p{Co}|\p{Cn}|\p{Variation_Selector}/u;
const JOINERS = "\u200C\u200D\u25CC";
/** Spaces of every width and signs that have no ink: Inter stands for them, or a browser would ask the machine's fonts. */
const INKLESS = "U+A0,U+2000-200B,U+200E-200F,U+202F,U+205F-2064,U+3000,U+FE00-FE0F,U+FEFF";
/** Inter carries dozens of alternates; these are the ones the style sheet asks for, and what spacing and accents need. */
const INTER_FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "cv11", "ss03"];

/** Fonts that were cut, for reports to come: a day's reports ask for much the same ones. The oldest go first. */
const cut = new Map<string, Promise<Face>>();
const CUT_MOST = 200;

/**
 * `@font-face` rules with embedded fonts, cut down to the characters it was shown. One book serves all parts of a report,
 * and a font is cut once for the same characters, whichever report asks.
 */
export class FontBook {
  readonly #format: FontFormat;
  readonly #brandFont: string | undefined;
  readonly #wanted = new Set(ALWAYS);
  #families: Promise<readonly Family[]> | undefined;

  /** `brandFont` is the model's: it stands before the others. */
  constructor(format: FontFormat, brandFont?: string) {
    this.#format = format;
    this.#brandFont = brandFont;
  }

  /** The font-family list the style sheet uses. */
  async toStack(): Promise<string> {
    return (await this.#toFamilies()).map((family) => `"${family.name}"`).join(",");
  }

  /** Announces text that will be asked for, in any depth of plain data, so that every part gets the same fonts. */
  expect(data: unknown): void {
    if (typeof data === "string") for (const character of data) this.#wanted.add(character);
    else if (typeof data === "object" && data !== null) for (const value of Object.values(data)) this.expect(value);
  }

  /** The rules for all characters so far and those of `text`. The same texts give the same bytes. */
  async facesFor(text: string): Promise<string> {
    this.expect(text);
    const wanted = new Set([...this.#wanted].filter((character) => character === " " || !IGNORED.test(character)));
    const rules: string[] = [];
    for (const family of await this.#toFamilies()) {
      if (wanted.size === 0) break;
      for (const file of listFiles(family)) {
        const asked = [...wanted].filter((character) => file.has(character.codePointAt(0) ?? 0));
        if (asked.length === 0) continue;
        const letters = asked.sort().join("");
        for (const weight of family.weights) {
          const { rule, held } = await toCachedFace(family, file, weight, letters, this.#format);
          if (rule !== "") rules.push(rule);
          for (const character of held) wanted.delete(character);
        }
      }
    }
    return rules.join("\n");
  }

  #toFamilies(): Promise<readonly Family[]> {
    this.#families ??= listFamilies(this.#brandFont);
    return this.#families;
  }
}

async function listFamilies(brandFont: string | undefined): Promise<readonly Family[]> {
  const first = brandFont === undefined ? undefined : await toBrandFamily(brandFont);
  return first === undefined ? FAMILIES : [first, ...FAMILIES.filter(({ name }) => name !== first.name)];
}

interface Face {
  /** "" when the font holds none of the characters. */
  readonly rule: string;
  /** Those of the characters that it draws. */
  readonly held: string;
}

function toCachedFace(family: Family, file: FontFile, weight: number, text: string, format: FontFormat): Promise<Face> {
  const key = [file.key, weight, format, text].join(" ");
  const known = cut.get(key);
  const face = known ?? toFontFace(family, file, weight, text, format);
  cut.delete(key);
  cut.set(key, face);
  if (known === undefined) face.catch(() => cut.delete(key));
  const [oldest] = cut.keys();
  if (cut.size > CUT_MOST && oldest !== undefined) cut.delete(oldest);
  return face;
}

async function toFontFace(
  family: Family,
  file: FontFile,
  weight: number,
  text: string,
  format: FontFormat,
): Promise<Face> {
  const axes = family.axes?.(weight) ?? (family.packageName.startsWith(VARIABLE) ? { wght: weight } : {});
  const outlines = await subsetFont(file.read(), text + JOINERS, {
    targetFormat: "truetype",
    ...(Object.keys(axes).length > 0 ? { variationAxes: axes } : {}),
    ...(family.name === "Inter" ? { keepFeatures: INTER_FEATURES } : {}),
  });
  const characters = readCharacters(outlines);
  const held = [...text].filter((character) => characters.has(character.codePointAt(0) ?? 0)).join("");
  if (held === "") return { rule: "", held };
  const bytes = format === "truetype" ? outlines : await subsetFont(outlines, held + JOINERS, { targetFormat: format });
  const range = [...held]
    .map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`)
    .join(",");
  const inkless = held.startsWith(" ") ? `,${INKLESS}` : "";
  const rule = [
    `@font-face{font-family:"${family.name}";font-style:normal;font-weight:${family.isEveryWeight === true ? "100 900" : weight};font-display:block;`,
    `src:url(data:font/${format === "woff2" ? "woff2" : "ttf"};base64,${bytes.toString("base64")}) format("${format}");unicode-range:${range},U+200C-200D,U+25CC${inkless}}`,
  ].join("");
  return { rule, held };
}
