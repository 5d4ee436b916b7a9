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
  /** Whose step it was, and which of their reports; absent for what concerns all. */
  readonly client?: string | undefined;
  readonly report?: string | undefined;
}

/** One client's report. */
export interface ClientRun {
  readonly client: string;
  /** Which of the client's reports. */
  readonly report: string;
  readonly period: DaySpan;
  readonly outcome: CollectOutcome["outcome"];
  readonly files: readonly WrittenFile[];
  readonly deliveries: readonly DeliveryRow[];
  readonly failures: readonly StepFailure[];
}

export interface RunSummary {
  readonly outcome: CollectOutcome["outcome"];
  readonly period: DaySpan;
  readonly accounts: number;
  /** Accounts of which at least one answer came; absent where none had anything to be asked. */
  readonly answered?: number | undefined;
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
  /** Each report by its client; absent where the configuration has no clients. */
  readonly clients?: readonly ClientRun[] | undefined;
}

/** What several reports come to: one that waits or lacks something makes the whole do so, and one that failed leaves it in part. */
export function worstOf(outcomes: readonly RunSummary["outcome"][]): RunSummary["outcome"] {
  if (outcomes.includes("paused")) return "paused";
  if (outcomes.length > 0 && outcomes.every((outcome) => outcome === "failed")) return "failed";
  return outcomes.every((outcome) => outcome === "complete") ? "complete" : "partial";
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
