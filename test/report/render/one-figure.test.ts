// V7: one report of a collected world, made in all three formats and read back by others than those who wrote it: the page
// by a browser, the PDF by pdf.js, the workbook part by part. Every figure has its receipt and is the same everywhere.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import puppeteer from "puppeteer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFormatter, findBrowser, render } from "../../../src/report/render/index.ts";
import { readTemplateFolder } from "../../../src/report/render/page/templates.ts";
import { toLetter } from "../../../src/report/render/xlsx/layout.ts";
import { toWorkbookPlan } from "../../../src/report/render/xlsx/workbook.ts";
import type { Block, Cell, ReportModel, Unit } from "../../../src/report/summarise/index.ts";
import { collectModel } from "../../support/collect-model.ts";
import { shareBrowser } from "../../support/share-browser.ts";
import { toBook, toTable, withSheet } from "./make-book.ts";
import { readFormats, showNumber, workOut } from "./workbook-numbers.ts";
import { type Parts, readParts, readSheets, type SheetPart } from "./workbook-parts.ts";

shareBrowser();

/** A figure of the model with the unit it is written in, and where it stands. */
interface Placed {
  readonly where: string;
  readonly cell: Cell;
  readonly unit: Unit;
}
/** What the page shows of a section: its figures in order, and the words that stand together in each row, tile, card and strip. */
interface Shown {
  readonly section: string;
  readonly figures: readonly { readonly text: string; readonly title: string }[];
  readonly runs: readonly string[];
}

/** Figures that come from us and were never asked of the API: targets, and what we count of our own calls. */
const OWN = /^(goal\/|calls$|callsPerHour$|usedPercent$)/;

/** Answers of many values share one receipt: posts read together, days of a series, buckets of an audience. */
const SHARED = /^post\/|\/daily\/|\/follower_demographics\//;

let folder = "";
let model: ReportModel;
let parts: Parts;
let sheets: ReadonlyMap<string, SheetPart>;
let shown: readonly Shown[];
let printed: ReadonlyMap<string, string>;

/** Read in the page: figures and runs of every section, without what is hidden from the eye. */
const READ_PAGE = `[...document.querySelectorAll("main .section")].map((section) => {
  const figures = [...section.querySelectorAll(".figure, .change, .absent")].map((figure) => ({
    text: [...figure.childNodes].filter((one) => one.nodeName !== "SUP" && one.getAttribute?.("aria-hidden") !== "true").map((one) => one.textContent).join("").trim(),
    title: figure.getAttribute("title") ?? "",
  }));
  for (const hidden of section.querySelectorAll(".vh, svg")) hidden.remove();
  const holds = (cell) => cell?.querySelector(".figure, .change, .absent") !== null && cell?.querySelector(".figure, .change, .absent") !== undefined;
  const runs = [...section.querySelectorAll(".tile, .card-figures > div, .ranking li, .strip-totals > div, .strip-item")].map((one) => one.textContent);
  for (const row of section.querySelectorAll("tbody tr, tfoot tr")) {
    let run = "";
    for (const cell of row.cells) {
      // Bars are painted after the words around them.
      if (cell.querySelector(".barred") !== null) { runs.push(run, cell.textContent); run = ""; }
      else if (holds(cell) || (cell.tagName === "TH" && cell.childElementCount < 2 && holds(cell.nextElementSibling))) run += cell.textContent;
      else { runs.push(run); run = ""; }
    }
    runs.push(run);
  }
  return { section: section.id, figures, runs: runs.filter((run) => run !== "") };
})`;

const squeeze = (text: string): string => text.replace(/[\s\u200B]+/g, "");

async function readPage(path: string): Promise<readonly Shown[]> {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await puppeteer.launch({ executablePath: await findBrowser(), pipe: true, args });
  try {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    await page.goto(pathToFileURL(path).href, { waitUntil: "load" });
    return (await page.evaluate(READ_PAGE)) as readonly Shown[];
  } finally {
    await browser.close();
  }
}

/** The words of each section's pages, by the name its links lead to; a short section shares a page with the next. */
async function readPdf(bytes: Uint8Array): Promise<readonly (readonly [string, string])[]> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(squeeze(items.map((item) => ("str" in item ? item.str : "")).join("")));
  }
  const places = await pdf.getDestinations();
  const starts: { readonly id: string; readonly page: number }[] = [];
  for (const { id } of model.sections) {
    const [ref] = places.get(id) ?? [];
    if (ref !== undefined) starts.push({ id, page: await pdf.getPageIndex(ref) });
  }
  await pdf.loadingTask.destroy();
  return starts.map(({ id, page }, at) => [id, pages.slice(page, (starts[at + 1]?.page ?? pages.length) + 1).join("")]);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-figures-"));
  const collected = await collectModel({
    callsPerHour: { agency: 180 },
    groups: { North: ["*"] },
    goals: {
      all: { followers: { target: 100_000, by: "2026-12-31" }, engagementRate: { target: 0.05, by: "2026-12-31" } },
      groups: {},
      accounts: {},
    },
  });
  // As it is sealed: through JSON.
  model = JSON.parse(JSON.stringify(collected)) as ReportModel;
  const { files, failures } = await render(model, {
    formats: ["html", "pdf", "xlsx"],
    template: "weekly",
    images: async () => undefined,
    signal: new AbortController().signal,
  });
  expect(failures).toEqual([]);
  const of = (ending: string) => files.filter(({ name }) => name.endsWith(ending)).map(({ bytes }) => bytes);
  const [html, xlsx] = [...of(".html"), ...of(".xlsx")];
  const path = join(folder, "report.html");
  await writeFile(path, html ?? "");
  shown = await readPage(path);
  printed = new Map((await Promise.all(of(".pdf").map(readPdf))).flat());
  expect([...printed.keys()].sort()).toEqual(model.sections.map(({ id }) => id).sort());
  parts = readParts(xlsx ?? new Uint8Array());
  sheets = new Map(readSheets(parts).map((one) => [one.title, one]));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function listBlock(block: Block): readonly Placed[] {
  switch (block.kind) {
    case "table": {
      const { id, columns, rows, totals } = block.table;
      const lines = [...rows, ...(totals === undefined || rows.length === 0 ? [] : [{ key: "total", cells: totals }])];
      return lines.flatMap(({ key, cells }) =>
        cells.map((cell, at) => ({
          where: `${id}/${key}/${columns[at]?.key}`,
          cell,
          unit: (cell.kind === "value" ? cell.unit : undefined) ?? columns[at]?.unit ?? "text",
        })),
      );
    }
    case "tiles":
      return block.tiles.flatMap(({ id, unit, figure, change, lastYear }) => [
        { where: `tile ${id}`, cell: figure, unit },
        ...[change, lastYear].flatMap((cell) =>
          cell === undefined ? [] : [{ where: `tile ${id}, change`, cell, unit: "change" as const }],
        ),
      ]);
    case "cards":
      return block.cards.flatMap(({ mediaId, figures }) =>
        figures.map(({ label, unit, cell }) => ({ where: `card ${mediaId}/${label}`, cell, unit })),
      );
    case "ranking":
      return block.ranking.rows.flatMap(({ key, change, figure }) => [
        { where: `ranking ${key}, change`, cell: change, unit: "change" as const },
        { where: `ranking ${key}`, cell: figure, unit: block.ranking.unit },
      ]);
    case "strip":
      return [...block.strip.totals, ...block.strip.items.flatMap(({ figures }) => figures)].map(
        ({ label, unit, cell }) => ({ where: `strip ${label}`, cell, unit }),
      );
    default:
      return [];
  }
}

const isFigure = ({ cell }: Placed): boolean => ["value", "bar", "change", "absent"].includes(cell.kind);
const listPages = (): readonly Placed[] =>
  model.sections.flatMap(({ id, blocks }) =>
    blocks.flatMap(listBlock).map((one) => ({ ...one, where: `${id}: ${one.where}` })),
  );
const listSheets = (): readonly Placed[] =>
  model.sheets.flatMap(({ id, table }) => listBlock({ kind: "table", table: { ...table, id: `sheet ${id}` } }));

describe("every figure", () => {
  it("has a receipt: which metric, which window, when it was asked for, and how it was made", () => {
    const figures = [...listPages(), ...listSheets()].filter(
      ({ cell }) => cell.kind === "value" || cell.kind === "bar",
    );
    expect(figures.length).toBeGreaterThan(900);
    const without: string[] = [];
    for (const { where, cell } of figures) {
      const receipt = "receipt" in cell ? model.receipts[cell.receipt ?? ""] : undefined;
      const isAsked = receipt?.takenAt !== null || OWN.test(receipt.metric);
      if (receipt === undefined || receipt.metric === "" || receipt.formula === "" || !isAsked) without.push(where);
    }
    expect(without).toEqual([]);
    for (const { window, takenAt, metric } of Object.values(model.receipts)) {
      if (window !== null) expect(window.from <= window.to, metric).toBe(true);
      if (takenAt !== null) expect(new Date(takenAt).toISOString(), metric).toBe(takenAt);
    }
  });

  it("is one value wherever its receipt is named: on pages, in sheets, in totals", () => {
    const values = new Map<string, Set<number>>();
    let seen = 0;
    for (const { cell } of [...listPages(), ...listSheets()]) {
      if ((cell.kind !== "value" && cell.kind !== "bar") || cell.receipt === undefined) continue;

      if (SHARED.test(cell.receipt)) continue;
      seen += 1;
      values.set(cell.receipt, (values.get(cell.receipt) ?? new Set()).add(cell.value));
    }
    expect([...values].filter(([, found]) => found.size > 1).map(([key]) => key)).toEqual([]);
    expect(seen).toBeGreaterThan(values.size + 50);
  });

  it("tells its receipt on the page", () => {
    const receipts = shown
      .flatMap(({ figures }) => figures.map(({ title }) => title))
      .filter((title) => title.includes("\n"));
    expect(receipts.length).toBeGreaterThan(380);
    // A change tells both sides of its subtraction, each with its days and when it was asked.
    const isChange = (title: string): boolean => !title.startsWith("Metric: ");
    for (const title of receipts.filter(isChange)) {
      expect(title).toMatch(/^.+: .+ \(Asked .+\)\n.+: .+ \(Asked .+\)(\nProvisional change: .+)?$/);
    }
    expect(receipts.filter(isChange).length).toBeGreaterThan(20);
    for (const title of receipts.filter((title) => !isChange(title))) {
      const own = /^Metric: (goal\/|calls\n|callsPerHour\n|usedPercent\n)/.test(title);
      expect(title).toMatch(
        own ? /^Metric: .+\nFormula: .+/ : /^Metric: .+\nFormula: .+\nWindow: .+\nAsked: .+ \d{2}:\d{2} \S+$/,
      );
    }
  });
});

describe("the same figure is the same", () => {
  /** The one formatter's words for a figure. */
  function toWords({ cell, unit }: Placed): string {
    const format = createFormatter(model.locale, model.period.timeZone);
    if (cell.kind === "absent") {
      if (unit === "rank") return "–";
      return unit === "change" ? format.words.phrases.noChange : format.words.phrases.absent;
    }
    if (cell.kind === "change") return format.change(cell.value, cell.as);
    if (cell.kind === "bar" && cell.as === "difference") return format.difference(cell.value);
    return cell.kind === "value" || cell.kind === "bar" ? format.number(cell.value, unit) : "";
  }

  it("on the page: all figures of all sections, in their order, and what is absent with its reason", () => {
    let compared = 0;
    for (const section of model.sections) {
      const figures = section.blocks.flatMap(listBlock).filter(isFigure);
      const found = shown.find((one) => one.section === section.id)?.figures ?? [];
      expect(
        found.map(({ text }) => text),
        section.id,
      ).toEqual(figures.map(toWords));
      for (const [at, { cell }] of figures.entries()) {
        if (cell.kind === "absent") expect(found[at]?.title, section.id).toBe(cell.because);
      }
      compared += figures.length;
    }
    expect(compared).toBeGreaterThan(420);
  });

  it("in the PDF: every row, tile, card and strip reads there as it does on the page, as often", () => {
    const lost: string[] = [];
    let found = 0;
    for (const { section, runs } of shown) {
      const text = printed.get(section) ?? "";
      const wanted = Map.groupBy(runs.map(squeeze), (run) => run);
      for (const [run, { length }] of wanted) {
        if (text.split(run).length - 1 < length) lost.push(`${section}: ${length} × ${run}`);
        found += length;
      }
    }
    expect(lost).toEqual([]);
    expect(found).toBeGreaterThan(150);
  });

  it("in the workbook: every cell of every table by value, and by what its number format shows", async () => {
    const words = createFormatter(model.locale, model.period.timeZone);
    let compared = 0;
    for (const { title, tables } of toWorkbookPlan(model, await readTemplateFolder("weekly")).sheets) {
      const sheet = sheets.get(title);
      if (sheet === undefined) throw new Error(`no sheet ${title}`);
      const formats = readFormats(parts, sheet);
      for (const [nth, { table }] of tables.entries()) {
        const [, letter = "", head = ""] = /^([A-Z]+)(\d+):/.exec(sheet.tables[nth]?.attributes.ref ?? "") ?? [];
        expect(letter).toBe("A");
        const kept = table.columns.flatMap(({ unit }, at) => (unit === "spark" ? [] : [at]));
        const lines = [
          ...table.rows,
          ...(table.totals === undefined || table.rows.length === 0 ? [] : [{ cells: table.totals }]),
        ];
        for (const [line, row] of lines.entries()) {
          for (const [to, at] of kept.entries()) {
            const cell = row.cells[at];
            const address = `${toLetter(to)}${Number(head) + 1 + line}`;
            const held = sheet.cells.get(address);
            const where = `${title}!${address}`;
            if (cell?.kind !== "value" && cell?.kind !== "change") continue;
            const column = table.columns[at];
            const unit =
              (cell.kind === "value" ? cell.unit : undefined) ??
              ("unit" in row && ["value", "against"].includes(column?.key ?? "") ? row.unit : undefined) ??
              column?.unit ??
              "text";
            const factor = cell.kind === "change" ? (cell.as === "points" ? 100 : 1) : unit === "ms" ? 1e-3 : 1;
            expect(Number(held?.text), where).toBeCloseTo(cell.value * factor, 12);
            const look = showNumber(Number(held?.text), formats.get(address) ?? "");
            const text = cell.kind === "change" ? words.change(cell.value, cell.as) : words.number(cell.value, unit);
            if (unit === "ms") expect(look, where).toMatch(/^[\d,]+\.\d s$/);
            else expect(toPlain(look), where).toBe(toPlain(text));
            compared += 1;
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(600);
  });

  it("in the workbook, however small: means and shares round as on the page", async () => {
    const figures: readonly (readonly [Cell, Unit])[] = [
      ...[0, 0.3, 12.04, 12.25, 99.94, 99.96, 100.4, 12_345.6].map(
        (value) => [{ kind: "value", value }, "count"] as const,
      ),
      ...[0, 0.00049, 0.0003, 0.00012, 0.000096, 0.00004, 0.000_004, 0.0005, 0.0412].map(
        (value) => [{ kind: "value", value }, "percent"] as const,
      ),
      ...[0.0041, 0.0004, -0.0004, 0].map(
        (value) => [{ kind: "change", value, as: "points", against: 1 }, "change"] as const,
      ),
    ];
    const columns = figures.map(([, unit], at) => ({ key: `${at}`, label: `Figure ${at}`, unit, addsUp: false }));
    const one = readParts(
      await toBook(withSheet(toTable(columns, [{ key: "1", cells: figures.map(([cell]) => cell) }]))),
    );
    const [sheet] = readSheets(one);
    if (sheet === undefined) throw new Error("no sheet");
    const formats = readFormats(one, sheet);
    const looks = columns.map((_, at) => {
      const address = `${toLetter(at)}2`;
      return toPlain(showNumber(Number(sheet.cells.get(address)?.text), formats.get(address) ?? ""));
    });
    expect(looks).toEqual(figures.map(([cell, unit]) => toPlain(toWords({ where: "", cell, unit }))));
  });

  it("in the workbook's live formulas, worked out anew", () => {
    let formulas = 0;
    for (const sheet of sheets.values()) {
      for (const [address, { formula, text }] of sheet.cells) {
        if (formula === undefined) continue;
        const result = workOut(formula, sheet);
        expect(result, `${sheet.title}!${address}: ${formula}`).toBeCloseTo(Number(text), 9);
        formulas += 1;
      }
    }
    expect(formulas).toBeGreaterThan(40);
  });
});

/** A workbook's minus is its program's own. */
function toPlain(text: string): string {
  return text.replace(/^−/, "-");
}
