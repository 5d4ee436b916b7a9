#!/usr/bin/env -S node --disable-warning=ExperimentalWarning --no-concurrent-recompilation
// The bin: words in, exit code out, and the only place that catches everything.
import { setFlagsFromString } from "node:v8";
import { CollectorError, systemClock } from "../shared/index.ts";
import type { CommandContext } from "./context.ts";
import { EXIT, type ExitCode, isSpent, toFailureExitCode } from "./exit.ts";
import { COMPILE_HERE } from "./node-flags.ts";
import { type ParsedCommand, parseCommand } from "./parse-command.ts";
import { isNodeTooOld, runOnPinnedNode } from "./pinned-node.ts";
import { createPrint, type Print } from "./print.ts";
import { toPromised } from "./promised-fields.ts";
import { version } from "./version.ts";

async function main(words: readonly string[]): Promise<ExitCode> {
  // Before the words are understood, trouble with them must already be told the way they ask for.
  const isAskedFor = (flag: string) => words.includes(flag);
  const print = createPrint({
    stdout: process.stdout,
    stderr: process.stderr,
    json: isAskedFor("--json"),
    quiet: isAskedFor("--quiet"),
    verbose: isAskedFor("--verbose"),
    color: !isAskedFor("--no-color"),
    clock: systemClock,
    // In a checkout the program is an npm script and no command of the shell.
    command: process.env.npm_lifecycle_event === "gazette" ? "npm run --silent gazette --" : "gazette",
  });
  const signal = listenForStop(print);
  try {
    const parsed = await parseCommand(words, version);
    if (parsed.kind === "command") return await runCommand(parsed, print, signal);
    (parsed.kind === "text" ? process.stdout : process.stderr).write(parsed.text);
    return parsed.kind === "text" ? EXIT.complete : EXIT.usage;
  } catch (thrown) {
    const error = toFirstError(thrown);
    tellFailure(error, print, signal, version, words);
    return toFailureExitCode(error, signal);
  }
}

/** What went wrong first: closing the store or the browser may have failed after it, and for it. */
function toFirstError(thrown: unknown): unknown {
  return thrown instanceof SuppressedError ? toFirstError(thrown.suppressed) : thrown;
}

async function runCommand(
  { entry, flags, args }: Extract<ParsedCommand, { kind: "command" }>,
  print: Print,
  signal: AbortSignal,
): Promise<ExitCode> {
  const [command, { loadSettings }] = await Promise.all([entry.load(), import("../config/index.ts")]);
  const { env } = process;
  const cwd = process.cwd();
  const warned = new Set<string>();
  const context: CommandContext = {
    flags,
    args,
    print,
    clock: systemClock,
    signal,
    cwd,
    env,
    settings(options = {}) {
      const settings = loadSettings({ file: flags.config, env, cwd, ...options });
      for (const warning of settings.warnings) if (!warned.has(warning)) print.warn(warning);
      for (const warning of settings.warnings) warned.add(warning);
      return settings;
    },
  };
  return await command.run(context);
}

/** The first Ctrl-C, SIGTERM or end of the terminal asks the command to close its run; the second one does not wait for it. */
function listenForStop(print: Print): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    print.note("Stopping; once more to stop at once.");
    controller.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.on("SIGHUP", () => {
    // The terminal has gone, and what is said to it fails; that must not end us before the run is closed.
    for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
    stop();
  });
  return controller.signal;
}

function tellFailure(
  error: unknown,
  print: Print,
  signal: AbortSignal,
  version: string,
  words: readonly string[],
): void {
  const failure = toFailure(error, signal, version);
  print.failure(`${failure.message} [${failure.code}]`, failure.hint);
  if (failure.code === "INTERNAL" && error instanceof Error) print.failure(error.stack ?? "", `gazette ${version}`);
  // By shape: the Graph API's room is not loaded by commands that need none.
  const { resumesAt: until } = (error ?? {}) as { readonly resumesAt?: unknown };
  const resumesAt = until instanceof Date ? { resumesAt: until.toISOString() } : {};
  const outcome = isSpent(error) ? "paused" : "failed";
  print.jsonFailure(toPromised(words), { outcome, ...resumesAt, error: failure });
}

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
}

function toFailure(error: unknown, signal: AbortSignal, version: string): Failure {
  if (error instanceof CollectorError) return { code: error.code, message: error.message, hint: error.hint };
  if (signal.aborted) return { code: "INTERRUPTED", message: "Stopped.", hint: "Run the same command again to go on." };
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: "INTERNAL",
    message: `This is our mistake: ${message}.`,
    hint: `Please report it with the lines below; this is gazette ${version} on Node ${process.versions.node}.`,
  };
}

/** For whoever starts Node without `NODE_FLAGS`: idle, V8 is done with what it compiles beside us, and begins nothing new. */
const IDLE_BEFORE_EXIT_MS = 40;

/** Waits until everything printed has left, then ends even if a forgotten handle is open. */
function exitFlushed(code: number): void {
  const exit = (): void => {
    setTimeout(() => process.exit(code), IDLE_BEFORE_EXIT_MS);
  };
  process.stdout.write("", () => process.stderr.write("", exit));
}

setFlagsFromString(COMPILE_HERE);
const words = process.argv.slice(2);
exitFlushed(isNodeTooOld() ? await runOnPinnedNode(process.argv[1] ?? "", words) : await main(words));
