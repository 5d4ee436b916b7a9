// Leaves a command to the workers, and does one that was left.
import type { Settings } from "../../config/index.ts";
import { type Carrier, type CommandEnd, type CommandOrder, createJobQueue, openQueue } from "../../jobs/index.ts";
import type { Clock } from "../../shared/index.ts";
import type { Store } from "../../store/index.ts";
import { isOnServer } from "../compose.ts";
import type { CommandContext, CommandModule, Flags } from "../context.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";
import type { Print } from "../print.ts";

type Detachable = CommandOrder["command"];

/** Flags of this end of the line. */
const OWN = ["config", "json", "quiet", "verbose", "color", "detach"];

/** `period`: the words for the days it is about, so that they stay what they were when it was left. */
export async function detach(
  command: Detachable,
  settings: Settings,
  { args, flags, print }: CommandContext,
  period: string | undefined,
): Promise<ExitCode> {
  if (!isOnServer(settings)) throw toNeedsServer("--detach");
  await using queue = createJobQueue(await openQueue({ url: settings.store.url.reveal(), name: "gazette command" }));
  const own = Object.entries(flags).filter(([name, value]) => !OWN.includes(name) && value !== undefined);
  const order = { command, args, flags: { ...Object.fromEntries(own), ...(period === undefined ? {} : { period }) } };
  const job = await queue.send("run-command", order);
  print.json({ outcome: "detached", job: job ?? null });
  print.result(`Left to the workers as job ${job}. See \`gazette jobs\` and \`gazette status\`.`);
  const isManned = (await queue.workers()).some(({ jobs }) => jobs["run-command"] !== undefined);
  if (!isManned) print.warn("No worker is alive now: it waits until one is started with `gazette worker`.");
  return EXIT.complete;
}

export function toNeedsServer(what: string): UsageError {
  return new UsageError(
    `${what} needs a store on PostgreSQL: a SQLite file is one machine's, and its commands do all work themselves.`,
    "Carry the store over with `gazette move --to postgres://…`, then name it in store.url.",
  );
}

export interface LeftCommand {
  readonly module: CommandModule;
  readonly order: CommandOrder;
  readonly settings: CommandContext["settings"];
  readonly clock: Clock;
  readonly store: Store;
  readonly carrier: Carrier;
  readonly signal: AbortSignal;
  readonly print: Print;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Runs it with the store and the carrier of the job; what it tells is kept with the job. */
export async function runLeftCommand({
  order,
  module,
  store,
  carrier,
  print,
  ...around
}: LeftCommand): Promise<CommandEnd> {
  let document: unknown = null;
  const exitCode = await module.run({
    ...around,
    args: order.args,
    flags: { account: [], group: [], client: [], ...order.flags } as Flags,
    print: {
      ...print,
      json(one) {
        document = one;
      },
      known: () => undefined,
      result: print.detail,
      table: () => undefined,
    },
    job: { store, carrier },
  });
  around.signal.throwIfAborted();
  return { exitCode, document };
}
