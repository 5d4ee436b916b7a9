import { describe, expect, it } from "vitest";
import { toPrintUnits } from "../../../src/report/render/pdf/print-units.ts";
import type { Block, Section } from "../../../src/report/summarise/index.ts";

const columns = ["a", "b"].map((key) => ({ key, label: key, unit: "text", addsUp: false }) as const);

function toTable(id: string, rows: number): Block & { readonly kind: "table" } {
  const cell = { kind: "text", text: "x" } as const;
  const keys = Array.from({ length: rows }, (_, at) => ({ key: `${id}${at}`, cells: [cell, cell] }));
  return {
    kind: "table",
    table: { id, title: id, columns, rows: keys, totals: [cell, cell], note: "n", whenEmpty: "" },
  };
}

function toSection(id: string, ...blocks: readonly Block[]): Section {
  return { id, title: id, blocks };
}

const keysOf = (section: Section): readonly string[] =>
  section.blocks.flatMap((block) => (block.kind === "table" ? block.table.rows.map(({ key }) => key) : []));

describe("units of print", () => {
  it("are the sections themselves while these are small", () => {
    const sections = [toSection("one", toTable("t", 5)), toSection("two")];
    const units = toPrintUnits(sections, 10);
    expect(units.map(({ section }) => section)).toEqual(sections);
    expect(units.some(({ isAlone, isContinued }) => isAlone || isContinued)).toBe(false);
  });

  it("are runs of a large section's rows, every row once and none too many", () => {
    const section = toSection("big", toTable("t", 3), toTable("u", 23), toTable("v", 4));
    const units = toPrintUnits([section], 10);
    expect(units.flatMap((unit) => keysOf(unit.section))).toEqual(keysOf(section));
    for (const unit of units) expect(keysOf(unit.section).length * 2).toBeLessThanOrEqual(10);
    expect(units.map(({ isContinued }) => isContinued)).toEqual(units.map((_, at) => at > 0));
    expect(units.every(({ isAlone }) => isAlone)).toBe(true);
  });

  it("have totals and note under the last rows alone, and a heading over the first", () => {
    const units = toPrintUnits([toSection("big", toTable("t", 12), toTable("u", 2))], 10);
    const tables = units.flatMap(({ section }) =>
      section.blocks.flatMap((one) => (one.kind === "table" ? one.table : [])),
    );
    expect(tables.map(({ id, totals, note }) => [id, totals !== undefined, note !== undefined])).toEqual([
      ["t", false, false],
      ["t", false, false],
      ["t", true, true],
      ["u", true, true],
    ]);
    expect(units.map(({ isInBlock }) => isInBlock)).toEqual([false, true, true, false]);
  });

  it("cut a coverage matrix likewise", () => {
    const rows = Array.from({ length: 9 }, (_, at) => ({ label: `a${at}`, states: [] }));
    const matrix = { days: ["2026-11-16"], rows };
    const units = toPrintUnits([toSection("a1", { kind: "coverage", title: "c", matrix })], 10);
    const labels = units.flatMap(({ section }) =>
      section.blocks.flatMap((block) => (block.kind === "coverage" ? block.matrix.rows.map(({ label }) => label) : [])),
    );
    expect(units).toHaveLength(2);
    expect(labels).toEqual(rows.map(({ label }) => label));
  });
});
