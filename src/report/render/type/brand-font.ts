// The brand's own font, as configuration and model name it: a family that is shipped, or a file taken along as a data: URI,
// so that a sealed report is set in it for good.
import { createHash } from "node:crypto";
import type { Family, FontFile } from "./font-families.ts";
import { FAMILIES, VARIABLE, WEIGHTS } from "./font-families.ts";
import { subsetFont } from "./font-subset.ts";
import { findTable } from "./held-characters.ts";

const OWN_NAME = "Brand";
const DATA_URI = /^data:font\/[a-z0-9]+;base64,/;
/** "wght", "wdth", …: tag, least, default and most as 16.16 numbers (OpenType 1.9.1, fvar). */
interface Axis {
  readonly tag: string;
  readonly least: number;
  readonly usual: number;
  readonly most: number;
}

/** Whether Gazette ships a family of this name, for text of any length. */
export function isShippedFamily(name: string): boolean {
  return FAMILIES.some((family) => family.name === name && family.packageName.startsWith(VARIABLE));
}

export function listShippedFamilies(): readonly string[] {
  return FAMILIES.map(({ name }) => name).filter(isShippedFamily);
}

/** A font file as the model holds it; undefined when it is none that can be read and cut. */
export async function toBrandFont(bytes: Buffer): Promise<string | undefined> {
  const sample = await toSfnt(bytes).catch(() => undefined);
  return sample === undefined ? undefined : `data:font/sfnt;base64,${bytes.toString("base64")}`;
}

/** The family that stands before all others. */
export async function toBrandFamily(font: string): Promise<Family | undefined> {
  if (!DATA_URI.test(font)) {
    const shipped = FAMILIES.find(({ name }) => name === font);
    return shipped === undefined ? undefined : { ...shipped, hasAllScripts: true };
  }
  const bytes = Buffer.from(font.replace(DATA_URI, ""), "base64");
  const axes = readAxes(await toSfnt(bytes));
  const wght = axes.find(({ tag }) => tag === "wght");
  const key = createHash("sha256").update(bytes).digest("hex");
  const file: FontFile = { key, read: () => bytes, has: () => true };
  return {
    name: OWN_NAME,
    packageName: "",
    weights: wght === undefined ? [400] : WEIGHTS,
    // One cut stands for every weight: a browser would thicken it by strokes.
    isEveryWeight: wght === undefined,
    files: [file],
    // What is not pinned would stay variable, and Chromium prints that as drawings.
    axes: (weight) =>
      Object.fromEntries(
        axes.map(({ tag, least, usual, most }) => [
          tag,
          tag === "wght" ? Math.min(Math.max(weight, least), most) : usual,
        ]),
      ),
  };
}

async function toSfnt(bytes: Buffer): Promise<Buffer> {
  const sfnt = await subsetFont(bytes, "Aa", { targetFormat: "truetype" });
  if (findTable(sfnt, "glyf") === undefined && findTable(sfnt, "CFF ") === undefined)
    throw new Error("the font has no outlines");
  return sfnt;
}

function readAxes(sfnt: Buffer): readonly Axis[] {
  const at = findTable(sfnt, "fvar");
  if (at === undefined) return [];
  const [first, count, size] = [sfnt.readUInt16BE(at + 4), sfnt.readUInt16BE(at + 8), sfnt.readUInt16BE(at + 10)];
  return Array.from({ length: count }, (_, index) => {
    const axis = at + first + index * size;
    const [least = 0, usual = 0, most = 0] = [4, 8, 12].map((offset) => sfnt.readInt32BE(axis + offset) / 65_536);
    return { tag: sfnt.toString("latin1", axis, axis + 4), least, usual, most };
  });
}
