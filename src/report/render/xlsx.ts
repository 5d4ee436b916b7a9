// Sheet descriptions and model tables → a workbook, written as a stream: one sheet open at a time, rows committed as they
// come (RELIABILITY X7). Text from Instagram stays text: a string value is never a formula (X6).
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import ExcelJS from "exceljs";
import type { Cell, Column, ReportModel, Row, Table, Unit } from "../summarise/index.ts";
import { toSafeHref } from "./cell-view.ts";
import { createFormatter, type Formatter } from "./format.ts";
import { phrase } from "./phrases.ts";
import { cutText, toPlainText } from "./plain-text.ts";
import type { SheetPlan, WorkbookPlan } from "./workbook.ts";
import {
  bandFill,
  COUNT_CHANGE_FORMAT,
  fonts,
  headBorder,
  headFill,
  numberFormats,
  POINTS_FORMAT,
  totalBorder,
  widthOf,
} from "./xlsx-style.ts";

/** Excel's own limits: UTF-16 units in a cell, links on a sheet, characters of a link. */
const CELL_UNITS_MOST = 32_767;
const LINKS_MOST = 65_530;
const HREF_UNITS_MOST = 2_079;

interface Filling {
  readonly format: Formatter;
  linksLeft: number;
}

/** Bytes of the workbook. */
export async function toXlsx(model: ReportModel, plan: WorkbookPlan, signal: AbortSignal): Promise<Uint8Array> {
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true });
  const made = new Date(model.dataAsOf ?? `${model.period.to}T00:00:00Z`);
  Object.assign(workbook, {
    creator: toPlainText(model.brand.name),
    lastModifiedBy: toPlainText(model.generator),
    title: toPlainText(`${plan.title} · ${model.period.label}`),
    subject: model.reportId,
    company: toPlainText(model.brand.name),
    created: made,
    modified: made,
  });
  const format = createFormatter(model.locale, model.period.timeZone);
  for (const sheet of plan.sheets) {
    signal.throwIfAborted();
    await fillSheet(workbook, sheet, { format, linksLeft: LINKS_MOST });
  }
  await workbook.commit();
  return new Uint8Array(await bytes);
}

async function fillSheet(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  plan: SheetPlan,
  filling: Filling,
): Promise<void> {
  // Pictures of seven days mean nothing in a cell; their numbers are on the Daily sheet.
  const kept = plan.table.columns.flatMap((column, at) => (column.unit === "spark" ? [] : [at]));
  const columns = kept.map((at) => plan.table.columns[at]).filter((column) => column !== undefined);
  const sheet = workbook.addWorksheet(plan.title, {
    views: [{ state: "frozen", xSplit: plan.freezeColumns, ySplit: 1, showGridLines: false }],
    properties: { defaultRowHeight: 16 },
    pageSetup: {
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      paperSize: 9,
      printTitlesRow: "1:1",
    },
  });
  sheet.columns = columns.map((column) => ({ key: column.key, width: plan.widths[column.key] ?? widthOf(column) }));
  const rowCount = Math.max(1, plan.table.rows.length);
  if (plan.filter) {
    sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1 + rowCount, column: Math.max(1, columns.length) } };
  }
  writeHead(sheet, columns);
  for (const [at, row] of plan.table.rows.entries()) {
    writeRow(sheet, row, at, kept, plan.table, filling);
    // Lets the zip drain, so that memory does not follow the number of rows.
    if (at % 2_000 === 1_999) await new Promise((resolve) => setImmediate(resolve));
  }
  if (plan.table.rows.length === 0) writeEmpty(sheet, plan.table);
  if (plan.table.totals !== undefined) writeTotals(sheet, plan.table, kept, filling);
  sheet.commit();
}

function writeHead(sheet: ExcelJS.Worksheet, columns: readonly Column[]): void {
  const head = sheet.addRow(toUniqueLabels(columns));
  head.height = 20;
  columns.forEach((column, at) => {
    const cell = head.getCell(at + 1);
    cell.style = {
      font: fonts.head,
      fill: headFill,
      border: headBorder,
      alignment: { vertical: "middle", ...toSide(column.unit) },
    };
    if (column.help !== undefined) cell.note = toNote(column.help);
  });
  head.commit();
}

/** Excel repairs a table with two equal headings. */
export function toUniqueLabels(columns: readonly Column[]): readonly string[] {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const label = toCellText(column.label) || column.key;
    const copies = (seen.get(label.toLowerCase()) ?? 0) + 1;
    seen.set(label.toLowerCase(), copies);
    return copies === 1 ? label : `${label} (${copies})`;
  });
}

function writeRow(
  sheet: ExcelJS.Worksheet,
  row: Row & { readonly unit?: Unit },
  at: number,
  kept: readonly number[],
  table: Table,
  filling: Filling,
): void {
  const line = sheet.addRow([]);
  kept.forEach((from, to) => {
    const column = table.columns[from];
    const cell = row.cells[from];
    if (column === undefined || cell === undefined) return;
    const target = line.getCell(to + 1);
    writeCell(target, cell, unitOf(column, row), filling);
    if (at % 2 === 1) target.fill = bandFill;
  });
  line.commit();
}

/** A row of the Summary sheet brings its own unit. */
function unitOf(column: Column, row: Row & { readonly unit?: Unit }): Unit {
  return row.unit !== undefined && (column.key === "value" || column.key === "against") ? row.unit : column.unit;
}

function writeCell(target: ExcelJS.Cell, cell: Cell, unit: Unit, filling: Filling): void {
  target.font = fonts.body;
  target.numFmt = numberFormats[unit];
  target.alignment = { vertical: "top", ...toSide(unit) };
  switch (cell.kind) {
    case "value":
      target.value = unit === "ms" ? cell.value / 1000 : cell.value;
      if (cell.provisional === true) target.note = toNote(`${phrase("provisional")}: ${phrase("provisionalHelp")}`);
      return;
    case "absent":
      target.value = phrase("absent");
      target.font = fonts.absent;
      target.numFmt = "@";
      target.note = toNote(cell.because);
      return;
    case "change":
      target.value = cell.as === "points" ? cell.value * 100 : cell.value;
      target.numFmt =
        cell.as === "points" ? POINTS_FORMAT : cell.as === "count" ? COUNT_CHANGE_FORMAT : numberFormats.change;
      return;
    case "day":
      target.value = new Date(`${cell.day}T00:00:00Z`);
      target.numFmt = numberFormats.day;
      return;
    case "instant":
      target.value = toWallTime(cell.at, filling.format.timeZone);
      target.numFmt = numberFormats.instant;
      return;
    case "link":
      writeLink(target, cell.text, cell.href, filling);
      return;
    case "rank":
      target.value = cell.rank;
      return;
    case "text":
      target.value = toCellText(cell.text);
      return;
    case "spark":
      target.value = toCellText(cell.alt);
  }
}

function writeLink(target: ExcelJS.Cell, text: string, href: string, filling: Filling): void {
  const safe = toSafeHref(href);
  const words = toCellText(text);
  if (safe === null || safe.length > HREF_UNITS_MOST || filling.linksLeft === 0) {
    target.value = safe === null || words === safe ? words : `${words} ${cutText(safe, HREF_UNITS_MOST)}`;
    return;
  }
  filling.linksLeft -= 1;
  target.value = { text: words, hyperlink: safe };
  target.font = fonts.link;
}

function writeEmpty(sheet: ExcelJS.Worksheet, table: Table): void {
  const line = sheet.addRow([toCellText(table.whenEmpty)]);
  line.getCell(1).font = fonts.absent;
  line.commit();
}

/** Totals are formulas where the rows are summed, with our own sum as the cached result; else the words of the model. */
function writeTotals(sheet: ExcelJS.Worksheet, table: Table, kept: readonly number[], filling: Filling): void {
  const line = sheet.addRow([]);
  kept.forEach((from, to) => {
    const column = table.columns[from];
    const cell = table.totals?.[from];
    if (column === undefined || cell === undefined) return;
    const target = line.getCell(to + 1);
    writeCell(target, cell, column.unit, filling);
    if (cell.kind === "value" && column.addsUp && isSumOf(cell.value, table, from)) {
      const letter = target.address.replace(/\d+/g, "");
      // 109: sums the rows the filter leaves, which is what a filtered sheet's total should say.
      const formula = `SUBTOTAL(109,${letter}2:${letter}${1 + table.rows.length})`;
      target.value = { formula, result: column.unit === "ms" ? cell.value / 1000 : cell.value };
    }
    target.font = fonts.head;
    target.border = totalBorder;
  });
  line.commit();
}

/** A total that is no sum of its rows (rows cut, people counted once) must not become one by a formula. */
function isSumOf(total: number, table: Table, at: number): boolean {
  const sum = table.rows.reduce((held, row) => {
    const cell = row.cells[at];
    return held + (cell?.kind === "value" ? cell.value : 0);
  }, 0);
  return Math.abs(sum - total) <= 1e-9 * Math.max(1, Math.abs(total));
}

/** Excel has no time zones and exceljs writes UTC: the wall time of the report's zone, written as if it were UTC (X11). */
export function toWallTime(at: string, timeZone: string): Date {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(new Date(at));
  return new Date(`${parts.replace(" ", "T")}Z`);
}

function toNote(words: string): ExcelJS.Comment {
  return { texts: [{ text: toCellText(words), font: { size: 9, name: "Calibri" } }], margins: { insetmode: "auto" } };
}

function toCellText(text: string): string {
  return cutText(toPlainText(text), CELL_UNITS_MOST);
}

/** Text keeps a little distance from a number on its left. */
function toSide(unit: Unit): Partial<ExcelJS.Alignment> {
  return isText(unit) ? { horizontal: "left", indent: 1 } : { horizontal: "right" };
}

function isText(unit: Unit): boolean {
  return (
    unit === "text" || unit === "id" || unit === "link" || unit === "day" || unit === "instant" || unit === "spark"
  );
}
