// Bytes of text that grow at their end: objects are put into it token by token, without a string of each.

const ROOM_FIRST = 65_536;
const [ZERO, LONGEST] = [0x30, 16];
/** What is longer is copied at one go: for the rest a call takes longer than the bytes. */
const SHORT = 24;

export class TextSink {
  #bytes = Buffer.allocUnsafe(ROOM_FIRST);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  clear(): void {
    this.#length = 0;
  }

  /** There is room for as many more. */
  reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + count));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  put(byte: number): void {
    if (this.#length === this.#bytes.length) this.reserve(1);
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }

  /** A whole number from zero on. */
  putNumber(number: number): void {
    this.reserve(LONGEST);
    let digits = 1;
    for (let rest = number; rest >= 10; rest = Math.floor(rest / 10)) digits += 1;
    let rest = number;
    for (let at = this.#length + digits - 1; at >= this.#length; at -= 1) {
      this.#bytes[at] = ZERO + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    this.#length += digits;
  }

  append(from: Uint8Array, start: number, end: number): void {
    const count = end - start;
    this.reserve(count);
    if (count > SHORT) this.#bytes.set(from.subarray(start, end), this.#length);
    else for (let at = 0; at < count; at += 1) this.#bytes[this.#length + at] = from[start + at] ?? 0;
    this.#length += count;
  }

  /** As latin-1. */
  appendText(text: string): void {
    this.reserve(text.length);
    this.#length += this.#bytes.write(text, this.#length, "latin1");
  }

  /** As latin-1. */
  toString(): string {
    return this.#bytes.toString("latin1", 0, this.#length);
  }

  /** What was put in, until more is. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}
