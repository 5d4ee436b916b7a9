import {
  type GraphError,
  type ListingWalk,
  readKey,
  readOwnId,
  readStamp,
  readWhatCame,
  watchWalk,
} from "../../graph/index.ts";
import {
  type Block,
  type CommentsBlock,
  type EachStory,
  listLater,
  type MediaBlock,
  type Member,
  type PlannedRequest,
  type PostsStep,
  partFinds,
  STORY_METRICS,
  type StoriesBlock,
} from "../plan/index.ts";
import type { Refusal, StepDown } from "./answer.ts";
import { afterAnswer, beginFinding, isWithin, toFindingBlock } from "./find-refusing.ts";
import { halveGroup, partGroup, toGroup } from "./groups.ts";
import { markLast, toProbe } from "./refused-nesting.ts";

/** What an answer makes it necessary to ask next: the following page, and the posts' insights where the ladder says so. */
export function toFollowUps(
  parts: readonly { readonly block: Block; readonly part: unknown }[],
  /** Posts whose figures were read before: what one of the others refuses is none of theirs. */
  isRead: (mediaId: string) => boolean = () => false,
): readonly PlannedRequest[] {
  return parts.flatMap(({ block, part }) => {
    if (block.kind === "comments") return toCommentPages(block, part);
    if (block.kind === "media-insights") return goOnFinding(block);
    if ((block.kind !== "media" && block.kind !== "stories") || part === undefined) return [];
    const { data, after } = readWhatCame(part);
    const comments = block.kind === "media" && block.comments === true ? data.flatMap(toFurtherComments) : [];
    const members = data.flatMap(toMember);
    const isApart = (metric: string): boolean => parts.some((one) => hasAnswered(one, metric));
    const again =
      block.kind === "stories"
        ? (block.nextSteps ?? []).flatMap((step) => toStories(step, members))
        : [
            ...(block.nextSteps ?? []).flatMap((step) => toPosts(block, step, members, isRead, isApart)),
            ...(block.finding === undefined ? [] : afterAnswer({ ...block, finding: block.finding }, members)),
          ];
    if (after === undefined || isPast(block, members)) return [...again, ...comments];
    return [
      ...again,
      ...comments,
      {
        blocks: [{ ...toNextPage(block), after, ...toNameless(data) }],
      },
    ];
  });
}

/** Each post and story of an answer alone, newest posts first. */
export function toSingles(
  parts: readonly { readonly block: Block; readonly part: unknown }[],
): readonly PlannedRequest[] {
  return parts.flatMap(({ block, part }) => {
    if ((block.kind !== "media" && block.kind !== "stories") || part === undefined) return [];
    const members = readWhatCame(part).data.flatMap(toMember);
    return block.kind === "media" ? partGroup({ ...block, members }) : members.map(toStory);
  });
}

/** The walks of one call, each under the name of its listing. */
export type Walks = Map<string, ListingWalk>;

/** Next pages without those of walks that do not come to an end, or go on where nobody can follow: such a walk ends with a reason. */
export function refuseEndless(
  parts: readonly { readonly block: Block; readonly part: unknown }[],
  requests: readonly PlannedRequest[],
  walks: Walks,
  mediaCount?: number,
): StepDown {
  const ends = new Map<string, GraphError>();
  const refusals: Refusal[] = [];
  for (const { block, part } of parts) {
    if (!isListed(block) || part === undefined) continue;
    const place = toPlace(block);
    const known = block.kind === "media" ? mediaCount : block.kind === "comments" ? block.counted : undefined;
    const walk = walks.get(place) ?? watchWalk(block.kind === "media" ? "posts" : block.kind, known);
    walks.set(place, walk);
    const listing = readWhatCame(part);
    const error = walk.take(listing);
    if (error === undefined) continue;
    if (listing.after !== undefined) ends.set(place, error);
    else if (!isPast(block, listing.data.flatMap(toMember))) refusals.push({ block, error });
  }
  const fresh: PlannedRequest[] = [];
  for (const request of requests) {
    const [block] = request.blocks;
    const isNext = block !== undefined && isListed(block) && block.after !== undefined;
    const error = isNext ? ends.get(toPlace(block)) : undefined;
    if (block === undefined || error === undefined) fresh.push(request);
    else refusals.push({ block, error });
  }
  return { requests: fresh, refusals };
}

type ListedBlock = Extract<Block, { readonly kind: "media" | "stories" | "comments" }>;

function isListed(block: Block): block is ListedBlock {
  return block.kind === "media" || block.kind === "stories" || block.kind === "comments";
}

/** What tells one walk of an account from another. */
function toPlace(block: ListedBlock): string {
  const { kind, restarted = false } = block;
  if (kind === "media") return [kind, restarted, block.since, block.until].join("/");
  return kind === "comments" ? [kind, restarted, block.mediaId, block.parentId].join("/") : `${kind}/${restarted}`;
}

/** A post's comments and replies that did not fit into the listing. */
function toFurtherComments(item: unknown): readonly PlannedRequest[] {
  const mediaId = readOwnId(item);
  const part = readKey(item, "comments");
  const count = readKey(item, "comments_count");
  const counted = typeof count === "number" && count >= 0 ? count : undefined;
  return mediaId === undefined || part === undefined
    ? []
    : toCommentPages({ kind: "comments", mediaId, counted }, part);
}

function toCommentPages(block: CommentsBlock, part: unknown): readonly PlannedRequest[] {
  const { data, after } = readWhatCame(part);
  const more: readonly PlannedRequest[] = after === undefined ? [] : [{ blocks: [{ ...block, after }] }];
  if (block.parentId !== undefined) return more;
  const below = data.flatMap((item): readonly PlannedRequest[] => {
    const parentId = readOwnId(item);
    const replies = readKey(item, "replies");
    const next = replies === undefined ? undefined : readWhatCame(replies).after;
    if (parentId === undefined || next === undefined) return [];
    const { mediaId, counted } = block;
    return [{ blocks: [{ kind: "comments", mediaId, counted, parentId, after: next }] }];
  });
  return [...more, ...below];
}

function toPosts(
  block: MediaBlock,
  step: PostsStep,
  members: readonly Member[],
  isRead: (mediaId: string) => boolean,
  isApart: (metric: string) => boolean,
): readonly PlannedRequest[] {
  switch (step.kind) {
    case "singles": {
      const due = members.filter(({ mediaId }) => !step.upToDate.includes(mediaId));
      return partGroup({ ...block, metrics: step.metrics, members: due });
    }
    case "groups": {
      const pattern = { ...block, metrics: step.metrics };
      const read = members.filter(({ mediaId }) => isRead(mediaId));
      const unread = members.filter(({ mediaId }) => !isRead(mediaId));
      // The whole page was refused already: begin with its halves. What was read before is asked together.
      if (read.length === 0 || unread.length === 0) return halveGroup({ ...pattern, members });
      return [...halveGroup({ ...pattern, members: unread }), ...toGroup(read, pattern)];
    }
    case "find":
      return beginFinding(block, step.refused, members, isRead, isApart);
  }
}

/** What one post of a page refuses, those of the next may have. */
function toNextPage(block: MediaBlock | StoriesBlock): MediaBlock | StoriesBlock {
  if (block.kind === "stories") return { ...block, navigation: false };
  const { finding: _finding, refusedSize: _refused, ...rest } = block;
  const { finds, others: nextSteps } = partFinds(block.nextSteps);
  return finds.length === 0 ? rest : { ...rest, nextSteps, metrics: [...block.metrics, ...listLater(finds)] };
}

/** A post alone that was asked in search of the one that refuses a metric. */
function goOnFinding(block: Block & { kind: "media-insights" }): readonly PlannedRequest[] {
  const { finding, publishedAt } = block;
  if (finding === undefined || publishedAt === undefined) return [];
  return afterAnswer(toFindingBlock({ ...block, publishedAt, finding }), []);
}

/** The posts known to have a metric have answered it again, in a window that holds no others. */
function hasAnswered({ block, part }: { readonly block: Block; readonly part: unknown }, metric: string): boolean {
  if (block.kind !== "media" || block.isKnownGood !== true || !block.metrics.includes(metric)) return false;
  const members = part === undefined ? [] : readWhatCame(part).data.flatMap(toMember);
  return members.length > 0 && members.every((one) => isWithin(block, one));
}

/** True when the page already reaches behind the window: a server that ignores `since` must not make us walk on. */
function isPast(block: Block, members: readonly Member[]): boolean {
  return block.kind === "media" && members.some(({ publishedAt }) => publishedAt < block.since);
}

/** Answered one by one to the last, they prove that it was their being together. */
function toStories({ refusedAs }: EachStory, members: readonly Member[]): readonly PlannedRequest[] {
  const singles = members.map(toStory);
  if (refusedAs === undefined) return singles;
  return markLast(singles, toProbe("nested-story-insights", refusedAs));
}

function toStory({ mediaId, publishedAt }: Member): PlannedRequest {
  return { blocks: [{ kind: "media-insights", mediaId, productType: "STORY", publishedAt, metrics: STORY_METRICS }] };
}

function toMember(item: unknown): readonly Member[] {
  const mediaId = readOwnId(item);
  const stamp = readStamp(readKey(item, "timestamp"));
  // A post without id or time is left out of the dataset, with a gap of its own.
  if (mediaId === undefined || stamp === undefined) return [];
  const told = readKey(item, "media_product_type");
  const productType = typeof told === "string" ? told : "FEED";
  return [{ mediaId, publishedAt: Math.floor(Date.parse(stamp) / 1000), productType }];
}

function toNameless(data: readonly unknown[]): { readonly hasNameless?: true } {
  return data.some((item) => readOwnId(item) === undefined) ? { hasNameless: true } : {};
}
