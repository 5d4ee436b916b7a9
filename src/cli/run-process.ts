// This process handed to a command line, and ended with its exit code.
import { systemClock } from "../shared/index.ts";
import { EXIT, UsageError } from "./exit.ts";
import { COMPILE_HERE, isNodeTooOld, isStartedWith } from "./node-flags.ts";
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
    if (isStartedWith(COMPILE_HERE)) process.exit(code);
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

/** Runs the command line this process was started with, and ends it. */
export async function runProcess(): Promise<void> {
  const words = process.argv.slice(2);
  if (isNodeTooOld()) {
    const { runOnPinnedNode } = await import("./pinned-node.ts");
    exitFlushed(await runOnPinnedNode(process.argv[1] ?? "", words));
    return;
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
  exitFlushed(await runCommandLine(words, around));
}
