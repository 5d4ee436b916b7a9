// A file on its way: written under a name of its own in the folder it is meant for, whole on disk before anybody renames
// it. What is large streams through here, so that no format has to fit in memory.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { open, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Writable } from "node:stream";
import { makeFolder } from "../../shared/index.ts";
import { toUnwritable } from "./deliver-error.ts";

const RANDOM_BYTES = 6;

/** Whole and flushed; whoever takes it renames or removes it. */
export interface AsideFile {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
}

/**
 * Lets `fill` write a file beside its later place. Process id and random name keep apart two processes, and two
 * containers whose ids are equal (RELIABILITY F7). Nothing is left when it fails: what `fill` throws passes through, a
 * folder or disk that refuses is DELIVER_UNWRITABLE.
 */
export async function writeAside(folder: string, fill: (target: Writable) => Promise<void>): Promise<AsideFile> {
  const target = resolve(folder);
  const path = join(target, `.${process.pid}-${randomBytes(RANDOM_BYTES).toString("hex")}.part`);
  const trouble: { disk?: unknown; fill?: unknown } = {};
  try {
    await makeFolder(target);
    const file = await open(path, "wx");
    try {
      // The handle outlives the stream: what was written is flushed before it is closed.
      const stream = file.createWriteStream({ autoClose: false, highWaterMark: 1 << 20 });
      stream.on("error", (error) => {
        trouble.disk ??= error;
      });
      await fill(stream).catch((error: unknown) => {
        trouble.fill = error;
        stream.destroy();
        throw error;
      });
      if (stream.errored !== null) throw stream.errored;
      if (!stream.writableFinished) await once(stream.end(), "finish");
      await file.sync();
      const { size } = await file.stat();
      // A stream that is not closed holds the handle open for ever.
      stream.destroy();
      return { path, bytes: size };
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(path, { force: true });
    if (trouble.disk === undefined && trouble.fill !== undefined) throw error;
    throw toUnwritable(target, trouble.disk ?? error);
  }
}
