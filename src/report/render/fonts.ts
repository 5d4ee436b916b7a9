// Picks and embeds the type the report's own characters need: every script is set from fonts shipped with the package,
// cut down to the characters that occur, so that a bare machine prints what the designer saw (RELIABILITY C13). Variable
// fonts are frozen at the weights the style sheet uses: Chromium prints a variable font as drawings (Type 3), which are
// large and which viewers hint badly.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { readCharacters } from "./held-characters.ts";
import { packageFolder } from "./package-root.ts";

interface SubsetOptions {
  readonly targetFormat: FontFormat;
  readonly variationAxes?: { readonly wght: number };
  readonly keepFeatures?: readonly string[];
}
type SubsetFont = (font: Buffer, text: string, options: SubsetOptions) => Promise<Buffer>;
/** subset-font is CommonJS without types; it wraps HarfBuzz, so ligatures and joining forms of the kept letters stay. */
const subsetFont = createRequire(import.meta.url)("subset-font") as SubsetFont;

/** Compressed for a file that is sent around; as it is for a page that is printed and thrown away. */
export type FontFormat = "woff2" | "truetype";

interface Family {
  readonly name: string;
  readonly packageName: string;
  /** Instances of a variable font; a static one has the only weight it has. */
  readonly weights: readonly number[];
  /** Replaces a published range that is plainly wrong. */
  readonly range?: string;
}

const VARIABLE = "@fontsource-variable/";
const variable = (name: string, slug: string): Family => ({
  name,
  packageName: `${VARIABLE}${slug}`,
  weights: [400, 600],
});

/** In order of preference: a character is set in the first family that has it. */
const FAMILIES: readonly Family[] = [
  { ...variable("Inter", "inter"), weights: [400, 500, 600] },
  ...[
    "Arabic",
    "Hebrew",
    "Devanagari",
    "Bengali",
    "Tamil",
    "Telugu",
    "Gujarati",
    "Gurmukhi",
    "Kannada",
    "Malayalam",
  ].map((script) => variable(`Noto Sans ${script}`, `noto-sans-${script.toLowerCase()}`)),
  ...["Sinhala", "Thai", "Lao", "Khmer", "Myanmar", "Georgian", "Armenian", "Ethiopic", "JP", "KR", "SC"].map(
    (script) => variable(`Noto Sans ${script}`, `noto-sans-${script.toLowerCase()}`),
  ),
  {
    name: "Noto Sans Math",
    packageName: "@fontsource/noto-sans-math",
    weights: [400],
    // The package names its only file "latin"; it holds the letter-like and mathematical blocks.
    range: "U+2100-214F,U+2190-23FF,U+27C0-27FF,U+2900-2BFF,U+1D400-1D7FF",
  },
  variable("Noto Sans Symbols", "noto-sans-symbols"),
  { name: "Noto Sans Symbols 2", packageName: "@fontsource/noto-sans-symbols-2", weights: [400] },
];

/** Always there, so that the filter field, the page numbers and the end of a shortened caption can be written. */
const ALWAYS = `${Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("")}…`;
/** Joiners and spaces belong to the letters beside them and choose no font themselves. */
const IGNORED = /\s|\p{Cc}|\p{Cf}|\p{Cs}|\p{Co}|\p{Cn}|\p{Variation_Selector}/u;
const JOINERS = "\u200C\u200D\u25CC";
/** Spaces of every width and signs that have no ink: Inter stands for them, or a browser would ask the machine's fonts. */
const INKLESS = "U+A0,U+2000-200B,U+200E-200F,U+202F,U+205F-2064,U+3000,U+FE00-FE0F,U+FEFF";
/** Inter carries dozens of alternates; these are the ones the style sheet asks for, and what spacing and accents need. */
const INTER_FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "cv11", "ss03"];

/** The font-family list the style sheet uses. */
export const fontStack = FAMILIES.map((family) => `"${family.name}"`).join(",");

/**
 * `@font-face` rules with embedded fonts, cut down to the characters it was shown. One book serves all parts of a report:
 * a font is cut again only when a part brings characters that were not there before.
 */
export class FontBook {
  readonly #format: FontFormat;
  readonly #wanted = new Set(ALWAYS);
  readonly #faces = new Map<string, Promise<Face>>();

  constructor(format: FontFormat) {
    this.#format = format;
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
    for (const family of FAMILIES) {
      if (wanted.size === 0) break;
      for (const file of listFiles(family)) {
        const asked = [...wanted].filter((character) => file.has(character.codePointAt(0) ?? 0));
        if (asked.length === 0) continue;
        const letters = asked.sort().join("");
        for (const weight of family.weights) {
          const { rule, held } = await this.#faceOf(family, file.path, weight, letters);
          if (rule !== "") rules.push(rule);
          for (const character of held) wanted.delete(character);
        }
      }
    }
    return rules.join("\n");
  }

  #faceOf(family: Family, path: string, weight: number, text: string): Promise<Face> {
    const key = `${path} ${weight} ${text}`;
    const face = this.#faces.get(key) ?? toFontFace(family, path, weight, text, this.#format);
    this.#faces.set(key, face);
    return face;
  }
}

interface Face {
  /** "" when the font holds none of the characters. */
  readonly rule: string;
  /** Those of the characters that it draws. */
  readonly held: string;
}

/** How many of the families' packages are installed, and the names of those that are not. */
export function findMissingFonts(): { readonly found: number; readonly missing: readonly string[] } {
  const missing = FAMILIES.filter((family) => {
    try {
      return listFiles(family).length === 0;
    } catch {
      return true;
    }
  });
  return { found: FAMILIES.length - missing.length, missing: missing.map(({ name }) => name) };
}

interface FontFile {
  readonly path: string;
  has(point: number): boolean;
}

const listed = new Map<Family, readonly FontFile[]>();

/** The family's subset files; read from disk once. */
function listFiles(family: Family): readonly FontFile[] {
  const files = listed.get(family) ?? readFileList(family);
  listed.set(family, files);
  return files;
}

function readFileList(family: Family): readonly FontFile[] {
  const folder = packageFolder(family.packageName);
  const ranges = JSON.parse(readFileSync(join(folder, "unicode.json"), "utf8")) as Readonly<Record<string, string>>;
  const names = readdirSync(join(folder, "files"));
  const ending = family.packageName.startsWith(VARIABLE) ? "-wght-normal.woff2" : "-400-normal.woff2";
  const slug = family.packageName.slice(family.packageName.indexOf("/") + 1);
  return (
    Object.entries(ranges)
      .filter(([subset]) => family.name === "Inter" || isOwnScript(subset, family.name))
      // "latin-ext" claims letters such as Œ that only "latin" holds.
      .sort(([a], [b]) => Number(b === "latin") - Number(a === "latin"))
      .map(([subset, range]) => ({
        file: `${slug}-${subset.replace(/[[\]]/g, "")}${ending}`,
        spans: parseRanges(family.range ?? range),
      }))
      .filter(({ file }) => names.includes(file))
      .map(({ file, spans }) => ({
        path: join(folder, "files", file),
        has: (point) => spans.some(([from, to]) => point >= from && point <= to),
      }))
  );
}

/** Noto's script fonts also claim Latin, Greek and symbol ranges they hold only a part of. */
function isOwnScript(subset: string, familyName: string): boolean {
  if (/Symbols/.test(familyName)) return /^(symbols|math)/.test(subset);
  if (/Math/.test(familyName)) return true;
  return !/^(latin|cyrillic|greek|vietnamese|math|symbols)/.test(subset);
}

function parseRanges(range: string): readonly (readonly [number, number])[] {
  return range.split(",").map((part) => {
    const [from = "0", to = from] = part.trim().replace(/^U\+/i, "").split("-");
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  });
}

async function toFontFace(
  family: Family,
  path: string,
  weight: number,
  text: string,
  format: FontFormat,
): Promise<Face> {
  const isVariable = family.packageName.startsWith(VARIABLE);
  const outlines = await subsetFont(readFileSync(path), text + JOINERS, {
    targetFormat: "truetype",
    ...(isVariable ? { variationAxes: { wght: weight } } : {}),
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
    `@font-face{font-family:"${family.name}";font-style:normal;font-weight:${weight};font-display:block;`,
    `src:url(data:font/${format === "woff2" ? "woff2" : "ttf"};base64,${bytes.toString("base64")}) format("${format}");unicode-range:${range},U+200C-200D,U+25CC${inkless}}`,
  ].join("");
  return { rule, held };
}
