// Users of the desk: their line for the configuration, and whether it names clients there are.
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { DESK_ROLES, findNearestName, type Settings } from "../../config/index.ts";
import { hashPassword } from "../../desk/index.ts";
import type { CommandContext } from "../context.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";

const LEAST_LENGTH = 10;

/** Asks for a password, or takes what is piped in, and prints the line that belongs into `desk.users`. */
export async function addUser({ flags, print }: CommandContext, name: string): Promise<ExitCode> {
  const role = typeof flags.role === "string" ? flags.role : "viewer";
  if (!DESK_ROLES.some((known) => known === role))
    throw new UsageError(`"${role}" is no role.`, `Use one of ${DESK_ROLES.join(", ")}.`);
  const password = process.stdin.isTTY
    ? await ask(`Password of ${name}: `)
    : (await text(process.stdin)).replace(/\r?\n$/, "");
  if (password.length < LEAST_LENGTH)
    throw new UsageError(`The password is too short: at least ${LEAST_LENGTH} characters.`, "Take a sentence.");
  const clients = flags.client.length === 0 ? {} : { clients: flags.client };
  const user = { name, role, ...clients, hash: await hashPassword(password) };
  print.json({ user });
  print.note("Add this line to desk.users in the configuration, and start the desk again:");
  print.result(`- ${JSON.stringify(user)}`);
  return EXIT.complete;
}

async function ask(question: string): Promise<string> {
  process.stderr.write(question);
  // Nothing that is typed is shown.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await reader.question("");
  } finally {
    reader.close();
    process.stderr.write("\n");
  }
}

/** A client that was renamed would silently leave somebody with nothing to see. */
export function refuseUnknownClients({ desk, clients, brokenClients }: Settings): void {
  const known = [...clients, ...brokenClients].map(({ name }) => name);
  for (const { name, clients: own = [] } of desk.users) {
    const unknown = own.find((one) => !known.includes(one));
    if (unknown === undefined) continue;
    const nearest = findNearestName(unknown, known);
    throw new UsageError(
      `desk.users: ${name} is to see "${unknown}", which is no client of the configuration.`,
      nearest === undefined ? "Correct the name." : `Did you mean ${nearest}?`,
    );
  }
}
