// How the steps of a run are done: by this process, or by workers who carry them.
import type { Services } from "../compose.ts";
import { reportStep } from "./report-step.ts";
import { sendStep, sendWaitingStep } from "./send-step.ts";

export interface RunSteps {
  /** What a collection is made with. */
  collecting(services: Services): Services;
  readonly report: typeof reportStep;
  readonly send: typeof sendStep;
  readonly sendWaiting: typeof sendWaitingStep;
}

export const ownSteps: RunSteps = {
  collecting: (services) => services,
  report: reportStep,
  send: sendStep,
  sendWaiting: sendWaitingStep,
};
