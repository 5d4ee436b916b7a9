// Sums and rates as live formulas. A formula is written only where it gives the model's own figure: a total that is no sum
// of its rows (rows cut, people counted once) must not become one in the reader's hands.
import type { Cell } from "../../summarise/index.ts";
import { toNumber } from "./cell.ts";
import type { PlacedColumn, PlacedTable } from "./placed.ts";
import type { SheetRow } from "./workbook.ts";

/** Sums of the numeric cells of each column, kept while the rows go by. */
export interface Tally {
  add(row: SheetRow): void;
  /** In the unit the cell is written in. */
  sum(column: PlacedColumn): number;
}

export function createTally(columns: readonly PlacedColumn[]): Tally {
  const used = new Set(
    columns.flatMap(({ column }) => (column.ratio === undefined ? [] : Object.values(column.ratio))),
  );
  const wanted = columns.filter(({ column }) => column.addsUp || used.has(column.key));
  const sums = new Map(wanted.map(({ at }) => [at, 0]));
  return {
    add(row) {
      for (const { at, column } of wanted) {
        const cell = row.cells[at];
        if (cell?.kind === "value") sums.set(at, (sums.get(at) ?? 0) + toNumber(cell.value, column.unit));
      }
    },
    sum: ({ at }) => sums.get(at) ?? 0,
  };
}

/** "K5/J5" for a column that is one other divided by another; undefined where that is not what the cell says. */
export function toRatioFormula(
  { column, at }: PlacedColumn,
  row: SheetRow,
  columns: readonly PlacedColumn[],
  number: number,
): string | undefined {
  if (column.ratio === undefined) return undefined;
  const { of, over } = findParts(column.ratio, columns);
  if (of === undefined || over === undefined) return undefined;
  const [whole, upper, lower] = [row.cells[at], row.cells[of.at], row.cells[over.at]].map(toHeld);
  if (whole === undefined || upper === undefined || lower === undefined || lower === 0) return undefined;
  return isSame(upper / lower, whole) ? `${of.letter}${number}/${over.letter}${number}` : undefined;
}

/** The formula of a total; the figure itself where none of ours gives it. Only the rows the filter leaves are counted. */
export function toTotalFormula(
  placed: PlacedColumn,
  value: number,
  { name, columns, firstRow, lastRow }: PlacedTable,
  tally: Tally,
): { readonly formula: string; readonly isSum: boolean } {
  const { column, label } = placed;
  const toRange = ({ letter }: PlacedColumn): string => `${letter}${firstRow}:${letter}${lastRow}`;
  if (column.addsUp && isSame(tally.sum(placed), value)) {
    // How a heading of other characters is quoted inside a formula differs between programs: cells do not.
    if (/^[\p{L}\p{N} ]+$/u.test(label)) return { formula: `SUBTOTAL(109,${name}[${label}])`, isSum: true };
    return { formula: `SUBTOTAL(109,${toRange(placed)})`, isSum: false };
  }
  if (column.ratio !== undefined) {
    const { of, over } = findParts(column.ratio, columns);
    if (of !== undefined && over !== undefined && isSame(tally.sum(of) / tally.sum(over), value)) {
      const [upper, lower] = [of, over].map((part) => `SUBTOTAL(109,${toRange(part)})`);
      return { formula: `IFERROR(${upper}/${lower},"")`, isSum: false };
    }
  }
  return { formula: String(value), isSum: false };
}

function findParts(ratio: { readonly of: string; readonly over: string }, columns: readonly PlacedColumn[]) {
  const find = (key: string): PlacedColumn | undefined => columns.find(({ column }) => column.key === key);
  return { of: find(ratio.of), over: find(ratio.over) };
}

function toHeld(cell: Cell | undefined): number | undefined {
  return cell?.kind === "value" ? cell.value : undefined;
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1e-6, Math.abs(b));
}
