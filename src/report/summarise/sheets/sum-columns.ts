import { newest, sum } from "../../figures/index.ts";
import { blank, toTextCell } from "../model/cells.ts";
import type { Cell, Column, Row } from "../model/model.ts";
import type { PageData } from "../pages/page-data.ts";

/** Totals of the columns that add up, over the rows that have the figure; undefined for fewer than two rows. */
export function sumColumns(
  sheet: string,
  columns: readonly Column[],
  rows: readonly Row[],
  { receipts, frame, weeks, write }: Pick<PageData, "frame" | "receipts" | "weeks" | "write">,
): readonly Cell[] | undefined {
  const text = write.words.sumColumns;
  if (rows.length < 2) return undefined;
  return columns.map((column, at) => {
    if (at === 0) return toTextCell(text.total);
    if (!column.addsUp) return blank;
    const held = rows.flatMap(({ cells }) => {
      const cell = cells[at];
      return cell?.kind === "value" ? [cell] : [];
    });
    if (held.length === 0) return blank;
    return receipts.toCell(sheet, {
      kind: "held",
      value: sum(held.map(({ value }) => value)),
      metric: column.key,
      window: frame.span,
      takenAt: newest(weeks.map(({ readAt }) => readAt)),
      formula: { code: "sum-of-column", args: { column: column.label } },
      provisional: held.some(({ provisional }) => provisional === true),
    });
  });
}
