// collect → report → send for one period. Each step finds out for itself what is left to do, so that a second run changes
// nothing, a killed one is gone on with, and one step's failure leaves the others' work.

import type { Settings } from "../../config/index.ts";
import type { DaySpan } from "../../dataset/index.ts";
import { keepBrowser } from "../../report/index.ts";
import type { Clock } from "../../shared/index.ts";
import type { Store } from "../../store/index.ts";
import { type CallOptions, openServices, toCollectOptions } from "../compose.ts";
import { tellNames, tellUnmatched } from "../configured-names.ts";
import type { Progress } from "../progress.ts";
import { tellLacking } from "../report/recipients.ts";
import type { Narrowing } from "../selection.ts";
import { collectStep } from "./collect-step.ts";
import { ownSteps, type RunSteps } from "./run-steps.ts";
import { type RunSummary, type StepFailure, toRunOutcome } from "./run-summary.ts";

export interface RunPeriodInput {
  readonly settings: Settings;
  readonly span: DaySpan;
  readonly narrowing: Narrowing;
  readonly calls: CallOptions;
  /** Collects and renders again what was done before. */
  readonly fresh?: boolean | undefined;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** How its parts are done; by this process itself where absent. */
  readonly steps?: RunSteps | undefined;
}

/** Throws for what makes a run impossible: usage, configuration, a store that cannot be used or is at work on the period. */
export async function runPeriod(input: RunPeriodInput): Promise<RunSummary> {
  const { steps = ownSteps } = input;
  await using services = await openServices(input.settings, input.clock, input.calls);
  await using _browser = keepBrowser();
  const failures: StepFailure[] = [];
  const collected = await collectStep(steps.collecting(services), toRunCollectOptions(input), input, failures);
  const isCollected = collected.outcome === "complete" || collected.outcome === "partial";
  const isStopped = (): boolean => input.signal.aborted;
  const { settings } = input;
  const warnings = isCollected ? await tellWarnings(settings, collected.unmatched, services.store) : [];
  const step = { ...input, collected: toRunCollectOptions(input) };
  const made = isCollected && !isStopped() ? await steps.report(services.store, step, failures) : [];
  // Also what still waits of earlier reports, whatever became of this one.
  const known = failures.length;
  if (!isStopped()) await steps.sendWaiting(services.store, input, failures);
  const mayGo = !isStopped() && failures.length === known;
  const deliveries = mayGo ? await steps.send(services.store, input, made, failures) : [];
  input.progress.end();
  const files = made.flatMap((one) => one.files);
  const { accounts, answered, calls, gaps, resumesAt, message, underWay } = collected;
  // What a stop signal left undone is not lost: the next run goes on there.
  const outcome = isStopped() ? "paused" : toRunOutcome({ collected: collected.outcome, files, failures, deliveries });
  return {
    outcome,
    period: input.span,
    accounts,
    answered,
    calls,
    gaps,
    resumesAt,
    files,
    deliveries,
    warnings,
    failures,
    underWay,
    message,
  };
}

function toRunCollectOptions({ settings, span, narrowing }: RunPeriodInput) {
  return toCollectOptions(settings, span, narrowing);
}

/** Names that mean nobody or others than before, and who goes without whom. */
async function tellWarnings(
  settings: Settings,
  unmatched: readonly string[] | undefined,
  store: Store,
): Promise<readonly string[]> {
  const known = await store.read.accounts();
  return [
    ...tellUnmatched(settings, unmatched, known),
    ...(await tellNames(settings, known, store)),
    ...tellLacking(settings, known),
  ];
}
