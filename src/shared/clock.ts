import { uptime } from "node:os";
import { setTimeout as delay } from "node:timers/promises";

/** The only source of "now" and of waiting, so that tests move time instead of sleeping. */
export interface Clock {
  now(): Date;
  /** Resolves after `delayMs`; rejects with the signal's reason when it is aborted first. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
  /**
   * Ms since a moment of its own, time asleep included, untouched when somebody sets the clock. Absent where the clock
   * is never set.
   */
  elapsedMs?(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (delayMs, signal) => {
    await delay(delayMs, undefined, signal === undefined ? {} : { signal });
  },
  // Not `performance.now()`, which stands still while the machine sleeps.
  elapsedMs: () => uptime() * 1000,
};
