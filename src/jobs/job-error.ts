import { CollectorError, type ErrorParts } from "../shared/index.ts";

export type JobErrorCode = "JOB_QUEUE_UNUSABLE" | "JOB_QUEUE_NEWER" | "JOB_UNREADABLE";

/**
 * The queue, or a job of it, cannot be used. No data is lost by it: the queue holds only what is next and who does it.
 * - `JOB_QUEUE_UNUSABLE`  its tables cannot be created, read or written
 * - `JOB_QUEUE_NEWER`     a newer Gazette has made them
 * - `JOB_UNREADABLE`      another version of Gazette has written the job
 */
export class JobError extends CollectorError {
  declare readonly code: JobErrorCode;

  constructor(parts: ErrorParts & { readonly code: JobErrorCode }) {
    super(parts);
  }
}
