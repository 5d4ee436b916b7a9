// A file under its final name is whole (V11): it is written beside it under a name of its own, whole on disk before it is
// renamed, so that neither a crash nor a second run can publish a half (RELIABILITY F7, F8). What is large streams through.
import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { readdir, rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { makeFolder } from "./folder.ts";
import { isLeftBehind, PROCESS_MARK } from "./process-mark.ts";

const RANDOM_BYTES = 6;
const PREFIX = ".gazette-";
const ENDING = ".part";
/** Of another machine, or of a container that is no more, this alone is known. */
const SURELY_LEFT_MS = 24 * 3_600_000;
/** Windows refuses a rename while a scanner or viewer holds the target. */
const RENAME_TRIES = 5;
const RENAME_PAUSE_MS = 100;

/** Of what only this user may read: stores, letters. Anything else is as the umask says. */
export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;

/** Whole and flushed; whoever takes it renames or removes it. */
export interface AsideFile {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
}

/** The folder or the disk refused. Its message is the reason in words, for the sentence of whoever wanted to write. */
export class WriteRefused extends Error {
  constructor(cause: unknown) {
    super(toReason(cause), { cause });
  }
}

/**
 * Lets `fill` write a file beside its later place, whose folder is cleared of what killed processes have left there. The
 * random part of the name keeps apart two files of a process, and two containers that look the same. Nothing is left when it fails: what `fill` throws passes through, a folder or disk that
 * refuses is `WriteRefused`. `isPrivate`: nobody but this user may read it, nor look into a folder made for it.
 */
export async function writeAside(
  folder: string,
  fill: (target: Writable) => Promise<void>,
  isPrivate = false,
): Promise<AsideFile> {
  const target = resolve(folder);
  const path = join(target, `${PREFIX}${PROCESS_MARK}-${randomBytes(RANDOM_BYTES).toString("hex")}${ENDING}`);
  const trouble: { disk?: unknown; fill?: unknown } = {};
  try {
    await makeFolder(target, isPrivate ? PRIVATE_FOLDER : undefined);
    await sweep(target);
    // Flushed before it is closed: a rename must not publish what a power cut could still take.
    const stream = createWriteStream(path, {
      flags: "wx",
      flush: true,
      highWaterMark: 1 << 20,
      ...(isPrivate ? { mode: PRIVATE_FILE } : {}),
    });
    const closed = new Promise<void>((resolve) => stream.on("close", resolve));
    stream.on("error", (error) => {
      trouble.disk ??= error;
    });
    try {
      await fill(stream);
      if (!stream.writableEnded) stream.end();
    } catch (error) {
      trouble.fill = error;
      stream.destroy();
    }
    await closed;
    if (trouble.disk !== undefined) throw trouble.disk;
    if (trouble.fill !== undefined) throw trouble.fill;
    return { path, bytes: stream.bytesWritten };
  } catch (error) {
    // Where the folder is none there is no file either, and that must not hide why.
    await rm(path, { force: true }).catch(() => undefined);
    throw trouble.disk === undefined && trouble.fill !== undefined ? error : new WriteRefused(error);
  }
}

const swept = new Set<string>();

/** Once a process and folder. Never fails: a leftover is no reason to write nothing. */
async function sweep(folder: string): Promise<void> {
  if (swept.has(folder)) return;
  swept.add(folder);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(PREFIX) && one.endsWith(ENDING))) {
    const path = join(folder, name);
    if (isLeftBehind(name) || (await isOld(path))) await rm(path, { force: true }).catch(() => undefined);
  }
}

async function isOld(path: string): Promise<boolean> {
  const { mtimeMs = Number.POSITIVE_INFINITY } = await stat(path).catch(() => ({ mtimeMs: undefined }));
  return Date.now() - mtimeMs > SURELY_LEFT_MS;
}

/** Gives a waiting file its final name, in the same folder or file system. Throws `WriteRefused`; nothing is left then. */
export async function takeAside(aside: string, path: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await rename(aside, path);
      return;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      const mayPass = process.platform === "win32" && (code === "EPERM" || code === "EACCES" || code === "EBUSY");
      if (!mayPass || tries === RENAME_TRIES) {
        await rm(aside, { force: true });
        throw new WriteRefused(error);
      }
      await delay(RENAME_PAUSE_MS * tries);
    }
  }
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
