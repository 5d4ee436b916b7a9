// What is printed in one go: a section, or as many rows of one as Chromium can hold laid out. A table grows with the
// accounts, and a table of five thousand rows takes more memory than all their pages one by one.
import type { Block, Section } from "../../summarise/index.ts";

/** Laid out and tagged a cell takes some 50 kB. */
const CELLS_MOST = 8_000;

export interface PrintUnit {
  readonly section: Section;
  /** The rows go on from the unit before: what heads the section has been printed. */
  readonly isContinued: boolean;
  /** Stands at the beginning of a part: it is large. */
  readonly isAlone: boolean;
  /** Its first block goes on from the unit before, too. */
  readonly isInBlock: boolean;
}

/** Sections in the order of the report, large ones cut between two rows. */
export function toPrintUnits(sections: readonly Section[], cellsMost = CELLS_MOST): readonly PrintUnit[] {
  return sections.flatMap((section) => {
    const cells = section.blocks.reduce((sum, block) => sum + countCells(block), 0);
    return cells <= cellsMost
      ? [{ section, isContinued: false, isAlone: false, isInBlock: false }]
      : cut(section, cellsMost);
  });
}

function cut(section: Section, cellsMost: number): readonly PrintUnit[] {
  const units: PrintUnit[] = [];
  let blocks: Block[] = [];
  let cells = 0;
  let isInBlock = false;
  const close = (): void => {
    if (blocks.length > 0) {
      const isContinued = units.length > 0;
      units.push({ section: { ...section, blocks }, isContinued, isAlone: true, isInBlock: isContinued && isInBlock });
    }
    blocks = [];
    cells = 0;
  };
  for (const block of section.blocks) {
    if (cells + countCells(block) > cellsMost) close();
    for (const [at, part] of slice(block, cellsMost).entries()) {
      if (at > 0) close();
      if (blocks.length === 0) isInBlock = at > 0;
      blocks.push(part);
      cells += countCells(part);
    }
  }
  close();
  return units;
}

/** A block of rows as blocks of about equally many; totals and note stand under the last. */
function slice(block: Block, cellsMost: number): readonly Block[] {
  const count = Math.ceil(countCells(block) / cellsMost);
  if (count <= 1) return [block];
  if (block.kind === "table") {
    const { totals: _totals, note: _note, ...rest } = block.table;
    return chunk(block.table.rows, count).map((rows, at) => ({
      kind: block.kind,
      table: { ...(at === count - 1 ? block.table : rest), rows },
    }));
  }
  if (block.kind !== "coverage") return [block];
  return chunk(block.matrix.rows, count).map((rows) => ({ ...block, matrix: { ...block.matrix, rows } }));
}

function chunk<Row>(rows: readonly Row[], count: number): readonly (readonly Row[])[] {
  const from = (at: number): number => Math.round((at * rows.length) / count);
  return Array.from({ length: count }, (_, at) => rows.slice(from(at), from(at + 1)));
}

function countCells(block: Block): number {
  if (block.kind === "table") return block.table.rows.length * block.table.columns.length;
  return block.kind === "coverage" ? block.matrix.rows.length * (block.matrix.days.length + 1) : 0;
}
