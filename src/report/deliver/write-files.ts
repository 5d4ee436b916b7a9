// Puts rendered files into a folder. A file under its final name is whole (V11): it is written beside it under a name of
// its own and renamed, so that neither a crash nor a second run can publish a half (RELIABILITY F7, F8).
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { type AsideFile, makeFolder, PRIVATE_FOLDER, takeAside, writeAside } from "../../shared/index.ts";
import type { RenderedFile } from "../render/index.ts";
import { toUnwritable } from "./deliver-error.ts";

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

/** Writes all files into `folder`, which is made when missing; throws DELIVER_UNWRITABLE and leaves nothing half-written. `isPrivate`: as in `writeAside`. */
export async function writeFiles(
  files: readonly RenderedFile[],
  folder: string,
  isPrivate = false,
): Promise<readonly WrittenFile[]> {
  const target = resolve(folder);
  const written: WrittenFile[] = [];
  try {
    await makeFolder(target, isPrivate ? PRIVATE_FOLDER : undefined);
    for (const file of files) {
      const name = toSafeName(file.name);
      const path = join(target, name);
      if (isOutside(target, path)) throw new Error(`the name ${JSON.stringify(file.name)} leads out of the folder`);
      // A rename across file systems is none: the file waits in the folder it is meant for.
      const aside = file.aside ?? (await putAside(dirname(path), file.bytes, isPrivate));
      await takeAside(aside.path, path);
      written.push({ name, mediaType: file.mediaType, path, bytes: aside.bytes });
    }
  } catch (error) {
    await dropAside(files);
    throw toUnwritable(target, error);
  }
  return written;
}

/** What waited for its name, and gets none. */
export async function dropAside(files: readonly RenderedFile[]): Promise<void> {
  for (const { aside } of files) if (aside !== undefined) await rm(aside.path, { force: true });
}

function putAside(folder: string, bytes: Uint8Array, isPrivate: boolean): Promise<AsideFile> {
  return writeAside(
    folder,
    async (stream) => {
      stream.end(bytes);
    },
    isPrivate,
  );
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
