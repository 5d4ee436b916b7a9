// Placed tables → a workbook, written as a stream: one sheet open at a time, rows committed as they come, never ahead of
// the zip by more than a little (RELIABILITY X7).
import type { Writable } from "node:stream";
import type { ReportModel, Row, Unit } from "../../summarise/index.ts";
import { toWords } from "../../words/index.ts";
import type { Phrases } from "../page/phrases.ts";
import { toPlainText } from "../plain-text.ts";
import { type Book, openBook, type SheetWriter } from "./book.ts";
import {
  type Allowance,
  createAllowance,
  createWallClock,
  toCellText,
  toContent,
  toNote,
  type WallClock,
} from "./cell.ts";
import { toChartPart } from "./chart.ts";
import { createTally, type Tally, toRatioFormula, toTotalFormula } from "./formula.ts";
import { toFrame } from "./frame.ts";
import { type PlacedSheet, toLayout, toLetter } from "./layout.ts";
import type { PlacedColumn, PlacedTable } from "./placed.ts";
import { countLines, createStyles, type Styles } from "./style.ts";
import { type TotalCell, toTableXml } from "./table.ts";
import type { SheetRow, WorkbookPlan } from "./workbook.ts";

const HEAD_POINTS = { line: 14, around: 8 };
const ROW_POINTS = 16;
const ROWS_A_STEP = 250;
/** Characters across a printed page: wider sheets go on beside it. */
const PAGE_WIDTH = 230;

interface Filling {
  readonly book: Book;
  readonly styles: Styles;
  readonly clock: WallClock;
  readonly paper: ReportModel["paper"];
  readonly footer: string;
  readonly phrases: Phrases;
}

/** Writes the workbook into `target` and ends it; throws the target's error, or the signal's reason. */
export async function writeXlsx(
  model: Omit<ReportModel, "sections" | "sheets" | "receipts">,
  plan: WorkbookPlan,
  target: Writable,
  signal: AbortSignal,
): Promise<void> {
  const title = toPlainText(`${plan.title} · ${model.period.label}`);
  const book = openBook(
    target,
    {
      creator: toPlainText(model.brand.name),
      lastModifiedBy: toPlainText(model.generator),
      title,
      subject: toPlainText(model.period.label),
      description: toPlainText(model.coverage.sentence),
      keywords: model.reportId,
      made: new Date(model.dataAsOf ?? `${model.period.to}T00:00:00Z`),
    },
    signal,
  );
  const { phrases } = toWords(model.locale);
  const filling: Filling = {
    book,
    styles: createStyles(model.brand.colour, phrases),
    clock: createWallClock(model.period.timeZone),
    paper: model.paper,
    footer: title.replaceAll("&", "&&").slice(0, 200),
    phrases,
  };
  for (const sheet of toLayout(plan)) await fillSheet(sheet, filling);
  await book.finish();
}

async function fillSheet(placed: PlacedSheet, filling: Filling): Promise<void> {
  const { book, styles } = filling;
  const { freezeRows, freezeColumns, widths } = placed;
  const table = placed.tables[0];
  const pagesWide = Math.max(1, Math.round(widths.reduce((sum, one) => sum + one, 0) / PAGE_WIDTH));
  const sheet = book.addSheet(placed.title, {
    views: [
      freezeRows + freezeColumns > 0
        ? { state: "frozen", xSplit: freezeColumns, ySplit: freezeRows, showGridLines: false }
        : { state: "normal", showGridLines: false },
    ],
    properties: { defaultRowHeight: ROW_POINTS },
    pageSetup: {
      orientation: placed.orientation,
      fitToPage: true,
      fitToWidth: pagesWide,
      fitToHeight: 0,
      // Letter is what a printer takes when nothing is said.
      ...(filling.paper === "A4" ? { paperSize: 9 } : {}),
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
      ...(placed.heading.length === 0 ? { printTitlesRow: `${table?.headRow ?? 1}:${table?.headRow ?? 1}` } : {}),
      ...(pagesWide > 1 && freezeColumns > 0 ? { printTitlesColumn: `A:${toLetter(freezeColumns - 1)}` } : {}),
    },
    headerFooter: { oddFooter: `&L${filling.footer}&C&A&R&P / &N` },
  });
  sheet.columns = widths.map((width) => ({ width }));
  for (const [at, words] of placed.heading.entries()) {
    const line = sheet.addRow([toCellText(words)]);
    line.height = at === 0 ? 28 : ROW_POINTS;
    line.getCell(1).style = at === 0 ? styles.title : styles.subtitle;
    line.commit();
  }
  const allowance = createAllowance(filling.phrases);
  const tables = [];
  for (const one of placed.tables) tables.push(await fillTable(sheet, one, widths, allowance, filling));
  const charts = placed.charts.flatMap((chart) => {
    const part = toChartPart(chart, toFrame(chart.place, chart.row, widths), styles.chartColour);
    return part === undefined ? [] : [part];
  });
  book.closeSheet(sheet, { tables, charts });
}

/** Writes one table, blank rows above it included, and gives its part. */
async function fillTable(
  sheet: SheetWriter,
  placed: PlacedTable,
  widths: readonly number[],
  allowance: Allowance,
  filling: Filling,
): Promise<(id: number) => string> {
  const { table, columns } = placed;
  while (nextRow(sheet) < placed.headRow) sheet.addRow([]).commit();
  filling.book.shareTexts(sheet);
  writeHead(sheet, placed, widths, allowance, filling.styles);
  await filling.book.catchUp(sheet);
  const tally = createTally(columns);
  let number = placed.firstRow;
  for (const row of table.rows) {
    writeRow(sheet, row, number, placed, tally, allowance, filling);
    number += 1;
    if (number % ROWS_A_STEP === 0) await filling.book.catchUp(sheet);
  }
  if (number === placed.firstRow) writeEmpty(sheet, placed, filling.styles);
  filling.book.shareTexts(sheet);
  const totals = placed.totalsRow === undefined ? [] : writeTotals(sheet, placed, tally, allowance, filling);
  await filling.book.catchUp(sheet);
  return (id) => toTableXml(placed, id, totals);
}

/** exceljs keeps it, but not where its types show it. */
function nextRow(sheet: SheetWriter): number {
  return (sheet as unknown as { readonly _nextRow: number })._nextRow;
}

function writeHead(
  sheet: SheetWriter,
  { columns, table }: PlacedTable,
  widths: readonly number[],
  allowance: Allowance,
  styles: Styles,
): void {
  const line = sheet.addRow(columns.map(({ label }) => label));
  const lines = columns.map(({ label }, at) => countLines(label, (widths[at] ?? 0) - 3));
  line.height = HEAD_POINTS.around + HEAD_POINTS.line * Math.max(...lines);
  for (const [at, { column }] of columns.entries()) {
    const cell = line.getCell(at + 1);
    cell.style = styles.head(column.unit);
    const help = [column.help, at === 0 ? table.note : undefined].filter((words) => words !== undefined).join("\n");
    if (help === "" || allowance.notes === 0) continue;
    allowance.notes -= 1;
    cell.note = toNote(help);
  }
  line.commit();
}

function writeRow(
  sheet: SheetWriter,
  row: SheetRow,
  number: number,
  { columns }: PlacedTable,
  tally: Tally,
  allowance: Allowance,
  { styles, clock }: Filling,
): void {
  const line = sheet.addRow([]);
  tally.add(row);
  for (const [to, placed] of columns.entries()) {
    const cell = row.cells[placed.at];
    if (cell === undefined) continue;
    const unit = unitOf(placed, row);
    const { value, look, note } = toContent(cell, unit, clock, allowance);
    const target = line.getCell(to + 1);
    target.style = styles.body(look, unit, placed.format);
    const formula = toRatioFormula(placed, row, columns, number);
    target.value = formula === undefined ? value : { formula, result: value as number };
    if (note !== undefined) target.note = toNote(note);
  }
  line.commit();
}

function unitOf({ column }: PlacedColumn, row: SheetRow): Unit {
  return row.unit !== undefined && (column.key === "value" || column.key === "against") ? row.unit : column.unit;
}

/** A table has at least one row (X8): what an empty one says. */
function writeEmpty(sheet: SheetWriter, { table, columns }: PlacedTable, styles: Styles): void {
  const line = sheet.addRow([toCellText(table.whenEmpty)]);
  for (const at of columns.keys()) line.getCell(at + 1).style = styles.body("absent", "text", undefined);
  line.commit();
}

/** Totals are formulas where they follow from the rows, with the model's figure as the cached result; else its words. */
function writeTotals(
  sheet: SheetWriter,
  placed: PlacedTable,
  tally: Tally,
  allowance: Allowance,
  { styles, clock }: Filling,
): readonly (TotalCell | undefined)[] {
  const line = sheet.addRow([]);
  const totals = placed.columns.map((column, to): TotalCell | undefined => {
    const cell: Row["cells"][number] | undefined = placed.table.totals?.[column.at];
    const target = line.getCell(to + 1);
    const { unit } = column.column;
    if (cell === undefined || (cell.kind === "text" && cell.text === "")) {
      target.style = styles.total("text", unit, undefined);
      return undefined;
    }
    const { value, look } = toContent(cell, unit, clock, allowance);
    target.style = styles.total(look, unit, column.format);
    if (typeof value === "number") {
      const total = toTotalFormula(column, value, placed, tally);
      target.value = { formula: total.formula, result: value };
      return total.isSum ? { kind: "sum" } : { kind: "formula", formula: total.formula };
    }
    const words = toCellText(cell.kind === "absent" ? String(value) : cell.kind === "text" ? cell.text : "");
    target.value = words;
    return { kind: "label", text: words };
  });
  line.commit();
  return totals;
}
