// Media that come and go while somebody walks the list.

import type { Account } from "./cast.ts";
import type { Moderation } from "./comments.ts";
import type { FaultEffect } from "./faults.ts";
import { openCursor } from "./listing.ts";
import { createExtraPost } from "./posts.ts";
import { walkPosts } from "./world.ts";

interface Asked {
  readonly path: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Deletes a post of the account, or adds a new one. The post deleted is the one the call asks for, else the one its
 * cursor names (which makes the cursor stale, CONTRACT §6), else the newest.
 */
export function changeMedia(
  effect: FaultEffect | null,
  account: Account,
  asked: Asked,
  moderation: Moderation,
  nowMs: number,
): void {
  const { addedMedia, deletedMedia } = moderation;
  if (effect?.do === "add-media") addedMedia.unshift(createExtraPost(account, nowMs, addedMedia.length));
  if (effect?.do !== "delete-media") return;
  const newest = [...walkPosts(account, nowMs)].find(({ id }) => !deletedMedia.has(id));
  const id = /\/(179\d{14})(?:\/|$)/.exec(asked.path)?.[1] ?? toCursorId(asked) ?? newest?.id;
  if (id !== undefined) deletedMedia.add(id);
}

function toCursorId({ parameters }: Asked): string | undefined {
  return /:(179\d{14})$/.exec(openCursor(parameters.get("after") ?? ""))?.[1];
}
