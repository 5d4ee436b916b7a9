// What may be asked of the queue, in this house's words.

import { DEAD_SHOWN, type DeadJob, toDeadJob } from "./dead-jobs.ts";
import {
  type DeadCount,
  type DeadRow,
  type JobRow,
  type OpenJob,
  type QueueDepth,
  toDeadCountQuestion,
  toDeadQuestion,
  toDepthQuestion,
  toOneDeadQuestion,
  toOpenQuestion,
  toStatesQuestion,
} from "./job-table.ts";
import { ALL_KINDS, JOB_KINDS, type JobData, type JobKind, unwrapOrder, wrapOrder } from "./kinds.ts";
import { DEAD_LETTERS, type OpenQueue, toUnusable } from "./open-queue.ts";

export interface SendJob {
  /** Higher goes first. */
  readonly priority?: number | undefined;
  /** What it is about, and shares the workers with: a connection. */
  readonly group?: string | undefined;
  /** While one of the same name waits, no second is sent. */
  readonly once?: string | undefined;
  readonly startAfter?: Date | undefined;
}

/** A process on the queue that is alive. */
export interface WorkerRow {
  readonly name: string;
  readonly host: string;
  readonly processId: number;
  readonly startedAt: string;
  readonly heartbeatAt: string;
  /** By kind of job it does, how many it has in hand. */
  readonly jobs: Readonly<Partial<Record<JobKind, number>>>;
}

/** What somebody gave up. */
export interface DeadOrder {
  readonly kind: string;
  readonly order?: JobData[JobKind] | undefined;
}

export interface JobQueue extends AsyncDisposable {
  readonly open: OpenQueue;
  /** The job's id; undefined where it waits already. */
  send<K extends JobKind>(kind: K, order: JobData[K], options?: SendJob): Promise<string | undefined>;
  states(ids: readonly string[]): Promise<readonly JobRow[]>;
  cancel(kind: JobKind, ids: readonly string[]): Promise<void>;
  workers(): Promise<readonly WorkerRow[]>;
  depths(): Promise<readonly QueueDepth[]>;
  openJobs(limit: number): Promise<readonly OpenJob[]>;
  /** The newest hundred, the newest last. */
  deadJobs(): Promise<readonly DeadJob[]>;
  /** All there are, by kind. */
  countDead(): Promise<readonly DeadCount[]>;
  /** What a dead job was told; no order for one of another version, undefined where there is none of this id. */
  findDead(id: string): Promise<DeadOrder | undefined>;
  /** Takes a dead job off the list for good. */
  drop(id: string): Promise<void>;
  /** Puts a dead job back where it came from; false where there is none of this id. */
  retry(id: string): Promise<boolean>;
}

export function createJobQueue(open: OpenQueue): JobQueue {
  const { boss, schema } = open;

  async function ask<Row>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return tell(async () => (await boss.getDb().executeSql(text, [...values])).rows as Row[]);
  }

  async function tell<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw toUnusable(schema, error);
    }
  }

  return {
    open,
    send: (kind, order, { priority = 0, group, once, startAfter } = {}) =>
      tell(async () => {
        const id = await boss.send(kind, wrapOrder(order), {
          priority,
          ...(group === undefined || group === "" ? {} : { group: { id: group } }),
          ...(once === undefined ? {} : { singletonKey: once, singletonSeconds: 60 }),
          ...("isByConnection" in JOB_KINDS[kind] && group !== undefined ? { singletonKey: group } : {}),
          ...(startAfter === undefined ? {} : { startAfter }),
        });
        return id ?? undefined;
      }),
    states: (ids) => (ids.length === 0 ? Promise.resolve([]) : ask<JobRow>(toStatesQuestion(schema), [ids])),
    async cancel(kind, ids) {
      if (ids.length > 0) await tell(() => boss.cancel(kind, [...ids]));
    },
    async workers() {
      const instances = await tell(() => boss.getInstances());
      return instances
        .filter(({ live, workers }) => live && workers.length > 0)
        .map(({ name, host, pid, startedOn, heartbeatOn, workers }) => ({
          name: name ?? "",
          host,
          processId: pid,
          startedAt: startedOn.toISOString(),
          heartbeatAt: heartbeatOn.toISOString(),
          jobs: Object.fromEntries(
            ALL_KINDS.flatMap((kind) => {
              const own = workers.filter(({ queue }) => queue === kind);
              return own.length === 0 ? [] : [[kind, own.reduce((sum, { active }) => sum + active, 0)]];
            }),
          ),
        }));
    },
    depths: () => ask<QueueDepth>(toDepthQuestion(schema), [ALL_KINDS]),
    openJobs: (limit) => ask<OpenJob>(toOpenQuestion(schema), [DEAD_LETTERS, limit]),
    deadJobs: async () => (await ask<DeadRow>(toDeadQuestion(schema), [DEAD_LETTERS, DEAD_SHOWN])).map(toDeadJob),
    countDead: () => ask<DeadCount>(toDeadCountQuestion(schema), [DEAD_LETTERS]),
    async findDead(id) {
      const [row] = await ask<DeadRow>(toOneDeadQuestion(schema), [DEAD_LETTERS, id]);
      return row === undefined ? undefined : { kind: row.kind ?? "", order: unwrapOrder(row.order) };
    },
    async drop(id) {
      await tell(() => boss.deleteJob(DEAD_LETTERS, id));
    },
    async retry(id) {
      return (await tell(() => boss.redrive(DEAD_LETTERS, { ids: [id] }))) > 0;
    },
    [Symbol.asyncDispose]: () => open.close(),
  };
}
