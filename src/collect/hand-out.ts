// A run's plan cut into parts that any process can ask: plain data on the way there and back.
import type { AccountRecord } from "../dataset/index.ts";
import type { GraphErrorParts } from "../graph/index.ts";
import type { FetchRunOptions } from "./collect-options.ts";
import type { TallyPart } from "./connection-tally.ts";
import type { PlannedCall } from "./plan/index.ts";

/** Accounts of one connection, and what is asked of them. JSON-able. */
export interface Stretch {
  readonly runId: string;
  readonly connection: string;
  /** Stories expire: they are asked before all else. */
  readonly isOfStories: boolean;
  /** Since when somebody waits for the first of them. */
  readonly dueAt?: string | undefined;
  readonly calls: readonly PlannedCall[];
  readonly accounts: readonly AccountRecord[];
  readonly options: Omit<FetchRunOptions, "onProgress" | "again">;
}

/** Why a stretch was not asked to its end; what came before is kept. */
export type StretchStop =
  | {
      readonly kind: "spent";
      readonly connection: string;
      /** Until calls return: no moment, as clocks of machines differ. */
      readonly waitMs: number;
      readonly why: string;
      readonly account?: { readonly id: string; readonly name: string } | undefined;
      readonly isLasting: boolean;
    }
  | ({ readonly kind: "refused" } & Pick<GraphErrorParts, "code" | "sentence" | "hint" | "recovery" | "scope">)
  | { readonly kind: "interrupted" };

/** What became of a stretch. JSON-able. */
export interface StretchEnd {
  readonly tally: readonly TallyPart[];
  /** A sentence for each token or account that was refused. */
  readonly told: readonly string[];
  /** Calls sent for it. */
  readonly calls: number;
  readonly stop?: StretchStop | undefined;
  /** The run was closed, or put off, before it was asked: nothing was. */
  readonly isOver?: true | undefined;
}

export type StretchResult =
  | { readonly kind: "ended"; readonly end: StretchEnd }
  /** Whoever tried it could not: given up after several tries. */
  | { readonly kind: "dead"; readonly why: string };

/**
 * Has stretches asked, by whom and where is its own affair; results in their order. `onEnd` hears of each as it ends, and is not
 * told of one that will be gone on with.
 */
export type HandOut = (
  stretches: readonly Stretch[],
  onEnd: (stretch: Stretch, result: StretchResult) => void,
  signal: AbortSignal,
) => Promise<readonly StretchResult[]>;

/** Whoever makes something of a part of the accounts, and need not wait for the others. */
export interface Waiting {
  /** When it is an account's turn; undefined for one that nobody waits for. */
  turnOf(account: AccountRecord): Turn | undefined;
  /**
   * Told again and again, once every account of the run is found: who these are, and ids of those of whom all that the run asks is
   * asked. Of a part that was given up nothing is told.
   */
  onCollected(runId: string, found: readonly AccountRecord[], collected: ReadonlySet<string>): void;
}

export interface Turn {
  /** The lower goes first. */
  readonly rank: number;
  readonly dueAt?: Date | undefined;
}
