// On a Monday nearly every figure of a page is provisional. Then the page says so at its head, and not at each of them.
import type { Block, Cell, Section } from "../model/model.ts";
import type { Writer } from "../model/writer.ts";

/** Fewer figures are no page full of marks. */
const LEAST_FIGURES = 4;

/** The section with one sentence in place of its marks where more than half of its figures bear one. */
export function sayProvisionalOnce(section: Section, { words }: Writer): Section {
  const figures = section.blocks.flatMap(listCells).filter((cell) => cell.kind === "value");
  const marked = figures.filter(({ provisional }) => provisional === true).length;
  if (figures.length < LEAST_FIGURES || marked * 2 <= figures.length) return section;
  return { ...section, provisional: words.phrases.mostlyProvisional, blocks: section.blocks.map(withoutMarks) };
}

function listCells(block: Block): readonly Cell[] {
  if (block.kind === "tiles") return block.tiles.map(({ figure }) => figure);
  if (block.kind === "table") return block.table.rows.flatMap(({ cells }) => cells);
  if (block.kind === "cards") return block.cards.flatMap(({ figures }) => figures.map(({ cell }) => cell));
  return [];
}

/** The block with its figures unmarked. Changes keep theirs: that their sides are of different age is another matter. */
export function withoutMarks(block: Block): Block {
  if (block.kind === "tiles") {
    return { ...block, tiles: block.tiles.map((tile) => ({ ...tile, figure: unmark(tile.figure) })) };
  }
  if (block.kind === "table") {
    const rows = block.table.rows.map((row) => ({ ...row, cells: row.cells.map(unmark) }));
    const totals = block.table.totals?.map(unmark);
    return { ...block, table: { ...block.table, rows, totals } };
  }
  if (block.kind === "cards") {
    const cards = block.cards.map((card) => ({
      ...card,
      figures: card.figures.map((figure) => ({ ...figure, cell: unmark(figure.cell) })),
    }));
    return { ...block, cards };
  }
  if (block.kind === "ranking") {
    const rows = block.ranking.rows.map((row) => ({ ...row, figure: unmark(row.figure) }));
    return { ...block, ranking: { ...block.ranking, rows } };
  }
  return block;
}

function unmark(cell: Cell): Cell {
  if (cell.kind !== "value" || cell.provisional !== true) return cell;
  const { provisional: _mark, ...plain } = cell;
  return plain;
}
