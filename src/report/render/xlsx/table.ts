// A native table: the part exceljs' streaming writer cannot make (RELIABILITY X8, X9). ECMA-376 part 1, §18.5.
import { escapeHtml } from "../plain-text.ts";
import type { PlacedTable } from "./placed.ts";

/** What a totals row says in one column; must agree with the cell itself. */
export type TotalCell =
  | { readonly kind: "sum" }
  | { readonly kind: "formula"; readonly formula: string }
  | { readonly kind: "label"; readonly text: string };

/** The table part; `totals` has one entry a column when the table has a totals row. */
export function toTableXml(placed: PlacedTable, id: number, totals: readonly (TotalCell | undefined)[]): string {
  const { columns, name, headRow, lastRow, totalsRow, filter } = placed;
  const last = columns.at(-1)?.letter ?? "A";
  const rows = `A${headRow}:${last}${lastRow}`;
  const all = totalsRow === undefined ? rows : `A${headRow}:${last}${totalsRow}`;
  const totalsCount = totalsRow === undefined ? `totalsRowShown="0"` : `totalsRowCount="1"`;
  const each = columns.map(({ label }, at) => toColumnXml(at + 1, label, totals[at]));
  return [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`,
    `<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="${id}" name="${name}" displayName="${name}" ref="${all}" ${totalsCount}>`,
    filter ? `<autoFilter ref="${rows}"/>` : "",
    `<tableColumns count="${columns.length}">${each.join("")}</tableColumns>`,
    `<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/>`,
    `</table>`,
  ].join("");
}

function toColumnXml(id: number, label: string, total: TotalCell | undefined): string {
  const start = `<tableColumn id="${id}" name="${escapeHtml(label)}"`;
  if (total === undefined) return `${start}/>`;
  if (total.kind === "label") return `${start} totalsRowLabel="${escapeHtml(total.text)}"/>`;
  if (total.kind === "sum") return `${start} totalsRowFunction="sum"/>`;
  return `${start} totalsRowFunction="custom"><totalsRowFormula>${escapeHtml(total.formula)}</totalsRowFormula></tableColumn>`;
}
