// What the pages ask of the house: functions that the commands call too, handed in by whoever starts the desk.
import type { Settings } from "../config/index.ts";
import type { Graph } from "../graph/index.ts";
import type { Clock } from "../shared/index.ts";
import type { Store } from "../store/index.ts";

export interface DeskPorts {
  readonly settings: Settings;
  readonly store: Store;
  readonly clock: Clock;
  /** The line to Instagram, which never waits for an hour; whoever opens it closes it. */
  readonly openGraph: () => Graph;
}
