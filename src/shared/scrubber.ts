// Blanks secrets out of whatever comes from outside (V12). Every text of every answer passes here, so it looks at few
// places: the beginning of any form covers one of them.
import { BLANK } from "./secret.ts";
import { listSecretForms } from "./secret-forms.ts";

/** Signs looked at together. */
const GRAM = 4;
/** The beginning of a secret, cut off by a server that shortens its messages, is one from this length; an app secret has it. */
const PIECE = 32;

interface Place {
  /** In lower case. */
  readonly form: string;
  readonly offset: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Knows secrets and takes them out of texts, in whatever of `listSecretForms` and in whatever case they stand there. */
export class Scrubber {
  readonly #leastLength: number;
  readonly #known = new Set<string>();
  readonly #isGram = new Uint8Array(1 << (5 * GRAM));
  readonly #places = new Map<number, Place[]>();
  /** Between two looks. */
  #step = PIECE - GRAM + 1;

  /** Secrets shorter than `leastLength` are left: blanking a word of three letters would spoil texts and hide nothing. */
  constructor(leastLength: number) {
    this.#leastLength = Math.max(GRAM, leastLength);
  }

  /** From now on it is blanked. Costs nothing for what is known already. */
  know(secret: string): void {
    if (secret.length < this.#leastLength || this.#known.has(secret)) return;
    this.#known.add(secret);
    const forms = listSecretForms(secret).filter((form) => form.length >= this.#leastLength);
    this.#step = Math.min(this.#step, ...forms.map((form) => form.length - GRAM + 1));
    for (const form of forms) this.#enter(form.replace(/[A-Z]/g, (sign) => sign.toLowerCase()));
  }

  /** The text without any secret; the very same text where there is none. */
  clean(text: string): string {
    const step = this.#step;
    const last = text.length - GRAM;
    let clean = "";
    let kept = 0;
    for (let at = 0; at <= last; at += step) {
      const gram = toGram(text, at);
      const span = this.#isGram[gram] === 1 ? this.#findSpan(text, at, gram) : undefined;
      if (span === undefined) continue;
      clean += text.slice(kept, Math.max(kept, span.from)) + BLANK;
      kept = span.to;
      at = span.to - step;
    }
    return kept === 0 ? text : clean + text.slice(kept);
  }

  #enter(form: string): void {
    for (let offset = 0; offset < this.#step; offset += 1) {
      const gram = toGram(form, offset);
      this.#isGram[gram] = 1;
      const places = this.#places.get(gram) ?? [];
      places.push({ form, offset });
      this.#places.set(gram, places);
    }
  }

  #findSpan(text: string, at: number, gram: number): Span | undefined {
    let longest: Span | undefined;
    for (const place of this.#places.get(gram) ?? []) {
      const span = measure(text, at, place);
      if (span !== undefined && (longest === undefined || span.to - span.from > longest.to - longest.from))
        longest = span;
    }
    return longest;
  }
}

/** The five lower bits of each sign: the same for a letter in either case. */
function toGram(text: string, at: number): number {
  return (
    ((text.charCodeAt(at) & 31) << 15) |
    ((text.charCodeAt(at + 1) & 31) << 10) |
    ((text.charCodeAt(at + 2) & 31) << 5) |
    (text.charCodeAt(at + 3) & 31)
  );
}

/** What of the text around a place is the form; undefined where it is too little to be it. */
function measure(text: string, at: number, { form, offset }: Place): Span | undefined {
  let from = at;
  let first = offset;
  // Mail breaks what is encoded into lines, here and below.
  for (let look = at - 1; first > 0 && look >= 0; look -= 1) {
    if (isSame(text, look, form, first - 1)) {
      first -= 1;
      from = look;
    } else if (text.charCodeAt(look) > 32) break;
  }
  let to = at;
  let next = offset;
  for (let look = at; next < form.length && look < text.length; look += 1) {
    if (isSame(text, look, form, next)) {
      next += 1;
      to = look + 1;
    } else if (text.charCodeAt(look) > 32) break;
  }
  return next - first >= Math.min(form.length, PIECE) ? { from, to } : undefined;
}

function isSame(text: string, at: number, form: string, offset: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 65 && code <= 90 ? code + 32 : code) === form.charCodeAt(offset);
}
