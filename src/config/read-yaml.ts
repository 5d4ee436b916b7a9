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
  /** Keys at the top whose section is no YAML: they are left out of the values. */
  readonly broken: readonly string[];
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
    const document = parse(marked, lines);
    if (!document.errors.some(isSyntax)) return readDocument(document, lines);
    return readSections(marked, document, lines);
  } catch (error) {
    // Of the library, which calls itself for each level, or of ours, which does the same.
    if (!(error instanceof RangeError)) throw error;
    return { problems: [{ key: "", problem: "it cannot be read as YAML: its values are nested too deep" }] };
  }
}

function parse(text: string, lineCounter?: LineCounter): Document {
  const counted = lineCounter === undefined ? {} : { lineCounter };
  return parseDocument(text, { prettyErrors: false, ...counted, schema: "core", logLevel: "error" });
}

const isSyntax = ({ code }: YAMLError): boolean => code !== "DUPLICATE_KEY";

/** Where a key stands at the top. */
const SECTIONS = /^(?=[^\s#\-[\]{}][^\n]*?:(?:\s|$))/m;

/** A section that is no YAML is left out, and the others are read. */
function readSections(text: string, whole: Document, lines: LineCounter): ReturnType<typeof parseYaml> {
  const broken: string[] = [];
  const found: { key: string; problem: string; line: number }[] = [];
  let start = 0;
  const kept = text.split(SECTIONS).map((section) => {
    const errors = parse(section).errors.filter(isSyntax);
    found.push(...errors.map((error) => ({ key: "", ...toProblem(error, lines, start) })));
    start += section.length;
    if (errors.length === 0) return section;
    const [, name] = /^["']?([\w-]+)/.exec(section) ?? [];
    if (name !== undefined) broken.push(name);
    // Lines and columns stay as they are.
    return section.replace(/[^\n]/g, " ");
  });
  const document = parse(kept.join(""));
  const all = found.length > 0 ? found : whole.errors.map((error) => ({ key: "", ...toProblem(error, lines) }));
  if (document.errors.some(isSyntax) || found.length === 0) {
    return { problems: dropSameLine([...all, ...replaceAliases(whole, lines)]) };
  }
  const aliases = replaceAliases(whole, lines);
  const read = readDocument(document, lines);
  const isNew = ({ line }: ConfigProblem): boolean => ![...all, ...aliases].some((one) => one.line === line);
  const problems = [...dropSameLine([...all, ...aliases]), ...read.problems.filter(isNew)];
  return "values" in read ? { ...read, problems, broken } : { problems };
}

function readDocument(document: Document, lines: LineCounter): ReturnType<typeof parseYaml> {
  const problems = document.errors.map((error) => ({ key: "", ...toProblem(error, lines) }));
  problems.push(...replaceAliases(document, lines));
  let values: unknown;
  try {
    values = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const problem = "it cannot be read as YAML: references (*name) stand for too many values; write them out";
    return { problems: [...problems, { key: "", problem, line: findAliasLine(document, lines) }] };
  }
  if (values === null || values === undefined) return { values: {}, problems, broken: [], lineOf: () => undefined };
  if (typeof values !== "object" || Array.isArray(values)) {
    return {
      problems: [
        ...problems,
        { key: "", problem: 'it must hold keys such as "connections:", not a single value or a list', line: 1 },
      ],
    };
  }
  const lineOf = (path: KeyPath): number | undefined => findLine(document, lines, path);
  return { values: dropEmpty(values as RawObject), problems, broken: [], lineOf };
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

function toProblem(
  error: YAMLError,
  lines: LineCounter,
  start = 0,
): { readonly problem: string; readonly line: number } {
  const { line, col } = lines.linePos(start + error.pos[0]);
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
