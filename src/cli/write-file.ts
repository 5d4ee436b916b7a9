import { once } from "node:events";
import { dirname } from "node:path";
import type { Writable } from "node:stream";
import { takeAside, WriteRefused, writeAside } from "../shared/index.ts";
import { UsageError } from "./exit.ts";

/** One file a command was asked to write, whole under its name (V11); a UsageError names the file that cannot be written. */
export async function writeFile(
  path: string,
  chunks: AsyncIterable<string | Uint8Array>,
  signal: AbortSignal,
  isPrivate = false,
): Promise<void> {
  const fill = async (target: Writable): Promise<void> => {
    for await (const chunk of chunks) {
      signal.throwIfAborted();
      // One that broke while the chunk was on its way would never drain.
      if (target.destroyed) throw target.errored ?? new Error("the file was closed before it was whole");
      if (!target.write(chunk)) await once(target, "drain");
    }
  };
  try {
    const aside = await writeAside(dirname(path), fill, isPrivate);
    await takeAside(aside.path, path);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    throw new UsageError(`Could not write ${path}: ${error.message}.`, "Name another file.");
  }
}
