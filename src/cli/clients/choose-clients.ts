// Which clients a command is about, and what is told of those that cannot be served.
import { type Client, explainBroken, findNearestName, type Settings } from "../../config/index.ts";
import { UsageError } from "../exit.ts";

/** Names a refusal tells of. */
const NAMES_TOLD = 8;

/** The clients named, in the order of the file; all that can be served where none is named. Throws `UsageError`. */
export function chooseClients(settings: Settings, names: readonly string[]): readonly Client[] {
  const wanted = names.map((name) => findClient(settings, name));
  return names.length === 0 ? settings.clients : settings.clients.filter((client) => wanted.includes(client));
}

function findClient({ clients, brokenClients }: Settings, name: string): Client {
  const isMeant = (one: { readonly name: string }): boolean => toLook(one.name) === toLook(name);
  const found = clients.find(isMeant);
  if (found !== undefined) return found;
  const broken = brokenClients.find(isMeant);
  if (broken !== undefined) throw new UsageError(explainBroken(broken), "Mend the configuration and run again.");
  const known = [...clients, ...brokenClients].map((one) => one.name);
  const nearest = findNearestName(name, known);
  throw new UsageError(
    `There is no client "${name}" in clients.`,
    known.length === 0
      ? "The configuration has no list of clients: leave --client out, or write them under clients."
      : `${nearest === undefined ? "" : `Did you mean ${nearest}? `}Known clients: ${known.slice(0, NAMES_TOLD).join(", ")}${known.length > NAMES_TOLD ? ", …" : ""}.`,
  );
}

/** Names of clients differ in more than that (config). */
function toLook(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}
