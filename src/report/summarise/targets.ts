// What the configuration wants to be reached.
import type { Day } from "../../dataset/index.ts";
import type { KpiId } from "./kpis.ts";

export type GoalFigure = Extract<
  KpiId,
  "followers" | "netFollowers" | "reach" | "views" | "interactions" | "engagementRate" | "posts"
>;
/** A number to reach in each period, or by a day. */
export type Target = number | { readonly target: number; readonly by: Day };
export type Targets = { readonly [Id in GoalFigure]?: Target | undefined };

export interface Goals {
  readonly all: Targets;
  /** By name of the group. */
  readonly groups: Readonly<Record<string, Targets>>;
  /** By a name as `isNamed` reads it. */
  readonly accounts: Readonly<Record<string, Targets>>;
}
