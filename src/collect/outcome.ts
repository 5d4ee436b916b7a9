import type { DaySpan, MissingAccount, UnderWay } from "../dataset/index.ts";

/** How a collection ended. `paused` is no failure: the same command goes on later. */
export interface CollectOutcome {
  readonly outcome: "complete" | "partial" | "paused" | "failed";
  readonly period: DaySpan;
  /** Accounts asked. */
  readonly accounts: number;
  /** Accounts of which at least one answer came; absent where none had anything to be asked. */
  readonly answered?: number | undefined;
  /** Calls this invocation sent, discovery and refused ones included. */
  readonly calls: number;
  /** Gaps found in this run. */
  readonly gaps: number;
  readonly missing: readonly MissingAccount[];
  /** User names of accounts nobody had seen before; none on a first collection, where all would be. */
  readonly appeared: readonly string[];
  /** Names of `accounts.include` and `exclude` that mean nobody the connections list or listed; absent where not all were walked. */
  readonly unmatched?: readonly string[] | undefined;
  /** When calls return, UTC ISO 8601; null unless paused. */
  readonly resumesAt: string | null;
  /** The period's last day, when it had not ended as the collection began; null when it had. */
  readonly underWay: UnderWay | null;
  /** Why it is not complete, in one sentence. */
  readonly message?: string | undefined;
}
