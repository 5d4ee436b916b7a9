// What one `run` came to.
import type { CollectOutcome } from "../../collect/index.ts";
import type { DaySpan } from "../../dataset/index.ts";
import type { WrittenFile } from "../../report/index.ts";
import { CollectorError } from "../../shared/index.ts";
import type { DeliveryRow } from "../../store/index.ts";

export interface StepFailure {
  readonly step: "collect" | "report" | "send";
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
}

export interface RunSummary {
  readonly outcome: CollectOutcome["outcome"];
  readonly period: DaySpan;
  readonly accounts: number;
  /** Sent by this invocation. */
  readonly calls: number;
  readonly gaps: number;
  readonly resumesAt: string | null;
  readonly files: readonly WrittenFile[];
  /** Where each recipient's mail stands. */
  readonly deliveries: readonly DeliveryRow[];
  /** Names of the configuration that mean nobody, or others than last time; recipients that lack an account. */
  readonly warnings: readonly string[];
  /** What each step could not do; the others did theirs. */
  readonly failures: readonly StepFailure[];
  /** The period's last day, when it had not ended as its collection began; null when it had. */
  readonly underWay: CollectOutcome["underWay"];
  /** Why the collection is not complete, in its own words. */
  readonly message?: string | undefined;
}

/** A step's failure that the others survive; what nobody foresaw is thrown again. */
export function toStepFailure(step: StepFailure["step"], error: unknown): StepFailure {
  if (!(error instanceof CollectorError)) throw error;
  return { step, code: error.code, message: error.message, hint: error.hint };
}

/** The worst of what happened, with output made counted as partial. */
export function toRunOutcome(parts: {
  readonly collected: CollectOutcome["outcome"];
  readonly files: readonly unknown[];
  readonly failures: readonly StepFailure[];
  readonly deliveries: readonly Pick<DeliveryRow, "state">[];
}): RunSummary["outcome"] {
  const { collected, files, failures, deliveries } = parts;
  if (collected === "paused") return "paused";
  if (failures.some(({ step }) => step === "collect") || files.length === 0) return "failed";
  const isDelivered = deliveries.every(({ state }) => state === "sent");
  return collected === "partial" || failures.length > 0 || !isDelivered ? "partial" : "complete";
}
