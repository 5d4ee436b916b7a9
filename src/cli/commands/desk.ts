// The web page for people, until it is stopped; or a user for it.
import { once } from "node:events";
import { serveDesk } from "../../desk/index.ts";
import { findTemplateFolder } from "../../report/index.ts";
import { openDataset, openGraph } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { createHousePorts } from "../desk/house-ports.ts";
import { readOwner } from "../desk/owner.ts";
import { createReportPorts } from "../desk/report-ports.ts";
import { addUser, refuseUnknownClients } from "../desk/users.ts";
import { EXIT, type ExitCode } from "../exit.ts";

/** Being stopped is how it ends well. */
export async function run(context: CommandContext): Promise<ExitCode> {
  const { flags, print, clock, signal } = context;
  if (typeof flags.addUser === "string") return addUser(context, flags.addUser);
  const settings = context.settings({ secrets: "optional" });
  refuseUnknownClients(settings);
  await using store = await openDataset(settings, clock);
  // Threads of a store from before there was an inbox; of any other this finds nothing to do.
  await store.inbox.catchUp(signal);
  await using server = await serveDesk({
    ports: {
      settings,
      store,
      clock,
      openGraph: () => openGraph(settings, store, clock, { whenSpent: "stop" }),
      reports: createReportPorts({ settings, store, clock }),
      house: createHousePorts({ settings, store, clock, context }),
    },
    templates: findTemplateFolder("desk"),
    owner: readOwner(),
    port: typeof flags.port === "number" ? flags.port : settings.desk.port,
    host: settings.desk.host,
    onLink: (url) => print.result(`Opens the desk, once: ${url}`, "strong"),
    onMistake: (error, request) =>
      print.failure(`This is our mistake, at ${request}: ${error instanceof Error ? error.stack : String(error)}`),
  });
  print.json({ url: server.url });
  print.result(`The desk is at ${server.url}. Ctrl-C ends it.`);
  if (!signal.aborted) await once(signal, "abort");
  return EXIT.complete;
}
