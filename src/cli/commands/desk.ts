// The web page for people, until it is stopped; or a user for it.
import { once } from "node:events";
import { openDataset } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { openDesk } from "../desk/open-desk.ts";
import { addUser, refuseUnknownClients } from "../desk/users.ts";
import { EXIT, type ExitCode } from "../exit.ts";

/** Being stopped is how it ends well. */
export async function run(context: CommandContext): Promise<ExitCode> {
  const { flags, print, clock, signal, env, cwd } = context;
  if (typeof flags.addUser === "string") return addUser(context, flags.addUser);
  const settings = context.settings({ secrets: "optional" });
  refuseUnknownClients(settings);
  await using store = await openDataset(settings, clock);
  // Threads of a store from before there was an inbox; of any other this finds nothing to do.
  await store.inbox.catchUp(signal);
  const port = typeof flags.port === "number" ? flags.port : settings.desk.port;
  const load = { file: flags.config, env, cwd };
  await using server = await openDesk({ settings, load, store, clock, print, port });
  print.json({ url: server.url });
  print.result(`The desk is at ${server.url}. Ctrl-C ends it.`);
  if (!signal.aborted) await once(signal, "abort");
  return EXIT.complete;
}
