// Which posts are due, and how many a page.
import { addDays, COMMENTS_A_PAGE, type DaySpan, toUnixSeconds } from "../../dataset/index.ts";
import { find, isFresh } from "../capabilities/index.ts";
import type { Block, MediaBlock } from "./call.ts";
import { POST_METRICS } from "./metric-sets.ts";
import { WEEKLY_MS } from "./nesting.ts";
import { listOthers, type PlanAccount, type PlanHeld, type PlanInput } from "./plan-input.ts";

/** First page size, and the one asked for when an account is known to need it (CALL-COST §4.4). */
export const FIRST_PAGE_SIZE = 50;
export const LARGE_PAGE_SIZE = 100;
/**
 * A walk marks as deleted what it should have shown, up to a minute from its bound: whether a bound is included is open
 * (CONTRACT §3.2). The oldest post that is due stands further inside than that.
 */
const BOUND_MS = 120_000;
/** Posts to come since the last walk, on top of those held. */
const GROWTH = 1.25;

const COMMENTS = { off: { uncounted: true }, counts: {}, all: { comments: true } } as const;

/** The walk over an account's posts that are due. */
export function planMedia(account: PlanAccount, input: PlanInput): MediaBlock {
  const held = input.held.get(account.accountId);
  const since = Math.max(
    mediaSince(input, held, listOthers(account, input)),
    (find(input.known, "converted-after", account.accountId)?.value ?? 0) + 1,
  );
  const size = find(input.known, "page-size", account.connection)?.value;
  const pageSize = size ?? choosePageSize(held, since, countNewPosts(account, held));
  const comments = COMMENTS[input.collect.comments ?? "counts"];
  return { kind: "media", since, pageSize, metrics: POST_METRICS, ...comments };
}

/** Pages beyond the first, judged by the posts held in the window and those its account has more than then. */
export function countExtraPages(blocks: readonly Block[], account: PlanAccount, held: PlanHeld | undefined): number {
  const media = blocks.find((block) => block.kind === "media");
  if (media?.kind !== "media" || held === undefined) return 0;
  const posts = countPosts(held, media.since) + countNewPosts(account, held);
  const pages = Math.max(0, Math.ceil(posts / media.pageSize) - 1);
  return media.comments === true ? pages + countCommentPages(held, media.since) : pages;
}

/**
 * Pages an account's posts can come to beyond the first, before they have been listed once: all it ever posted may be
 * of the last weeks. 0 once they are known.
 */
export function countUnknownPages(
  blocks: readonly Block[],
  { mediaCount = 0 }: PlanAccount,
  held: PlanHeld | undefined,
): number {
  const media = blocks.find((block) => block.kind === "media");
  if (media?.kind !== "media" || (held !== undefined && held.media.length > 0)) return 0;
  return Math.max(0, Math.ceil(mediaCount / media.pageSize) - 1);
}

/** Calls for single posts where a server nests nothing: one for each held post that is due; new ones show on the way. */
export function countSingles(blocks: readonly Block[], held: PlanHeld | undefined): number {
  const media = blocks.find((block) => block.kind === "media");
  const singles = media?.kind === "media" ? media.nextSteps?.find(({ kind }) => kind === "singles") : undefined;
  if (media?.kind !== "media" || singles?.kind !== "singles" || held === undefined) return 0;
  const settled = new Set(singles.upToDate);
  return held.media.filter(
    ({ mediaId = "", publishedAt }) => Date.parse(publishedAt) / 1000 >= media.since && !settled.has(mediaId),
  ).length;
}

/** Pages of comments beyond those nested in the listing; the counts hold replies too, so it is no fewer than needed. */
function countCommentPages(held: PlanHeld, since: number): number {
  return held.media
    .filter(({ publishedAt }) => Date.parse(publishedAt) / 1000 >= since)
    .reduce((sum, { commentsCount = 0 }) => sum + Math.max(0, Math.ceil(commentsCount / COMMENTS_A_PAGE) - 1), 0);
}

/**
 * From where posts are listed: at least everything new, posts of the last `rereadDays` at every run, and older ones up
 * to `mediaDays` when a week has passed since their last reading. The period's own posts are always included.
 */
function mediaSince(
  { span, now, collect, since }: PlanInput,
  held: PlanHeld | undefined,
  others: readonly DaySpan[],
): number {
  const oldest = now.getTime() - collect.mediaDays * 86_400_000;
  const reread = now.getTime() - collect.rereadDays * 86_400_000;
  const due = (held?.media ?? [])
    .filter(({ readAt }) => readAt === undefined || !isFresh(readAt, now, WEEKLY_MS))
    .map(({ publishedAt }) => Date.parse(publishedAt))
    .filter((published) => published >= oldest)
    .map((published) => published - BOUND_MS);
  const first = held === undefined || held.media.length === 0 ? oldest : Math.min(reread, ...due);
  const [from = span.from] = [
    span.from,
    ...others.flatMap((one) => (isListed(one, held) ? [] : [one.from])),
  ].toSorted();
  const earliest = since === undefined || since > from ? from : since;
  return Math.min(Math.floor(first / 1000), toUnixSeconds(addDays(earliest, -1)));
}

/** Whether posts were listed as far back as a period begins: one from before it is held. */
function isListed({ from }: DaySpan, held: PlanHeld | undefined): boolean {
  return held?.media.some(({ publishedAt }) => publishedAt < from) === true;
}

/** 100 a page only where 50 would make a second call; a size the API refused is never chosen again (`pageSizes`). */
function choosePageSize(held: PlanHeld | undefined, since: number, newPosts: number): number {
  const known = countPosts(held, since);
  return Math.max(known * GROWTH, known + newPosts) > FIRST_PAGE_SIZE ? LARGE_PAGE_SIZE : FIRST_PAGE_SIZE;
}

/** Posts published since they were listed last; how many were deleted meanwhile is not known. */
function countNewPosts({ mediaCount, mediaCountBefore }: PlanAccount, held: PlanHeld | undefined): number {
  if (held === undefined || held.media.length === 0) return 0;
  return mediaCount === undefined || mediaCountBefore === undefined ? 0 : Math.max(0, mediaCount - mediaCountBefore);
}

function countPosts(held: PlanHeld | undefined, since: number): number {
  return (held?.media ?? []).filter(({ publishedAt }) => Date.parse(publishedAt) / 1000 >= since).length;
}
