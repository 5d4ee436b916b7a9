/** Deep enough for the rows of a report's tables and the blocks of its pages; what lies deeper is small. */
const DEPTH = 5;
/** UTF-16 units: large enough for few pieces, small enough for none to be felt. */
const PIECE_LEAST = 1 << 16;

/**
 * The JSON text of plain data in pieces, which together are what `JSON.stringify` gives: the report of a few thousand
 * accounts is longer than a string of V8 may be. `indent` is a number of spaces.
 */
export function* toJsonPieces(value: unknown, indent = 0): Generator<string> {
  let piece = "";
  for (const part of listParts(value, DEPTH, indent === 0 ? "" : "\n", indent)) {
    piece += part;
    if (piece.length < PIECE_LEAST) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

function* listParts(value: unknown, depth: number, line: string, indent: number): Generator<string> {
  const entries = depth === 0 ? [] : toEntries(value);
  if (entries.length === 0) {
    // A line end within a text is written "\n": those that stand here are between values.
    yield (JSON.stringify(value, null, indent) ?? "null").replaceAll("\n", line);
    return;
  }
  const inner = indent === 0 ? "" : line + " ".repeat(indent);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  let before = `${open}${inner}`;
  for (const [key, entry] of entries) {
    yield key === undefined ? before : `${before}${JSON.stringify(key)}:${indent === 0 ? "" : " "}`;
    yield* listParts(entry, depth - 1, inner, indent);
    before = `,${inner}`;
  }
  yield `${line}${close}`;
}

function toEntries(value: unknown): readonly (readonly [key: string | undefined, value: unknown])[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.map((entry: unknown) => [undefined, entry] as const);
  return Object.entries(value).filter(([, entry]) => entry !== undefined);
}
