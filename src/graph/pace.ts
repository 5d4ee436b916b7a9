// Slows down before the server has to stop us: from 75 percent of its own count, requests are spread (CONTRACT §7).
import type { Clock } from "../shared/index.ts";

const SLOW_PERCENT = 75;
const FIRST_DELAY_MS = 500;
/** Doubles the distance every four percent: 0.5 s at 75, 16 s at 95, where we stop altogether. */
const PERCENT_TO_DOUBLE = 4;
/** What was counted has left the server's rolling hour by then, and low traffic brings no header to say so. */
const STALE_MS = 3_600_000;
/** Where we stop altogether, for five minutes or as told; the distance after it need grow no further. */
const STOP_PERCENT = 95;

/** How far apart requests are sent at this percentage of the server's count; 0 while there is plenty left. */
export function toDistanceMs(usedPercent: number): number {
  if (usedPercent < SLOW_PERCENT) return 0;
  return Math.round(FIRST_DELAY_MS * 2 ** ((Math.min(usedPercent, STOP_PERCENT) - SLOW_PERCENT) / PERCENT_TO_DOUBLE));
}

/** The pace of each token and account, by any name the caller gives it. */
export function createPace(clock: Clock): {
  /** What the server said last of its count. */
  readonly note: (name: string, usedPercent: number | undefined) => void;
  /** Resolves when it is this request's turn; at once where nothing is near its limit. */
  readonly turn: (names: readonly string[], signal: AbortSignal) => Promise<void>;
} {
  const heard = new Map<string, { readonly distanceMs: number; readonly at: number }>();
  const nextAt = new Map<string, number>();
  // Not the clock's "now": setting it back must not make a pause of hours.
  const tick = (): number => clock.elapsedMs?.() ?? clock.now().getTime();
  const readDistance = (name: string, now: number): number => {
    const { distanceMs, at } = heard.get(name) ?? { distanceMs: 0, at: now };
    return now - at < STALE_MS ? distanceMs : 0;
  };
  return {
    note(name, usedPercent) {
      if (usedPercent !== undefined) heard.set(name, { distanceMs: toDistanceMs(usedPercent), at: tick() });
    },
    async turn(names, signal) {
      const now = tick();
      const slow = names.filter((name) => readDistance(name, now) > 0);
      if (slow.length === 0) return;
      const at = Math.max(now, ...slow.map((name) => nextAt.get(name) ?? now));
      for (const name of slow) nextAt.set(name, at + readDistance(name, now));
      if (at > now) await clock.sleep(at - now, signal);
    },
  };
}
