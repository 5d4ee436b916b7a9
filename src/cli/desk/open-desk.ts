// The desk on an open store: what `desk` and the demo start.
import type { LoadInput, Settings } from "../../config/index.ts";
import { type DeskServer, serveDesk } from "../../desk/index.ts";
import { findTemplateFolder } from "../../report/index.ts";
import type { Clock } from "../../shared/index.ts";
import type { Store } from "../../store/index.ts";
import { openGraph } from "../compose.ts";
import type { Print } from "../print.ts";
import { createHousePorts } from "./house-ports.ts";
import { readOwner } from "./owner.ts";
import { createReportPorts } from "./report-ports.ts";

export interface OpenDesk {
  readonly settings: Settings;
  /** How the settings were read. */
  readonly load: LoadInput;
  readonly store: Store;
  readonly clock: Clock;
  readonly print: Print;
  readonly port: number;
}

/** Prints the link that opens it once, where nobody signs in by name. */
export function openDesk({ settings, load, store, clock, print, port }: OpenDesk): Promise<DeskServer> {
  const given = { settings, store, clock };
  return serveDesk({
    ports: {
      ...given,
      openGraph: () => openGraph(settings, store, clock, { whenSpent: "stop" }),
      reports: createReportPorts(given),
      house: createHousePorts({ ...given, load }),
    },
    templates: findTemplateFolder("desk"),
    owner: readOwner(),
    port,
    host: settings.desk.host,
    onLink: (url) => print.result(`Opens the desk, once: ${url}`, "strong"),
    onMistake: (error, request) =>
      print.failure(`This is our mistake, at ${request}: ${error instanceof Error ? error.stack : String(error)}`),
  });
}
