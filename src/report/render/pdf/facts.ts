// What can be known of a printed part without a viewer: whether a page shows anything, and how many pictures came along.
import { type PDFDict, type PDFDocument, PDFName, PDFRawStream, PDFRef } from "@cantoo/pdf-lib";

const name = (key: string): PDFName => PDFName.of(key);

/** Pages of a part as Chromium wrote it, read off the root of its tree of pages. */
export function countPages(bytes: Uint8Array): number {
  const trees = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const counts = [...trees.matchAll(/<<\/Type \/Pages\b[^>]*?\/Count (\d+)/g)].map(([, count]) => Number(count));
  return Math.max(0, ...counts);
}

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
