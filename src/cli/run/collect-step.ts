// One collection of a run: what may have changed where it was made before, all of it else.

import { type CollectOptions, type CollectOutcome, collect, repeatCollection } from "../../collect/index.ts";
import type { Settings } from "../../config/index.ts";
import { StoreError } from "../../store/index.ts";
import type { Services } from "../compose.ts";
import { UsageError } from "../exit.ts";
import type { Progress } from "../progress.ts";
import { type Narrowing, refuseStrangers } from "../selection.ts";
import { showProgress } from "../spending.ts";
import { type StepFailure, toStepFailure } from "./run-summary.ts";

export interface CollectStep {
  readonly settings: Settings;
  readonly narrowing: Narrowing;
  /** Collects again what was collected before. */
  readonly fresh?: boolean | undefined;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export type Collected = Pick<
  CollectOutcome,
  "outcome" | "accounts" | "answered" | "calls" | "gaps" | "resumesAt" | "underWay" | "message" | "unmatched"
>;

/** Throws for a store that cannot be used and for names that mean nobody; any other trouble is a failure and an outcome. */
export async function collectStep(
  services: Services,
  options: CollectOptions,
  { settings, narrowing, fresh, progress, signal }: CollectStep,
  failures: StepFailure[],
): Promise<Collected> {
  try {
    const shown = { ...options, onProgress: showProgress(progress) };
    const repeated = fresh === true ? undefined : await repeatCollection(services, shown, signal);
    const outcome = repeated ?? (await collect(services, shown, signal));
    if (outcome.accounts === 0) {
      refuseStrangers(narrowing, settings.accounts.exclude, await services.store.read.accounts());
    }
    return outcome;
  } catch (error) {
    if (error instanceof StoreError || error instanceof UsageError) throw error;
    failures.push(toStepFailure("collect", error));
    return {
      outcome: "failed",
      accounts: 0,
      calls: services.graph.callsSent(),
      gaps: 0,
      resumesAt: null,
      underWay: null,
    };
  }
}
