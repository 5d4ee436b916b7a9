// Where each object of a PDF stands, kept as the rows of the cross-reference table they become: a report of a thousand
// accounts has millions of objects, mostly tags. ISO 32000-1 §7.5.8.3.

const AT_OFFSET = 1;
const IN_STREAM = 2;
/** Kind, then offset or number of the object stream, then place in the stream. */
const WIDTHS = [1, 5, 2] as const;
const ROW = 8;
const ROWS_FIRST = 4_096;

export class ObjectTable {
  #rows = Buffer.alloc(ROWS_FIRST * ROW);
  #size = 1;

  /** First of `count` numbers that are now taken; number 0 is no object's. */
  reserve(count: number): number {
    const first = this.#size;
    this.#size += count;
    if (this.#size * ROW > this.#rows.length) {
      const larger = Buffer.alloc(Math.max(this.#rows.length * 2, this.#size * ROW));
      this.#rows.copy(larger);
      this.#rows = larger;
    }
    return first;
  }

  /** The object stands at an offset of the file. */
  putAt(number: number, offset: number): void {
    this.#put(number, AT_OFFSET, offset, 0);
  }

  /** The object is the nth in an object stream. */
  putIn(number: number, stream: number, nth: number): void {
    this.#put(number, IN_STREAM, stream, nth);
  }

  toTable(): { readonly size: number; readonly widths: readonly number[]; readonly table: Uint8Array } {
    return { size: this.#size, widths: WIDTHS, table: this.#rows.subarray(0, this.#size * ROW) };
  }

  #put(number: number, kind: number, where: number, nth: number): void {
    const at = number * ROW;
    this.#rows.writeUInt8(kind, at);
    this.#rows.writeUIntBE(where, at + WIDTHS[0], WIDTHS[1]);
    this.#rows.writeUInt16BE(nth, at + WIDTHS[0] + WIDTHS[1]);
  }
}
