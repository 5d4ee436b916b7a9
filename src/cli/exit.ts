// Outcome or error → exit code (PRODUCT §1).
import { CollectorError } from "../shared/index.ts";

export const EXIT = { complete: 0, failed: 1, usage: 2, partial: 3, paused: 4, interrupted: 130 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What was typed cannot be done as typed; always exit code 2. */
export class UsageError extends CollectorError {
  constructor(sentence: string, hint?: string, code: "USAGE_UNKNOWN" | "USAGE_INVALID" = "USAGE_INVALID") {
    super({ code, sentence, hint });
  }
}

/** The exit code of an outcome that was reached; a stop signal outranks "partial" and "paused", not "failed". */
export function toExitCode(outcome: "complete" | "partial" | "paused" | "failed", signal?: AbortSignal): ExitCode {
  const isStopped = signal?.aborted === true && (outcome === "partial" || outcome === "paused");
  return isStopped ? EXIT.interrupted : EXIT[outcome];
}

/** The exit code of what a command threw. */
export function toFailureExitCode(error: unknown, signal: AbortSignal): ExitCode {
  if (isUserMistake(error)) return EXIT.usage;
  if (isSpent(error) && !signal.aborted) return EXIT.paused;
  return signal.aborted ? EXIT.interrupted : EXIT.failed;
}

/** Whether the hour was spent before a command came to a result of its own: run it again later. */
export function isSpent(error: unknown): boolean {
  return error instanceof CollectorError && error.code === "GRAPH_BUDGET_SPENT";
}

function isUserMistake(error: unknown): boolean {
  return error instanceof CollectorError && /^(CONFIG|USAGE)_/.test(error.code);
}
