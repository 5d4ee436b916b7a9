import type { Writable } from "node:stream";
import { type AsideFile, WriteRefused, writeAside } from "../../shared/index.ts";
import { toUnwritable } from "./deliver-error.ts";

/** A part of a report on its way into `folder`: as `writeAside`, and a folder or disk that refuses is DELIVER_UNWRITABLE. */
export async function writeReportAside(folder: string, fill: (target: Writable) => Promise<void>): Promise<AsideFile> {
  try {
    return await writeAside(folder, fill);
  } catch (error) {
    throw error instanceof WriteRefused ? toUnwritable(folder, error) : error;
  }
}
