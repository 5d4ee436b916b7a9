// Who is alive on the queue, and what they have in hand. Spends nothing.
import type { WorkerRow } from "../../jobs/index.ts";
import { isOnServer } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { toNeedsServer } from "../jobs/detach.ts";
import { findQueue } from "../jobs/open-steps.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const { print } = context;
  const settings = context.settings({ secrets: "optional" });
  if (!isOnServer(settings)) throw toNeedsServer("`gazette workers`");
  await using queue = await findQueue(settings, "gazette workers");
  const workers = (await queue?.workers()) ?? [];
  print.json({ workers });
  if (workers.length === 0) print.result("No worker is alive. Start one with `gazette worker`.");
  else {
    print.table(
      [{ title: "WORKER" }, { title: "SINCE" }, { title: "SEEN" }, { title: "TAKES" }, { title: "HAS IN HAND" }],
      workers.map(({ name, host, processId, startedAt, heartbeatAt, jobs }) => [
        `${name}, process ${processId} on ${host}`,
        startedAt.slice(0, 16).replace("T", " "),
        heartbeatAt.slice(11, 19),
        Object.keys(jobs).join(", "),
        toInHand(jobs),
      ]),
    );
  }
  return EXIT.complete;
}

function toInHand(jobs: WorkerRow["jobs"]): string {
  const some = Object.entries(jobs).filter(([, count]) => count > 0);
  return some.length === 0 ? "nothing" : some.map(([kind, count]) => `${count} ${kind}`).join(", ");
}
