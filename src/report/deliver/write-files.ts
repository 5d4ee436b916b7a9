// Puts rendered files into a folder. A file under its final name is whole (V11): it is written beside it under a name of
// its own and renamed, so that neither a crash nor a second run can publish a half (RELIABILITY F7, F8).
import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { CollectorError, makeFolder } from "../../shared/index.ts";
import type { RenderedFile } from "../render/index.ts";

/** Files could not be put where they belong. */
export class DeliverError extends CollectorError {}

export interface WrittenFile {
  readonly name: string;
  readonly mediaType: string;
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
}

/** Names Windows keeps for devices, whatever their ending. */
const DEVICE_NAMES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const NAME_UNITS_MOST = 120;
const RANDOM_BYTES = 6;
/** Windows refuses a rename while a scanner or viewer holds the target. */
const RENAME_TRIES = 5;
const RENAME_PAUSE_MS = 100;

/** Writes all files into `folder`, which is made when missing; throws DELIVER_UNWRITABLE and leaves nothing half-written. */
export async function writeFiles(files: readonly RenderedFile[], folder: string): Promise<readonly WrittenFile[]> {
  const target = resolve(folder);
  const written: WrittenFile[] = [];
  try {
    await makeFolder(target);
    for (const file of files) {
      const name = toSafeName(file.name);
      const path = join(target, name);
      if (isOutside(target, path)) throw new Error(`the name ${JSON.stringify(file.name)} leads out of the folder`);
      await writeWhole(path, file.bytes);
      written.push({ name, mediaType: file.mediaType, path, bytes: file.bytes.byteLength });
    }
  } catch (error) {
    throw new DeliverError({
      code: "DELIVER_UNWRITABLE",
      sentence: `Could not write the report into ${target}: ${toReason(error)}.`,
      hint: "Choose another folder in report.outDir, or give this user the right to write there; then run `report` again.",
      cause: error,
    });
  }
  return written;
}

/**
 * Written aside in the same folder (a rename across file systems is none), flushed, renamed. Process id and random name
 * keep apart two processes, and two containers whose ids are equal.
 */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const aside = join(dirname(path), `.${process.pid}-${randomBytes(RANDOM_BYTES).toString("hex")}.part`);
  try {
    const file = await open(aside, "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await renameInto(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

async function renameInto(aside: string, path: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await rename(aside, path);
      return;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      const mayPass = process.platform === "win32" && (code === "EPERM" || code === "EACCES" || code === "EBUSY");
      if (!mayPass || tries === RENAME_TRIES) throw error;
      await delay(RENAME_PAUSE_MS * tries);
    }
  }
}

/** A file name that is one on every system: no path, device, hidden or control characters, not too long. */
export function toSafeName(name: string): string {
  const plain = name
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, "_")
    .replace(/^[.\s_]+|[.\s]+$/g, "");
  const dot = plain.lastIndexOf(".");
  const ending = dot > 0 ? plain.slice(dot).slice(0, 12) : "";
  const stem = (dot > 0 ? plain.slice(0, dot) : plain).slice(0, NAME_UNITS_MOST - ending.length).toWellFormed();
  const whole = `${stem}${ending}`;
  if (whole === "") return `file-${randomBytes(RANDOM_BYTES).toString("hex")}`;
  return DEVICE_NAMES.test(whole) ? `_${whole}` : whole;
}

function isOutside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || way.startsWith("..") || isAbsolute(way);
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
