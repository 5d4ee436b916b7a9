import type { GraphError } from "../../graph/index.ts";
import type { Block, PlannedCall, PlannedRequest } from "../plan/index.ts";

/** A request that was answered, with what belongs to each of its blocks. */
export interface FetchedPage {
  readonly kind: "page";
  readonly call: PlannedCall;
  readonly parts: readonly { readonly block: Block; readonly part: unknown }[];
  /** Plain fields that were left off, "account:website"; their loss is told apart. */
  readonly without?: readonly string[] | undefined;
  /** Walks that had to stop here though the answer promised more. */
  readonly refusals: readonly Refusal[];
  /** UTC ISO 8601. */
  readonly takenAt: string;
}

/** Blocks that will not be answered in this run, and the API's reason. */
export interface RefusedCall {
  readonly kind: "refused";
  readonly call: PlannedCall;
  readonly refusals: readonly Refusal[];
  /** Lost before for themselves, and told with these from now on. */
  readonly joined?: readonly Block[] | undefined;
  /** Set where the account is refused as a whole: nothing of it comes, and that is one loss. */
  readonly whole?: GraphError | undefined;
  readonly takenAt: string;
}

export interface Refusal {
  readonly block: Block;
  /** The metrics that are lost; every metric of the block when absent. */
  readonly metrics?: readonly string[] | undefined;
  /** Set where `metrics` names a plain field. */
  readonly isField?: true | undefined;
  readonly error: GraphError;
}

export type Answer = FetchedPage | RefusedCall;

/** One step of a planned call: what came, and what is still to be asked. */
export interface FetchStep {
  readonly answer: Answer;
  readonly pending: readonly PlannedRequest[];
  /** Ledger entries the step has cost. */
  readonly callIds: readonly string[];
}

/** The way on after a refusal. */
export interface StepDown {
  /** To be sent instead, in this order. */
  readonly requests: readonly PlannedRequest[];
  /** To be sent when everything else was: it may be known by then to be refused, too. */
  readonly later?: readonly PlannedRequest[] | undefined;
  /** What is lost for this run. */
  readonly refusals: readonly Refusal[];
}
