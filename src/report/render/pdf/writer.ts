// Writes a PDF 1.7 file from finished objects: everything but streams is packed into compressed object streams, what is
// written goes on to the target, and only eight bytes an object are remembered, so that memory stays flat however many
// pages pass through. ISO 32000-1 §7.5.7 and §7.5.8.
import type { Writable } from "node:stream";
import { deflateSync } from "node:zlib";
import { writeOut } from "../write-out.ts";
import { ObjectTable } from "./objects.ts";
import { TextSink } from "./text-sink.ts";

/** With as many at this level tags take less room than 200 at zlib's own, and half the time. */
const OBJECTS_A_STREAM = 500;
const LEVEL = 5;
const LINE_END = 0x0a;
/** Binary bytes after the header tell transfer programs that this is no text (§7.5.2). */
const HEADER = Buffer.from("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", "latin1");

export class PdfWriter {
  readonly #target: Writable;
  readonly #objects = new ObjectTable();
  /** Not yet handed on. */
  #chunks: Uint8Array[] = [HEADER];
  #length = HEADER.length;
  /** Objects that wait for their stream, and what they are, one after the other. */
  #waiting: { readonly number: number; readonly offset: number }[] = [];
  readonly #text = new TextSink();

  constructor(target: Writable) {
    this.#target = target;
  }

  /** First of `count` object numbers that are now taken. */
  reserve(count = 1): number {
    return this.#objects.reserve(count);
  }

  /** An object that is no stream, as latin-1 text. */
  addObject(number: number, text: string): void {
    this.addCopy(number, (sink) => sink.appendText(text));
  }

  /** An object that is no stream, put where it goes. */
  addCopy(number: number, put: (sink: TextSink) => void): void {
    this.#waiting.push({ number, offset: this.#text.length });
    put(this.#text);
    this.#text.put(LINE_END);
    if (this.#waiting.length === OBJECTS_A_STREAM) this.#flush();
  }

  /** A stream with its dictionary, as it is. */
  addStream(number: number, dictionary: string, contents: Uint8Array): void {
    this.#objects.putAt(number, this.#length);
    this.#push(Buffer.from(`${number} 0 obj\n${dictionary}\nstream\n`, "latin1"));
    this.#push(contents);
    this.#push(Buffer.from("\nendstream\nendobj\n", "latin1"));
  }

  /** A stream of our own, compressed; `entries` are the dictionary's without /Filter and /Length. */
  addPacked(number: number, entries: string, contents: Uint8Array): void {
    const packed = deflateSync(contents, { level: LEVEL });
    this.addStream(number, `<<${entries}/Filter/FlateDecode/Length ${packed.length}>>`, packed);
  }

  /** Hands on what was written since; a part may be forgotten then. */
  async drain(): Promise<void> {
    const chunks = this.#chunks;
    this.#chunks = [];
    await writeOut(this.#target, chunks);
  }

  /** Writes the rest and ends the target; the writer is spent. */
  async finish(root: number, info: number): Promise<void> {
    this.#flush();
    const number = this.reserve();
    const start = this.#length;
    this.#objects.putAt(number, start);
    const { size, widths, table } = this.#objects.toTable();
    this.addPacked(number, `/Type/XRef/Size ${size}/W[${widths.join(" ")}]/Root ${root} 0 R/Info ${info} 0 R`, table);
    this.#push(Buffer.from(`startxref\n${start}\n%%EOF\n`, "latin1"));
    await this.drain();
    this.#target.end();
  }

  #flush(): void {
    const count = this.#waiting.length;
    if (count === 0) return;
    const stream = this.reserve();
    for (const [nth, { number }] of this.#waiting.entries()) this.#objects.putIn(number, stream, nth);
    const index = Buffer.from(
      `${this.#waiting.map(({ number, offset }) => `${number} ${offset}`).join(" ")}\n`,
      "latin1",
    );
    const entries = `/Type/ObjStm/N ${count}/First ${index.length}`;
    this.addPacked(stream, entries, Buffer.concat([index, this.#text.view()]));
    this.#waiting = [];
    this.#text.clear();
  }

  #push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }
}
