// Puts rendered files into a folder. A file under its final name is whole (V11): it is written beside it under a name of
// its own and renamed, so that neither a crash nor a second run can publish a half (RELIABILITY F7, F8).
import { randomBytes } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { makeFolder } from "../../shared/index.ts";
import type { RenderedFile } from "../render/index.ts";
import { DeliverError, toUnwritable } from "./deliver-error.ts";
import { type AsideFile, writeAside } from "./write-aside.ts";

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
      const aside = file.aside ?? (await putAside(dirname(path), file.bytes));
      await take(aside.path, path);
      written.push({ name, mediaType: file.mediaType, path, bytes: aside.bytes });
    }
  } catch (error) {
    for (const { aside } of files) if (aside !== undefined) await rm(aside.path, { force: true });
    throw error instanceof DeliverError ? error : toUnwritable(target, error);
  }
  return written;
}

function putAside(folder: string, bytes: Uint8Array): Promise<AsideFile> {
  return writeAside(folder, async (stream) => {
    stream.end(bytes);
  });
}

/** A rename across file systems is none: the file must wait in the folder it is meant for. */
async function take(aside: string, path: string): Promise<void> {
  try {
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
