// The families of type that are shipped, and which of their files holds what.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../page/package-root.ts";

export interface Family {
  readonly name: string;
  readonly packageName: string;
  /** Instances of a variable font; a static one has the only weight it has. */
  readonly weights: readonly number[];
  /** Set for a font that is no package's. */
  readonly files?: readonly FontFile[];
  readonly axes?: (weight: number) => Readonly<Record<string, number>>;
  readonly isEveryWeight?: boolean;
  /** Latin, Greek and symbols too, though a script is what the family is for. */
  readonly hasAllScripts?: boolean;
  /** Replaces a published range that is plainly wrong. */
  readonly range?: string;
}

/** Those the style sheet uses. */
export const WEIGHTS: readonly number[] = [400, 500, 600];
export const VARIABLE = "@fontsource-variable/";
const variable = (name: string, slug: string): Family => ({
  name,
  packageName: `${VARIABLE}${slug}`,
  weights: [400, 600],
});

/** In order of preference: a character is set in the first family that has it. */
export const FAMILIES: readonly Family[] = [
  { ...variable("Inter", "inter"), weights: WEIGHTS },
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
  // Small capitals, dear to those who decorate captions, that Inter lacks.
  { ...variable("Noto Sans", "noto-sans"), hasAllScripts: true },
  { name: "Noto Sans Symbols 2", packageName: "@fontsource/noto-sans-symbols-2", weights: [400] },
];

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

export interface FontFile {
  /** Tells files apart. */
  readonly key: string;
  read(): Buffer;
  has(point: number): boolean;
}

const listed = new Map<Family, readonly FontFile[]>();

/** The family's subset files; read from disk once. */
export function listFiles(family: Family): readonly FontFile[] {
  const files = family.files ?? listed.get(family) ?? readFileList(family);
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
      .filter(
        ([subset]) => family.name === "Inter" || family.hasAllScripts === true || isOwnScript(subset, family.name),
      )
      // "latin-ext" claims letters such as Œ that only "latin" holds.
      .sort(([a], [b]) => Number(b === "latin") - Number(a === "latin"))
      .map(([subset, range]) => ({
        file: `${slug}-${subset.replace(/[[\]]/g, "")}${ending}`,
        spans: parseRanges(family.range ?? range),
      }))
      .filter(({ file }) => names.includes(file))
      .map(({ file, spans }) => ({
        key: join(folder, "files", file),
        read: () => readFileSync(join(folder, "files", file)),
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
