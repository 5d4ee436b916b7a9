// The PDF as a reader has it: joined from parts, it is the same document as one that was printed whole, and each page,
// link, bookmark and tag is in its place.
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFArray, PDFDict, PDFDocument, PDFName } from "@cantoo/pdf-lib";
import { getDocument, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTemplateFolder } from "../../../src/report/render/page/templates.ts";
import { createPrintSource } from "../../../src/report/render/pdf/print-source.ts";
import type { ReportModel } from "../../../src/report/summarise/index.ts";
import { shareBrowser } from "../../support/share-browser.ts";
import { toPicture } from "./pictures.ts";
import { detailsOf, print as printWhole } from "./printing.ts";
import { sampleModel } from "./sample-model.ts";

shareBrowser();

interface Printed {
  readonly bytes: Uint8Array;
  readonly document: PDFDocumentProxy;
  /** Runs of text of each page, running heads and numbers included, in no order. */
  readonly pages: readonly (readonly string[])[];
  /** The same in order, without spaces. */
  readonly texts: readonly string[];
}

const model = sampleModel();
let folder = "";
let whole: Printed;
let joined: Printed;

async function print(report: ReportModel, sectionsAPart: number, cellsMost?: number): Promise<Printed> {
  const images = async (key: string): Promise<Uint8Array> => toPicture(key.length * 20 + (key.codePointAt(8) ?? 0));
  const source = createPrintSource(report, await readTemplateFolder("weekly"), images, { cellsMost });
  const details = detailsOf(report.title);
  const bytes = await printWhole(source, { signal: new AbortController().signal, sectionsAPart, details });
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: string[][] = [];
  const texts: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    texts.push(
      items
        .map((item) => ("str" in item ? item.str : ""))
        .join("")
        .replace(/\s+/g, ""),
    );
    pages.push(items.flatMap((item) => ("str" in item && item.str.trim() !== "" ? item.str.trim() : [])).sort());
  }
  return { bytes, document, pages, texts };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-pdf-"));
  whole = await print(model, 1_000);
  joined = await print(model, 4);
});

afterAll(async () => {
  await whole?.document.loadingTask.destroy();
  await joined?.document.loadingTask.destroy();
  await rm(folder, { recursive: true, force: true });
});

/** Every link of every page: within the document by name, or out of it by address. */
async function linksOf({ document }: Printed): Promise<readonly string[]> {
  const links: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    for (const { dest, url } of await (await document.getPage(number)).getAnnotations())
      links.push(`${number}: ${typeof dest === "string" ? `#${dest}` : String(url)}`);
  }
  return links;
}

/** How often each role occurs in the tags of a page. */
async function rolesOf({ document }: Printed, number: number): Promise<Readonly<Record<string, number>>> {
  const roles: Record<string, number> = {};
  const walk = (node: { role?: string; children?: readonly unknown[] }): void => {
    if (node.role !== undefined) roles[node.role] = (roles[node.role] ?? 0) + 1;
    for (const child of node.children ?? []) walk(child as typeof node);
  };
  walk((await (await document.getPage(number)).getStructTree()) as Parameters<typeof walk>[0]);
  return roles;
}

describe("a report printed in parts", () => {
  it("has the pages of one printed whole, word for word, with the numbers of the whole", () => {
    // One Arabic glyph may stand for two letters, and which of them a file names depends on what it met first.
    const letters = ({ texts }: Printed): readonly string[] =>
      texts.map((text) => [...text.replace(/\p{Script=Arabic}|\p{C}/gu, "")].sort().join(""));
    expect(letters(joined)).toEqual(letters(whole));
    const last = joined.document.numPages;
    const numbers = joined.pages.map((runs) => runs.filter((run) => / \/ \d+$/.test(run)));
    expect(numbers).toEqual(numbers.map((_none, at) => [`${at + 1} / ${last}`]));
  });

  it("has the same links, and every one of them arrives", async () => {
    const links = await linksOf(joined);
    expect(links).toEqual(await linksOf(whole));
    const inward = links.flatMap((link) => /#(.+)$/.exec(link)?.[1] ?? []);
    expect(inward.length).toBeGreaterThan(model.sections.length);
    const targets = await joined.document.getDestinations();
    const first = await whole.document.getDestinations();
    expect(inward.filter((name) => !targets.has(name))).toEqual([]);
    for (const [name, place] of first) {
      const pageOf = ({ document }: Printed, ref: unknown): Promise<number> =>
        document.getPageIndex(ref as Parameters<PDFDocumentProxy["getPageIndex"]>[0]);
      const [there] = targets.get(name) ?? [];
      expect(await pageOf(joined, there), name).toBe(await pageOf(whole, place?.[0]));
    }
  });

  /** Each entry's number stands within it. */
  async function expectNumbersBeside(document: PDFDocumentProxy, entries: number): Promise<void> {
    const pageOf = async (name: string): Promise<number> => {
      const [place] = (await document.getDestination(name)) ?? [];
      return (await document.getPageIndex(place as Parameters<PDFDocumentProxy["getPageIndex"]>[0])) + 1;
    };
    const contents = await document.getPage(await pageOf("contents"));
    const { items } = await contents.getTextContent();
    const numbers = items.flatMap((item) =>
      "str" in item && /^\d+$/.test(item.str) ? [{ text: item.str, x: item.transform[4], y: item.transform[5] }] : [],
    );
    const links = (await contents.getAnnotations()).filter(({ dest }) => typeof dest === "string");
    expect(links).toHaveLength(entries);
    for (const { dest, rect } of links) {
      const [left = 0, low = 0, right = 0, high = 0] = rect as readonly number[];
      const beside = numbers.filter(({ x, y }) => x >= left && x <= right && y >= low && y <= high);
      expect(
        beside.map(({ text }) => text),
        dest,
      ).toEqual([String(await pageOf(dest))]);
    }
  }

  it("tells in its contents the page on which each entry begins, beside it", async () => {
    for (const { document } of [whole, joined]) await expectNumbersBeside(document, model.sections.length);
  });

  it.each([1, 2, 3, 4, 5])("does so wherever the columns of %i accounts end", async (accounts) => {
    const own = model.sections.filter(({ account }) => account !== undefined);
    const left = new Set(own.slice(accounts));
    const sections = model.sections.filter((section) => !left.has(section));
    const { document } = await print({ ...model, sections }, 1_000);
    await expectNumbersBeside(document, sections.length);
  });

  it("has the same bookmarks: the cover, then every section", async () => {
    const [one, many] = [await whole.document.getOutline(), await joined.document.getOutline()];
    const titles = (marks: typeof one): unknown => marks.map(({ title, items }) => [title, titles(items)]);
    expect(titles(many)).toEqual(titles(one));
    const [first, ...others] = model.sections.map(({ title }) => title);
    expect(many.slice(1).map(({ title }) => title)).toEqual([first, "Contents", ...others]);
  });

  it("keeps the tags of every page", async () => {
    for (let number = 1; number <= joined.document.numPages; number += 1)
      expect(await rolesOf(joined, number), `page ${number}`).toEqual(await rolesOf(whole, number));
    expect(await rolesOf(joined, 3)).toMatchObject({ H2: 1, Table: 1, TH: expect.any(Number), TD: expect.any(Number) });
  });
});

describe("a report whose large tables are printed in parts", () => {
  it("says the same, under the same headings and bookmarks, and its links arrive", async () => {
    const cut = await print(model, 4, 60);
    // By the word: where lines end depends on the rows a table's columns are fitted to.
    const words = ({ pages }: Printed): readonly string[] => {
      const runs = pages.flat().filter((run) => !/ \/ \d+$/.test(run) && !/\p{Script=Arabic}|\p{Cc}/u.test(run));
      return [...new Set(runs.flatMap((run) => run.split(/\s+/)))].sort();
    };
    expect(cut.document.numPages).toBeGreaterThan(whole.document.numPages);
    expect(words(cut)).toEqual(words(whole));
    const titles = (marks: Awaited<ReturnType<PDFDocumentProxy["getOutline"]>>): unknown =>
      marks.map(({ title, items }) => [title, titles(items)]);
    expect(titles(await cut.document.getOutline())).toEqual(titles(await whole.document.getOutline()));
    const targets = await cut.document.getDestinations();
    const inward = (await linksOf(cut)).flatMap((link) => /#(.+)$/.exec(link)?.[1] ?? []);
    expect(inward.filter((name) => !targets.has(name))).toEqual([]);
    const heads = cut.texts.filter((text) => text.includes("Allposts") && !text.includes("Contents"));
    expect(heads).toHaveLength(
      whole.texts.filter((text) => text.includes("Allposts") && !text.includes("Contents")).length,
    );
    await cut.document.loadingTask.destroy();
  });
});

describe("the file", () => {
  it("says what it is, in which language, and opens with its bookmarks and labels", async () => {
    for (const { document } of [whole, joined]) {
      expect((await document.getMetadata()).info).toMatchObject({
        Title: model.title,
        Author: "Acme",
        Subject: "Week 47",
        Creator: "Acme",
        Language: "en-GB",
      });
      expect(await document.getPageMode()).toBe("UseOutlines");
      expect((await document.getPageLabels())?.at(-1)).toBe(String(document.numPages));
    }
  });

  it("takes no more than 100 kB a page", () => {
    for (const { bytes, document } of [whole, joined]) expect(bytes.length / document.numPages).toBeLessThan(100_000);
  });

  it("has real fonts: nothing is set as drawings, and nothing of the machine's own", async () => {
    const path = join(folder, "fonts.pdf");
    await writeFile(path, joined.bytes);
    const { stdout, error } = spawnSync("pdffonts", [path], { encoding: "utf8" });
    if (error !== undefined)
      return void process.stderr.write("pdffonts (poppler-utils) is not here: fonts not checked\n");
    expect(stdout).toContain("Inter");
    expect(stdout).not.toContain("Type 3");
  });

  it("names each table head once, and every cell's heads are there, also when parts are joined", async () => {
    for (const { bytes } of [whole, joined]) {
      const file = await PDFDocument.load(bytes, { updateMetadata: false });
      const ids: string[] = [];
      const wanted: string[] = [];
      for (const [, object] of file.context.enumerateIndirectObjects()) {
        if (!(object instanceof PDFDict)) continue;
        const id = object.get(PDFName.of("ID"));
        if (object.get(PDFName.of("S")) !== undefined && id !== undefined) ids.push(String(id));
        const attributes = object.lookup(PDFName.of("A"));
        const all = attributes instanceof PDFArray ? attributes.asArray() : [attributes];
        for (const one of all) {
          const headers = one instanceof PDFDict ? one.lookup(PDFName.of("Headers")) : undefined;
          if (headers instanceof PDFArray) wanted.push(...headers.asArray().map(String));
        }
      }
      expect(wanted.length).toBeGreaterThan(100);
      expect(new Set(ids).size).toBe(ids.length);
      expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
    }
  });

  it("is sound in qpdf's eyes", async () => {
    for (const [name, { bytes }] of Object.entries({ whole, joined })) {
      const path = join(folder, `${name}.pdf`);
      await writeFile(path, bytes);
      const { status, stdout, stderr, error } = spawnSync("qpdf", ["--check", path], { encoding: "utf8" });
      if (error !== undefined) return void process.stderr.write("qpdf is not here: the files are not checked by it\n");
      expect({ status, words: stderr }, stdout).toEqual({ status: 0, words: "" });
    }
  });
});

describe("a table longer than a page", () => {
  it("repeats its head and cuts no row", async () => {
    const [league] = model.sections.filter(({ id }) => id === "league-section");
    const block = league?.blocks.find(({ kind }) => kind === "table");
    if (league === undefined || block?.kind !== "table") throw new Error("the sample has no league table");
    const rows = Array.from({ length: 150 }, (_, at) => {
      const row = block.table.rows[at % block.table.rows.length] ?? { key: "", cells: [] };
      const cells = row.cells.map((cell, column) =>
        column === 1
          ? ({ kind: "text", text: `@row${1_000 + at}` } as const)
          : column === 2
            ? ({ kind: "value", value: 700_000 + at } as const)
            : cell,
      );
      return { key: `row${1_000 + at}`, cells };
    });
    const section = { ...league, blocks: [{ ...block, table: { ...block.table, rows } }] };
    const { document, texts: all } = await print({ ...model, sections: [section] }, 1_000);
    const texts = all.filter((text) => text.includes("@row"));
    expect(texts.length).toBeGreaterThan(2);
    for (const text of texts) expect(text).toContain("Followers");
    for (const [at, name] of rows.map(({ key }, index) => [index, key] as const)) {
      const of = texts.filter((text) => text.includes(`@${name}`));
      expect(of, name).toHaveLength(1);
      expect(of[0]).toContain((700_000 + at).toLocaleString("en-GB"));
    }
    await document.loadingTask.destroy();
  });
});

describe("a brand's logo", () => {
  it("may be an SVG, which is drawn and no lost picture", async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="60" height="20" fill="#123"/></svg>`;
    const logo = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
    const { document } = await print(
      { ...model, brand: { ...model.brand, logo }, sections: model.sections.slice(0, 1) },
      1_000,
    );
    expect(document.numPages).toBeGreaterThan(1);
    await document.loadingTask.destroy();
  });
});
