// Serves the stand-in Graph API until it is stopped.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { type FaultList, parseFaultList, type Sandbox, startSandbox } from "../../sandbox/index.ts";
import type { CommandContext } from "../context.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";

const DEFAULT_PORT = 8055;

/** Prints address and token, then stays up; being stopped is how it ends well. */
export async function run({ flags, print, signal }: CommandContext): Promise<ExitCode> {
  const port = typeof flags.port === "number" ? flags.port : DEFAULT_PORT;
  const trouble = await readFaults(flags.faults);
  const sandbox = await openSandbox(port, flags, trouble);
  try {
    tell(sandbox, trouble, print);
    if (!signal.aborted) await once(signal, "abort");
    return EXIT.complete;
  } finally {
    await sandbox.close();
  }
}

/** Words or JSON as typed, or the JSON in a file of that name. */
async function readFaults(given: unknown): Promise<FaultList> {
  if (typeof given !== "string") return { faults: [], settings: {} };
  try {
    return parseFaultList(/\.json$/i.test(given) ? await readFile(given, "utf8") : given);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `Could not use --faults "${given}": ${why}`,
      "Give words as in http-500,throttle-80002@5, JSON, or the name of a .json file; docs/sandbox.md lists them.",
    );
  }
}

async function openSandbox(
  port: number,
  { accounts, seed }: CommandContext["flags"],
  trouble: FaultList,
): Promise<Sandbox> {
  try {
    return await startSandbox({
      port,
      ...trouble,
      ...(typeof accounts === "number" ? { accounts } : {}),
      ...(typeof seed === "number" ? { seed } : {}),
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new UsageError(
        `Could not start the sandbox: port ${port} is taken.`,
        "Give another with --port, or 0 for any.",
      );
    if (code === "EACCES")
      throw new UsageError(
        `Could not start the sandbox: port ${port} needs more rights.`,
        "Give one above 1023 with --port.",
      );
    throw error;
  }
}

function tell(
  { url, token, appSecret, world }: Sandbox,
  { faults, settings }: FaultList,
  print: CommandContext["print"],
): void {
  print.result(`The sandbox answers at ${url}. Its token opens nothing but this sandbox. Ctrl-C stops it.`);
  for (const { kind, match = {} } of faults) print.result(`Trouble: ${kind} ${JSON.stringify(match)}`, "warn");
  for (const [name, value] of Object.entries(settings)) print.result(`Trouble: ${name} = ${value}`, "warn");
  print.result();
  print.result("In another terminal:", "dim");
  print.result(`  export GAZETTE_TOKEN=${token}`);
  print.result(`  export GAZETTE_APP_SECRET=${appSecret}   # only needed when calls are to be signed`);
  print.result("  gazette collect --config config/sandbox.yaml");
  print.result();
  print.result("Or in a configuration of your own:", "dim");
  print.result(`  graph: { url: "${url}" }`);
  print.json({ url, token, appSecret, accounts: world.accounts.length });
}
