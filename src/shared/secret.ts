import { inspect } from "node:util";

/** What stands where a secret was. */
export const BLANK = "[secret]";

/** A token or password that can be used but never printed: text, JSON and inspection all give "[secret]". */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself; call this only where it goes on the wire. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return BLANK;
  }

  toJSON(): string {
    return BLANK;
  }

  [inspect.custom](): string {
    return BLANK;
  }
}
