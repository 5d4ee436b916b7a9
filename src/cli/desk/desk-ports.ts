// What the desk may do, on an open store: the same functions as the commands call.
import type { LoadInput, Settings } from "../../config/index.ts";
import type { Clock } from "../../shared/index.ts";
import type { Store } from "../../store/index.ts";
import { openGraph } from "../compose.ts";
import { createHousePorts } from "./house-ports.ts";
import { createReportPorts } from "./report-ports.ts";

export interface DeskGiven {
  readonly settings: Settings;
  /** How the settings were read. */
  readonly load: LoadInput;
  readonly store: Store;
  readonly clock: Clock;
}

export function createDeskPorts({ settings, load, store, clock }: DeskGiven) {
  const given = { settings, store, clock };
  return {
    ...given,
    openGraph: () => openGraph(settings, store, clock, { whenSpent: "stop" as const }),
    reports: createReportPorts(given),
    house: createHousePorts({ ...given, load }),
  };
}
