// The tags of all parts as one tree: each part's own document becomes a part of the whole one, and what finds tags by the
// content of a page or by the name of a table's head finds them in all parts (ISO 32000-1 §14.7).
import type { PdfCopy } from "./copy.ts";
import type { Entries, PrintedFile } from "./printed-file.ts";
import type { Span } from "./syntax.ts";
import type { PdfWriter } from "./writer.ts";

export class PdfTags {
  readonly #writer: PdfWriter;
  readonly #structure: number;
  readonly #document: number;
  readonly #parts: string[] = [];
  readonly #parentLeaves: string[] = [];
  readonly #idLeaves: string[] = [];
  #nextParent = 0;

  constructor(writer: PdfWriter) {
    this.#writer = writer;
    this.#structure = writer.reserve();
    this.#document = writer.reserve();
  }

  /** The first key that no part has for the tags of its pages. */
  get nextParent(): number {
    return this.#nextParent;
  }

  /** What stands in place of its own in the document of a part. */
  get partEntries(): ReadonlyMap<string, string> {
    return new Map([
      ["S", "/Part"],
      ["P", `${this.#document} 0 R`],
    ]);
  }

  /** Takes in the tree of a part, whose elements are copied by others. */
  keep(file: PrintedFile, tree: Entries, copy: PdfCopy): void {
    const top = tree.get("K");
    if (top !== undefined) this.#parts.push(copy.text(top));
    const parents = readTree(file, tree.get("ParentTree"), "Nums").map(
      ([key, value]) => [Number(file.text(key)) + this.#nextParent, value] as const,
    );
    if (parents.length > 0) {
      const list = parents.map(([key, value]) => `${key} ${copy.text(value)}`).join(" ");
      this.#parentLeaves.push(this.#addLeaf("Nums", list, parents[0]?.[0], parents.at(-1)?.[0]));
      this.#nextParent = Math.max(...parents.map(([key]) => key)) + 1;
    }
    const ids = readTree(file, tree.get("IDTree"), "Names").map(([key, value]) => [copy.id(key), value] as const);
    if (ids.length > 0) {
      const list = ids.map(([key, value]) => `${key}${copy.text(value)}`).join(" ");
      this.#idLeaves.push(this.#addLeaf("Names", list, ids[0]?.[0], ids.at(-1)?.[0]));
    }
  }

  /** Writes what holds the tags together; returns its number. */
  write(): number {
    const writer = this.#writer;
    const [structure, document] = [this.#structure, this.#document];
    const parents = writer.reserve();
    writer.addObject(parents, `<</Kids[${this.#parentLeaves.join(" ")}]>>`);
    const ids = writer.reserve();
    writer.addObject(ids, `<</Kids[${this.#idLeaves.join(" ")}]>>`);
    writer.addObject(
      structure,
      `<</Type/StructTreeRoot/K ${document} 0 R/ParentTree ${parents} 0 R/IDTree ${ids} 0 R/ParentTreeNextKey ${this.#nextParent}>>`,
    );
    writer.addObject(document, `<</Type/StructElem/S/Document/P ${structure} 0 R/K[${this.#parts.join(" ")}]>>`);
    return structure;
  }

  #addLeaf(kind: "Nums" | "Names", list: string, first: unknown, last: unknown): string {
    const number = this.#writer.reserve();
    this.#writer.addObject(number, `<</Limits[${first} ${last}]/${kind}[${list}]>>`);
    return `${number} 0 R`;
  }
}

/** All pairs of a number or name tree, in order. */
function readTree(
  file: PrintedFile,
  node: Span | undefined,
  kind: "Nums" | "Names",
): readonly (readonly [Span, Span])[] {
  const entries = file.take(node);
  const own = file.items(entries.get(kind));
  const pairs = own.flatMap((key, at) => {
    const value = own[at + 1];
    return at % 2 === 1 || value === undefined ? [] : [[key, value] as const];
  });
  return [...pairs, ...file.items(entries.get("Kids")).flatMap((kid) => readTree(file, kid, kind))];
}
