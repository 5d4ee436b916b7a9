// What passes the doors of the right wing, as text: the model, the page, the cells and the PDF's words of one small fixed
// dataset. A difference is a change somebody meant (`npm run golden:update`, then read the diff) or a fault.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, it } from "vitest";
import { collect } from "../../src/collect/index.ts";
import { createGraph } from "../../src/graph/index.ts";
import { type RenderedFile, render } from "../../src/report/render/index.ts";
import { buildModel, type ReportModel } from "../../src/report/summarise/index.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { Secret } from "../../src/shared/index.ts";
import { openStore } from "../../src/store/index.ts";
import { FakeClock } from "../support/fake-clock.ts";

const GOLDEN = join(import.meta.dirname, "weekly");
const WEEK = { from: "2026-11-16", to: "2026-11-22" };
const NOW = "2026-11-23T12:00:00.000Z";

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

/** Three accounts of the stand-in, one week, one account at a time: the same records in the same order everywhere. */
async function collectModel(): Promise<ReportModel> {
  const clock = new FakeClock(NOW);
  const signal = new AbortController().signal;
  const sandbox = await startSandbox({ accounts: 3, seed: 7, now: () => clock.now() });
  await using store = await openClosingStore(clock);
  try {
    await using graph = createGraph(
      {
        url: sandbox.url,
        version: "v25.0",
        timeoutMs: 20_000,
        connections: [{ name: "agency", token: new Secret(sandbox.token), perHour: 180 }],
        ledger: store.ledger,
        whenSpent: "wait",
      },
      clock,
    );
    const outcome = await collect(
      { graph, store, clock },
      {
        span: WEEK,
        filter: { include: ["*"], exclude: [] },
        mediaDays: 35,
        rereadDays: 3,
        stories: true,
        audience: true,
        pictures: false,
        stampReading: "end",
        concurrency: 1,
      },
      signal,
    );
    expect(outcome.accounts).toBe(3);
    return await buildModel(store.read, {
      span: WEEK,
      now: clock.now(),
      timeZone: "Europe/Berlin",
      locale: "en-GB",
      title: "Instagram weekly",
      brand: { name: "Acme", colour: "#0b5fff" },
      paper: "A4",
      groups: {},
      alias: {},
      sortBy: "engagementRate",
      generator: "Gazette",
    });
  } finally {
    await sandbox.close();
  }
}

/** A run's id is drawn by lot, and the report's id is a hash of everything, that one included. */
function toFixed(collected: ReportModel): ReportModel {
  const text = JSON.stringify(collected).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "run-1");
  return { ...(JSON.parse(text) as ReportModel), reportId: "2026-11-16_2026-11-22_golden" };
}

async function openClosingStore(clock: FakeClock) {
  const store = await openStore({ url: "sqlite::memory:", clock });
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
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
