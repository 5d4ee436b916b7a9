// The one way to the terminal. stdout is for results, stderr for talk; whatever is printed has been made harmless first.
import { styleText } from "node:util";
import type { Clock } from "../shared/index.ts";
import { toHarmlessJson, toPlainText } from "./plain-text.ts";
import { type Progress, startProgress } from "./progress.ts";
import { formatTable, type TableCell, type TableColumn, type Tone } from "./table.ts";

export interface Print {
  /** A line of the result on stdout; nothing with --json. */
  result(text?: string, tone?: Tone): void;
  /** A table on stdout; nothing with --json. */
  table(columns: readonly TableColumn[], rows: readonly (readonly TableCell[])[]): void;
  /** The one JSON document on stdout; nothing without --json. A second one is a mistake of ours. */
  json(document: unknown): void;
  /** What of the document is known before it is whole: told beside the error if the command fails. */
  known(fields: Readonly<Record<string, unknown>>): void;
  /** The document of a command that failed, on stdout; nothing once one is out. */
  jsonFailure(promised: Readonly<Record<string, unknown>>, failure: Readonly<Record<string, unknown>>): void;
  /** Data as it is (CSV, JSON lines) on stdout. False once nobody reads any more; waits for a slow reader. */
  data(chunk: string | Uint8Array): Promise<boolean>;
  /** Talk on stderr; nothing with --quiet. */
  note(text: string): void;
  /** More talk on stderr; only with --verbose. */
  detail(text: string): void;
  /** On stderr, also with --quiet. */
  warn(text: string): void;
  /** A failure on stderr, also with --quiet: its sentence in full, the remedy below. */
  failure(sentence: string, hint?: string): void;
  /** Starts a progress line on stderr; it shows nothing with --quiet. */
  progress(): Progress;
}

export interface PrintOptions {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** False with --no-color; otherwise terminals and NO_COLOR decide. */
  readonly color: boolean;
  readonly clock: Clock;
  /** How this program was called, for the commands a remedy names; "gazette" unless given. */
  readonly command?: string | undefined;
}

const STYLES = { good: "green", bad: "red", warn: "yellow", dim: "dim", strong: "bold" } as const;
/** Wide enough for any table of ours where no terminal says how wide it is. */
const NO_TERMINAL_WIDTH = 400;

export function createPrint(options: PrintOptions): Print {
  const { stdout, stderr, clock } = options;
  let hasJson = false;
  let known: Readonly<Record<string, unknown>> = {};
  let isStdoutOpen = true;
  let drawn = "";
  // `gazette accounts | head` closes the pipe early; the command itself goes on and keeps its exit code.
  for (const stream of [stdout, stderr]) stream.on("error", (error) => onStreamError(stream, error));

  /** Foreign text made harmless, and commands named the way they can be typed here. */
  function toWords(text: string): string {
    return toPlainText(text).replaceAll("`gazette ", `\`${options.command ?? "gazette"} `);
  }

  function onStreamError(stream: NodeJS.WriteStream, error: Error): void {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
    if (stream === stdout) isStdoutOpen = false;
  }

  function paint(stream: NodeJS.WriteStream, text: string, tone: Tone | undefined): string {
    if (tone === undefined || !options.color) return text;
    return styleText(STYLES[tone], text, { stream, validateStream: true });
  }

  function out(text: string): void {
    if (isStdoutOpen) stdout.write(`${text}\n`);
  }

  /** Talk goes above the progress line, which is then drawn again. */
  function talk(text: string): void {
    const line = drawn;
    draw("");
    stderr.write(`${text}\n`);
    draw(line);
  }

  function draw(line: string): void {
    if (line === drawn) return;
    stderr.write(`\r\x1b[2K${line}`);
    drawn = line;
  }

  return {
    result(text = "", tone) {
      if (!options.json) out(paint(stdout, toWords(text), tone));
    },
    table(columns, rows) {
      if (options.json) return;
      const width = stdout.isTTY ? stdout.columns : NO_TERMINAL_WIDTH;
      for (const line of formatTable(columns, rows, { width, paint: (text, tone) => paint(stdout, text, tone) }))
        out(line);
    },
    json(document) {
      if (!options.json) return;
      if (hasJson) throw new Error("a command printed two JSON documents");
      hasJson = true;
      out(toHarmlessJson(document));
    },
    known(fields) {
      known = { ...known, ...fields };
    },
    jsonFailure(promised, failure) {
      if (options.json && !hasJson) out(toHarmlessJson({ ...promised, ...known, ...failure }));
      hasJson = true;
    },
    async data(chunk) {
      if (!isStdoutOpen) return false;
      await new Promise<void>((resolve) => {
        stdout.write(chunk, () => resolve());
      });
      return isStdoutOpen;
    },
    note(text) {
      if (!options.quiet) talk(toWords(text));
    },
    detail(text) {
      if (options.verbose) talk(paint(stderr, toWords(text), "dim"));
    },
    warn(text) {
      talk(`${paint(stderr, "Note:", "warn")} ${toWords(text)}`);
    },
    failure(sentence, hint) {
      talk(paint(stderr, toWords(sentence), "bad"));
      if (hint !== undefined) talk(toWords(hint));
    },
    progress() {
      const isTerminal = stderr.isTTY === true;
      const screen = { isTerminal, columns: () => stderr.columns ?? 80, draw, writeLine: talk };
      const silent = { isTerminal: false, columns: () => 80, draw: () => {}, writeLine: () => {} };
      return startProgress(options.quiet ? silent : screen, clock);
    },
  };
}
