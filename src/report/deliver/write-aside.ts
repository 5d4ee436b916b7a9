// A file on its way: written under a name of its own in the folder it is meant for, whole on disk before anybody renames
// it. What is large streams through here, so that no format has to fit in memory.
import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
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
    // Flushed before it is closed: a rename must not publish what a power cut could still take.
    const stream = createWriteStream(path, { flags: "wx", flush: true, highWaterMark: 1 << 20 });
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
    await rm(path, { force: true });
    throw trouble.disk === undefined && trouble.fill !== undefined ? error : toUnwritable(target, error);
  }
}
