// Writes a PDF 1.7 file from finished objects: everything but streams is packed into compressed object streams, and only
// offsets are remembered, so that memory stays flat however many pages pass through. ISO 32000-1 §7.5.7 and §7.5.8.
import { deflateSync } from "node:zlib";

const OBJECTS_A_STREAM = 200;
/** Binary bytes after the header tell transfer programs that this is no text (§7.5.2). */
const HEADER = Buffer.from("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", "latin1");
const OFFSET_BYTES = 5;

/** Where an object stands: at an offset of the file, or as the nth in an object stream. */
type Place = { readonly at: number } | { readonly stream: number; readonly nth: number };

export class PdfWriter {
  readonly #chunks: Uint8Array[] = [HEADER];
  readonly #places: (Place | undefined)[] = [];
  #length = HEADER.length;
  #waiting: { readonly number: number; readonly text: string }[] = [];

  /** First of `count` object numbers that are now taken. */
  reserve(count = 1): number {
    const first = Math.max(1, this.#places.length);
    this.#places.length = first + count;
    return first;
  }

  /** An object that is no stream, as latin-1 text. */
  addObject(number: number, text: string): void {
    this.#waiting.push({ number, text });
    if (this.#waiting.length === OBJECTS_A_STREAM) this.#flush();
  }

  /** A stream; `entries` are the dictionary's without /Length. */
  addStream(number: number, entries: string, contents: Uint8Array): void {
    this.#places[number] = { at: this.#length };
    this.#push(Buffer.from(`${number} 0 obj\n<<${entries}/Length ${contents.length}>>\nstream\n`, "latin1"));
    this.#push(contents);
    this.#push(Buffer.from("\nendstream\nendobj\n", "latin1"));
  }

  /** A stream of our own, compressed. */
  addText(number: number, entries: string, text: string): void {
    this.addStream(number, `${entries}/Filter/FlateDecode`, deflateSync(Buffer.from(text, "latin1")));
  }

  /** The whole file; the writer is spent. */
  finish(root: number, info: number): Uint8Array {
    this.#flush();
    const number = this.reserve();
    const start = this.#length;
    this.#places[number] = { at: start };
    const width = 1 + OFFSET_BYTES + 2;
    const table = Buffer.alloc(this.#places.length * width);
    this.#places.forEach((place, index) => {
      if (place === undefined) return;
      const [kind, where, nth] = "at" in place ? [1, place.at, 0] : [2, place.stream, place.nth];
      table.writeUInt8(kind, index * width);
      table.writeUIntBE(where, index * width + 1, OFFSET_BYTES);
      table.writeUInt16BE(nth, index * width + 1 + OFFSET_BYTES);
    });
    this.addStream(
      number,
      `/Type/XRef/Size ${this.#places.length}/W[1 ${OFFSET_BYTES} 2]/Root ${root} 0 R/Info ${info} 0 R/Filter/FlateDecode`,
      deflateSync(table),
    );
    this.#push(Buffer.from(`startxref\n${start}\n%%EOF\n`, "latin1"));
    return Buffer.concat(this.#chunks, this.#length);
  }

  #flush(): void {
    if (this.#waiting.length === 0) return;
    const stream = this.reserve();
    let offset = 0;
    const head: string[] = [];
    this.#waiting.forEach(({ number, text }, nth) => {
      this.#places[number] = { stream, nth };
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
