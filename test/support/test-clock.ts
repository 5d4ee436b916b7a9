import { fileURLToPath, pathToFileURL } from "node:url";
import { type Clock, systemClock } from "../../src/shared/index.ts";

/**
 * When commands under test begin, unless a test says otherwise: a Tuesday morning. No test depends on the day it is run on;
 * `npm run test:dates` runs the same tests on other days, but for those that begin at this moment in so many words, since
 * they go on from it to other days of the week.
 */
export const USUAL = "2026-11-24T09:00:00Z";

const PRELOAD = pathToFileURL(fileURLToPath(new URL("./set-clock.ts", import.meta.url))).href;

/** A clock that goes on from a given moment, the same one in the test and in every process started with its `env`. */
export interface TestClock {
  readonly now: () => Date;
  /** What a command in this process gets for a clock. */
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Starts a clock at `at`; without it at the moment `npm run test:dates` has moved this process to, or the usual one. Where
 * waits are skipped, whoever sleeps in this process finds the clock that much later at once: for commands that wait for
 * nobody but time.
 */
export function startClock(at?: string | Date, waits: "real" | "skipped" = "real"): TestClock {
  const moved = Number(process.env.GAZETTE_CLOCK_AHEAD_MS ?? 0);
  const realMs = Date.now() - moved;
  let aheadMs = at === undefined && moved !== 0 ? moved : new Date(at ?? USUAL).getTime() - realMs;
  const now = (): Date => new Date(Date.now() - moved + aheadMs);
  const skip: Clock = {
    now,
    async sleep(delayMs, signal) {
      signal?.throwIfAborted();
      aheadMs += delayMs;
    },
  };
  return {
    now,
    clock: waits === "skipped" ? skip : { ...systemClock, now },
    get env() {
      return { NODE_OPTIONS: `--import=${PRELOAD}`, GAZETTE_CLOCK_AHEAD_MS: String(aheadMs) };
    },
  };
}
