// Bookmarks of the parts as one outline: the cover, then every section on the same level, each closed over its own heads.
import type { PrintedFile } from "./printed-file.ts";
import type { Span } from "./syntax.ts";
import type { PdfWriter } from "./writer.ts";

export interface Bookmark {
  /** As written in the file: a text string with its delimiters. */
  readonly title: string;
  readonly destination: string;
  readonly children: readonly Bookmark[];
}

type ToText = (span: Span | undefined) => string;

/** The bookmarks of a part; those under the cover's heading, which the first part has, are lifted to stand beside it. */
export function readBookmarks(file: PrintedFile, toText: ToText, hasCover: boolean): readonly Bookmark[] {
  const marks = readLevel(file, file.take(file.catalog.get("Outlines")).get("First"), toText);
  const [only, second] = marks;
  if (!hasCover || only === undefined || second !== undefined || only.children.length === 0) return marks;
  return [{ ...only, children: [] }, ...only.children];
}

function readLevel(file: PrintedFile, first: Span | undefined, toText: ToText): readonly Bookmark[] {
  const marks: Bookmark[] = [];
  for (let item = first; item !== undefined; ) {
    const mark = file.take(item);
    marks.push({
      title: toText(mark.get("Title")),
      destination: toText(mark.get("Dest")),
      children: readLevel(file, mark.get("First"), toText),
    });
    item = mark.get("Next");
  }
  return marks;
}

/** Writes the outline; false when there is nothing to mark. */
export function writeBookmarks(writer: PdfWriter, number: number, marks: readonly Bookmark[]): boolean {
  if (marks.length === 0) return false;
  const numbers = writeLevel(writer, number, marks);
  writer.addObject(
    number,
    `<</Type/Outlines/First ${numbers[0]} 0 R/Last ${numbers.at(-1)} 0 R/Count ${marks.length}>>`,
  );
  return true;
}

function writeLevel(writer: PdfWriter, parent: number, marks: readonly Bookmark[]): readonly number[] {
  const numbers = marks.map(() => writer.reserve());
  marks.forEach(({ title, destination, children }, at) => {
    const own = numbers[at] ?? 0;
    const below = writeLevel(writer, own, children);
    const previous = at === 0 ? "" : `/Prev ${numbers[at - 1]} 0 R`;
    const next = at === marks.length - 1 ? "" : `/Next ${numbers[at + 1]} 0 R`;
    const closed = below.length === 0 ? "" : `/First ${below[0]} 0 R/Last ${below.at(-1)} 0 R/Count -${below.length}`;
    writer.addObject(own, `<</Title${title}/Parent ${parent} 0 R/Dest ${destination}${previous}${next}${closed}>>`);
  });
  return numbers;
}
