// Number formats, fonts and widths of the workbook: one quiet style for every sheet.
import type ExcelJS from "exceljs";
import type { Column, Unit } from "../summarise/index.ts";

const FONT = "Calibri";
const INK = "FF14161A";
const GREY = "FF6B7280";
const LINK = "FF1D4E89";

/** Excel number format of a unit; ids and text are "@", so that nothing is taken for a number. */
export const numberFormats: Readonly<Record<Unit, string>> = {
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
  change: "+0.0%;-0.0%;0.0%",
  rank: "0",
  spark: "@",
};
/** A difference of two rates, held in points. */
export const POINTS_FORMAT = '+0.0" pts";-0.0" pts";0.0" pts"';
export const COUNT_CHANGE_FORMAT = "+#,##0;-#,##0;0";

export const fonts = {
  body: { name: FONT, size: 10.5, color: { argb: INK } },
  head: { name: FONT, size: 10.5, bold: true, color: { argb: INK } },
  absent: { name: FONT, size: 10.5, italic: true, color: { argb: GREY } },
  link: { name: FONT, size: 10.5, underline: true, color: { argb: LINK } },
} satisfies Record<string, Partial<ExcelJS.Font>>;

export const headFill: ExcelJS.Fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFF1F3F6" } };
export const bandFill: ExcelJS.Fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFFAFBFC" } };
export const headBorder: Partial<ExcelJS.Borders> = { bottom: { style: "thin", color: { argb: INK } } };
export const totalBorder: Partial<ExcelJS.Borders> = { top: { style: "thin", color: { argb: INK } } };

const WIDTHS: Readonly<Partial<Record<Unit, number>>> = { text: 24, id: 22, instant: 17, day: 12, link: 14, rank: 7 };

export function widthOf(column: Column): number {
  return Math.max(WIDTHS[column.unit] ?? 13, Math.min(24, column.label.length + 5));
}
