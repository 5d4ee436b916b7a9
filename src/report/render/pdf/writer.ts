// Writes a PDF 1.7 file from finished objects: everything but streams is packed into compressed object streams, what is
// written goes on to the target, and only eight bytes an object are remembered, so that memory stays flat however many
// pages pass through. ISO 32000-1 §7.5.7 and §7.5.8.
import type { Writable } from "node:stream";
import { deflateSync } from "node:zlib";
import { writeOut } from "../write-out.ts";
import { ObjectTable } from "./objects.ts";

const OBJECTS_A_STREAM = 200;
/** Binary bytes after the header tell transfer programs that this is no text (§7.5.2). */
const HEADER = Buffer.from("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", "latin1");

export class PdfWriter {
  readonly #target: Writable;
  readonly #objects = new ObjectTable();
  /** Not yet handed on. */
  #chunks: Uint8Array[] = [HEADER];
  #length = HEADER.length;
  #waiting: { readonly number: number; readonly text: string }[] = [];

  constructor(target: Writable) {
    this.#target = target;
  }

  /** First of `count` object numbers that are now taken. */
  reserve(count = 1): number {
    return this.#objects.reserve(count);
  }

  /** An object that is no stream, as latin-1 text. */
  addObject(number: number, text: string): void {
    this.#waiting.push({ number, text });
    if (this.#waiting.length === OBJECTS_A_STREAM) this.#flush();
  }

  /** A stream; `entries` are the dictionary's without /Length. */
  addStream(number: number, entries: string, contents: Uint8Array): void {
    this.#objects.putAt(number, this.#length);
    this.#push(Buffer.from(`${number} 0 obj\n<<${entries}/Length ${contents.length}>>\nstream\n`, "latin1"));
    this.#push(contents);
    this.#push(Buffer.from("\nendstream\nendobj\n", "latin1"));
  }

  /** A stream of our own, compressed. */
  addText(number: number, entries: string, text: string): void {
    this.addStream(number, `${entries}/Filter/FlateDecode`, deflateSync(Buffer.from(text, "latin1")));
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
    this.addStream(
      number,
      `/Type/XRef/Size ${size}/W[${widths.join(" ")}]/Root ${root} 0 R/Info ${info} 0 R/Filter/FlateDecode`,
      deflateSync(table),
    );
    this.#push(Buffer.from(`startxref\n${start}\n%%EOF\n`, "latin1"));
    await this.drain();
    this.#target.end();
  }

  #flush(): void {
    if (this.#waiting.length === 0) return;
    const stream = this.reserve();
    let offset = 0;
    const head: string[] = [];
    this.#waiting.forEach(({ number, text }, nth) => {
      this.#objects.putIn(number, stream, nth);
      head.push(`${number} ${offset}`);
      offset += text.length + 1;
    });
    const index = `${head.join(" ")}\n`;
    const body = this.#waiting.map(({ text }) => text).join("\n");
    const count = this.#waiting.length;
    this.#waiting = [];
    this.addText(stream, `/Type/ObjStm/N ${count}/First ${index.length}`, `${index}${body}\n`);
  }

  #push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }
}
