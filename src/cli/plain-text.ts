import { stripVTControlCharacters } from "node:util";

/**
 * Text that is safe to print on a terminal: captions, names and messages of the API may hold escape sequences that
 * would move the cursor, retitle the window or turn the reading direction of the rest of the line.
 * Line feeds stay; tabs become blanks; other C0 and C1 signs and direction overrides are dropped.
 */
export function toPlainText(text: string): string {
  return stripVTControlCharacters(text.replace(/\r\n?/g, "\n"))
    .replaceAll("\t", " ")
    .replace(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[\u2028\u2029]/g, "\n");
}

/** The same on one line. */
export function toPlainLine(text: string): string {
  return toPlainText(text).replace(/\s*\n\s*/g, " ");
}
