// The carrier that has jobs done by the workers: sends them, and waits for what becomes of each.
import type { Clock } from "../shared/index.ts";
import { toWhy } from "./dead-jobs.ts";
import { JobError } from "./job-error.ts";
import type { JobQueue, SendJob, WorkerRow } from "./job-queue.ts";
import type { JobRow } from "./job-table.ts";
import type { JobData, JobKind, JobOutput } from "./kinds.ts";

export interface CarriedJob<K extends JobKind> extends SendJob {
  readonly kind: K;
  readonly order: JobData[K];
}

export type JobResult<K extends JobKind> =
  | { readonly kind: "done"; readonly output: JobOutput[K] }
  /** Given up after three tries, or taken back by somebody. */
  | { readonly kind: "dead"; readonly why: string };

export interface Carrier {
  /** Results in the order of the jobs; `onEnd` hears of each as it ends. Aborted, takes back what has not ended, and throws. */
  run<K extends JobKind>(
    jobs: readonly CarriedJob<K>[],
    signal: AbortSignal,
    onEnd?: (index: number, result: JobResult<K>) => void,
  ): Promise<readonly JobResult<K>[]>;
  /** Sends without waiting. */
  send: JobQueue["send"];
}

/** Between two looks; jobs of minutes are looked at less often. */
const LOOK_MS = 150;
const LOOK_MOST_MS = 1_000;
const WORKERS_EVERY_MS = 5_000;
/** Looks, a second apart, at a queue whose database is started anew or whose line was cut. */
const LOST_LOOKS = 60;

/** `workLocally`: called when nobody alive does this kind, so that what was sent is done here. */
export function createCarrier(
  queue: JobQueue,
  clock: Pick<Clock, "sleep">,
  workLocally: (kind: JobKind) => Promise<void>,
): Carrier {
  return {
    send: queue.send,
    async run(jobs, signal, onEnd) {
      type K = (typeof jobs)[number]["kind"];
      const results = new Map<number, JobResult<K>>();
      const waiting = new Map<string, number>();
      for (const [index, { kind, order, ...options }] of jobs.entries()) {
        // Sent twice, because an answer was lost, it finds the second time that nothing is left to do.
        const id = await whenThere(() => queue.send(kind, order, options), clock, signal);
        if (id !== undefined) waiting.set(id, index);
      }
      const settle = (row: JobRow): void => {
        const index = waiting.get(row.id) ?? -1;
        waiting.delete(row.id);
        const again = toAgain(row);
        if (again !== undefined) return void waiting.set(again, index);
        const result = toResult<K>(row);
        results.set(index, result);
        onEnd?.(index, result);
      };
      let lookMs = LOOK_MS;
      let lookedAt = performance.now();
      try {
        while (waiting.size > 0) {
          signal.throwIfAborted();
          const asked = [...waiting.keys()];
          const states = await whenThere(() => queue.states(asked), clock, signal);
          const rows = new Map(states.map((row) => [row.id, row]));
          // What is not there was dropped by somebody who cleared the queue away.
          const ended = asked.map((id) => rows.get(id) ?? toDropped(id)).filter(({ state }) => ENDED.has(state));
          for (const row of ended) settle(row);
          if (waiting.size === 0) break;
          lookMs = ended.length > 0 ? LOOK_MS : Math.min(LOOK_MOST_MS, lookMs * 1.3);
          if (performance.now() - lookedAt > WORKERS_EVERY_MS) {
            lookedAt = performance.now();
            const kinds = new Set([...waiting.values()].flatMap((index) => jobs[index]?.kind ?? []));
            const workers = await whenThere(() => queue.workers(), clock, signal);
            await workWhereNobodyDoes(workers, kinds, workLocally);
          }
          await clock.sleep(lookMs, signal);
        }
      } catch (error) {
        await takeBack(queue, jobs, waiting);
        throw error;
      }
      return jobs.map((_, index) => results.get(index) ?? { kind: "dead", why: "It was not sent." });
    },
  };
}

const ENDED: ReadonlySet<JobRow["state"]> = new Set(["completed", "failed", "cancelled"]);

function toDropped(id: string): JobRow {
  return { id, state: "failed", output: { message: "It is not on the queue any more." } };
}

/** The workers go on without whoever waits for them: a queue out of reach for a moment is no failure of what it carries. */
async function whenThere<T>(ask: () => Promise<T>, clock: Pick<Clock, "sleep">, signal: AbortSignal): Promise<T> {
  for (let looks = 1; ; looks += 1) {
    try {
      return await ask();
    } catch (error) {
      if (looks >= LOST_LOOKS || !(error instanceof JobError)) throw error;
    }
    await clock.sleep(LOOK_MOST_MS, signal);
  }
}

async function workWhereNobodyDoes(
  workers: readonly WorkerRow[],
  kinds: ReadonlySet<JobKind>,
  workLocally: (kind: JobKind) => Promise<void>,
): Promise<void> {
  for (const kind of kinds) {
    if (!workers.some(({ jobs }) => jobs[kind] !== undefined)) await workLocally(kind);
  }
}

/** Nobody waits for them any more; a worker that has one in hand is told by its next heartbeat. */
async function takeBack(
  queue: JobQueue,
  jobs: readonly CarriedJob<JobKind>[],
  waiting: ReadonlyMap<string, number>,
): Promise<void> {
  const byKind = Map.groupBy([...waiting], ([, index]) => jobs[index]?.kind);
  for (const [kind, ids] of byKind) {
    if (kind !== undefined)
      await queue
        .cancel(
          kind,
          ids.map(([id]) => id),
        )
        .catch(() => undefined);
  }
}

/** A worker that stopped has sent the same job again. */
function toAgain({ state, output }: JobRow): string | undefined {
  const { again } = (output ?? {}) as { readonly again?: unknown };
  return state === "completed" && typeof again === "string" ? again : undefined;
}

function toResult<K extends JobKind>({ state, output }: JobRow): JobResult<K> {
  if (state === "completed") return { kind: "done", output: (output as { readonly output: JobOutput[K] }).output };
  return { kind: "dead", why: state === "cancelled" ? "Somebody took it back." : toWhy(output) };
}
