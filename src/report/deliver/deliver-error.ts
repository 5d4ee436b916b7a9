import { CollectorError } from "../../shared/index.ts";

/** Files could not be put where they belong. */
export class DeliverError extends CollectorError {}

/** DELIVER_UNWRITABLE for a folder, with the system's reason in words. */
export function toUnwritable(folder: string, error: unknown): DeliverError {
  return new DeliverError({
    code: "DELIVER_UNWRITABLE",
    sentence: `Could not write the report into ${folder}: ${toReason(error)}.`,
    hint: "Choose another folder in report.outDir, or give this user the right to write there; then run `report` again.",
    cause: error,
  });
}

function toReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "EACCES" || code === "EPERM") return "this user may not write there";
  if (code === "EROFS") return "the file system is read-only";
  if (code === "ENOSPC" || code === "EDQUOT") return "the disk is full";
  if (code === "ENOTDIR" || code === "EEXIST") return "a part of that path is a file, not a folder";
  if (code === "EISDIR") return "a folder stands where the file should go";
  return error instanceof Error ? error.message : String(error);
}
