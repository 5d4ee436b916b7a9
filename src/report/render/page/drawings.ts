/**
 * Drawings that the page and its print have alike: to draw costs more than all else on a page, so whichever is written second
 * takes what the first drew, and nothing is kept longer.
 */
export class Drawings {
  readonly #waiting = new WeakMap<object, string>();

  /** The drawing of a thing, as `draw` gives it. */
  of(thing: object, draw: () => string): string {
    const waiting = this.#waiting.get(thing);
    this.#waiting.delete(thing);
    if (waiting !== undefined) return waiting;
    const drawn = draw();
    this.#waiting.set(thing, drawn);
    return drawn;
  }
}
