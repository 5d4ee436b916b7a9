import type { Clock } from "../../src/shared/index.ts";

/** Time that moves only when somebody sleeps or the test says so; keeps a list of the sleeps. */
export class FakeClock implements Clock {
  readonly sleepsMs: number[] = [];
  /** Called at the beginning of each sleep. */
  onSleep: (() => void) | undefined;
  #now: number;
  #elapsedMs = 0;

  constructor(start = "2026-11-23T12:00:00.000Z") {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  advance(ms: number): void {
    this.#now += ms;
    this.#elapsedMs += ms;
  }

  /** Somebody sets the clock by so much; no time passes. */
  set(byMs: number): void {
    this.#now += byMs;
  }

  elapsedMs(): number {
    return this.#elapsedMs;
  }

  /** Over at once, with the time it takes. */
  async sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.onSleep?.();
    this.sleepsMs.push(delayMs);
    this.advance(delayMs);
  }
}
