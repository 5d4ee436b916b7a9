// What can be known of a printed part without a viewer: whether a page shows anything, and how many pictures came along.
import { decodePDFRawStream, type PDFDict, type PDFDocument, PDFName, PDFRawStream, PDFRef } from "@cantoo/pdf-lib";

const name = (key: string): PDFName => PDFName.of(key);

/** Pages of a part as Chromium wrote it, read off the root of its tree of pages. */
export function countPages(bytes: Uint8Array): number {
  const trees = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const counts = [...trees.matchAll(/<<\/Type \/Pages\b[^>]*?\/Count (\d+)/g)].map(([, count]) => Number(count));
  return Math.max(0, ...counts);
}

/** A CSS pixel in the units Chromium draws a page with, unless it made the page smaller. */
const PIXEL = 3.125;

/**
 * How much smaller than meant a page was drawn: Chromium shrinks a document in which something is wider than the paper. Read
 * off the first thing it draws, the running head.
 */
export function readScale(part: PDFDocument, page: PDFDict): number {
  const stream = part.context.lookup(page.get(name("Contents")));
  if (!(stream instanceof PDFRawStream)) return 1;
  const drawn = Buffer.from(decodePDFRawStream(stream).decode().subarray(0, DRAWN)).toString("latin1");
  const scale = Number(/\bq\s+([\d.]+) 0 0 [\d.]+ [\d.]+ [\d.]+ cm/.exec(drawn)?.[1] ?? PIXEL) / PIXEL;
  return scale > LEAST_SCALE && scale < 1 - TOLERANCE ? scale : 1;
}

/** Bytes of a page that hold its first drawing. */
const DRAWN = 500;
/** Chromium goes no further; and what is lost in writing numbers. */
const [LEAST_SCALE, TOLERANCE] = [0.3, 0.001];

/** Whether a page has tagged content: Chromium marks everything that stands in the document, and no running head. */
export function hasMarks(page: PDFDict): boolean {
  return page.has(name("StructParents"));
}

/** Pictures of a part; those that only carry the transparency of another do not count. */
export function countPictures(part: PDFDocument): number {
  const pictures = new Set<PDFRef>();
  const masks = new Set<PDFRef>();
  for (const [key, object] of part.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream) || object.dict.get(name("Subtype")) !== name("Image")) continue;
    pictures.add(key);
    const mask = object.dict.get(name("SMask"));
    if (mask instanceof PDFRef) masks.add(mask);
  }
  return [...pictures].filter((key) => !masks.has(key)).length;
}
