#!/usr/bin/env -S node --disable-warning=ExperimentalWarning --no-concurrent-recompilation
// The bin: this process handed to a command line, and ended with its exit code.
import { setFlagsFromString } from "node:v8";
import { systemClock } from "../shared/index.ts";
import { EXIT, UsageError } from "./exit.ts";
import { COMPILE_HERE } from "./node-flags.ts";
import { isNodeTooOld, runOnPinnedNode } from "./pinned-node.ts";
import { runCommandLine, type Surroundings } from "./run-command-line.ts";

/** The first Ctrl-C, SIGTERM or end of the terminal asks the command to close its run; the second one does not wait for it. */
function listenForStop(note: (text: string) => void): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    note("Stopping; once more to stop at once.");
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

/** For whoever starts Node without `NODE_FLAGS`: idle, V8 is done with what it compiles beside us, and begins nothing new. */
const IDLE_BEFORE_EXIT_MS = 40;

/** Waits until everything printed has left, then ends even if a forgotten handle is open. */
function exitFlushed(code: number): void {
  const exit = (): void => {
    setTimeout(() => process.exit(code), IDLE_BEFORE_EXIT_MS);
  };
  process.stdout.write("", () => process.stderr.write("", exit));
}

function readFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new UsageError("The folder this command was started in is gone.", "Change into one that exists.");
  }
}

const around: Surroundings = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  get cwd() {
    return readFolder();
  },
  clock: systemClock,
  listen: listenForStop,
};
setFlagsFromString(COMPILE_HERE);
const words = process.argv.slice(2);
exitFlushed(isNodeTooOld() ? await runOnPinnedNode(process.argv[1] ?? "", words) : await runCommandLine(words, around));
