import type { Store } from "../store/index.ts";
import type { SendJob } from "./job-queue.ts";
import type { JobData, JobKind, JobOutput } from "./kinds.ts";

/** What a job is given beside its order. */
export interface JobTools {
  /** In this job's hands alone: its writes fail once the job is another worker's. */
  readonly store: Store;
  /** Aborted when the job is taken away, or the worker is to stop; what is left is done by the next who gets it. */
  readonly signal: AbortSignal;
  /** Sends a job that follows from this one. */
  send<K extends JobKind>(kind: K, order: JobData[K], options?: SendJob): Promise<string | undefined>;
}

/** How each kind of job is done, whoever carries it. What they throw is tried again, three times in all. */
export type JobFunctions = {
  readonly [K in JobKind]: (order: JobData[K], tools: JobTools) => Promise<JobOutput[K]>;
};
