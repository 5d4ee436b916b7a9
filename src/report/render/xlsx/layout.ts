// Where everything stands: sheet titles, table names, rows and columns. Settled before the first row is written, because a
// chart on the first sheet refers to cells of the last.
import type { Column } from "../../summarise/index.ts";
import { cutText, toPlainText } from "../plain-text.ts";
import { toCellText } from "./cell.ts";
import { canDraw } from "./chart.ts";
import { CHART_ROWS } from "./frame.ts";
import type { ChartCells, PlacedChart, PlacedTable } from "./placed.ts";
import { widthOf } from "./style.ts";
import type { ChartWish, RowSource, SheetWish, TableWish, WorkbookPlan } from "./workbook.ts";

/** Excel's limits: rows of a sheet, characters of its title and of a table's heading. */
const SHEET_ROWS_MOST = 1_048_576;
const TITLE_UNITS_MOST = 31;
const HEADING_UNITS_MOST = 255;
const CHARTS_A_LINE = 2;

export interface PlacedSheet {
  readonly title: string;
  readonly heading: readonly string[];
  readonly freezeColumns: number;
  readonly freezeRows: number;
  readonly orientation: SheetWish["orientation"];
  readonly widths: readonly number[];
  readonly tables: readonly PlacedTable[];
  readonly charts: readonly PlacedChart[];
}

/** Places every table and chart; a chart without its table, column or anything to draw is left out. */
export function toLayout(plan: WorkbookPlan): readonly PlacedSheet[] {
  const wishes = plan.sheets.flatMap(splitLong);
  // Whether a chart can be drawn is known once its table is placed, and how much room the charts take decides where
  // tables stand: so all are placed once with every wish, and again with the charts that can be drawn.
  const drawn = place(wishes).map(({ charts }) => charts.map(({ wish }) => wish));
  return place(wishes.map((wish, at) => ({ ...wish, charts: drawn[at] ?? [] })));
}

function place(wishes: readonly SheetWish[]): readonly PlacedSheet[] {
  const titles = new Set<string>();
  const names = new Set<string>();
  const sheets = wishes.map((wish) => {
    const title = toSheetTitle(wish.title, titles);
    return { wish, title, ...placeTables(wish, title, names) };
  });
  const all = sheets.flatMap(({ tables }) => tables);
  return sheets.map(({ wish, title, tables, chartRow }) => ({
    title,
    tables,
    heading: wish.heading,
    freezeColumns: wish.freezeColumns,
    orientation: wish.orientation,
    freezeRows: wish.heading.length > 0 ? wish.heading.length : (tables[0]?.headRow ?? 1),
    widths: toWidths(wish, tables),
    charts: wish.charts
      .flatMap((chart) => findCells(chart, all))
      .filter(canDraw)
      .map((chart, at) => toPlaced(chart, at, chartRow)),
  }));
}

/** A table longer than a sheet goes on in further ones, each with its head. */
function splitLong(wish: SheetWish): readonly SheetWish[] {
  const [first, ...others] = wish.tables;
  const most = SHEET_ROWS_MOST - wish.heading.length - 3;
  if (first === undefined || first.table.rows.length <= most || others.length > 0) return [wish];
  const rows = [...first.table.rows];
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, at) => {
    const part: RowSource = rows.slice(at * most, (at + 1) * most);
    // The totals are those of all rows: no single part may show them.
    return { ...wish, tables: [{ ...first, table: { ...first.table, rows: part, totals: undefined } }] };
  });
}

function placeTables(wish: SheetWish, sheet: string, names: Set<string>) {
  const tables: PlacedTable[] = [];
  let next = wish.heading.length === 0 ? 1 : wish.heading.length + 2;
  let chartRow = next;
  for (const [at, one] of wish.tables.entries()) {
    const placed = placeTable(one, at === 0 ? sheet : `${sheet}_${one.table.title}`, sheet, next, names);
    tables.push(placed);
    next = (placed.totalsRow ?? placed.lastRow) + 2;
    if (at > 0 || wish.charts.length === 0) continue;
    chartRow = next;
    next += Math.ceil(wish.charts.length / CHARTS_A_LINE) * CHART_ROWS + 1;
  }
  return { tables, chartRow };
}

function placeTable(
  { from, table, filter, formats }: TableWish,
  name: string,
  sheet: string,
  headRow: number,
  names: Set<string>,
): PlacedTable {
  // Pictures of seven days mean nothing in a cell; their numbers are on the Daily sheet.
  const kept = table.columns.map((column, at) => ({ column, at })).filter(({ column }) => column.unit !== "spark");
  const labels = toUniqueLabels(kept.map(({ column }) => column));
  const lastRow = headRow + Math.max(1, table.rows.length);
  return {
    from,
    sheet,
    name: toTableName(name, names),
    table,
    columns: kept.map(({ column, at }, to) => ({
      column,
      at,
      letter: toLetter(to),
      label: labels[to] ?? column.key,
      format: formats[column.key],
    })),
    filter,
    headRow,
    firstRow: headRow + 1,
    lastRow,
    totalsRow: table.totals !== undefined && table.rows.length > 0 ? lastRow + 1 : undefined,
  };
}

function toWidths(wish: SheetWish, tables: readonly PlacedTable[]): readonly number[] {
  const widths: number[] = [];
  for (const [nth, { columns }] of tables.entries()) {
    for (const [at, { column }] of columns.entries()) {
      const wished = wish.tables[nth]?.widths[column.key];
      // The first table decides; those below live with its columns.
      if (widths[at] === undefined || nth === 0) widths[at] = wished ?? widthOf(column);
    }
  }
  return widths;
}

function findCells(wish: ChartWish, all: readonly PlacedTable[]): readonly ChartCells[] {
  const table = all.find(({ from }) => from === wish.from);
  const [labels, value] = [wish.labels, wish.value].map((key) =>
    table?.columns.find(({ column }) => column.key === key),
  );
  if (table === undefined || labels === undefined || value === undefined || table.table.rows.length === 0) return [];
  return [{ wish, table, labels, value }];
}

function toPlaced(chart: ChartCells, at: number, chartRow: number): PlacedChart {
  return { ...chart, place: at % CHARTS_A_LINE, row: chartRow + Math.floor(at / CHARTS_A_LINE) * CHART_ROWS };
}

/** At most 31 characters, none of those Excel forbids or exceljs writes unquoted, unique whatever the case. */
export function toSheetTitle(words: string, taken: Set<string>): string {
  const safe = toPlainText(words)
    .replace(/[:\\/?*[\]\n\t]/g, " ")
    .replaceAll("'", "’")
    .trim();
  const title = safe === "" || /^history$/i.test(safe) ? "Sheet" : safe;
  for (let copy = 1; ; copy += 1) {
    const ending = copy === 1 ? "" : ` ${copy}`;
    const candidate = `${cutText(title, TITLE_UNITS_MOST - ending.length)}${ending}`;
    if (taken.has(candidate.toLowerCase())) continue;
    taken.add(candidate.toLowerCase());
    return candidate;
  }
}

/** Letters, digits and underscores, never what Excel reads as a cell ("R1C1", "A1", "AB12"), unique whatever the case. */
export function toTableName(words: string, taken: Set<string>): string {
  const plain = words.normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, "_");
  const named = /^[\p{L}_]/u.test(plain) && !/^([a-z]{1,3}\d*|r\d*c?\d*|c\d*)$/i.test(plain) ? plain : `T_${plain}`;
  for (let copy = 1; ; copy += 1) {
    const candidate = copy === 1 ? named.slice(0, 200) : `${named.slice(0, 200)}_${copy}`;
    if (taken.has(candidate.toLowerCase())) continue;
    taken.add(candidate.toLowerCase());
    return candidate;
  }
}

/** Excel repairs a table with two equal headings, an empty one, or one with a line end. */
export function toUniqueLabels(columns: readonly Column[]): readonly string[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    const plain = cutText(toCellText(column.label).replace(/\s+/g, " ").trim(), HEADING_UNITS_MOST - 10) || column.key;
    for (let copy = 1; ; copy += 1) {
      const label = copy === 1 ? plain : `${plain} (${copy})`;
      if (taken.has(label.toLowerCase())) continue;
      taken.add(label.toLowerCase());
      return label;
    }
  });
}

/** 0 → "A", 26 → "AA". */
export function toLetter(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : `${toLetter(Math.floor(at / 26) - 1)}${last}`;
}
