// Serves the stand-in Graph API until it is stopped.
import { once } from "node:events";
import { type Sandbox, startSandbox } from "../../sandbox/index.ts";
import type { CommandContext } from "../context.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";

const DEFAULT_PORT = 8055;

/** Prints address and token, then stays up; being stopped is how it ends well. */
export async function run({ flags, print, signal }: CommandContext): Promise<ExitCode> {
  const port = typeof flags.port === "number" ? flags.port : DEFAULT_PORT;
  const sandbox = await openSandbox(port, flags);
  try {
    tell(sandbox, print);
    if (!signal.aborted) await once(signal, "abort");
    return EXIT.complete;
  } finally {
    await sandbox.close();
  }
}

async function openSandbox(port: number, { accounts, seed }: CommandContext["flags"]): Promise<Sandbox> {
  try {
    return await startSandbox({
      port,
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

function tell({ url, token, appSecret, world }: Sandbox, print: CommandContext["print"]): void {
  print.result(`The sandbox answers at ${url}. Its token opens nothing but this sandbox. Ctrl-C stops it.`);
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
