// Number formats, fonts and widths of the workbook: one quiet style for every sheet, the brand in its heads alone. exceljs
// recognises a style by the object, so each is made once: that is what makes writing quick.
import type ExcelJS from "exceljs";
import type { Column, Unit } from "../../summarise/index.ts";
import { toBrandColours } from "../brand-colours.ts";
import { type ChangeStyle, isUnchanged } from "../format.ts";
import type { Phrases } from "../page/phrases.ts";

const FONT = "Calibri";
const INK = "FF14161A";
const GREY = "FF6B7280";
const LINK = "FF1D4E89";
const HAIR = "FFE3E6EA";

/** Excel number format of a unit; ids and text are "@", so that nothing is taken for a number. */
const numberFormats: Readonly<Record<Unit, string>> = {
  count: "#,##0",
  accounts: "#,##0",
  percent: "0.0%",
  ms: '#,##0.0" s"',
  multiple: '0.0"×"',
  text: "@",
  id: "@",
  day: "yyyy-mm-dd",
  instant: "yyyy-mm-dd hh:mm",
  link: "@",
  change: '+#,##0.0%;"−"#,##0.0%;0.0%',
  rank: "0",
  spark: "@",
};
/** A difference of two rates, held in points; its minus is the page's. */
const toPointsFormat = (mark: string, digits: "0.0" | "0.00") =>
  `+${digits}" ${mark}";"−"${digits}" ${mark}";${digits}" ${mark}"`;
const DIFFERENCE_FORMAT = '+#,##0;"−"#,##0;0';
/** Where the unit's own format would round to another figure than the page shows (format.ts): one digit that counts. */
const fineFormats = { tail: "#,##0.0", percent2: "0.00%", percent3: "0.000%", percent4: "0.0000%" } as const;
type FineLook = keyof typeof fineFormats;

/** How a cell's content looks; a format the template gives replaces the unit's own. */
export type Look = Unit | "absent" | ChangeLook | "difference" | FineLook;
type ChangeLook = "points" | "finePoints" | "countChange" | "tailChange" | "unchanged";

/** The words a change is written with, as the page has them. */
export type ChangeWords = Pick<Phrases, "more" | "fewer" | "unchanged" | "points">;

/** As the page has it: points too small for one decimal show two, and what would show none is unchanged. */
export function lookOfChange(value: number, as: ChangeStyle): Look {
  if (isUnchanged(value, as)) return "unchanged";
  if (as === "points") return Math.abs(value) < 0.0005 ? "finePoints" : "points";
  if (as !== "count") return "change";
  return Math.abs(value) < 100 && !Number.isInteger(value) ? "tailChange" : "countChange";
}

/** The look of a figure in its unit: means under a hundred keep a decimal, tiny shares the digit that makes them. */
export function lookOf(value: number, unit: Unit): Look {
  const size = Math.abs(value);
  if (unit === "count" || unit === "accounts") {
    return size < 100 && !Number.isInteger(Number(size.toFixed(1))) ? "tail" : unit;
  }
  if (unit !== "percent" || size === 0 || size >= 0.0005) return unit;
  const firstDigit = Number(size.toPrecision(1));
  return firstDigit >= 1e-4 ? "percent2" : firstDigit >= 1e-5 ? "percent3" : "percent4";
}

export interface Styles {
  body(look: Look, unit: Unit, format: string | undefined): Partial<ExcelJS.Style>;
  total(look: Look, unit: Unit, format: string | undefined): Partial<ExcelJS.Style>;
  head(unit: Unit): Partial<ExcelJS.Style>;
  readonly title: Partial<ExcelJS.Style>;
  readonly subtitle: Partial<ExcelJS.Style>;
  /** "1d4e89": lines and bars of charts. */
  readonly chartColour: string;
}

/** Styles in a brand's colour; equal questions get the same object. */
export function createStyles(brandColour: string, words: ChangeWords): Styles {
  const { more, fewer, unchanged, points } = words;
  const toFormat = (look: Look): string => {
    if (look === "points") return toPointsFormat(points, "0.0");
    if (look === "finePoints") return toPointsFormat(points, "0.00");
    if (look === "unchanged") return `"${unchanged}";"${unchanged}";"${unchanged}"`;
    if (look === "countChange") return `#,##0" ${more}";#,##0" ${fewer}";"${unchanged}"`;
    if (look === "tailChange") return `#,##0.0" ${more}";#,##0.0" ${fewer}";"${unchanged}"`;
    return formatOf(look);
  };
  const brand = toBrandColours(brandColour);
  const made = new Map<string, Partial<ExcelJS.Style>>();
  const once = (key: string, make: () => Partial<ExcelJS.Style>): Partial<ExcelJS.Style> => {
    const held = made.get(key) ?? make();
    made.set(key, held);
    return held;
  };
  return {
    body: (look, unit, format) =>
      once(`body/${look}/${unit}/${format ?? ""}`, () => ({
        font: fontOf(look),
        numFmt: format !== undefined && (look === unit || isFine(look)) ? format : toFormat(look),
        alignment: { vertical: "top", ...toSide(look === "absent" ? "text" : unit, unit) },
        border: { bottom: { style: "hair", color: { argb: HAIR } } },
      })),
    total: (look, unit, format) =>
      once(`total/${look}/${unit}/${format ?? ""}`, () => ({
        font: { ...fontOf("text"), bold: true },
        numFmt: format !== undefined && (look === unit || isFine(look)) ? format : toFormat(look),
        alignment: { vertical: "middle", ...toSide(unit, unit) },
        border: { top: { style: "thin", color: { argb: INK } } },
      })),
    head: (unit) =>
      once(`head/${unit}`, () => ({
        font: { name: FONT, size: 10.5, bold: true, color: { argb: toArgb(brand.onFill) } },
        fill: { type: "pattern", pattern: "solid", fgColor: { argb: toArgb(brand.fill) } },
        alignment: { vertical: "middle", wrapText: true, ...toSide(unit, unit) },
      })),
    title: { font: { name: FONT, size: 18, bold: true, color: { argb: toArgb(brand.onLight) } } },
    subtitle: { font: { name: FONT, size: 10.5, color: { argb: GREY } } },
    chartColour: brand.onLight.slice(1),
  };
}

const isFine = (look: Look): look is FineLook => look in fineFormats;

function fontOf(look: Look): Partial<ExcelJS.Font> {
  if (look === "absent") return { name: FONT, size: 10.5, italic: true, color: { argb: GREY } };
  if (look === "link") return { name: FONT, size: 10.5, underline: true, color: { argb: LINK } };
  return { name: FONT, size: 10.5, color: { argb: INK } };
}

/** The number format a chart's axis or labels need as well. */
export function formatOf(look: Exclude<Look, ChangeLook>): string {
  if (look === "absent") return numberFormats.text;
  if (isFine(look)) return fineFormats[look];
  return look === "difference" ? DIFFERENCE_FORMAT : numberFormats[look];
}

const WIDTHS: Readonly<Partial<Record<Unit, number>>> = {
  text: 24,
  id: 22,
  instant: 17,
  day: 12,
  link: 40,
  rank: 13,
  change: 16,
};

/** In characters; a head of several words breaks into two lines instead of widening its column. */
export function widthOf(column: Column): number {
  const longest = Math.max(...column.label.split(/\s+/).map((word) => word.length));
  return Math.max(WIDTHS[column.unit] ?? 13, Math.min(24, longest + 4, column.label.length + 4));
}

/** How many lines a heading takes in a column of so many characters. */
export function countLines(label: string, width: number): number {
  let lines = 1;
  let used = 0;
  for (const word of label.split(" ")) {
    const next = used === 0 ? word.length : used + 1 + word.length;
    if (next > width && used > 0) lines += 1;
    used = next > width ? word.length : next;
  }
  return lines;
}

/** Text keeps a little distance from a number on its left; what is absent stands where the figure would. */
function toSide(look: Unit, unit: Unit): Partial<ExcelJS.Alignment> {
  return isText(look) && isText(unit) ? { horizontal: "left", indent: 1 } : { horizontal: "right" };
}

export function isText(unit: Unit): boolean {
  return (
    unit === "text" || unit === "id" || unit === "link" || unit === "day" || unit === "instant" || unit === "spark"
  );
}

function toArgb(hex: string): string {
  return `FF${hex.slice(1).toUpperCase()}`;
}
