// What can be known of a printed part without a viewer: whether a page shows anything, and how many pictures came along.
import { constants, inflateSync } from "node:zlib";
import type { PrintedFile, PrintedObject } from "./printed-file.ts";
import type { PrintedPage, PrintedPart } from "./printed-part.ts";

export interface PdfFacts {
  readonly pages: number;
  /** Pages on which nothing but running heads was printed. */
  readonly blankPages: number;
  readonly pictures: number;
}

/** A CSS pixel in the units Chromium draws a page with, unless it made the page smaller. */
const PIXEL = 3.125;
/** Bytes of a page that hold its first drawing. */
const DRAWN = 500;
/** Chromium goes no further; and what is lost in writing numbers. */
const [LEAST_SCALE, TOLERANCE] = [0.3, 0.001];

/**
 * How much smaller than meant a part was drawn, 1 where it was not: Chromium shrinks a document in which something is wider
 * than the paper. Read off the first thing it draws, the running head.
 */
export function readScale({ file, pages }: PrintedPart): number {
  const stream = file.streamOf(pages[0]?.entries.get("Contents"));
  if (stream === undefined) return 1;
  const packed = file.bytes.subarray(stream.start, stream.end);
  const isPacked = file.text(stream.entries.get("Filter")) === "/FlateDecode";
  const bytes = isPacked ? inflateSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }) : packed;
  const drawn = bytes.toString("latin1", 0, Math.min(DRAWN, bytes.length));
  const scale = Number(/\bq\s+([\d.]+) 0 0 [\d.]+ [\d.]+ [\d.]+ cm/.exec(drawn)?.[1] ?? PIXEL) / PIXEL;
  return scale > LEAST_SCALE && scale < 1 - TOLERANCE ? scale : 1;
}

/** Whether a page has tagged content: Chromium marks everything that stands in the document, and no running head. */
export function hasMarks({ entries }: PrintedPage): boolean {
  return entries.has("StructParents");
}

/** Counts the pictures among objects as they pass; those that only carry the transparency of another do not count. */
export class PictureCount {
  readonly #file: PrintedFile;
  readonly #pictures = new Set<number>();
  readonly #masks = new Set<number | undefined>();

  constructor(file: PrintedFile) {
    this.#file = file;
  }

  see({ number, stream }: PrintedObject): void {
    if (stream === undefined || this.#file.text(stream.entries.get("Subtype")) !== "/Image") return;
    this.#pictures.add(number);
    this.#masks.add(this.#file.numberOf(stream.entries.get("SMask")));
  }

  get count(): number {
    return [...this.#pictures].filter((number) => !this.#masks.has(number)).length;
  }
}
