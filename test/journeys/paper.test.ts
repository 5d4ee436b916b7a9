// The report of a whole little agency as it leaves the printer: fourteen accounts with captions in nine scripts, gaps,
// emoji and long names. What the sample of the renderer's own tests is too tidy to show.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, PDFRef } from "@cantoo/pdf-lib";
import { getDocument, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import puppeteer from "puppeteer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBrowser } from "../../src/report/render/index.ts";
import { packageFolder } from "../../src/report/render/page/package-root.ts";
import { measurePages } from "../report/render/page-fill.ts";
import { type Ended, type Journey, startJourney } from "../support/journey.ts";
import { shareBrowser } from "../support/share-browser.ts";

shareBrowser();

interface Made {
  readonly outcome: string;
  readonly files: readonly { readonly path: string }[];
}

/** Points: the margins hold the running heads, the numbers and nothing else. */
const FOOT = 51;
const LINE = 8;
/** No heading is higher. */
const HEADING = 6 * LINE;

let journey: Journey;
let bytes: Uint8Array;
let document: PDFDocumentProxy;

const report = (...args: readonly string[]): Promise<Ended> => journey.gazette(["report", "--json", ...args]);

beforeAll(async () => {
  journey = await startJourney();
  await journey.gazette(["collect", "--quiet"]);
  const made = (await report("--format", "pdf")).json<Made>();
  bytes = await readFile(made.files[0]?.path ?? "");
  document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
});

afterAll(async () => {
  await document?.loadingTask.destroy();
  await journey?.[Symbol.asyncDispose]();
});

describe("the printed report of fourteen accounts", () => {
  it("is set in the fonts that are shipped, letter by letter, and none is a drawing", async () => {
    const part = await PDFDocument.load(bytes, { updateMetadata: false });
    const names = part.context.enumerateIndirectObjects().flatMap(([, object]) => {
      if (!(object instanceof PDFDict) || String(object.get(PDFName.of("Type"))) !== "/Font") return [];
      const isDrawn = String(object.get(PDFName.of("Subtype"))) === "/Type3";
      return [isDrawn ? "a drawing" : String(object.get(PDFName.of("BaseFont"))).replace(/^\/[A-Z]{6}\+/, "")];
    });
    expect(names.length).toBeGreaterThan(5);
    expect([...new Set(names)].filter((name) => !/^(Inter|NotoSans)/.test(name))).toEqual([]);
  });

  it("leaves no heading alone at a page's foot", async () => {
    const marks = (await document.getOutline()).flatMap((mark) => [mark, ...mark.items]);
    expect(marks.length).toBeGreaterThan(100);
    const alone: string[] = [];
    for (const { title, dest } of marks) {
      const [page, , , top] = Array.isArray(dest) ? dest : [];
      const number = (await document.getPageIndex(page)) + 1;
      const { items } = await (await document.getPage(number)).getTextContent();
      const lines = items.flatMap((item) => {
        const [text, y] = "str" in item ? [item.str.trim(), Number(item.transform[5])] : ["", 0];
        return text !== "" && y > FOOT && y < Number(top) ? [{ text, y }] : [];
      });
      // A heading has lines of its own, and what else stands on its last is part of it.
      const ownY = lines.filter(({ text, y }) => title.includes(text) && y > Number(top) - HEADING).map(({ y }) => y);
      const below = lines.filter(({ y }) => y < Math.min(...ownY, Number(top) - LINE) - LINE / 2);
      if (number > 1 && below.length === 0) alone.push(`${title}, page ${number}`);
    }
    expect(alone).toEqual([]);
  });

  it("cuts no row, no card and no drawing", async () => {
    const part = await PDFDocument.load(bytes, { updateMetadata: false });
    const [name, pages] = [PDFName.of, (object: PDFDict) => pagesOf(part, object)] as const;
    const found = { TR: 0, LI: 0, Figure: 0 };
    const cut: string[] = [];
    for (const [key, object] of part.context.enumerateIndirectObjects()) {
      if (!(object instanceof PDFDict) || !object.has(name("P"))) continue;
      const role = String(object.get(name("S"))).slice(1);
      if (role !== "TR" && role !== "LI" && role !== "Figure") continue;
      found[role] += 1;
      if (pages(object).size > 1) cut.push(`${role} ${key}`);
    }
    expect(found).toEqual({ TR: expect.any(Number), LI: expect.any(Number), Figure: expect.any(Number) });
    expect(Math.min(...Object.values(found))).toBeGreaterThan(20);
    expect(cut).toEqual([]);
  });
});

/** Pages on which an element of the tags has content. */
function pagesOf(part: PDFDocument, element: PDFDict, inherited?: PDFObject): ReadonlySet<PDFObject> {
  const page = element.get(PDFName.of("Pg")) ?? inherited;
  const kids = element.lookup(PDFName.of("K"));
  const list = kids instanceof PDFArray ? kids.asArray() : [element.get(PDFName.of("K"))];
  return new Set(
    list.flatMap((kid) => {
      const held = kid instanceof PDFRef ? part.context.lookup(kid) : kid;
      if (held instanceof PDFDict) return [...pagesOf(part, held, page)];
      return held === undefined || page === undefined ? [] : [page];
    }),
  );
}

describe("the page, printed from a browser", () => {
  it("is the PDF with its appendix, but for contents that would have no page numbers", async () => {
    const made = (await report("--format", "html,pdf", "--out", "browser")).json<Made>();
    const path = (name: string): string => made.files.find((file) => file.path.endsWith(name))?.path ?? "";
    const [whole, appendix, printed] = await Promise.all([
      readPages(await readFile(path("report.pdf"))),
      readPages(await readFile(path("report-appendix.pdf"))),
      readPages(await printFromBrowser(path("report.html"))),
    ]);
    expect(printed.length).toBe(whole.length - 1 + appendix.length);
    // Page by page the chapters are those of the PDF.
    const heads = (pages: readonly string[]): readonly string[] => pages.map((text) => text.slice(0, 60));
    expect(heads(printed.slice(1, whole.length - 1))).toEqual(heads(whole.slice(2)));
  }, 120_000);
});

describe("the brand's font", () => {
  it("is taken along from a file beside the configuration", async () => {
    const own = join(packageFolder("@fontsource-variable/inter"), "files", "inter-latin-wght-normal.woff2");
    await writeFile(join(journey.folder, "own.woff2"), await readFile(own));
    await journey.configure("report: { brand: { font: own.woff2 } }");
    const made = (await report("--format", "html", "--out", "own")).json<Made>();
    expect(await readFile(made.files[0]?.path ?? "", "utf8")).toContain('font-family:"Brand"');
  });

  it.each([
    ["broken.ttf", "it is no font file, or a broken one"],
    ["nowhere.ttf", "ENOENT"],
    ["Comic Sans MS", "Gazette ships no family of this name"],
  ])("that is %s is one clear sentence", async (font, words) => {
    await writeFile(join(journey.folder, "broken.ttf"), "not a font");
    await journey.configure(`report: { brand: { font: ${font} } }`);
    const { code, stderr } = await journey.gazette(["report", "--format", "html"]);
    expect(code).toBe(2);
    expect(stderr.replace(/\s+/g, " ")).toContain(words);
    expect(stderr).toContain("report.brand.font");
  });
});

describe("without a browser", () => {
  it("the PDF fails with its sentence, and the other formats come", async () => {
    await journey.configure("");
    const env = { GAZETTE_BROWSER: join(journey.folder, "none") };
    const { code, stderr } = await journey.gazette(["report", "--out", "blind"], { env });
    expect(code).toBe(3);
    expect(stderr).toContain("Could not make the PDF: the browser that was named");
    const folder = join(journey.folder, "blind", journey.week);
    expect((await readFile(join(folder, "report.html"), "utf8")).slice(0, 15)).toBe("<!doctype html>");
    expect((await readFile(join(folder, "report.xlsx"))).subarray(0, 2).toString()).toBe("PK");
    await expect(readFile(join(folder, "report.pdf"))).rejects.toThrow("ENOENT");
  });

  it.each(["A4", "Letter"] as const)(
    "on %s begins no page before the last is half full, but for a chapter's end",
    async (paper) => {
      const printed = paper === "A4" ? document : await printAgain(paper);
      const { pages, starts, empty, scraps } = await measurePages(await printed.getData());
      expect(empty).toEqual([]);
      // An account with a few stories has one page, with nothing of it left over for another.
      expect(scraps).toEqual([]);
      // The first page is one page, the contents another; all of it stays under thirty.
      expect(starts.slice(0, 3)).toEqual([1, 2, 3]);
      expect(pages).toBeLessThanOrEqual(30);
    },
    120_000,
  );
});

/** As a reader prints the page: with scripts, and what the page itself says of paper and margins. */
async function printFromBrowser(path: string): Promise<Uint8Array> {
  const isRoot = process.getuid?.() === 0;
  const browser = await puppeteer.launch({
    executablePath: await findBrowser(),
    pipe: true,
    args: isRoot ? ["--no-sandbox"] : [],
  });
  try {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(path).href);
    return await page.pdf({ preferCSSPageSize: true, printBackground: true });
  } finally {
    await browser.close();
  }
}

/** The text of each page, without its running heads' spaces and numbers. */
async function readPages(data: Uint8Array): Promise<readonly string[]> {
  const opened = await getDocument({ data: new Uint8Array(data), verbosity: 0 }).promise;
  const texts: string[] = [];
  for (let number = 1; number <= opened.numPages; number += 1) {
    const { items } = await (await opened.getPage(number)).getTextContent();
    texts.push(
      items
        .flatMap((item) => ("str" in item && Number(item.transform[5]) > FOOT ? [item.str] : []))
        .join("")
        .replace(/\s+/g, ""),
    );
  }
  await opened.loadingTask.destroy();
  return texts;
}

/** The same report on other paper: the model is the same, its paper another. */
async function printAgain(paper: "Letter"): Promise<PDFDocumentProxy> {
  const path = join(journey.folder, `model-${paper}.json`);
  await journey.gazette(["report", "--format", "html", "--model", path]);
  const model = JSON.parse(await readFile(path, "utf8")) as object;
  await writeFile(path, JSON.stringify({ ...model, paper }));
  const made = (
    await report("--format", "pdf", "--from-model", path, "--out", join(journey.folder, paper))
  ).json<Made>();
  const data = new Uint8Array(await readFile(made.files[0]?.path ?? ""));
  return getDocument({ data, verbosity: 0 }).promise;
}
