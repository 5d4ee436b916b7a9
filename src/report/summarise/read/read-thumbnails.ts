import { createHash } from "node:crypto";
import type { DatasetReader } from "../../../store/index.ts";

/** SHA-256 of the kept thumbnails, by the media's id; media without one have no entry. */
export async function readThumbnails(
  reader: DatasetReader,
  mediaIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const thumbnails = new Map<string, string>();
  for (const mediaId of mediaIds) {
    const held = await reader.thumbnail(mediaId);
    if (held !== undefined) thumbnails.set(mediaId, createHash("sha256").update(held.bytes).digest("hex"));
  }
  return thumbnails;
}
