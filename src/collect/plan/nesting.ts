// Where a server will not nest insights in a list (form 4, PRODUCT §3): the list comes plain, and each post is asked alone.
import { isFresh } from "../capabilities/index.ts";
import type { Block, MediaBlock } from "./call.ts";
import type { PlanHeld } from "./plan-input.ts";

/** Posts older than `rereadDays` are read again once a week (issue of lifetime values, PRODUCT §3). */
export const WEEKLY_MS = 6.5 * 86_400_000;

/**
 * A window of known posts that has no end: posts nobody has listed yet show in it, too. Refused, it is a list like any other;
 * to ask its known posts alone would leave the new ones without figures and without a word.
 */
export function isOpenWindow({ members, until }: MediaBlock): boolean {
  return members !== undefined && until === undefined;
}

/** The same question without insights inside the list; posts named in `upToDate` are listed and not asked about. */
export function unnest(block: Block, upToDate: readonly string[] = []): Block {
  if (block.kind === "stories" && block.metrics.length > 0) {
    return { ...block, metrics: [], navigation: false, nextSteps: [{ kind: "each" }] };
  }
  if (block.kind !== "media" || block.metrics.length === 0) return block;
  if (block.members !== undefined && !isOpenWindow(block)) return block;
  const { members: _members, ...list } = block;
  return {
    ...list,
    metrics: [],
    nextSteps: [{ kind: "singles", metrics: block.metrics, upToDate }, ...(block.nextSteps ?? [])],
  };
}

/** Held posts whose figures need not be read today: settled, and read within the week. */
export function findUpToDate(held: PlanHeld | undefined, now: Date, rereadDays: number): readonly string[] {
  const growingSince = now.getTime() - rereadDays * 86_400_000;
  return (held?.media ?? []).flatMap(({ mediaId, publishedAt, readAt }) => {
    if (mediaId === undefined || readAt === undefined || Date.parse(publishedAt) >= growingSince) return [];
    return isFresh(readAt, now, WEEKLY_MS) ? [mediaId] : [];
  });
}
