// What was made to its recipients, and what still waits of earlier reports.

import type { Settings } from "../../config/index.ts";
import type { DaySpan } from "../../dataset/index.ts";
import type { MadeReport } from "../../report/index.ts";
import type { Clock } from "../../shared/index.ts";
import { type DeliveryRow, type Store, StoreError } from "../../store/index.ts";
import { deliverPeriod, sendDue } from "../delivery.ts";
import type { Progress } from "../progress.ts";
import type { Narrowing } from "../selection.ts";
import { tendReviews } from "./reviews.ts";
import { type StepFailure, toStepFailure } from "./run-summary.ts";
import { tellTroubles } from "./troubles.ts";

export interface SendStep {
  readonly settings: Settings;
  readonly span: DaySpan;
  readonly narrowing: Narrowing;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Tells the operator what is the matter, and tries what waits in the outbox, of whatever report. */
export async function sendWaitingStep(
  store: Store,
  { settings, clock, signal }: Pick<SendStep, "settings" | "clock" | "signal">,
  failures: StepFailure[],
): Promise<void> {
  await attempt(signal, failures, async () => {
    await tellTroubles(settings, store, clock.now());
    await tendReviews(settings, store);
    await sendDue({ settings, store, clock, signal });
  });
}

/** Where each recipient's mail stands. */
export async function sendStep(
  store: Store,
  { settings, span, narrowing, clock, progress, signal }: SendStep,
  made: readonly MadeReport[],
  failures: StepFailure[],
): Promise<readonly DeliveryRow[]> {
  const onStep = (name: string): void => progress.update({ done: 0, of: 0, text: name });
  if (settings.delivery.recipients.length > 0) onStep("sending");
  if (made.length === 0) return [];
  const sent = await attempt(signal, failures, () =>
    deliverPeriod({ settings, store, clock, signal, span, narrowing, made, onStep }),
  );
  for (const failure of sent?.failures ?? []) failures.push(toStepFailure("send", failure));
  return sent?.deliveries ?? [];
}

/** What goes wrong leaves the reports where they are; a stop signal is no failure. */
async function attempt<Result>(
  signal: AbortSignal,
  failures: StepFailure[],
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) return undefined;
    if (error instanceof StoreError) throw error;
    failures.push(toStepFailure("send", error));
    return undefined;
  }
}
