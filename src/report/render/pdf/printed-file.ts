// A PDF as Chromium writes it: a plain table of where each object stands, each object by itself, streams with their length.
// Whatever is otherwise is broken: nothing is guessed at. ISO 32000-1 §7.5.
import {
  BrokenPdf,
  BYTE,
  type Entry,
  entriesOf,
  itemsOf,
  type Span,
  skipBlank,
  skipRegular,
  skipValue,
} from "./syntax.ts";

export type Entries = ReadonlyMap<string, Entry>;

/** Where the bytes of a stream stand. */
export interface PrintedStream extends Span {
  readonly entries: Entries;
  readonly dictionary: Span;
}

export interface PrintedObject {
  readonly number: number;
  readonly value: Span;
  readonly stream?: PrintedStream | undefined;
}

const NONE: Entries = new Map();
/** A row of the table: ten digits, a blank, five, a blank, a letter, two bytes of line's end. */
const ROW = 20;
const OFFSET_DIGITS = 10;
const IN_USE = 0x6e;
const [ENDS_OBJECT, BEGINS_STREAM, ENDS_STREAM] = ["endobj", "stream", "endstream"];

export class PrintedFile {
  readonly bytes: Buffer;
  /** One more than the largest number of an object. */
  readonly size: number;
  readonly catalog: Entries;
  readonly #offsets: Float64Array;
  /** Where the last object ends. */
  readonly #end: number;
  /** Objects that were read for what they tell of the whole file. */
  readonly #taken = new Set<number>();

  /** Throws BrokenPdf, as everything here does. */
  constructor(data: Uint8Array) {
    this.bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    this.#end = this.#readStart();
    const { offsets, after } = this.#readTable();
    this.#offsets = offsets;
    this.size = offsets.length;
    const trailer = entriesOf(this.bytes, { start: this.#expect("trailer", after), end: this.#end });
    this.take(trailer.get("Info"));
    this.catalog = this.take(trailer.get("Root"));
  }

  /** The dictionary that is meant, which holds the file together and is not copied; empty when there is none. */
  take(span: Span | undefined): Entries {
    const number = this.numberOf(span);
    if (number !== undefined && this.#taken.has(number)) throw new BrokenPdf(`object ${number} stands in two places`);
    if (number !== undefined) this.#taken.add(number);
    return span === undefined ? NONE : entriesOf(this.bytes, this.follow(span));
  }

  /** The value that is meant, wherever it stands. */
  follow(span: Span): Span {
    const number = this.numberOf(span);
    return number === undefined ? span : this.objectAt(number).value;
  }

  /** The items of an array that is meant; none when there is none. */
  items(span: Span | undefined): readonly Span[] {
    return span === undefined ? [] : itemsOf(this.bytes, this.follow(span));
  }

  /** As it is written. */
  text(span: Span | undefined): string {
    return span === undefined ? "" : this.bytes.toString("latin1", span.start, span.end);
  }

  /** The object a reference leads to; undefined where it is none. */
  numberOf(span: Span | undefined): number | undefined {
    if (span === undefined || span.end - span.start > LONGEST_REFERENCE) return undefined;
    const [, number] = /^(\d+)\s+\d+\s+R$/.exec(this.text(span)) ?? [];
    return number === undefined ? undefined : Number(number);
  }

  /** The stream that is meant, to be written otherwise than it stands. */
  takeStream(span: Span | undefined): PrintedStream {
    const stream = this.streamOf(span);
    const number = this.numberOf(span);
    if (stream === undefined || number === undefined) throw new BrokenPdf("a page shows no stream");
    this.#taken.add(number);
    return stream;
  }

  streamOf(span: Span | undefined): PrintedStream | undefined {
    const number = this.numberOf(span);
    return number === undefined ? undefined : this.objectAt(number).stream;
  }

  /** All that was not taken, in the order of the file. */
  *objects(): Iterable<PrintedObject> {
    for (const offset of this.#offsets.toSorted()) {
      if (offset === 0) continue;
      const object = this.#readObject(offset);
      if (!this.#taken.has(object.number)) yield object;
    }
  }

  objectAt(number: number): PrintedObject {
    const offset = this.#offsets[number] ?? 0;
    if (offset === 0) throw new BrokenPdf(`there is no object ${number}`);
    return this.#readObject(offset);
  }

  #readObject(offset: number): PrintedObject {
    const { bytes } = this;
    const digits = skipRegular(bytes, offset);
    const number = Number(bytes.toString("latin1", offset, digits));
    if (this.#offsets[number] !== offset) throw new BrokenPdf(`no object that is known stands at ${offset}`);
    const start = this.#expect("obj", skipRegular(bytes, skipBlank(bytes, digits)));
    const value = { start, end: skipValue(bytes, start) };
    const next = skipBlank(bytes, value.end);
    if (this.#isAt(ENDS_OBJECT, next)) return { number, value };
    this.#expect(BEGINS_STREAM, next);
    // One line's end stands between the word and the bytes.
    const first = bytes.indexOf("\n", next) + 1;
    const entries = entriesOf(bytes, value);
    const stream = { start: first, end: first + Number(this.text(entries.get("Length"))), entries, dictionary: value };
    const after = this.#expect(ENDS_STREAM, skipBlank(bytes, stream.end));
    this.#expect(ENDS_OBJECT, after);
    return { number, value, stream };
  }

  /** Where the table begins is said at the very end. */
  #readStart(): number {
    const said = this.bytes.lastIndexOf("startxref");
    const at = said < 0 ? this.bytes.length : this.#expect("startxref", said);
    const start = Number(this.bytes.toString("latin1", at, skipRegular(this.bytes, at)));
    if (!(start > 0 && start < said)) throw new BrokenPdf("it does not say where its objects stand");
    return start;
  }

  #readTable(): { readonly offsets: Float64Array; readonly after: number } {
    const { bytes } = this;
    const first = this.#expect("xref", this.#end);
    const second = skipBlank(bytes, skipRegular(bytes, first));
    const rows = skipRegular(bytes, second);
    const count = Number(bytes.toString("latin1", second, rows));
    const start = skipBlank(bytes, rows);
    const after = start + count * ROW;
    if (bytes.toString("latin1", first, second).trim() !== "0" || !(after < bytes.length))
      throw new BrokenPdf("its table of objects is cut off");
    const offsets = new Float64Array(count);
    for (let number = 0; number < count; number += 1) {
      const row = start + number * ROW;
      if (bytes[row + ROW - 3] !== IN_USE) continue;
      let offset = 0;
      for (let at = row; at < row + OFFSET_DIGITS; at += 1) offset = offset * 10 + (bytes[at] ?? 0) - BYTE.zero;
      offsets[number] = offset;
    }
    return { offsets, after: skipBlank(bytes, after) };
  }

  /** Where what comes after a word begins. */
  #expect(word: string, at: number): number {
    const start = skipBlank(this.bytes, at);
    if (!this.#isAt(word, start)) throw new BrokenPdf(`"${word}" is missing at ${start}`);
    return skipBlank(this.bytes, start + word.length);
  }

  #isAt(word: string, at: number): boolean {
    return this.bytes.toString("latin1", at, at + word.length) === word;
  }
}

/** "9999999999 65535 R" */
const LONGEST_REFERENCE = 24;
