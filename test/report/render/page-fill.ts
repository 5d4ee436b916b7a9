// How full the pages of a PDF are, and where its chapters begin.
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** Points: below it stand page numbers and nothing else. */
const FOOT = 51;

export interface PageFill {
  readonly pages: number;
  /** The pages on which chapters begin, from 1: the first page, the contents where there are any, and so on. */
  readonly starts: readonly number[];
  /** Pages more than half empty that end no chapter: "page 7 ends at 31 %". */
  readonly empty: readonly string[];
  /** Pages that only hold what was left over of a chapter begun before: less than a fifth of a page. */
  readonly scraps: readonly string[];
}

export async function measurePages(bytes: Uint8Array): Promise<PageFill> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const starts = new Set<number>();
  for (const { dest } of await document.getOutline()) {
    const [page] = Array.isArray(dest) ? dest : [];
    starts.add((await document.getPageIndex(page)) + 1);
  }
  const empty: string[] = [];
  const scraps: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const height = page.view[3] ?? 0;
    const { items } = await page.getTextContent();
    const feet = items.flatMap((item) => ("str" in item && item.str.trim() !== "" ? [Number(item.transform[5])] : []));
    const lowest = Math.min(height, ...feet.filter((foot) => foot > FOOT));
    const endsChapter = number === document.numPages || starts.has(number + 1);
    const isRest = !starts.has(number) && number !== document.numPages;
    if (isRest && lowest > height * 0.8)
      scraps.push(`page ${number} ends at ${Math.round(100 - (100 * lowest) / height)} %`);
    if (!endsChapter && lowest > height / 2)
      empty.push(`page ${number} ends at ${Math.round(100 - (100 * lowest) / height)} %`);
  }
  const pages = document.numPages;
  await document.loadingTask.destroy();
  return { pages, starts: [...starts].sort((a, b) => a - b), empty, scraps };
}
