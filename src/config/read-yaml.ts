// Text → plain values that remember their lines. Knows YAML and ${NAME}; knows nothing of the keys.
import { type Document, isNode, LineCounter, parseDocument, Scalar, visit, type YAMLError } from "yaml";
import type { ConfigProblem } from "./config-error.ts";
import type { KeyPath } from "./key-path.ts";

export type RawValue = string | number | boolean | null | readonly RawValue[] | { readonly [key: string]: RawValue };
export type RawObject = { readonly [key: string]: RawValue };

export interface RawFile {
  /** `${NAME}` is still in it, as `OPEN` NAME `CLOSE`. */
  readonly values: RawObject;
  /** What must be mended though the rest can be read. */
  readonly problems: readonly ConfigProblem[];
  lineOf(path: KeyPath): number | undefined;
}

// In YAML's flow style an unquoted `${NAME}` would end at its brace. Marks of the same length keep columns true.
export const OPEN = "\uE000\uE001";
export const CLOSE = "\uE002";

/** Enough for a configuration; a handful of lines can stand for billions of values. */
const MOST_ALIASES = 100;

/**
 * Parses a configuration file. Problems that leave the rest readable come with its values, so that all are told at once;
 * none quotes the file, since what stands there may be a token.
 */
export function parseYaml(text: string): RawFile | { readonly problems: readonly ConfigProblem[] } {
  const marked = text.replace(/(?<!\$)\$\{([A-Za-z_]\w*)\}/g, `${OPEN}$1${CLOSE}`).replaceAll("$${", "${");
  const lines = new LineCounter();
  try {
    return readDocument(
      parseDocument(marked, { prettyErrors: false, lineCounter: lines, schema: "core", logLevel: "error" }),
      lines,
    );
  } catch (error) {
    // Of the library, which calls itself for each level, or of ours, which does the same.
    if (!(error instanceof RangeError)) throw error;
    return { problems: [{ key: "", problem: "it cannot be read as YAML: its values are nested too deep" }] };
  }
}

function readDocument(document: Document, lines: LineCounter): ReturnType<typeof parseYaml> {
  const problems = document.errors.map((error) => ({ key: "", ...toProblem(error, lines) }));
  problems.push(...replaceAliases(document, lines));
  if (document.errors.some(({ code }) => code !== "DUPLICATE_KEY")) return { problems: dropSameLine(problems) };
  let values: unknown;
  try {
    values = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const problem = "it cannot be read as YAML: references (*name) stand for too many values; write them out";
    return { problems: [...problems, { key: "", problem, line: findAliasLine(document, lines) }] };
  }
  if (values === null || values === undefined) return { values: {}, problems, lineOf: () => undefined };
  if (typeof values !== "object" || Array.isArray(values)) {
    return {
      problems: [
        ...problems,
        { key: "", problem: 'it must hold keys such as "connections:", not a single value or a list', line: 1 },
      ],
    };
  }
  return { values: dropEmpty(values as RawObject), problems, lineOf: (path) => findLine(document, lines, path) };
}

/** A value that begins with * is a reference in YAML; most often a pattern was meant, which is put in its place. */
function replaceAliases(document: Document, lines: LineCounter): { key: string; problem: string; line: number }[] {
  const problems: { key: string; problem: string; line: number }[] = [];
  visit(document, {
    Alias(_key, alias, path) {
      const target = alias.resolve(document);
      if (target !== undefined && !path.includes(target)) return undefined;
      const { line, col } = lines.linePos(alias.range?.[0] ?? 0);
      const why =
        target === undefined
          ? "a value starts with *; put it in quotes"
          : "a reference (*name) stands within what it names";
      problems.push({ key: "", problem: `it cannot be read as YAML at column ${col}: ${why}`, line });
      const meant = new Scalar(`*${alias.source}`);
      meant.range = alias.range ?? null;
      return meant;
    },
  });
  return problems;
}

/** The last reference stands for the most. */
function findAliasLine(document: Document, lines: LineCounter): number {
  let at = 0;
  visit(document, {
    Alias(_key, alias) {
      at = alias.range?.[0] ?? at;
    },
  });
  return lines.linePos(at).line;
}

/** One mistake often breaks what follows it. */
function dropSameLine<P extends { readonly line: number }>(problems: readonly P[]): readonly P[] {
  return problems.filter(({ line }, index) => problems.findIndex((other) => other.line === line) === index);
}

const YAML_SENTENCES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "a tab is used to indent; use spaces",
  DUPLICATE_KEY: "a key stands there twice",
  BAD_INDENT: "the indentation is wrong, or a bracket is not closed",
  MISSING_CHAR: "a quote, comma or bracket is missing",
  BLOCK_AS_IMPLICIT_KEY: "a value holds a colon and needs quotes, or a line is indented too far",
  BAD_ALIAS: "a value starts with *; put it in quotes",
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
