// Joins printed parts into one document, a part at a time: pages, bookmarks, links from part to part and the tags that
// screen readers follow. Chromium's parts are read by pdf-lib; each object is renumbered and written on at once, so that
// only the offsets of what was written stay in memory. Object names are those of ISO 32000-1.
import type { Writable } from "node:stream";
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
} from "@cantoo/pdf-lib";
import { type Bookmark, readBookmarks, writeBookmarks } from "./bookmarks.ts";
import { PdfCopy } from "./copy.ts";
import { countPictures, hasMarks, readScale } from "./facts.ts";
import { PdfWriter } from "./writer.ts";

export interface PdfFacts {
  readonly pages: number;
  /** Pages on which nothing but running heads was printed. */
  readonly blankPages: number;
  readonly pictures: number;
  /** 1, or less where Chromium drew the part smaller. */
  readonly scale: number;
}

export interface PdfDetails {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly creator: string;
  readonly producer: string;
  /** BCP 47. */
  readonly language: string;
  readonly printedAt: Date;
}

interface Page {
  readonly number: number;
  readonly entries: string;
  readonly contents: string;
  readonly resources: ReadonlyMap<string, string>;
}

const name = (key: string): PDFName => PDFName.of(key);
const ref = (number: number): string => `${number} 0 R`;

export class PdfJoiner {
  readonly #writer: PdfWriter;
  readonly #pages: Page[] = [];
  readonly #bookmarks: Bookmark[] = [];
  readonly #destinations = new Map<string, string>();
  readonly #documents: string[] = [];
  readonly #parentLeaves: string[] = [];
  readonly #idLeaves: string[] = [];
  /** By page, what is laid over it. */
  readonly #forms = new Map<number, number[]>();
  readonly #own: ReturnType<typeof reserveOwn>;
  #nextParent = 0;
  #parts = 0;

  constructor(target: Writable) {
    this.#writer = new PdfWriter(target);
    this.#own = reserveOwn(this.#writer);
  }

  /**
   * Appends a part and tells what was found in it. Chromium writes bookmarks as it sets the headings, line by line and from
   * left to right; `titles` are the words of those that end the part's first level. Where a part goes on with the section
   * before it, what stands before the titled ones belongs to that section.
   */
  async add(bytes: Uint8Array, titles: readonly string[] = [], goesOn = false): Promise<PdfFacts> {
    const part = await open(bytes);
    const shift = this.#shiftFor(part);
    const catalog = part.catalog;
    const tree = catalog.lookupMaybe(name("StructTreeRoot"), PDFDict);
    const pages = part.getPages().map((page) => page.node);
    const copy = new PdfCopy(shift, this.#nextParent, `p${String(this.#parts).padStart(4, "0")}-`);
    const leaves = new Set(pages.map((page) => page as PDFDict));
    const left = toRefs([catalog.get(name("Dests")), tree?.get(name("IDTree"))]);
    for (const [key, object] of part.context.enumerateIndirectObjects()) {
      if (object instanceof PDFDict && leaves.has(object)) continue;
      if (left.has(key) || isBookkeeping(object)) continue;
      copy.write(this.#writer, key, object, this.#topOf(object, tree));
    }
    for (const node of pages) this.#pages.push(this.#toPage(part, node, copy));
    this.#keepBookmarks(readBookmarks(part, copy.text, this.#parts === 0), titles, goesOn);
    const named = catalog.lookupMaybe(name("Dests"), PDFDict);
    for (const [key, target] of named?.entries() ?? []) {
      // Anchors of the frame stand in every part; the first is meant.
      if (!this.#destinations.has(String(key))) this.#destinations.set(String(key), copy.text(target));
    }
    this.#keepTags(part, tree, copy);
    this.#parts += 1;
    await this.#writer.drain();
    return {
      pages: pages.length,
      blankPages: pages.filter((page) => !hasMarks(page)).length,
      pictures: countPictures(part),
      scale: pages[0] === undefined ? 1 : readScale(part, pages[0]),
    };
  }

  /** The page on which something begins that is linked to, counted from 1; undefined for what nothing links to. */
  pageOf(id: string): number | undefined {
    const [, number] = /^\[\s*(\d+) 0 R/.exec(this.#destinations.get(String(PDFName.of(id))) ?? "") ?? [];
    const at = this.#pages.findIndex((page) => page.number === Number(number));
    return at < 0 ? undefined : at + 1;
  }

  /** Lays the pages of another print over those added so far, one on one from a page on: numbers, which no part can know. */
  async lay(bytes: Uint8Array, from = 1): Promise<void> {
    const part = await open(bytes);
    const copy = new PdfCopy(this.#shiftFor(part), 0, "");
    const pages = part.getPages().map((page) => page.node);
    const contents = new Set(pages.map((page) => page.get(name("Contents"))));
    for (const [key, object] of part.context.enumerateIndirectObjects()) {
      if (contents.has(key) || isBookkeeping(object)) continue;
      if (object instanceof PDFDict && /^\/(Page|Catalog)$/.test(String(object.get(name("Type"))))) continue;
      copy.write(this.#writer, key, object);
    }
    for (const [at, page] of pages.entries()) {
      const stream = part.context.lookup(page.get(name("Contents")));
      if (!(stream instanceof PDFRawStream)) throw new Error("a page to lay over has no content stream");
      const number = this.#writer.reserve();
      const box = copy.text(page.get(name("MediaBox")));
      const resources = copy.text(page.get(name("Resources")));
      const entries = `/Type/XObject/Subtype/Form/BBox${box}/Resources${resources}${copy.entries(stream.dict, ["Length"])}`;
      this.#writer.addStream(number, entries, stream.getContents());
      const over = from - 1 + at;
      this.#forms.set(over, [...(this.#forms.get(over) ?? []), number]);
    }
    await this.#writer.drain();
  }

  /** Writes what holds the document together, and ends the target. */
  async finish(details: PdfDetails): Promise<void> {
    const writer = this.#writer;
    const { catalog, info, tree, structure, outlines } = this.#own;
    this.#writePages();
    this.#writeTags();
    const first = writeBookmarks(writer, outlines, this.#bookmarks);
    const stamp = toDate(details.printedAt);
    writer.addObject(
      info,
      `<</Title${toText(details.title)}/Author${toText(details.author)}/Subject${toText(details.subject)}/Creator${toText(details.creator)}/Producer${toText(details.producer)}/CreationDate${stamp}/ModDate${stamp}>>`,
    );
    writer.addObject(
      catalog,
      [
        `<</Type/Catalog/Pages ${ref(tree)}/Lang${toText(details.language)}/MarkInfo<</Marked true>>`,
        `/StructTreeRoot ${ref(structure)}/Dests<<${[...this.#destinations].map(([key, target]) => `${key}${target}`).join("")}>>`,
        `/PageLabels<</Nums[0<</S/D>>]>>/ViewerPreferences<</DisplayDocTitle true>>`,
        first ? `/Outlines ${ref(outlines)}/PageMode/UseOutlines` : "",
        ">>",
      ].join(""),
    );
    await writer.finish(catalog, info);
  }

  #keepBookmarks(marks: readonly Bookmark[], titles: readonly string[], goesOn: boolean): void {
    const untitled = marks.length - titles.length;
    const own = marks.map((mark, at) => {
      const title = untitled < 0 ? undefined : titles[at - untitled];
      return title === undefined ? mark : { ...mark, title: toText(title) };
    });
    const last = goesOn && untitled > 0 ? this.#bookmarks.pop() : undefined;
    if (last !== undefined) {
      this.#bookmarks.push({ ...last, children: [...last.children, ...own.splice(0, untitled)] });
    }
    this.#bookmarks.push(...own);
  }

  #shiftFor(part: PDFDocument): number {
    return this.#writer.reserve(part.context.largestObjectNumber + 1);
  }

  /** The part's own Document becomes a Part of the whole one. */
  #topOf(object: PDFObject, tree: PDFDict | undefined): ReadonlyMap<string, string> | undefined {
    if (tree === undefined || !(object instanceof PDFDict) || object !== tree.lookup(name("K"))) return undefined;
    return new Map([
      ["S", "/Part"],
      ["P", ref(this.#own.document)],
    ]);
  }

  #toPage(part: PDFDocument, node: PDFDict, copy: PdfCopy): Page {
    const number = copy.numberOf(part.context.getObjectRef(node));
    const resources = node.lookupMaybe(name("Resources"), PDFDict);
    return {
      number,
      entries: copy.entries(node, ["Parent", "Contents", "Resources"]),
      contents: copy.text(node.get(name("Contents"))),
      resources: new Map(resources?.entries().map(([key, value]) => [key.decodeText(), copy.text(value)])),
    };
  }

  #keepTags(part: PDFDocument, tree: PDFDict | undefined, copy: PdfCopy): void {
    if (tree === undefined) return;
    const top = tree.get(name("K"));
    if (top !== undefined) this.#documents.push(copy.text(top));
    const parents = tree.lookupMaybe(name("ParentTree"), PDFDict);
    const pairs = parents === undefined ? [] : readTree(part, parents, "Nums");
    const keys = pairs.flatMap(([key]) => (key instanceof PDFNumber ? key.asNumber() + this.#nextParent : []));
    if (keys.length > 0) {
      const number = this.#writer.reserve();
      const list = pairs.map(([, value], at) => `${keys[at]} ${copy.text(value)}`).join(" ");
      this.#writer.addObject(number, `<</Limits[${keys[0]} ${keys.at(-1)}]/Nums[${list}]>>`);
      this.#parentLeaves.push(ref(number));
      this.#nextParent = Math.max(...keys.slice(-1), ...keys.slice(0, 1)) + 1;
    }
    const names = tree.lookupMaybe(name("IDTree"), PDFDict);
    const ids = names === undefined ? [] : readTree(part, names, "Names");
    if (ids.length > 0) {
      const number = this.#writer.reserve();
      const list = ids.map(([key, value]) => `${copy.id(key)}${copy.text(value)}`).join("");
      const limits = `${copy.id(ids[0]?.[0])}${copy.id(ids.at(-1)?.[0])}`;
      this.#writer.addObject(number, `<</Limits[${limits}]/Names[${list}]>>`);
      this.#idLeaves.push(ref(number));
    }
  }

  #writePages(): void {
    const writer = this.#writer;
    const { tree } = this.#own;
    let around: { readonly before: number; readonly after: readonly number[] } | undefined;
    const most = Math.max(0, ...[...this.#forms.values()].map((forms) => forms.length));
    if (most > 0) {
      around = { before: writer.reserve(), after: Array.from({ length: most }, () => writer.reserve()) };
      writer.addText(around.before, "", "q\n");
      // What is laid over is an artefact: readers aloud skip it as they skip running heads.
      for (const [at, number] of around.after.entries()) {
        const before = at === 0 ? "Q\n" : "";
        writer.addText(number, "", `${before}/Artifact<</Type/Pagination>>BDC q /Over${at} Do Q EMC\n`);
      }
    }
    this.#pages.forEach(({ number, entries, contents, resources }, at) => {
      const forms = this.#forms.get(at) ?? [];
      const held = new Map(resources);
      let shown = contents;
      if (around !== undefined && forms.length > 0) {
        const others = held.get("XObject")?.replace(/^<<|>>$/g, "") ?? "";
        held.set("XObject", `<<${others}${forms.map((form, over) => `/Over${over} ${ref(form)}`).join("")}>>`);
        const after = around.after.slice(0, forms.length).map(ref).join(" ");
        shown = `[${ref(around.before)} ${contents} ${after}]`;
      }
      const list = [...held].map(([key, value]) => `/${key} ${value}`).join("");
      writer.addObject(number, `<<${entries}/Parent ${ref(tree)}/Contents ${shown}/Resources<<${list}>>>>`);
    });
    const kids = this.#pages.map(({ number }) => ref(number)).join(" ");
    writer.addObject(tree, `<</Type/Pages/Count ${this.#pages.length}/Kids[${kids}]>>`);
  }

  #writeTags(): void {
    const writer = this.#writer;
    const { structure, document } = this.#own;
    const parents = writer.reserve();
    writer.addObject(parents, `<</Kids[${this.#parentLeaves.join(" ")}]>>`);
    const ids = writer.reserve();
    writer.addObject(ids, `<</Kids[${this.#idLeaves.join(" ")}]>>`);
    writer.addObject(
      structure,
      `<</Type/StructTreeRoot/K ${ref(document)}/ParentTree ${ref(parents)}/IDTree ${ref(ids)}/ParentTreeNextKey ${this.#nextParent}>>`,
    );
    writer.addObject(document, `<</Type/StructElem/S/Document/P ${ref(structure)}/K[${this.#documents.join(" ")}]>>`);
  }
}

function reserveOwn(
  writer: PdfWriter,
): Readonly<Record<"catalog" | "info" | "tree" | "structure" | "document" | "outlines", number>> {
  const first = writer.reserve(6);
  return {
    catalog: first,
    info: first + 1,
    tree: first + 2,
    structure: first + 3,
    document: first + 4,
    outlines: first + 5,
  };
}

function open(bytes: Uint8Array): Promise<PDFDocument> {
  return PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: Number.POSITIVE_INFINITY });
}

/** What is written anew for the whole. */
function isBookkeeping(object: PDFObject): boolean {
  if (!(object instanceof PDFDict)) return false;
  const type = String(object.get(name("Type")));
  return (
    /^\/(Catalog|Pages|Outlines|StructTreeRoot|ParentTree)$/.test(type) ||
    object.has(name("Producer")) ||
    object.has(name("Limits")) ||
    (object.has(name("Title")) && object.has(name("Dest")))
  );
}

function toRefs(objects: readonly (PDFObject | undefined)[]): ReadonlySet<PDFObject> {
  return new Set(objects.filter((object) => object instanceof PDFRef));
}

/** All pairs of a number or name tree, in order. */
function readTree(
  part: PDFDocument,
  node: PDFDict,
  key: "Nums" | "Names",
): readonly (readonly [PDFObject, PDFObject])[] {
  const own = node.lookupMaybe(name(key), PDFArray)?.asArray() ?? [];
  const pairs: (readonly [PDFObject, PDFObject])[] = [];
  for (let at = 0; at + 1 < own.length; at += 2) pairs.push([own[at] as PDFObject, own[at + 1] as PDFObject]);
  const kids = node.lookupMaybe(name("Kids"), PDFArray)?.asArray() ?? [];
  return [...pairs, ...kids.flatMap((kid) => readTree(part, part.context.lookup(kid, PDFDict), key))];
}

/** A text string as UTF-16, which every reader takes (§7.9.2.2). */
export function toText(text: string): string {
  const units = Buffer.from(`\uFEFF${text}`, "utf16le").swap16();
  return `<${units.toString("hex")}>`;
}

function toDate(date: Date): string {
  return `(D:${date
    .toISOString()
    .replace(/[-:T]|\.\d+Z$/g, "")
    .slice(0, 14)}Z)`;
}
