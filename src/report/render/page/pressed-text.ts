// Text that waits until what stands before it is known: the fonts in a page's head depend on every word of its body. Markup
// packs to a tenth, so that the page of a few thousand accounts waits in memory without filling it.
import { deflateRawSync, inflateRawSync } from "node:zlib";

const UNITS_A_PIECE = 1 << 20;
/** The quickest: it takes a hundredth of the time the text took to write. */
const LEVEL = 1;

export class PressedText {
  readonly #pressed: Uint8Array[] = [];
  #rest = "";

  add(text: string): void {
    this.#rest += text;
    if (this.#rest.length < UNITS_A_PIECE) return;
    this.#pressed.push(deflateRawSync(this.#rest, { level: LEVEL }));
    this.#rest = "";
  }

  /** What was added, in order, as UTF-8. */
  *pieces(): Generator<Uint8Array> {
    for (const piece of this.#pressed) yield inflateRawSync(piece);
    if (this.#rest !== "") yield Buffer.from(this.#rest);
  }
}
