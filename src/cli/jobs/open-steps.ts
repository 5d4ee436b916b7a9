// Who does the parts of a command: the workers of the store where some are alive, else this process.

import type { Settings } from "../../config/index.ts";
import {
  createCarrier,
  createJobQueue,
  hasQueue,
  type JobKind,
  type JobQueue,
  type JobSort,
  keepWorking,
  openQueue,
} from "../../jobs/index.ts";
import type { Clock } from "../../shared/index.ts";
import { type CallOptions, isOnServer, openDataset } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import type { Print } from "../print.ts";
import { type CarriedSteps, createCarriedSteps } from "./carried-steps.ts";
import { createJobFunctions, toJobParallel } from "./job-functions.ts";

export interface StepsInput {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly print: Print;
  readonly calls: CallOptions;
  /** What the command's parts are; workers of all of them must be alive. */
  readonly sorts: readonly JobSort[];
  /** Set where a worker does the command: it holds the queue already, and is one of those alive. */
  readonly job?: CommandContext["job"];
}

export interface OpenSteps extends AsyncDisposable {
  /** Absent where this process does the work itself. */
  readonly carried?: CarriedSteps | undefined;
}

const ALONE = "No worker is alive on this store: this process does the work itself.";

/** The queue of the store, where it has one; close it. Throws `JobError`. */
export async function findQueue(settings: Settings, name: string): Promise<JobQueue | undefined> {
  const url = settings.store.url.reveal();
  if (!isOnServer(settings) || !(await hasQueue(url))) return undefined;
  return createJobQueue(await openQueue({ url, name }));
}

/** Leaves a job to the workers where one of its sort is alive; false where it is to be done here. */
export async function leaveJob(settings: Settings, kind: "settle-comments"): Promise<boolean> {
  await using queue = await findQueue(settings, "gazette schedule");
  if (queue === undefined || !(await isManned(queue, ["collect"]))) return false;
  await queue.send(kind, {}, { once: kind });
  return true;
}

/** A SQLite store has no workers, and says nothing of them. */
export async function openSteps(input: StepsInput): Promise<OpenSteps> {
  const { settings, clock, print, calls, sorts } = input;
  const alone: OpenSteps = { [Symbol.asyncDispose]: async () => undefined };
  if (input.job !== undefined)
    return { ...alone, carried: createCarriedSteps({ carrier: input.job.carrier, clock, calls }) };
  if (!isOnServer(settings)) return alone;
  const queue = await findQueue(settings, "gazette command");
  if (queue === undefined || !(await isManned(queue, sorts))) {
    print.note(ALONE);
    await queue?.[Symbol.asyncDispose]();
    return alone;
  }
  const lent = createLending(input, queue);
  const carrier = createCarrier(queue, clock, lent.workLocally);
  return {
    carried: createCarriedSteps({ carrier, clock, calls }),
    async [Symbol.asyncDispose]() {
      await lent.stop();
      await queue[Symbol.asyncDispose]();
    },
  };
}

async function isManned(queue: JobQueue, sorts: readonly JobSort[]): Promise<boolean> {
  const workers = await queue.workers();
  const kinds: Readonly<Record<JobSort, JobKind>> = {
    collect: "collect-accounts",
    render: "render-edition",
    deliver: "deliver",
  };
  return sorts.every((sort) => workers.some(({ jobs }) => jobs[kinds[sort]] !== undefined));
}

/** Once the last worker has died, what was sent is done here. */
function createLending({ settings, clock, print }: StepsInput, queue: JobQueue) {
  const stopping = new AbortController();
  const working = new Map<JobKind, Promise<void>>();
  return {
    async workLocally(kind: JobKind): Promise<void> {
      if (working.has(kind)) return;
      if (working.size === 0) print.note(ALONE);
      const work = async (): Promise<void> => {
        await using store = await openDataset(settings, clock);
        const runCommand = () => Promise.reject(new Error("A command leaves no command to itself."));
        const functions = createJobFunctions({ settings, clock, runCommand });
        const parallel = toJobParallel(settings, undefined);
        await keepWorking({ queue, store, kinds: [kind], parallel, functions, graceMs: 0 }, stopping.signal);
      };
      working.set(kind, work());
    },
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.allSettled(working.values());
    },
  };
}
