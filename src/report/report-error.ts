import { CollectorError } from "../shared/index.ts";

/** A report nobody could read: no account of the period is in the dataset, or its model is none. */
export class ReportError extends CollectorError {}
