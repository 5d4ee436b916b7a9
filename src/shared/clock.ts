import { setTimeout as delay } from "node:timers/promises";

/** The only source of "now" and of waiting, so that tests move time instead of sleeping. */
export interface Clock {
  now(): Date;
  /** Resolves after `delayMs`; rejects with the signal's reason when it is aborted first. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (delayMs, signal) => {
    await delay(delayMs, undefined, signal === undefined ? {} : { signal });
  },
};
