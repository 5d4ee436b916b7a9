// What the configuration wants to be reached.
import type { Day } from "../../../dataset/index.ts";

/** A number to reach in each period, or by a day. */
export type Target = number | { readonly target: number; readonly by: Day };
/** By id of the key figure. */
export type Targets = Readonly<Record<string, Target | undefined>>;

export interface Goals {
  readonly all: Targets;
  /** By name of the group. */
  readonly groups: Readonly<Record<string, Targets>>;
  /** By a name as `isNamed` reads it. */
  readonly accounts: Readonly<Record<string, Targets>>;
}
