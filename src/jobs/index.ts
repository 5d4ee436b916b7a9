export { type CarriedJob, type Carrier, createCarrier, type JobResult } from "./carry.ts";
export { type DeadJob, readDeadJobs } from "./dead-jobs.ts";
export { JobError } from "./job-error.ts";
export type { JobFunctions, JobTools } from "./job-functions.ts";
export { createJobQueue, type DeadOrder, type JobQueue, type WorkerRow } from "./job-queue.ts";
export type { OpenJob, QueueDepth } from "./job-table.ts";
export { type JobEvent, keepWorking } from "./keep-working.ts";
export {
  ALL_KINDS,
  type CommandEnd,
  type CommandOrder,
  type EditionEnd,
  type EditionFailure,
  type EditionOrder,
  JOB_KINDS,
  JOB_SORTS,
  type JobData,
  type JobKind,
  type JobSort,
  listKinds,
} from "./kinds.ts";
export { hasQueue, openQueue } from "./open-queue.ts";
