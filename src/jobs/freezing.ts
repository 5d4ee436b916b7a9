// Whether this process stood still (SIGSTOP, a machine asleep) for longer than a heartbeat may take.
import { uptime } from "node:os";

const LOOK_MS = 1_000;

export interface Freezing extends Disposable {
  /** Aborted for the jobs that were in hand then, once the process has woken; later jobs get a new one. */
  readonly signal: AbortSignal;
}

/** Whoever was silent for so long has lost its jobs, whether or not anybody has taken them yet. */
export function watchForFreezing(longestMs: number): Freezing {
  let controller = new AbortController();
  // Not a clock that can be set, and one that goes on while the machine sleeps.
  let seenAt = uptime();
  const timer = setInterval(() => {
    const silentMs = (uptime() - seenAt) * 1_000;
    seenAt = uptime();
    if (silentMs < longestMs) return;
    controller.abort(new DOMException("The worker stood still for too long.", "AbortError"));
    controller = new AbortController();
  }, LOOK_MS).unref();
  return {
    get signal() {
      return controller.signal;
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
