// Hands pieces on to a stream no faster than it takes them.
import { once } from "node:events";
import type { Writable } from "node:stream";

/** Rejects with the stream's error when it breaks. */
export async function writeOut(target: Writable, pieces: Iterable<Uint8Array>): Promise<void> {
  for (const piece of pieces) {
    if (target.errored !== null) throw target.errored;
    if (target.destroyed) throw new Error("the file was closed before it was whole");
    if (!target.write(piece)) await once(target, "drain");
  }
}
