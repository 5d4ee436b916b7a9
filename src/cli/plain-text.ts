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

/** The same data as JSON on one line, in which no letter can move a terminal's cursor or turn its reading direction. */
export function toHarmlessJson(document: unknown): string {
  return JSON.stringify(document).replace(
    /[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
