// Writes the objects of one printed part as they stand in the whole: renumbered, with tags and table heads that no other
// part has, and with links to other parts made links within the document.
import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFString,
} from "@cantoo/pdf-lib";
import type { PdfWriter } from "./writer.ts";

/** Where a printed part sends links that lead out of it; `.invalid` can never be a real address (RFC 2606). */
export const ELSEWHERE = "https://elsewhere.invalid/#";

const name = (key: string): PDFName => PDFName.of(key);

/** Writes objects of one part with their new numbers. */
export class PdfCopy {
  readonly #shift: number;
  readonly #parents: number;
  readonly #prefix: string;

  constructor(shift: number, parents: number, prefix: string) {
    this.#shift = shift;
    this.#parents = parents;
    this.#prefix = prefix;
  }

  numberOf(key: PDFRef | undefined): number {
    if (key === undefined) throw new Error("a page of the printed part has no number");
    return key.objectNumber + this.#shift;
  }

  write(writer: PdfWriter, key: PDFRef, object: PDFObject, instead?: ReadonlyMap<string, string>): void {
    const number = this.numberOf(key);
    if (object instanceof PDFRawStream) {
      writer.addStream(number, this.entries(object.dict, ["Length"]), object.getContents());
      return;
    }
    if (instead === undefined || !(object instanceof PDFDict)) {
      writer.addObject(number, this.text(object));
      return;
    }
    const replaced = [...instead].map(([entry, value]) => `/${entry} ${value}`).join("");
    writer.addObject(number, `<<${this.entries(object, [...instead.keys()])}${replaced}>>`);
  }

  /** The object as it is written in the whole. */
  readonly text = (object: PDFObject | undefined): string => {
    if (object instanceof PDFRef) return ` ${object.objectNumber + this.#shift} 0 R`;
    if (object instanceof PDFArray) return `[${object.asArray().map(this.text).join(" ")}]`;
    if (object instanceof PDFDict) return `<<${this.entries(object)}>>`;
    return ` ${String(object ?? "null")}`;
  };

  entries(dict: PDFDict, without: readonly string[] = []): string {
    const inward = toInwardLink(dict);
    if (inward !== undefined) return `${this.entriesOf(dict, ["A", ...without])}/Dest${inward}`;
    return this.entriesOf(dict, without);
  }

  entriesOf(dict: PDFDict, without: readonly string[]): string {
    let text = "";
    for (const [name, value] of dict.entries()) {
      // As it is written: to decode it takes longer than all else here, and no name that is minded is written otherwise.
      const key = name.asString().slice(1);
      if (!without.includes(key)) text += `/${key}${this.#valueOf(key, value)}`;
    }
    return text;
  }

  /** Names of table heads are unique within a part only. */
  id(key: PDFObject | undefined): string {
    return key instanceof PDFString ? `(${this.#prefix}${key.asString()})` : this.text(key);
  }

  #valueOf(key: string, value: PDFObject): string {
    if ((key === "StructParents" || key === "StructParent") && value instanceof PDFNumber)
      return ` ${value.asNumber() + this.#parents}`;
    if (key === "ID") return this.id(value);
    if (key === "Headers" && value instanceof PDFArray)
      return `[${value
        .asArray()
        .map((one) => this.id(one))
        .join("")}]`;
    return this.text(value);
  }
}

/** The anchor a link leads to when its target was printed in another part. */
function toInwardLink(dict: PDFDict): string | undefined {
  if (dict.get(name("Subtype")) !== name("Link")) return undefined;
  const address = dict.lookupMaybe(name("A"), PDFDict)?.get(name("URI"));
  const text = address instanceof PDFString || address instanceof PDFHexString ? address.decodeText() : "";
  return text.startsWith(ELSEWHERE) ? String(PDFName.of(text.slice(ELSEWHERE.length))) : undefined;
}
