// What a report's deliveries amount to.
import type { CollectorError } from "../shared/index.ts";
import type { DeliveryRow, DeliveryState } from "../store/index.ts";

export interface DeliveryOutcome {
  /** `paused`: some wait for a later try. `partial`: some were refused, held or lost. `failed`: nobody got it. */
  readonly outcome: "complete" | "partial" | "paused" | "failed";
  readonly deliveries: readonly DeliveryRow[];
  /** Cuts that could not be made, and why. */
  readonly failures: readonly CollectorError[];
  /** When the next try is due; null when none is. */
  readonly resumesAt: string | null;
  /** With `dryRun`: the mails, as paths of .eml files. */
  readonly mails: readonly string[];
}

/** What deliveries amount to; also for those of an earlier run. */
export function summariseDeliveries(
  deliveries: readonly DeliveryRow[],
  failures: readonly CollectorError[] = [],
): DeliveryOutcome {
  const count = (...states: readonly DeliveryState[]): number =>
    deliveries.filter(({ state }) => states.includes(state)).length;
  const waiting = count("queued", "sending");
  const troubles = count("failed", "held", "unknown") + failures.length;
  const nobody = count("sent", "held", "unknown") === 0 && waiting === 0;
  const outcome = troubles > 0 ? (nobody ? "failed" : "partial") : waiting > 0 ? "paused" : "complete";
  const [resumesAt = null] = deliveries.flatMap(({ nextAt }) => nextAt ?? []).sort();
  return { outcome, deliveries, failures, resumesAt, mails: [] };
}
