// What the pages ask of the house: functions that the commands call too, handed in by whoever starts the desk.
import type { Settings } from "../config/index.ts";
import type { Clock } from "../shared/index.ts";
import type { Store } from "../store/index.ts";

export interface DeskPorts {
  readonly settings: Settings;
  readonly store: Store;
  readonly clock: Clock;
}
