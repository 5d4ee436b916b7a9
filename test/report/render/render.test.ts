// Every format is made once from the awkward sample and then questioned: the browser starts once for the PDF and once for
// the page.
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { getDocument, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import puppeteer, { type Browser, type Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createFormatter,
  findBrowser,
  type RenderOptions,
  render,
  withoutAppendix,
} from "../../../src/report/render/index.ts";
import { shareBrowser } from "../../support/share-browser.ts";
import { toPicture } from "./pictures.ts";
import { awkwardTexts, sampleModel } from "./sample-model.ts";

shareBrowser();

const model = sampleModel();
let html = "";
let xlsx = new ExcelJS.Workbook();
let pdf: PDFDocumentProxy;
let pdfText = "";
let browser: Browser;
let page: Page;
const refused: string[] = [];
const steps: string[] = [];
let folder = "";

function options(formats: RenderOptions["formats"], more: Partial<RenderOptions> = {}): RenderOptions {
  return {
    formats,
    template: "weekly",
    images: async (key) => (key === "picture-2" ? undefined : toPicture(key.length * 20)),
    signal: new AbortController().signal,
    ...more,
  };
}

/** Script for the page: the links among these elements that lead nowhere within it. */
const danglingLinks = (selector: string): string =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].map((link) => link.getAttribute("href")).filter((href) => document.getElementById(href.slice(1)) === null)`;

const squeeze = (text: string): string => text.replace(/\s+/g, "");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-test-"));
  const { files, failures } = await render(
    model,
    options(["html", "pdf", "xlsx"], { onStep: (name) => steps.push(name) }),
  );
  expect(failures).toEqual([]);
  const bytesOf = (name: string): Uint8Array => files.find((file) => file.name === name)?.bytes ?? new Uint8Array();
  html = new TextDecoder().decode(bytesOf("report.html"));
  xlsx = await new ExcelJS.Workbook().xlsx.load(Buffer.from(bytesOf("report.xlsx")) as never);
  pdf = await getDocument({ data: new Uint8Array(bytesOf("report.pdf")), verbosity: 0 }).promise;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const content = await (await pdf.getPage(number)).getTextContent();
    pdfText += `${content.items.map((item) => ("str" in item ? item.str : "")).join("")}\n`;
  }
  const root = process.getuid?.() === 0;
  browser = await puppeteer.launch({ executablePath: await findBrowser(), args: root ? ["--no-sandbox"] : [] });
  page = await browser.newPage();
  page.on("console", (message) => refused.push(message.text()));
  page.on("request", (request) => {
    if (!/^(data:|about:)/.test(request.url())) refused.push(request.url());
  });
  await page.setContent(html, { waitUntil: "load" });
});

afterAll(async () => {
  await browser?.close();
  await pdf?.loadingTask.destroy();
  await rm(folder, { recursive: true, force: true });
});

describe("the page", () => {
  it("needs nothing from outside and runs nothing it does not name", async () => {
    expect(refused).toEqual([]);
    expect(html).not.toMatch(
      / style=| on\w+=["']|<link|@import|(?:src|href)="(?:https?:)?\/\/(?!www\.instagram\.com)/i,
    );
    const csp = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    expect(csp).toContain("default-src 'none'");
    for (const tag of ["style", "script"]) {
      const inside = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(html)?.[1] ?? "";
      expect(inside.length).toBeGreaterThan(500);
      expect(csp).toContain(`${tag}-src 'sha256-${createHash("sha256").update(inside).digest("base64")}'`);
    }
  });

  it("shows every awkward caption and obeys none", async () => {
    const shown = await page.$$eval(".card-caption", (captions) => captions.map((caption) => caption.textContent));
    const all = squeeze(shown.join("\n"));
    for (const name of [
      "arabic",
      "japanese",
      "thai",
      "emoji",
      "fancy",
      "script",
      "handlebars",
      "formula",
      "placeholder",
    ] as const) {
      expect(all).toContain(squeeze(awkwardTexts[name]));
    }
    expect(all).toContain("safetxt.exeend");
    expect(html).not.toMatch(/[\u0000-\u0008\u000B\u000E-\u001F\u202A-\u202E]/);
    expect(await page.$$eval("script", (scripts) => scripts.length)).toBe(1);
    expect(await page.$$eval("main b, main script", (found) => found.length)).toBe(0);
  });

  it("draws emoji with joiners as one picture and keeps their characters", async () => {
    const drawn = await page.$$eval(".card-caption .emoji-text", (marks) => marks.map((mark) => mark.textContent));
    expect(drawn).toEqual(expect.arrayContaining(["👩🏽‍💻", "👨‍👩‍👧", "🏳️‍🌈", "❤️", "🇩🇪", "1️⃣"]));
    expect(await page.evaluate(danglingLinks("use"))).toEqual([]);
  });

  it("says what is absent and why, and never prints a zero for it", async () => {
    const row = await page.$eval(`[id^="league-section"] tbody tr:nth-child(11)`, (found) => found.textContent);
    expect(row).toContain("not measured");
    const notes = await page.$eval("#league-section .notes", (found) => found.textContent);
    expect(notes).toContain("Meta gives reach from 100 followers on");
  });

  it("has one first heading, no level left out, labelled charts, and ids that are unique", async () => {
    const levels = await page.$$eval("h1,h2,h3,h4", (heads) => heads.map((head) => Number(head.tagName[1])));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.every((level, at) => at === 0 || level - (levels[at - 1] ?? 0) <= 1)).toBe(true);
    const ids = await page.$$eval("[id]", (all) => all.map((one) => one.id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(await page.$$eval("svg[role=img]:not([aria-labelledby]):not([aria-label])", (all) => all.length)).toBe(0);
    expect(await page.$$eval("table:not(:has(caption)), th:not([scope])", (all) => all.length)).toBe(0);
    expect(await page.evaluate(danglingLinks("a[href^='#']"))).toEqual([]);
  });

  it("sorts and filters", async () => {
    const firstCell = (): Promise<string> =>
      page.$eval("#league-section tbody tr:not([hidden]) th", (cell) => cell.textContent ?? "");
    await page.$$eval("#league-section thead button", (buttons) => buttons[2]?.click());
    expect(await firstCell()).toBe("@mega.brand");
    await page.type("#league-section .filter", "tokyo");
    expect(await firstCell()).toBe("@tokyo.roast");
  });

  it("fits a narrow screen", async () => {
    await page.setViewport({ width: 380, height: 800 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(380);
  });

  it("is the same, byte for byte, when made again", async () => {
    const again = await render(model, options(["html"]));
    expect(new TextDecoder().decode(again.files[0]?.bytes)).toBe(html);
  });
});

describe("the PDF", () => {
  it("is tagged, titled, outlined, and gives an account a page", async () => {
    expect(JSON.stringify(await (await pdf.getPage(3)).getStructTree())).toContain('"role":"H2"');
    expect((await pdf.getMetadata()).info).toMatchObject({ Title: "Instagram weekly · 16–22 November 2026" });
    const outline = await pdf.getOutline();
    expect(JSON.stringify(outline)).toContain("Kaffee Nord");
    // The contents have one, too.
    const pages = withoutAppendix(model).sections.length + 1;
    expect(pdf.numPages).toBeGreaterThanOrEqual(pages);
    expect(pdf.numPages).toBeLessThanOrEqual(pages + 2);
  });

  it("numbers its pages and carries running heads", () => {
    const pages = pdfText.split("\n");
    expect(squeeze(pages[0] ?? "")).toContain(`1/${pdf.numPages}`);
    expect(squeeze(pages[3] ?? "")).toContain(`4/${pdf.numPages}`);
    expect(squeeze(pages[3] ?? "")).toContain(squeeze("Acme Hospitality"));
  });
});

describe("the workbook", () => {
  it("has the sheets the template names, with frozen heads and unique headings", () => {
    expect(xlsx.worksheets.map((sheet) => sheet.name)).toEqual([
      "Summary",
      "Accounts",
      "Daily",
      "Posts",
      "Coverage",
      "Dictionary",
    ]);
    for (const sheet of xlsx.worksheets) {
      expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: sheet.name === "Summary" ? 3 : 1 });
      expect(sheet.rowCount).toBeGreaterThan(1);
    }
    expect(xlsx.getWorksheet("Dictionary")?.getRow(1).values).toEqual([undefined, "Name", "Name (2)"]);
    expect(xlsx.getWorksheet("Coverage")?.getCell("A2").value).toBe("Nothing is missing.");
  });

  it("keeps captions as text, ids as text and instants as the zone's wall time", () => {
    const posts = xlsx.getWorksheet("Posts");
    const captions = posts?.getColumn(5).values ?? [];
    expect(captions).toContain(awkwardTexts.formula);
    expect(captions).toContain(awkwardTexts.minus);
    expect(captions).toContain("bell vt null esc end");
    expect(posts?.getCell("A2").value).toBe("17900000000001000");
    expect(posts?.getCell("A2").numFmt).toBe("@");
    expect(posts?.getCell("C2").value).toEqual(new Date("2026-11-20T23:30:00Z"));
    expect(posts?.getCell("D2").value).toMatchObject({ hyperlink: "https://www.instagram.com/p/C0abc/" });
    expect(
      xlsx.worksheets
        .flatMap((sheet) => sheet.getSheetValues())
        .filter((row) => /"(formula|error)"/.test(JSON.stringify(row ?? ""))),
    ).toHaveLength(1);
  });

  it("writes what is absent in words with its reason", () => {
    const cell = xlsx.getWorksheet("Accounts")?.getCell("E12");
    expect(cell?.value).toBe("not measured");
    expect(JSON.stringify(cell?.note)).toContain("100 followers");
  });

  it("totals by formula where a sum means something", () => {
    const accounts = xlsx.getWorksheet("Accounts");
    expect(accounts?.getCell("C16").value).toMatchObject({
      formula: "SUBTOTAL(109,Accounts[Followers])",
      result: 12_687_077,
    });
    expect(accounts?.getCell("E16").value).toBeNull();
  });
});

describe("one figure, three formats", () => {
  it("is the same for every account's followers, views and rate", async () => {
    const format = createFormatter(model.locale, model.period.timeZone);
    const rows = await page.$$eval("#league-section tbody tr", (found) =>
      found.map((row) => [...row.children].map((cell) => cell.textContent ?? "")),
    );
    const sheet = xlsx.getWorksheet("Accounts");
    for (let line = 2; line <= 15; line += 1) {
      const [name, followers, views] = ["B", "C", "F"].map((letter) => sheet?.getCell(`${letter}${line}`).value);
      const words = [followers, views].map((value) => format.number(Number(value), "count"));
      const row = rows.find((cells) => cells[1] === name);
      expect([row?.[2], row?.[5]]).toEqual(words);
      for (const word of words) expect(pdfText).toContain(word);
    }
  });
});

describe("one format failing", () => {
  it("without a browser HTML and XLSX still come", async () => {
    const made = await render(
      model,
      options(["html", "pdf", "xlsx"], { browser: { executablePath: join(folder, "no-browser") } }),
    );
    expect(made.files.map((file) => file.name)).toEqual(["report.html", "report.xlsx"]);
    expect(made.failures.map((failure) => failure.code)).toEqual(["RENDER_NO_BROWSER"]);
    expect(steps).toEqual(["html", "pdf", "xlsx"]);
  });

  it("an abort stops at once with its own reason", async () => {
    const reason = new Error("enough");
    await expect(render(model, options(["html"], { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
  });
});
