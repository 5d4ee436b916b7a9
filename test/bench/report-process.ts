// One side of one size of the report's measures, in a process of its own; tells the time and the most memory, its browsers'
// included.
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pLimit from "p-limit";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import puppeteer from "puppeteer";
import { toHtml } from "../../src/report/render/page/html.ts";
import { readTemplateFolder } from "../../src/report/render/page/templates.ts";
import { findBrowser } from "../../src/report/render/pdf/find-browser.ts";
import { toPartSize, writePdf } from "../../src/report/render/pdf/pdf.ts";
import { createPrintSource, type PrintPart, type PrintSource } from "../../src/report/render/pdf/print-source.ts";
import { toPagesAtOnce } from "../../src/report/render/pdf/warm-browser.ts";
import { watchBrowsers } from "./browser-use.ts";
import { buildBenchModel } from "./report-world.ts";

export interface ReportReading {
  readonly ms: number;
  readonly bytes: number;
  readonly pages: number;
  readonly peakRssKiB: number;
  /** Proportional share of all browser processes, where the system tells. */
  readonly browserKiB: number;
}

/** What is no document to be read. */
interface Sized {
  readonly length: number;
}

/** "whole" is ours with the writing of the pages, which goes on while Chromium prints. */
const [, , side = "html", size = "10"] = process.argv;
const templates = await readTemplateFolder("weekly");
const none = async (): Promise<undefined> => undefined;
// What a process needs once (modules, fonts, drawings) is not what a report costs.
const small = await buildBenchModel(2);
await toHtml(small, templates, { images: none });

let peakRssKiB = 0;
const endWatch = watchBrowsers();
const { ms, files } = await measure();
const browserKiB = endWatch().peakKiB;
if (peakRssKiB === 0) peakRssKiB = process.resourceUsage().maxRSS;
const reading: ReportReading = {
  ms,
  bytes: files.reduce((sum, file) => sum + file.length, 0),
  pages: (await Promise.all(files.map(countPages))).reduce((sum, pages) => sum + pages, 0),
  peakRssKiB,
  browserKiB,
};
process.send?.(reading);

async function measure(): Promise<{ readonly ms: number; readonly files: readonly (Uint8Array | Sized)[] }> {
  if (side === "html") {
    const start = performance.now();
    let bytes = 0;
    for (const piece of await toHtml(await buildBenchModel(Number(size)), templates, { images: none }))
      bytes += piece.length;
    return { ms: performance.now() - start, files: [{ length: bytes }] };
  }
  const model = await buildBenchModel(Number(size));
  const source = createPrintSource(model, templates, none);
  if (side === "bare") return printBare(source);
  if (side === "ours") await prepare(source);
  const folder = await mkdtemp(join(tmpdir(), "gazette-bench-"));
  const path = join(folder, "report.pdf");
  const start = performance.now();
  const target = createWriteStream(path);
  const closed = once(target, "close");
  await writePdf(source, target, {
    signal: new AbortController().signal,
    details: {
      title: "Bench",
      author: "",
      subject: "",
      creator: "",
      producer: "bench",
      language: "en",
      printedAt: new Date(),
    },
  });
  await closed;
  const ms = performance.now() - start;
  // Counting the pages takes memory of its own.
  peakRssKiB = process.resourceUsage().maxRSS;
  const bytes = await readFile(path);
  await rm(folder, { recursive: true });
  return { ms, files: [bytes] };
}

/** Bare Chromium gets its pages ready made, and so do we where we stand against it. */
async function prepare(source: PrintSource): Promise<readonly PrintPart[]> {
  const parts = new Map<number, PrintPart>();
  const size = toPartSize(source.units);
  for (let from = 0; from < source.units; ) {
    const part = await source.part(from, size);
    parts.set(from, part);
    from = part.to;
  }
  Object.assign(source, {
    part: async (from: number): Promise<PrintPart> => {
      const part = parts.get(from);
      if (part === undefined) throw new Error("the bench's browser died");
      return part;
    },
  });
  return [...parts.values()];
}

/** Chromium alone: started, given the same pages, as many of them at once, asked for the same tagged PDFs. */
async function printBare(source: PrintSource): Promise<{ readonly ms: number; readonly files: readonly Uint8Array[] }> {
  const parts = await prepare(source);
  const executablePath = await findBrowser();
  const start = performance.now();
  const isRoot = process.getuid?.() === 0;
  const browser = await puppeteer.launch({
    executablePath,
    pipe: true,
    protocolTimeout: 0,
    args: isRoot ? ["--no-sandbox"] : [],
  });
  const limit = pLimit(toPagesAtOnce());
  const files = await limit.map(parts, async ({ html }) => {
    const page = await browser.newPage();
    await page.setContent(html, { waitUntil: "load", timeout: 0 });
    await page.evaluate("Promise.all([...document.fonts].map((font) => font.load())).then(() => undefined)");
    const bytes = await page.pdf({
      tagged: true,
      outline: true,
      preferCSSPageSize: true,
      printBackground: true,
      timeout: 0,
    });
    await page.close();
    return bytes;
  });
  await browser.close();
  return { ms: performance.now() - start, files };
}

async function countPages(file: Uint8Array | Sized): Promise<number> {
  if (!(file instanceof Uint8Array)) return 0;
  const document = await getDocument({ data: new Uint8Array(file), verbosity: 0 }).promise;
  return document.numPages;
}
