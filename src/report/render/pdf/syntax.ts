// How a PDF's values are written (ISO 32000-1 §7.2 and §7.3), read off the bytes: where a value ends, what a dictionary and
// an array hold. Nothing is made of what nobody asks for; strings and names are stepped over whole.

/** Where a value stands in the bytes of a file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A value in a dictionary. */
export interface Entry extends Span {
  /** Where the slash of its name stands. */
  readonly from: number;
}

/** Bytes that mean something of their own. */
export const BYTE = {
  blank: 0x20,
  open: 0x28,
  close: 0x29,
  slash: 0x2f,
  less: 0x3c,
  greater: 0x3e,
  backslash: 0x5c,
  openBracket: 0x5b,
  closeBracket: 0x5d,
  zero: 0x30,
  nine: 0x39,
  capitalR: 0x52,
} as const;

const [REGULAR, BLANK, DELIMITER] = [0, 1, 2];
const KINDS = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) KINDS[byte] = BLANK;
for (const sign of "()<>[]{}/%") KINDS[sign.charCodeAt(0)] = DELIMITER;

export class BrokenPdf extends Error {}

export function isBlank(byte: number | undefined): boolean {
  return byte !== undefined && KINDS[byte] === BLANK;
}

export function isDelimiter(byte: number | undefined): boolean {
  return byte !== undefined && KINDS[byte] === DELIMITER;
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= BYTE.zero && byte <= BYTE.nine;
}

export function skipBlank(bytes: Uint8Array, at: number): number {
  let end = at;
  while (isBlank(bytes[end])) end += 1;
  return end;
}

/** The end of a number, a keyword, or what follows a name's slash. */
export function skipRegular(bytes: Uint8Array, at: number): number {
  let end = at;
  while (end < bytes.length && KINDS[bytes[end] ?? 0] === REGULAR) end += 1;
  return end;
}

function skipDigits(bytes: Uint8Array, at: number): number {
  let end = at;
  while (isDigit(bytes[end])) end += 1;
  return end;
}

/** The end of a string in parentheses, which may hold others (§7.3.4.2). */
export function skipLiteral(bytes: Uint8Array, at: number): number {
  let depth = 0;
  for (let end = at; end < bytes.length; end += 1) {
    const byte = bytes[end];
    if (byte === BYTE.backslash) end += 1;
    else if (byte === BYTE.open) depth += 1;
    else if (byte === BYTE.close) {
      depth -= 1;
      if (depth === 0) return end + 1;
    }
  }
  throw new BrokenPdf(`a string at ${at} does not end`);
}

export function skipHex(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(BYTE.greater, at);
  if (end < 0) throw new BrokenPdf(`a string at ${at} does not end`);
  return end + 1;
}

/** The end of `12 0 R`, whose first number ends at `at`; undefined where it is a number alone. */
export function skipReference(bytes: Uint8Array, at: number): number | undefined {
  if (!isBlank(bytes[at])) return undefined;
  const generation = skipBlank(bytes, at);
  const afterwards = skipDigits(bytes, generation);
  if (afterwards === generation || !isBlank(bytes[afterwards])) return undefined;
  const letter = skipBlank(bytes, afterwards);
  if (bytes[letter] !== BYTE.capitalR || skipRegular(bytes, letter) !== letter + 1) return undefined;
  return letter + 1;
}

/** The end of the value that begins there. Throws BrokenPdf. */
export function skipValue(bytes: Uint8Array, at: number): number {
  switch (bytes[at]) {
    case BYTE.open:
      return skipLiteral(bytes, at);
    case BYTE.less:
      return bytes[at + 1] === BYTE.less ? skipAll(bytes, at + 2, BYTE.greater) + 2 : skipHex(bytes, at);
    case BYTE.openBracket:
      return skipAll(bytes, at + 1, BYTE.closeBracket) + 1;
    case BYTE.slash:
      return skipRegular(bytes, at + 1);
    default: {
      const end = skipRegular(bytes, at);
      if (end === at) throw new BrokenPdf(`no value stands at ${at}`);
      return skipDigits(bytes, at) === end ? (skipReference(bytes, end) ?? end) : end;
    }
  }
}

/** Where what closes a dictionary or an array stands. */
function skipAll(bytes: Uint8Array, at: number, closing: number): number {
  let end = skipBlank(bytes, at);
  while (bytes[end] !== closing) end = skipBlank(bytes, skipValue(bytes, end));
  return end;
}

/** What an array holds. Throws BrokenPdf where it is none. */
export function itemsOf(bytes: Uint8Array, { start }: Span): readonly Span[] {
  if (bytes[start] !== BYTE.openBracket) throw new BrokenPdf(`no array stands at ${start}`);
  const items: Span[] = [];
  for (let at = skipBlank(bytes, start + 1); bytes[at] !== BYTE.closeBracket; ) {
    const end = skipValue(bytes, at);
    items.push({ start: at, end });
    at = skipBlank(bytes, end);
  }
  return items;
}

/** What a dictionary holds, by names as they are written, without their slash. Throws BrokenPdf where it is none. */
export function entriesOf(bytes: Buffer, { start }: Span): ReadonlyMap<string, Entry> {
  if (bytes[start] !== BYTE.less || bytes[start + 1] !== BYTE.less)
    throw new BrokenPdf(`no dictionary stands at ${start}`);
  const entries = new Map<string, Entry>();
  for (let at = skipBlank(bytes, start + 2); bytes[at] !== BYTE.greater; ) {
    if (bytes[at] !== BYTE.slash) throw new BrokenPdf(`no name stands at ${at}`);
    const end = skipRegular(bytes, at + 1);
    const value = skipBlank(bytes, end);
    const entry = { from: at, start: value, end: skipValue(bytes, value) };
    entries.set(bytes.toString("latin1", at + 1, end), entry);
    at = skipBlank(bytes, entry.end);
  }
  return entries;
}

/** A name as it is written for some text, without its slash (§7.3.5). */
export function toName(text: string): string {
  return Buffer.from(text, "utf8")
    .toString("latin1")
    .replace(/[^!-~]|[#()<>[\]{}/%]/g, (sign) => `#${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}
