import type { AccountFilter, StampReading } from "../dataset/index.ts";
import type { DataKind } from "../store/index.ts";
import type { FoundAccounts } from "./found-accounts.ts";
import type { PlanOptions } from "./plan-input.ts";

export interface CollectOptions extends PlanOptions {
  readonly filter: AccountFilter;
  /** False fetches no picture of the period's posts. */
  readonly pictures?: boolean | undefined;
  /** For connections whose own is not settled yet. */
  readonly stampReading: StampReading;
  /** Days that plans and the call log are kept; nothing is dropped when absent. */
  readonly keepDays?: number | undefined;
  /** Days other data is kept, by kind; for good where a kind is absent. */
  readonly keepKinds?: Readonly<Partial<Record<DataKind, number | undefined>>> | undefined;
  /** Goes on after a collection that ended: who was found since, and what alone is asked of them. */
  readonly again?: Again | undefined;
  /** Accounts worked on at once. */
  readonly concurrency: number;
  readonly onProgress?: ((progress: CollectProgress) => void) | undefined;
}

/** Once it is settled whom a collection is about. */
export type FetchRunOptions = Omit<CollectOptions, "filter">;

export interface Again {
  readonly found: FoundAccounts;
  /** By account id, the subjects of what was lost. */
  readonly due: ReadonlyMap<string, readonly string[] | "everything">;
}

export type CollectProgress =
  | { readonly step: "discovering"; readonly connection: string }
  | { readonly step: "planned"; readonly accounts: number; readonly calls: number }
  | {
      readonly step: "collecting";
      readonly done: number;
      readonly of: number;
      readonly calls: number;
      readonly username: string;
    }
  | { readonly step: "thumbnails"; readonly done: number; readonly of: number };
