import type { AccountRecord, MissingAccount } from "../dataset/index.ts";
import type { BudgetSpent } from "../graph/index.ts";

/** What a walk over the connections came to. */
export interface FoundAccounts {
  /** Wanted by the filter, each once. */
  readonly accounts: readonly AccountRecord[];
  /** Everybody the connections list, whatever the filter says; one that is reachable twice stands here twice. */
  readonly reachable: readonly AccountRecord[];
  readonly missing: readonly MissingAccount[];
  /** Wanted by the filter, there before, and now neither listed nor answering. */
  readonly lost: readonly AccountRecord[];
  /** Connections that were walked to their end. */
  readonly walked: readonly string[];
  /** One for each connection that had no call left; its part is not known. */
  readonly spent: readonly BudgetSpent[];
  /** Of the calls, those the next walk will not repeat. */
  readonly searchCalls: number;
}
