import { readFileSync } from "node:fs";
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
  /** Names what `elapsedMs` counts from where every process of the machine counts alike: its last start. */
  readonly boot?: string | undefined;
}

/** The longest wait a timer of Node takes; above it, it does not wait at all. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => new Date(),
  async sleep(delayMs, signal) {
    const options = signal === undefined ? {} : { signal };
    let leftMs = Number.isNaN(delayMs) ? 0 : Math.max(0, delayMs);
    for (; leftMs > LONGEST_TIMER_MS; leftMs -= LONGEST_TIMER_MS) await delay(LONGEST_TIMER_MS, undefined, options);
    await delay(leftMs, undefined, options);
  },
  // Not `performance.now()`, which stands still while the machine sleeps.
  elapsedMs: () => uptime() * 1000,
  boot: readBoot(),
};

/** Elsewhere than on Linux the count alone tells a new start: it is lower than before. */
function readBoot(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "this machine";
  }
}
