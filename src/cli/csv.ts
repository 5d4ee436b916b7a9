/**
 * A value no spreadsheet may take for a formula; numbers stay numbers (RELIABILITY X6, OWASP). Some programs drop what
 * cannot be seen before they look, and take full-width signs for the plain ones.
 */
const FORMULA_START = /^(?:[\t\r\n]|[\s\p{C}]*[=+\-@＝＋－＠])/u;

/**
 * One line of CSV (RFC 4180) without its line end. Absent is empty. Text that a spreadsheet would run is prefixed with
 * an apostrophe.
 */
export function toCsvLine(values: readonly (string | number | boolean | null)[]): string {
  return values.map(toCell).join(",");
}

function toCell(value: string | number | boolean | null): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
