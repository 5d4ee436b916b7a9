// One file a command was asked to write beside its result.
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "../shared/index.ts";
import { UsageError } from "./exit.ts";

/** A file under its final name is whole (V11); throws a UsageError that names the file when it cannot be written. */
export async function writeAside(
  path: string,
  chunks: AsyncIterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const aside = `${path}.${process.pid}.part`;
  let stream: WriteStream | undefined;
  try {
    await makeFolder(dirname(path));
    stream = createWriteStream(aside);
    await once(stream, "open");
    for await (const chunk of chunks) {
      signal.throwIfAborted();
      if (!stream.write(chunk)) await once(stream, "drain");
    }
    stream.end();
    await once(stream, "close");
    await rename(aside, path);
  } catch (cause) {
    stream?.destroy();
    await rm(aside, { force: true }).catch(() => undefined);
    if (signal.aborted) throw cause;
    throw new UsageError(`Could not write ${path}: ${toReason(cause)}.`, "Name another file.");
  }
}

function toReason(cause: unknown): string {
  const { code = "" } = cause as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string>> = {
    EACCES: "the folder may not be written",
    EPERM: "the folder may not be written",
    EROFS: "the disk is read-only",
    ENOSPC: "the disk is full",
    EEXIST: "a part of that path is a file, not a folder",
    ENOTDIR: "a part of that path is a file, not a folder",
    EISDIR: "it is a folder",
  };
  return reasons[code] ?? (code === "" ? String(cause) : code);
}
