// Joins printed parts into one document, a part at a time: pages, bookmarks, links from part to part and the tags that
// screen readers follow. Each object is renumbered and written on at once, so that only the offsets of what was written stay
// in memory. Object names are those of ISO 32000-1.
import type { Writable } from "node:stream";
import { type Bookmark, readBookmarks, writeBookmarks } from "./bookmarks.ts";
import { PdfCopy } from "./copy.ts";
import { hasMarks, type PdfFacts, PictureCount } from "./facts.ts";
import type { PrintedPage, PrintedPart } from "./printed-part.ts";
import { PdfTags } from "./tags.ts";
import { PdfWriter } from "./writer.ts";

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

const ref = (number: number): string => `${number} 0 R`;

export class PdfJoiner {
  readonly #writer: PdfWriter;
  readonly #tags: PdfTags;
  readonly #pages: Page[] = [];
  readonly #bookmarks: Bookmark[] = [];
  readonly #anchors = new Map<string, string>();
  /** By page, what is laid over it. */
  readonly #forms = new Map<number, number[]>();
  readonly #own: ReturnType<typeof reserveOwn>;
  #parts = 0;

  constructor(target: Writable) {
    this.#writer = new PdfWriter(target);
    this.#own = reserveOwn(this.#writer);
    this.#tags = new PdfTags(this.#writer);
  }

  /**
   * Appends a part and tells what was found in it. Chromium writes bookmarks as it sets the headings, line by line and from
   * left to right; `titles` are the words of those that end the part's first level. Where a part goes on with the section
   * before it, what stands before the titled ones belongs to that section. Throws BrokenPdf.
   */
  async add(part: PrintedPart, titles: readonly string[] = [], goesOn = false): Promise<PdfFacts> {
    const { file, pages, anchors } = part;
    const prefix = `p${String(this.#parts).padStart(4, "0")}-`;
    const copy = new PdfCopy(file, { shift: this.#writer.reserve(file.size), parents: this.#tags.nextParent, prefix });
    for (const page of pages) this.#pages.push(toPage(page, copy));
    this.#keepBookmarks(readBookmarks(file, copy.text, this.#parts === 0), titles, goesOn);
    for (const [anchor, target] of anchors) {
      // Anchors of the frame stand in every part; the first is meant.
      if (!this.#anchors.has(anchor)) this.#anchors.set(anchor, copy.text(target));
    }
    const tree = file.take(file.catalog.get("StructTreeRoot"));
    const top = file.numberOf(tree.get("K"));
    this.#tags.keep(file, tree, copy);
    const pictures = new PictureCount(file);
    for (const object of file.objects()) {
      copy.write(this.#writer, object, object.number === top ? this.#tags.partEntries : undefined);
      pictures.see(object);
    }
    this.#parts += 1;
    await this.#writer.drain();
    return {
      pages: pages.length,
      blankPages: pages.filter((page) => !hasMarks(page)).length,
      pictures: pictures.count,
    };
  }

  /** Lays the pages of another print over those added so far, one on one from a page on: numbers, which no part can know. */
  async lay({ file, pages }: PrintedPart, from = 1): Promise<void> {
    const copy = new PdfCopy(file, { shift: this.#writer.reserve(file.size), parents: 0, prefix: "" });
    for (const [at, { entries }] of pages.entries()) {
      const shown = file.takeStream(entries.get("Contents"));
      const number = this.#writer.reserve();
      const [box, resources] = [copy.text(entries.get("MediaBox")), copy.text(entries.get("Resources"))];
      const dictionary = `<</Type/XObject/Subtype/Form/BBox ${box}/Resources ${resources}${copy.entries(shown.dictionary)}>>`;
      this.#writer.addStream(number, dictionary, file.bytes.subarray(shown.start, shown.end));
      const over = from - 1 + at;
      this.#forms.set(over, [...(this.#forms.get(over) ?? []), number]);
    }
    for (const object of file.objects()) copy.write(this.#writer, object);
    await this.#writer.drain();
  }

  /** Writes what holds the document together, and ends the target. */
  async finish(details: PdfDetails): Promise<void> {
    const writer = this.#writer;
    const { catalog, info, tree, outlines } = this.#own;
    this.#writePages();
    const structure = this.#tags.write();
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
        `/StructTreeRoot ${ref(structure)}/Dests<<${[...this.#anchors].map(([anchor, target]) => `/${anchor} ${target}`).join("")}>>`,
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

  #writePages(): void {
    const writer = this.#writer;
    const { tree } = this.#own;
    let around: { readonly before: number; readonly after: readonly number[] } | undefined;
    const most = Math.max(0, ...[...this.#forms.values()].map((forms) => forms.length));
    if (most > 0) {
      around = { before: writer.reserve(), after: Array.from({ length: most }, () => writer.reserve()) };
      writer.addPacked(around.before, "", Buffer.from("q\n", "latin1"));
      // What is laid over is an artefact: readers aloud skip it as they skip running heads.
      for (const [at, number] of around.after.entries()) {
        const before = at === 0 ? "Q\n" : "";
        const drawn = `${before}/Artifact<</Type/Pagination>>BDC q /Over${at} Do Q EMC\n`;
        writer.addPacked(number, "", Buffer.from(drawn, "latin1"));
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
}

function toPage({ number, value, entries }: PrintedPage, copy: PdfCopy): Page {
  const resources = entries.get("Resources");
  return {
    number: copy.place(number),
    entries: copy.entries(value, ["Parent", "Contents", "Resources"]),
    contents: copy.text(entries.get("Contents")),
    resources: resources === undefined ? new Map() : copy.values(resources),
  };
}

function reserveOwn(writer: PdfWriter): Readonly<Record<"catalog" | "info" | "tree" | "outlines", number>> {
  const first = writer.reserve(4);
  return { catalog: first, info: first + 1, tree: first + 2, outlines: first + 3 };
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
