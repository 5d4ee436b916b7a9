// Notices when somebody sets the clock while the process runs (RELIABILITY T13).
import type { Clock } from "./clock.ts";

export interface ClockStep {
  /** What the clock would say had it not been set. */
  readonly from: Date;
  /** What it says; before `from` when it was set back. */
  readonly to: Date;
}

/** The uptime ticks coarsely and a clock is slewed by seconds at most; what is smaller than this is no step. */
const TOLERANCE_MS = 30_000;

/**
 * Tells each step of the clock once, at the first look after it. Only steps within the life of this process can be seen.
 * `giveBack` undoes a telling that came to nothing, so that the next look tells it again.
 */
export function watchClockSteps(clock: Clock): {
  readonly take: () => ClockStep | undefined;
  readonly giveBack: (step: ClockStep) => void;
} {
  const readOffset = (nowMs: number): number => nowMs - (clock.elapsedMs?.() ?? nowMs);
  let offset = readOffset(clock.now().getTime());
  return {
    take() {
      const nowMs = clock.now().getTime();
      const stepMs = readOffset(nowMs) - offset;
      if (Math.abs(stepMs) < TOLERANCE_MS) return undefined;
      offset += stepMs;
      return { from: new Date(nowMs - stepMs), to: new Date(nowMs) };
    },
    giveBack({ from, to }) {
      offset -= to.getTime() - from.getTime();
    },
  };
}
