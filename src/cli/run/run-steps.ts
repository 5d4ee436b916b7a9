// How the steps of a run are done: by this process, or by workers who carry them.
import type { Waiting } from "../../collect/index.ts";
import type { Services } from "../compose.ts";
import { reportStep } from "./report-step.ts";
import { sendStep, sendWaitingStep } from "./send-step.ts";

export interface RunSteps {
  /** What a collection is made with; who waits for parts of it hears of them where others collect. */
  collecting(services: Services, waiting?: Waiting): Services;
  /** Reports at once, where that is not this process's own bound. */
  readonly parallel?: number | undefined;
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
