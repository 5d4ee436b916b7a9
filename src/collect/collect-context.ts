import type { Graph } from "../graph/index.ts";
import type { Clock } from "../shared/index.ts";
import type { Store } from "../store/index.ts";
import type { CollectOptions } from "./collect-options.ts";
import type { HandOut, Waiting } from "./hand-out.ts";

export interface CollectContext {
  readonly graph: Graph;
  readonly store: Store;
  readonly clock: Clock;
  /** Has the plan asked by others, in stretches; absent where this process asks it itself. */
  readonly handOut?: HandOut | undefined;
  /** Who waits for parts of what is handed out; without a say where nothing is. */
  readonly waiting?: Waiting | undefined;
  /** Drops what is kept no longer; as `tidyUp` where absent. */
  readonly tidyUp?: ((kept: KeptDays) => Promise<void>) | undefined;
}

/** How many days logs and other data are kept. */
export type KeptDays = Pick<CollectOptions, "keepDays" | "keepKinds">;
