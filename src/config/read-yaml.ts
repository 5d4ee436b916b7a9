// Text → plain values that remember their lines. Knows YAML and ${NAME}; knows nothing of the keys.
import { type Document, isNode, LineCounter, parseDocument, type YAMLError } from "yaml";
import type { ConfigProblem } from "./config-error.ts";
import type { KeyPath } from "./key-path.ts";

export type RawValue = string | number | boolean | null | readonly RawValue[] | { readonly [key: string]: RawValue };
export type RawObject = { readonly [key: string]: RawValue };

export interface RawFile {
  /** `${NAME}` is still in it, as `OPEN` NAME `CLOSE`. */
  readonly values: RawObject;
  lineOf(path: KeyPath): number | undefined;
}

// In YAML's flow style an unquoted `${NAME}` would end at its brace. Marks of the same length keep columns true.
export const OPEN = "\uE000\uE001";
export const CLOSE = "\uE002";

/** Parses a configuration file; the problems never quote it, since what stands there may be a token. */
export function parseYaml(text: string): RawFile | { readonly problems: readonly ConfigProblem[] } {
  const marked = text.replace(/(?<!\$)\$\{([A-Za-z_]\w*)\}/g, `${OPEN}$1${CLOSE}`).replaceAll("$${", "${");
  const lines = new LineCounter();
  const document = parseDocument(marked, { prettyErrors: false, lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) return { problems: [{ key: "", ...toProblem(error, lines) }] };
  const values: unknown = document.toJS();
  if (values === null || values === undefined) return { values: {}, lineOf: () => undefined };
  if (typeof values !== "object" || Array.isArray(values)) {
    return {
      problems: [
        { key: "", problem: 'it must hold keys such as "connections:", not a single value or a list', line: 1 },
      ],
    };
  }
  return { values: dropEmpty(values as RawObject), lineOf: (path) => findLine(document, lines, path) };
}

const YAML_SENTENCES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "a tab is used to indent; use spaces",
  DUPLICATE_KEY: "a key stands there twice",
  BAD_INDENT: "the indentation is wrong, or a bracket is not closed",
  MISSING_CHAR: "a quote, comma or bracket is missing",
  BLOCK_AS_IMPLICIT_KEY: "a value holds a colon and needs quotes, or a line is indented too far",
  BAD_SCALAR_START: "a value starts with a sign that needs quotes",
};

function toProblem(error: YAMLError, lines: LineCounter): { readonly problem: string; readonly line: number } {
  const { line, col } = lines.linePos(error.pos[0]);
  const why = YAML_SENTENCES[error.code] ?? "this is no YAML";
  return { problem: `it cannot be read as YAML at column ${col}: ${why}`, line };
}

/** Line of a value, or of the nearest thing above it that is in the file. */
function findLine(document: Document, lines: LineCounter, path: KeyPath): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}

/** "delivery:" with nothing under it, as in a file whose lines were commented out, is as good as not there. */
function dropEmpty(values: RawObject): RawObject {
  const kept = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, dropEmptyBelow(value)]));
}

function dropEmptyBelow(value: RawValue): RawValue {
  if (Array.isArray(value)) return value.map(dropEmptyBelow);
  return isRawObject(value) ? dropEmpty(value) : value;
}

export function isRawObject(value: RawValue | undefined): value is RawObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
