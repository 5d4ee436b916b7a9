// A command line from its words to its exit code: the only place that catches everything.
import { type Clock, CollectorError } from "../shared/index.ts";
import type { CommandContext } from "./context.ts";
import { EXIT, type ExitCode, isSpent, toFailureExitCode } from "./exit.ts";
import { type ParsedCommand, parseCommand } from "./parse-command.ts";
import type { Print } from "./print.ts";
import { toPromised } from "./promised-fields.ts";
import { version } from "./version.ts";

/** Where a command line is typed. */
export interface Surroundings {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly clock: Clock;
  /** Begins to listen for a stop, which aborts the signal; what it has to say goes to `note`. */
  readonly listen: (note: (text: string) => void) => AbortSignal;
}

/** Understands the words and runs their command to its end; whatever is thrown is told, and becomes an exit code. */
export async function runCommandLine(words: readonly string[], around: Surroundings): Promise<ExitCode> {
  const understood = await understand(words);
  if (understood.kind === "text" || understood.kind === "nothing") {
    writeAlone(understood.text, understood.kind === "text" ? around.stdout : around.stderr);
    return understood.kind === "text" ? EXIT.complete : EXIT.usage;
  }
  // Only now: help needs nothing of what measures and paints.
  const print = await openPrint(words, around);
  const signal = around.listen(print.note);
  try {
    if (understood.kind === "refused") throw understood.thrown;
    return await runCommand(understood, print, signal, around);
  } catch (thrown) {
    const error = toFirstError(thrown);
    tellFailure(error, print, signal, version, words);
    return toFailureExitCode(error, signal);
  }
}

/** `gazette --help | head` closes the pipe early; that is no failure. */
function writeAlone(text: string, stream: NodeJS.WriteStream): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  stream.write(text);
}

async function understand(
  words: readonly string[],
): Promise<ParsedCommand | { readonly kind: "refused"; readonly thrown: unknown }> {
  try {
    return await parseCommand(words, version);
  } catch (thrown) {
    return { kind: "refused", thrown };
  }
}

/** By the words as they are, understood or not: trouble with them is told the way they ask for. */
async function openPrint(words: readonly string[], { stdout, stderr, clock, env }: Surroundings): Promise<Print> {
  const { createPrint } = await import("./print.ts");
  return createPrint({
    stdout,
    stderr,
    json: words.includes("--json"),
    quiet: words.includes("--quiet"),
    verbose: words.includes("--verbose"),
    color: !words.includes("--no-color"),
    clock,
    // In a checkout the program is an npm script and no command of the shell.
    command: env.npm_lifecycle_event === "gazette" ? "npm run --silent gazette --" : "gazette",
  });
}

/** What went wrong first: closing the store or the browser may have failed after it, and for it. */
function toFirstError(thrown: unknown): unknown {
  return thrown instanceof SuppressedError ? toFirstError(thrown.suppressed) : thrown;
}

async function runCommand(
  { entry, flags, args }: Extract<ParsedCommand, { kind: "command" }>,
  print: Print,
  signal: AbortSignal,
  { env, cwd, clock }: Surroundings,
): Promise<ExitCode> {
  const [command, { loadSettings, explainBroken }] = await Promise.all([entry.load(), import("../config/index.ts")]);
  const warned = new Set<string>();
  const context: CommandContext = {
    flags,
    args,
    print,
    clock,
    signal,
    cwd,
    env,
    settings(options = {}) {
      const settings = loadSettings({ file: flags.config, env, cwd, ...options });
      for (const warning of settings.warnings) if (!warned.has(warning)) print.warn(warning);
      for (const broken of settings.brokenClients) {
        if (!warned.has(broken.name)) print.failure(explainBroken(broken), "Mend it; the other clients are served.");
      }
      for (const told of [...settings.warnings, ...settings.brokenClients.map(({ name }) => name)]) warned.add(told);
      return settings;
    },
  };
  return await command.run(context);
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
