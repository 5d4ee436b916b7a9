// Tables, columns and charts with their places on the sheets.
import type { Column } from "../../summarise/index.ts";
import type { ChartWish, SheetTable } from "./workbook.ts";

export interface PlacedColumn {
  readonly column: Column;
  /** Index into a row's cells. */
  readonly at: number;
  /** "A". */
  readonly letter: string;
  /** What its head says, unique in the table. */
  readonly label: string;
  readonly format?: string | undefined;
}

export interface PlacedTable {
  readonly from: string;
  readonly sheet: string;
  /** Unique in the workbook, as formulas name it. */
  readonly name: string;
  readonly table: SheetTable;
  readonly columns: readonly PlacedColumn[];
  readonly filter: boolean;
  /** Row numbers as Excel counts, from 1. */
  readonly headRow: number;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly totalsRow: number | undefined;
}

/** A chart's cells. */
export interface ChartCells {
  readonly wish: ChartWish;
  readonly table: PlacedTable;
  readonly labels: PlacedColumn;
  readonly value: PlacedColumn;
}

export interface PlacedChart extends ChartCells {
  /** Which of the charts in its line, and the line's first row. */
  readonly place: number;
  readonly row: number;
}
