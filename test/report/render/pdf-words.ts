// What a PDF tells: its words, its bookmarks, its metadata, and where its links lead.
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

interface Mark {
  readonly title: string;
  readonly items: readonly Mark[];
}

/** All of it as texts: each page's words, each bookmark, and the metadata with their XML. */
export async function readPdfWords(bytes: Uint8Array): Promise<readonly string[]> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const links = (await page.getAnnotations()).flatMap(({ url }: { readonly url?: string }) => url ?? []);
    pages.push([...items.map((item) => ("str" in item ? item.str : "")), ...links].join(" "));
  }
  const { info, metadata } = await document.getMetadata();
  const marks = toTitles((await document.getOutline()) as readonly Mark[] | null);
  await document.loadingTask.destroy();
  return [...pages, ...marks, JSON.stringify(info), metadata?.getRaw() ?? ""];
}

function toTitles(marks: readonly Mark[] | null): readonly string[] {
  return (marks ?? []).flatMap(({ title, items }) => [title, ...toTitles(items)]);
}
