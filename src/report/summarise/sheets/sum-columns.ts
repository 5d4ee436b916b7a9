import { blank, toTextCell } from "../cells.ts";
import type { Cell, Column, Row } from "../model.ts";

const text = { total: "Total" };

/** Totals of the columns that add up, over the rows that have the figure; undefined for fewer than two rows. */
export function sumColumns(columns: readonly Column[], rows: readonly Row[]): readonly Cell[] | undefined {
  if (rows.length < 2) return undefined;
  return columns.map((column, at) => {
    if (at === 0) return toTextCell(text.total);
    if (!column.addsUp) return blank;
    const held = rows.flatMap(({ cells }) => {
      const cell = cells[at];
      return cell?.kind === "value" ? [cell.value] : [];
    });
    return held.length === 0 ? blank : { kind: "value", value: held.reduce((sum, value) => sum + value, 0) };
  });
}
