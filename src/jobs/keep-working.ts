// A worker: takes jobs off the queue, does each with a store of its own that fences it, and stops in good order.
import { setTimeout as delay } from "node:timers/promises";
import type { JobWithMetadata } from "pg-boss";
import { CollectorError } from "../shared/index.ts";
import type { Store } from "../store/index.ts";
import { watchForFreezing } from "./freezing.ts";
import { JobError } from "./job-error.ts";
import type { JobFunctions } from "./job-functions.ts";
import type { JobQueue } from "./job-queue.ts";
import { toFence } from "./job-table.ts";
import { JOB_KINDS, type JobData, type JobKind, toStorable, unwrapOrder } from "./kinds.ts";

/** What a worker tells of its jobs. */
export interface JobEvent {
  readonly kind: JobKind;
  readonly id: string;
  readonly about: string;
  readonly state: "started" | "done" | "failed" | "given-back" | "given-up";
  readonly why?: string | undefined;
  readonly tookMs?: number | undefined;
}

export interface KeepWorking {
  readonly queue: JobQueue;
  readonly store: Store;
  readonly kinds: readonly JobKind[];
  /** Jobs of each kind at a time. */
  readonly parallel: (kind: JobKind) => number;
  readonly functions: JobFunctions;
  readonly onEvent?: ((event: JobEvent) => void) | undefined;
  /** How long jobs may go on once the worker is to stop. */
  readonly graceMs?: number | undefined;
}

/** Idle looks for jobs; a job that is sent wakes the workers at once. */
const POLL_SECONDS = 2;
const GRACE_MS = 20_000;
/** After their signal jobs have so long to leave off: with the grace less than the 30 seconds a supervisor waits. */
const LEAVE_OFF_MS = 8_000;

type BossJob = JobWithMetadata<object>;

/** Works until the signal, then drains: jobs in hand get their grace, and what is not done by then goes back at once. */
export async function keepWorking(options: KeepWorking, signal: AbortSignal): Promise<void> {
  const { queue, kinds, parallel, graceMs = GRACE_MS } = options;
  const { boss, heartbeatSeconds } = queue.open;
  const drain = new AbortController();
  const inHand = new Set<Promise<unknown>>();
  using freezing = watchForFreezing(heartbeatSeconds * 1_000);
  const workIds: string[] = [];
  for (const kind of kinds) {
    const workId = await boss.work(
      kind,
      {
        includeMetadata: true,
        localConcurrency: parallel(kind),
        pollingIntervalSeconds: POLL_SECONDS,
        notifyPollingIntervalSeconds: POLL_SECONDS,
        heartbeatRefreshSeconds: heartbeatSeconds / 3,
        ...("isByConnection" in JOB_KINDS[kind] ? { groupConcurrency: 1 } : {}),
      },
      async ([job]: BossJob[]) => {
        if (job === undefined) return undefined;
        const work = doJob(kind, job, options, { drain: drain.signal, frozen: freezing.signal });
        inHand.add(work);
        try {
          return await work;
        } finally {
          inHand.delete(work);
          // There may be more, or what waited for this one: looked for at once.
          boss.notifyWorker(workId);
        }
      },
    );
    workIds.push(workId);
  }
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await Promise.all(kinds.map((kind) => boss.offWork(kind, { wait: false })));
  const allDone = (): Promise<unknown> => Promise.allSettled(inHand);
  await Promise.race([allDone(), delay(graceMs, undefined, { ref: false })]);
  drain.abort(new DOMException("The worker is stopping.", "AbortError"));
  await Promise.race([allDone(), delay(LEAVE_OFF_MS, undefined, { ref: false })]);
}

async function doJob(
  kind: JobKind,
  job: BossJob,
  { queue, store, functions, onEvent }: KeepWorking,
  { drain, frozen }: { readonly drain: AbortSignal; readonly frozen: AbortSignal },
): Promise<object> {
  const begun = performance.now();
  const about = job.groupId ?? "";
  const tell = (state: JobEvent["state"], why?: string): void =>
    onEvent?.({ kind, id: job.id, about, state, why, tookMs: performance.now() - begun });
  tell("started");
  const signal = AbortSignal.any([job.signal, drain, frozen]);
  const own = store.fenced(toFence(queue.open.schema, { kind, id: job.id, attempt: job.retryCount }));
  const giveBack = async (): Promise<object> => {
    const options = { priority: job.priority, group: job.groupId ?? undefined };
    const again = await queue.send(kind, toOrder(kind, job), options);
    tell("given-back");
    return { again };
  };
  try {
    const work = functions[kind] as (order: JobData[JobKind], tools: unknown) => Promise<object>;
    const output = await work(toOrder(kind, job), { store: own, signal, send: queue.send });
    if (drain.aborted) return await giveBack();
    if (frozen.aborted || job.signal.aborted) throw new Error("The job was taken away.");
    tell("done");
    return toStorable({ output });
  } catch (error) {
    if (drain.aborted) return await giveBack();
    const why = toSentence(error);
    tell(job.retryCount >= job.retryLimit ? "given-up" : "failed", why);
    // Nothing but the sentence goes into the queue: an error may carry what was asked and how.
    throw new Error(why);
  } finally {
    // What it holds it cannot let go once the job is another's: that ends by itself.
    await own.close().catch(() => undefined);
  }
}

function toOrder(kind: JobKind, job: BossJob): JobData[JobKind] {
  const order = unwrapOrder<JobKind>(job.data);
  if (order !== undefined) return order;
  throw new JobError({
    code: "JOB_UNREADABLE",
    sentence: `Could not do the job ${job.id} (${kind}): another version of Gazette has written it.`,
    hint: "Let all workers be of one version, then `gazette jobs --retry`.",
  });
}

function toSentence(error: unknown): string {
  if (error instanceof CollectorError) return `${error.message} [${error.code}]`;
  return error instanceof Error ? `${error.message} [INTERNAL]` : "It failed without a word. [INTERNAL]";
}
