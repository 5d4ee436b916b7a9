// Works on the queue until it is stopped; what is not done by then goes back to the others.
import { hostname } from "node:os";
import {
  type CommandOrder,
  createCarrier,
  createJobQueue,
  JOB_SORTS,
  type JobEvent,
  type JobSort,
  keepWorking,
  listKinds,
  openQueue,
} from "../../jobs/index.ts";
import { serveHealth } from "../../schedule/index.ts";
import { isOnServer, openDataset } from "../compose.ts";
import type { CommandContext, CommandModule } from "../context.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { runLeftCommand, toNeedsServer } from "../jobs/detach.ts";
import { createJobFunctions, toJobParallel } from "../jobs/job-functions.ts";
import { openWorkerHealth } from "../jobs/worker-health.ts";
import { formatDuration } from "../progress.ts";

/** Commands that may be left to a worker. */
const LEFT: Readonly<Record<CommandOrder["command"], () => Promise<CommandModule>>> = {
  run: () => import("./run.ts"),
  collect: () => import("./collect.ts"),
  send: () => import("./send.ts"),
};

/** Being stopped is how it ends well. */
export async function run(context: CommandContext): Promise<ExitCode> {
  const { print, flags, clock, signal, cwd, env } = context;
  const settings = context.settings();
  if (!isOnServer(settings)) throw toNeedsServer("`gazette worker`");
  const sorts = Array.isArray(flags.jobs) ? (flags.jobs as readonly JobSort[]) : JOB_SORTS;
  const kinds = listKinds(sorts);
  await using store = await openDataset(settings, clock);
  await using queue = createJobQueue(await openQueue({ url: settings.store.url.reveal(), name: "gazette worker" }));
  const health = await openWorkerHealth(queue, clock, signal);
  const host = typeof flags.host === "string" ? flags.host : settings.schedule.host;
  await using server =
    typeof flags.port === "number" ? await serveHealth(health, { host, port: flags.port }) : undefined;
  if (server !== undefined) print.note(`${server.url}/healthz and ${server.url}/metrics`);
  print.note(`Worker ${process.pid} on ${hostname()} takes jobs: ${sorts.join(", ")}.`);
  // What it cannot do itself waits for those who can.
  const carrier = createCarrier(queue, clock, async () => undefined);
  const functions = createJobFunctions({
    settings,
    clock,
    runCommand: async (order, tools) =>
      runLeftCommand({
        order,
        module: await LEFT[order.command](),
        settings: context.settings,
        clock,
        carrier,
        print,
        cwd,
        env,
        store: tools.store,
        signal: tools.signal,
      }),
  });
  const onEvent = (event: JobEvent): void => {
    health.hear(event);
    const line = toJobLine(event);
    if (event.state === "failed" || event.state === "given-up") print.warn(line);
    else if (event.state === "started") print.detail(line);
    else print.note(line);
  };
  const parallel = toJobParallel(settings, typeof flags.parallel === "number" ? flags.parallel : undefined);
  await keepWorking({ queue, store, kinds, parallel, functions, onEvent }, signal);
  print.json({ outcome: "stopped", ...health.counts() });
  print.note("Stopped: what was not done went back to the queue.");
  return EXIT.complete;
}

/** "collect-accounts of agency: done after 12 s." */
function toJobLine({ kind, about, state, why, tookMs = 0 }: JobEvent): string {
  const name = about === "" ? kind : `${kind} of ${about}`;
  const words = state.replace("-", " ");
  if (state === "started") return `${name}: ${words}.`;
  return `${name}: ${words} after ${formatDuration(tookMs)}.${why === undefined ? "" : ` ${why}`}`;
}
