// Small workbooks for tests, made as a report makes its own and held against the rules of every part.
import { expect } from "vitest";
import { type RenderOptions, render } from "../../../src/report/render/index.ts";
import type { Cell, ReportModel, Row, Table } from "../../../src/report/summarise/index.ts";
import { sampleModel } from "./sample-model.ts";
import { findFaults, readParts, readSheets, type SheetPart } from "./workbook-parts.ts";

export async function toBook(of: ReportModel, more: Partial<RenderOptions> = {}): Promise<Uint8Array> {
  const { files, failures } = await render(of, {
    formats: ["xlsx"],
    template: "weekly",
    images: async () => undefined,
    signal: new AbortController().signal,
    ...more,
  });
  expect(failures).toEqual([]);
  return files[0]?.bytes ?? new Uint8Array();
}

export async function toSheets(of: ReportModel): Promise<ReadonlyMap<string, SheetPart>> {
  const made = readParts(await toBook(of));
  expect(findFaults(made)).toEqual([]);
  return new Map(readSheets(made).map((sheet) => [sheet.title, sheet]));
}

const noRows: readonly Row[] = [];

export function toTable(columns: Table["columns"], rows: readonly Row[] = noRows, more: Partial<Table> = {}): Table {
  return { id: "posts", title: "Posts", columns, rows, whenEmpty: "Nothing was published.", ...more };
}

/** The sample with one sheet alone. */
export const withSheet = (table: Table): ReportModel => sampleModel({ sections: [], sheets: [{ id: "posts", table }] });
export const words = (text: string): Cell => ({ kind: "text", text });
export const count = (value: number): Cell => ({ kind: "value", value });
