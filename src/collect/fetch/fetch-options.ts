// What fetching is told, and whom it tells.
import type { GraphError } from "../../graph/index.ts";
import type { Capabilities } from "../capabilities/index.ts";
import type { Member, PlannedCall, PlannedRequest } from "../plan/index.ts";
import type { FetchStep } from "./answer.ts";
import type { Fact } from "./fact.ts";

export interface FetchOptions {
  readonly now: () => Date;
  readonly sleep: (delayMs: number, signal: AbortSignal) => Promise<void>;
  /** Requests of a connection under way at once; the budget, not this, is what limits the pace. */
  readonly concurrency: number;
  /** Where a call of an interrupted run goes on; absent means from its start. */
  readonly resume: (call: PlannedCall) => readonly PlannedRequest[] | undefined;
  /** What the connections and accounts are known to do right now: `note` writes into it. */
  readonly known: Capabilities;
  /** Learns of an answer or a refusal. */
  readonly note: (call: PlannedCall, fact: Fact) => Promise<void>;
  /** Called with each step before the next request of the same call is sent; what it resolves is acknowledged. */
  readonly keep: (call: PlannedCall, step: FetchStep) => Promise<void>;
  /** Discovery has brought this account's profile: where asking would be a call of its own, it is not asked again. */
  readonly hasProfile?: ((accountId: string) => boolean) | undefined;
  /** How many posts an account's profile told; bounds the walk of its list. */
  readonly mediaCount?: ((accountId: string) => number | undefined) | undefined;
  /** The Page an account is linked to. */
  readonly pageOf?: ((accountId: string) => string | undefined) | undefined;
  /** A connection's token was refused for good: nothing more is asked with it. */
  readonly onTokenLost?: ((connection: string, error: GraphError) => void) | undefined;
  /** Something of an account is lost for want of a permission or role. */
  readonly onNotPermitted?: ((call: PlannedCall, error: GraphError) => void) | undefined;
  /** The account has answered in this run's first collection: only what was lost of it is asked again. */
  readonly isRepeat?: ((accountId: string) => boolean) | undefined;
  /** Posts of an account whose figures are held. */
  readonly readPosts?: ((accountId: string) => readonly Member[]) | undefined;
}
