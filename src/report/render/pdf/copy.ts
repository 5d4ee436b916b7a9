// Writes the objects of one printed part as they stand in the whole: renumbered, with tags and table heads that no other
// part has, and with links to other parts made links within the document. One pass over the bytes, token by token.
import type { PrintedFile, PrintedObject } from "./printed-file.ts";
import {
  BYTE,
  entriesOf,
  isBlank,
  isDelimiter,
  isDigit,
  type Span,
  skipBlank,
  skipHex,
  skipLiteral,
  skipReference,
  skipRegular,
  toName,
} from "./syntax.ts";
import { TextSink } from "./text-sink.ts";
import type { PdfWriter } from "./writer.ts";

/** Where a printed part sends links that lead out of it; `.invalid` can never be a real address (RFC 2606). */
export const ELSEWHERE = "https://elsewhere.invalid/#";

const ELSEWHERE_BYTES = Buffer.from(ELSEWHERE, "latin1");
const PARENT = Buffer.from("StructParent", "latin1");
const HEADERS = Buffer.from("Headers", "latin1");
const ID = Buffer.from("ID", "latin1");

export interface PlaceInWhole {
  /** Added to the number of every object. */
  readonly shift: number;
  /** Added to the keys of the tags' parents. */
  readonly parents: number;
  /** Goes before the names of table heads, which are unique within a part only. */
  readonly prefix: string;
}

export class PdfCopy {
  readonly #file: PrintedFile;
  readonly #place: PlaceInWhole;
  readonly #prefix: Buffer;
  readonly #scratch = new TextSink();
  readonly #hasLinksOut: boolean;

  constructor(file: PrintedFile, place: PlaceInWhole) {
    this.#file = file;
    this.#place = place;
    this.#prefix = Buffer.from(place.prefix, "latin1");
    this.#hasLinksOut = file.bytes.includes(ELSEWHERE_BYTES);
  }

  /** The number of an object in the whole. */
  place(number: number): number {
    return number + this.#place.shift;
  }

  /** Writes an object; `instead` are entries that stand in place of its own. */
  write(writer: PdfWriter, { number, value, stream }: PrintedObject, instead?: ReadonlyMap<string, string>): void {
    const own = this.place(number);
    const anchor = this.#hasLinksOut && stream === undefined ? this.#anchorOf(value) : undefined;
    if (stream !== undefined) {
      writer.addStream(own, this.text(value), this.#file.bytes.subarray(stream.start, stream.end));
    } else if (anchor !== undefined) {
      writer.addObject(own, `<<${this.entries(value, ["A"])}/Dest/${toName(anchor)}>>`);
    } else if (instead !== undefined) {
      const replaced = [...instead].map(([entry, text]) => `/${entry} ${text}`).join("");
      writer.addObject(own, `<<${this.entries(value, [...instead.keys()])}${replaced}>>`);
    } else {
      writer.addCopy(own, (sink) => this.#copy(value, sink));
    }
  }

  /** The value as it is written in the whole; "null" when there is none. */
  readonly text = (span: Span | undefined): string => {
    if (span === undefined) return "null";
    this.#scratch.clear();
    this.#copy(span, this.#scratch);
    return this.#scratch.toString();
  };

  /** What a dictionary holds, as it is written in the whole. */
  entries(dictionary: Span, without: readonly string[] = []): string {
    let text = "";
    for (const [key, value] of entriesOf(this.#file.bytes, dictionary)) {
      // With its name, by which some values are known.
      if (!without.includes(key)) text += this.text({ start: value.from, end: value.end });
    }
    return text;
  }

  /** The values of a dictionary that is meant, as they are written in the whole. */
  values(dictionary: Span): ReadonlyMap<string, string> {
    const entries = entriesOf(this.#file.bytes, this.#file.follow(dictionary));
    return new Map([...entries].map(([key, value]) => [key, this.text(value)]));
  }

  /** A name of a table head. */
  id(span: Span | undefined): string {
    const text = this.text(span);
    return text.startsWith("(") ? `(${this.#place.prefix}${text.slice(1)}` : text;
  }

  /** The anchor a link leads to when its target was printed in another part. */
  #anchorOf(value: Span): string | undefined {
    const { bytes } = this.#file;
    if (!bytes.subarray(value.start, value.end).includes(ELSEWHERE_BYTES)) return undefined;
    const entries = entriesOf(bytes, value);
    const action = entries.get("A");
    if (this.#file.text(entries.get("Subtype")) !== "/Link" || action === undefined) return undefined;
    const address = this.#file.text(entriesOf(bytes, this.#file.follow(action)).get("URI"));
    return address.startsWith(`(${ELSEWHERE}`) ? address.slice(ELSEWHERE.length + 1, -1) : undefined;
  }

  #copy({ start, end }: Span, sink: TextSink): void {
    const { bytes } = this.#file;
    sink.reserve(end - start);
    let isInHeaders = false;
    for (let at = start; at < end; ) {
      const byte = bytes[at] ?? 0;
      if (isBlank(byte)) {
        at = skipBlank(bytes, at);
        // Nothing need part a value from what a sign begins or ends.
        if (at < end && !isDelimiter(bytes[at])) sink.put(BYTE.blank);
      } else if (byte === BYTE.slash) {
        const after = skipRegular(bytes, at + 1);
        sink.append(bytes, at, after);
        isInHeaders = isWord(bytes, at + 1, after, HEADERS);
        at = this.#copyMinded(at + 1, after, sink);
      } else if (byte === BYTE.open) {
        const after = skipLiteral(bytes, at);
        if (isInHeaders) this.#copyHead(at, after, sink);
        else sink.append(bytes, at, after);
        at = after;
      } else if (byte === BYTE.less) {
        const after = bytes[at + 1] === BYTE.less ? at + 2 : skipHex(bytes, at);
        sink.append(bytes, at, after);
        at = after;
      } else if (isDelimiter(byte)) {
        if (byte === BYTE.closeBracket) isInHeaders = false;
        sink.put(byte);
        at += 1;
      } else {
        at = this.#copyRegular(at, sink);
      }
    }
  }

  /** A number, a keyword or a reference. */
  #copyRegular(at: number, sink: TextSink): number {
    const { bytes } = this.#file;
    let number = 0;
    let end = at;
    for (; isDigit(bytes[end]); end += 1) number = number * 10 + (bytes[end] ?? 0) - BYTE.zero;
    const after = skipRegular(bytes, end);
    const reference = after === end && end > at ? skipReference(bytes, end) : undefined;
    if (reference === undefined) {
      sink.append(bytes, at, after);
      return after;
    }
    sink.putNumber(number + this.#place.shift);
    sink.append(REFERENCE, 0, REFERENCE.length);
    return reference;
  }

  /** The value of a name that is minded; where another's stands nothing is copied yet. */
  #copyMinded(start: number, end: number, sink: TextSink): number {
    const { bytes } = this.#file;
    const value = skipBlank(bytes, end);
    if (isWord(bytes, start, end, ID) && bytes[value] === BYTE.open) {
      const after = skipLiteral(bytes, value);
      this.#copyHead(value, after, sink);
      return after;
    }
    const isParent = isWord(bytes, start, Math.min(end, start + PARENT.length), PARENT);
    if (!isParent || !isDigit(bytes[value])) return end;
    const after = skipRegular(bytes, value);
    sink.put(BYTE.blank);
    sink.putNumber(Number(bytes.toString("latin1", value, after)) + this.#place.parents);
    return after;
  }

  #copyHead(start: number, end: number, sink: TextSink): void {
    sink.put(BYTE.open);
    sink.append(this.#prefix, 0, this.#prefix.length);
    sink.append(this.#file.bytes, start + 1, end);
  }
}

const REFERENCE = Buffer.from(" 0 R", "latin1");

function isWord(bytes: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  if (end - start !== word.length) return false;
  for (let at = 0; at < word.length; at += 1) if (bytes[start + at] !== word[at]) return false;
  return true;
}
