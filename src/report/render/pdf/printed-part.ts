// One print of Chromium as pages, anchors and what holds them together.
import { type Entries, PrintedFile } from "./printed-file.ts";
import type { Span } from "./syntax.ts";

export interface PrintedPage {
  readonly number: number;
  /** Of its dictionary. */
  readonly value: Span;
  readonly entries: Entries;
}

export class PrintedPart {
  readonly file: PrintedFile;
  readonly pages: readonly PrintedPage[];
  /** Anchors that something links to, by names as they are written. */
  readonly anchors: Entries;

  /** Throws BrokenPdf for what Chromium would not write. */
  constructor(bytes: Uint8Array) {
    this.file = new PrintedFile(bytes);
    this.pages = readPages(this.file, this.file.catalog.get("Pages"));
    this.anchors = this.file.take(this.file.catalog.get("Dests"));
  }

  /** The page each anchor is on, counted from 0. */
  anchorPages(): ReadonlyMap<string, number> {
    const pages = new Map(this.pages.map(({ number }, at) => [number, at]));
    return new Map(
      [...this.anchors].flatMap(([anchor, place]) => {
        const page = pages.get(this.file.numberOf(this.file.items(place)[0]) ?? -1);
        return page === undefined ? [] : [[anchor, page] as const];
      }),
    );
  }
}

function readPages(file: PrintedFile, node: Span | undefined): readonly PrintedPage[] {
  const entries = file.take(node);
  const number = file.numberOf(node);
  const kids = entries.get("Kids");
  if (kids !== undefined) return file.items(kids).flatMap((kid) => readPages(file, kid));
  return node === undefined || number === undefined ? [] : [{ number, value: file.follow(node), entries }];
}
