// The week as a grid of hours: shades for how many followers are online, dots for what was posted. Drawn by hand, because
// it needs neither axes nor scales; told apart by more than colour, because posts are dots and the period's are filled.
import type { HeatGrid } from "../../summarise/index.ts";
import { escapeHtml, toPlainText } from "../plain-text.ts";

const SHADES = 5;
const HEAD = 16;
const FONT_SIZE = 10;

/** SVG of a grid at a width; `role="img"` with title and description. */
export function toHeatGridSvg(grid: HeatGrid, width: number): string {
  const isWide = width > 500;
  const side = isWide ? 36 : 28;
  const cell = { width: (width - side) / grid.columnLabels.length, height: isWide ? 15 : 14 };
  const height = HEAD + cell.height * grid.rowLabels.length;
  const x = (column: number) => round(side + column * cell.width);
  const y = (row: number) => round(HEAD + row * cell.height);
  const id = `${grid.id}-${width}`;
  const every = isWide ? 3 : 6;
  const hours = grid.columnLabels.map((label, column) =>
    column % every === 0 ? `<text x="${x(column)}" y="9">${escapeHtml(toPlainText(label))}</text>` : "",
  );
  const days = grid.rowLabels.map(
    (label, row) => `<text x="0" y="${round(y(row) + cell.height / 2 + 3.5)}">${escapeHtml(toPlainText(label))}</text>`,
  );
  const dots = grid.marks.map(({ row, column, count, isCurrent }) => {
    const radius = Math.min(cell.height, cell.width) * Math.min(0.42, 0.19 + 0.06 * Math.sqrt(count));
    const at = `cx="${round(x(column) + cell.width / 2)}" cy="${round(y(row) + cell.height / 2)}"`;
    return `<circle class="dot${isCurrent ? " now" : ""}" ${at} r="${round(radius)}"/>`;
  });
  return [
    `<svg class="heat" viewBox="0 0 ${width} ${round(height)}" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${id}-t ${id}-d">`,
    `<title id="${id}-t">${escapeHtml(toPlainText(grid.title))}</title><desc id="${id}-d">${escapeHtml(toPlainText(grid.alt))}</desc>`,
    `<g class="heat-words" font-size="${FONT_SIZE}">${hours.join("")}${days.join("")}</g>`,
    ...toShades(
      grid,
      (row, column) =>
        `M${x(column)} ${y(row)}h${round(cell.width - 1.5)}v${round(cell.height - 1.5)}h${round(1.5 - cell.width)}z`,
    ),
    ...dots,
    "</svg>",
  ].join("");
}

/** One path a shade: a grid of 168 rectangles would weigh ten times as much. */
function toShades(grid: HeatGrid, draw: (row: number, column: number) => string): readonly string[] {
  const known = grid.values.flat().filter((value) => value !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const paths = Array.from({ length: SHADES + 1 }, () => "");
  for (const [row, values] of grid.values.entries()) {
    for (const [column, value] of values.entries()) {
      const shade = value === null ? 0 : toShade(value, least, most);
      paths[shade] += draw(row, column);
    }
  }
  return paths.map((path, shade) => (path === "" ? "" : `<path class="heat-${shade}" d="${path}"/>`));
}

function toShade(value: number, least: number, most: number): number {
  if (most === least) return 1;
  return 1 + Math.min(SHADES - 1, Math.floor(((value - least) / (most - least)) * SHADES));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
