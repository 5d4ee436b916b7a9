import { CollectorError, WriteRefused } from "../../shared/index.ts";

/** Files could not be put where they belong. */
export class DeliverError extends CollectorError {}

/** DELIVER_UNWRITABLE for a folder, with the system's reason in words. */
export function toUnwritable(folder: string, error: unknown): DeliverError {
  const { message } = error instanceof WriteRefused ? error : new WriteRefused(error);
  return new DeliverError({
    code: "DELIVER_UNWRITABLE",
    sentence: `Could not write the report into ${folder}: ${message}.`,
    hint: "Choose another folder in report.outDir, or give this user the right to write there; then run `report` again.",
    cause: error,
  });
}
