import type { GraphError } from "./errors.ts";

/** Tries of one request in all, the first included. */
export const MAX_TRIES = 4;

const DELAYS_MS = [1_000, 4_000, 15_000] as const;

/**
 * How long to wait before the same request may be sent again; undefined when it must not be. `tries` counts those made.
 * `jitter` is a number in [0, 1) that spreads many clients.
 */
export function toRetryDelayMs(error: GraphError, tries: number, jitter: number): number | undefined {
  if (error.recovery !== "retry" || tries >= MAX_TRIES) return undefined;
  const delay = DELAYS_MS[tries - 1];
  return delay === undefined ? undefined : Math.round(delay * (0.75 + jitter / 2));
}
