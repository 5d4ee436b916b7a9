// The desk on an open store: what `desk` and the demo start.
import { userInfo } from "node:os";
import { type DeskServer, serveDesk } from "../../desk/index.ts";
import { findTemplateFolder } from "../../report/index.ts";
import type { Print } from "../print.ts";
import { createDeskPorts, type DeskGiven } from "./desk-ports.ts";

export interface OpenDesk extends DeskGiven {
  readonly print: Print;
  readonly port: number;
}

/** Prints the link that opens it once, where nobody signs in by name. */
export function openDesk({ settings, load, store, clock, print, port }: OpenDesk): Promise<DeskServer> {
  return serveDesk({
    ports: createDeskPorts({ settings, load, store, clock }),
    templates: findTemplateFolder("desk"),
    owner: readOwner(),
    port,
    host: settings.desk.host,
    onLink: (url) => print.result(`Opens the desk, once: ${url}`, "strong"),
    onMistake: (error, request) =>
      print.failure(`This is our mistake, at ${request}: ${error instanceof Error ? error.stack : String(error)}`),
  });
}

/** Who sits at this machine, for the log of what was done at the desk. */
function readOwner(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a number without a name.
    return "owner";
  }
}
