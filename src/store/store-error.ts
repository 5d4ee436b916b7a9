import { CollectorError, type ErrorParts } from "../shared/index.ts";

export type StoreErrorCode =
  | "STORE_UNAVAILABLE"
  | "STORE_NEWER_SCHEMA"
  | "STORE_LOCKED"
  | "STORE_FULL"
  | "STORE_BUSY"
  | "STORE_FENCED"
  | "STORE_SEAL_BROKEN"
  | "STORE_NOT_EMPTY"
  | "STORE_COPY_DIFFERS";

/**
 * The dataset cannot be used as asked. What was acknowledged before is kept; nothing of the failed step is.
 * - `STORE_UNAVAILABLE`   it cannot be opened, created, read or written
 * - `STORE_NEWER_SCHEMA`  a newer Gazette has written it
 * - `STORE_LOCKED`        another process kept the write lock too long
 * - `STORE_FULL`          the disk is full
 * - `STORE_BUSY`          another process is collecting the same scope
 * - `STORE_FENCED`        the job belongs to another worker by now
 * - `STORE_SEAL_BROKEN`   a sealed report is not what was sealed
 * - `STORE_NOT_EMPTY`     a store was to be moved to where something else is
 * - `STORE_COPY_DIFFERS`  a moved store, read back, is not the one that was copied
 */
export class StoreError extends CollectorError {
  declare readonly code: StoreErrorCode;

  constructor(parts: ErrorParts & { readonly code: StoreErrorCode }) {
    super(parts);
  }
}
