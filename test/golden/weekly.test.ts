// What passes the doors of the right wing, as text: the model, the page, the cells and the PDF's words of one small fixed
// dataset. A difference is a change somebody meant (`npm run golden:update`, then read the diff) or a fault.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, it } from "vitest";
import { type RenderedFile, render } from "../../src/report/render/index.ts";
import type { ReportModel } from "../../src/report/summarise/index.ts";
import { collectModel } from "../support/collect-model.ts";
import { shareBrowser } from "../support/share-browser.ts";

shareBrowser();

const GOLDEN = join(import.meta.dirname, "weekly");

let model: ReportModel;
let files: ReadonlyMap<string, RenderedFile>;

beforeAll(async () => {
  model = toFixed(await collectModel());
  const made = await render(model, {
    formats: ["html", "pdf", "xlsx"],
    template: "weekly",
    images: async () => undefined,
    signal: new AbortController().signal,
  });
  expect(made.failures).toEqual([]);
  files = new Map(made.files.map((file) => [file.name, file]));
});

/** A run's id is drawn by lot, and the report's id is a hash of everything, that one included. */
function toFixed(collected: ReportModel): ReportModel {
  const text = JSON.stringify(collected).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "run-1");
  return { ...(JSON.parse(text) as ReportModel), reportId: "2026-11-16_2026-11-22_golden" };
}

function bytesOf(name: string): Uint8Array {
  return files.get(name)?.bytes ?? new Uint8Array();
}

/** The page without the fonts, pictures, style and script it carries, one element a line so that a diff can be read. */
function toReadablePage(html: string): string {
  return html
    .replace(/<(style|script)>[\s\S]*?<\/\1>/g, "<$1>…</$1>")
    .replace(/;base64,[A-Za-z0-9+/=]+/g, ";base64,…")
    .replace(/'sha256-[^']+'/g, "'sha256-…'")
    .replace(/></g, ">\n<");
}

async function readSheets(bytes: Uint8Array): Promise<unknown> {
  const workbook = await new ExcelJS.Workbook().xlsx.load(Buffer.from(bytes) as never);
  return workbook.worksheets.map((sheet) => ({
    name: sheet.name,
    rows: sheet.getRows(1, sheet.rowCount)?.map((row) => JSON.stringify((row.values as unknown[]).slice(1))) ?? [],
  }));
}

interface OutlineEntry {
  readonly title: string;
  readonly items: readonly OutlineEntry[];
}

async function readPdf(bytes: Uint8Array): Promise<unknown> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  try {
    const toTitles = (entries: readonly OutlineEntry[]): readonly string[] =>
      entries.flatMap(({ title, items }) => [title, ...toTitles(items).map((below) => `  ${below}`)]);
    const pages: string[][] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const { items } = await (await pdf.getPage(number)).getTextContent();
      const text = items.map((item) => ("str" in item ? `${item.str}${item.hasEOL ? "\n" : ""}` : "")).join("");
      const lines = text.split("\n").map((line) => line.replace(/\s+/g, " ").trim());
      pages.push(lines.filter((line) => line !== ""));
    }
    return { outline: toTitles((await pdf.getOutline()) ?? []), pages };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function expectGolden(name: string, text: string): Promise<void> {
  const path = join(GOLDEN, name);
  if (process.env.UPDATE_GOLDEN === "1") {
    await mkdir(GOLDEN, { recursive: true });
    await writeFile(path, text);
    return;
  }
  expect(text, `${name} differs; if that was meant: npm run golden:update`).toBe(await readFile(path, "utf8"));
}

const toJson = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

describe("the weekly report of a fixed dataset", () => {
  it("has this model", () => expectGolden("model.json", toJson(model)));

  it("is this page", async () => {
    await expectGolden("report.html", toReadablePage(new TextDecoder().decode(bytesOf("report.html"))));
  });

  it("fills these cells", async () => expectGolden("sheets.json", toJson(await readSheets(bytesOf("report.xlsx")))));

  it("prints these words on these pages", async () => {
    await expectGolden("pdf.json", toJson(await readPdf(bytesOf("report.pdf"))));
  });
});
