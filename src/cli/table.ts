// Rows → aligned lines. Knows how wide letters are; knows nothing of where the lines go.
import stringWidth from "string-width";
import { toPlainLine } from "./plain-text.ts";

export type Tone = "good" | "bad" | "warn" | "dim" | "strong";

export type TableCell = string | number | undefined | { readonly text: string; readonly tone: Tone };

export interface TableColumn {
  readonly title: string;
  /** Figures are set right; default left. */
  readonly align?: "left" | "right";
  /** Never cut: an id of which a part is missing is none. */
  readonly whole?: boolean;
}

export type Paint = (text: string, tone: Tone) => string;

const GAP = "  ";
/** A column is never cut below this; a narrow terminal wraps instead. */
const LEAST_WIDTH = 8;

interface Line {
  readonly cells: readonly { readonly text: string; readonly tone: Tone | undefined }[];
}

/** Lines of a table, head first, at most `width` wide where cutting long left-set columns allows it. */
export function formatTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly TableCell[])[],
  layout: { readonly width: number; readonly paint: Paint },
): readonly string[] {
  const head: Line = { cells: columns.map(({ title }) => ({ text: title, tone: "dim" })) };
  const lines = [head, ...rows.map((row): Line => ({ cells: columns.map((_column, index) => toCell(row[index])) }))];
  const natural = columns.map((_column, index) =>
    Math.max(...lines.map(({ cells }) => stringWidth(cells[index]?.text ?? ""))),
  );
  const widths = toFittingWidths(columns, natural, layout.width);
  return lines.map(({ cells }) =>
    cells
      .map(({ text, tone }, index) => {
        const fitted = pad(cutToWidth(text, widths[index] ?? 0), widths[index] ?? 0, columns[index]?.align ?? "left");
        return tone === undefined ? fitted : layout.paint(fitted, tone);
      })
      .join(GAP)
      .trimEnd(),
  );
}

/** The longest start of a text that fits, ending in "…" when something was cut; never splits a joined emoji. */
export function cutToWidth(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = "";
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const next = used + stringWidth(segment);
    if (next > width - 1) break;
    kept += segment;
    used = next;
  }
  return `${kept}…`;
}

function toCell(cell: TableCell): Line["cells"][number] {
  if (typeof cell === "object") return { text: toPlainLine(cell.text), tone: cell.tone };
  return { text: cell === undefined ? "" : toPlainLine(String(cell)), tone: undefined };
}

/** Takes what is too much from the widest left-set column, one step at a time. */
function toFittingWidths(
  columns: readonly TableColumn[],
  natural: readonly number[],
  width: number,
): readonly number[] {
  const widths = [...natural];
  const gaps = GAP.length * (columns.length - 1);
  for (;;) {
    const excess = widths.reduce((sum, each) => sum + each, gaps) - width;
    if (excess <= 0) return widths;
    const widest = widths.reduce((best, each, index) => {
      const { align, whole } = columns[index] ?? {};
      const canShrink = align !== "right" && whole !== true && each > LEAST_WIDTH;
      return canShrink && each > (widths[best] ?? 0) ? index : best;
    }, -1);
    if (widest === -1) return widths;
    widths[widest] = Math.max(LEAST_WIDTH, (widths[widest] ?? 0) - 1);
  }
}

function pad(text: string, width: number, align: "left" | "right"): string {
  const blanks = " ".repeat(Math.max(0, width - stringWidth(text)));
  return align === "right" ? blanks + text : text + blanks;
}
