// What a refusal tells of questions that were not asked yet: they would be refused in the same words and are skipped.
import type { GraphError } from "../../graph/index.ts";
import type { Block, PlannedRequest } from "../plan/index.ts";

/** "Media posted before business account conversion" (CONTRACT §4). */
export const BEFORE_CONVERSION = "100/2108006";
/** "(#10) Not enough viewers for the media to show insights" (CONTRACT §4). */
export const SMALL_STORIES = /not enough viewers/i;
/** "Not enough users" for demographics (CONTRACT §13.4). */
const SMALL_AUDIENCE = "100/2874010";

/** The requests still worth sending after a refusal, and the blocks that are lost with it. */
export function skipAlike(
  request: PlannedRequest,
  error: GraphError,
  rest: readonly PlannedRequest[],
): { readonly open: readonly PlannedRequest[]; readonly skipped: readonly Block[] } {
  const [block] = request.blocks;
  if (block === undefined || request.blocks.length > 1) return { open: rest, skipped: [] };
  if (error.apiCode === BEFORE_CONVERSION && block.kind === "media-insights") {
    return skipOlderPosts(block.publishedAt ?? 0, rest);
  }
  // Too few followers for one dimension are too few for all; of another metric it says nothing.
  if (error.apiCode === SMALL_AUDIENCE && block.kind === "audience") return skipAudience(block.metric, rest);
  return { open: rest, skipped: [] };
}

function skipAudience(metric: string, rest: readonly PlannedRequest[]) {
  const isAlike = ({ blocks }: PlannedRequest) =>
    blocks.every((block) => block.kind === "audience" && block.metric === metric);
  return {
    open: rest.filter((request) => !isAlike(request)),
    skipped: rest.filter(isAlike).flatMap(({ blocks }) => blocks),
  };
}

/** A post from before the conversion to a business account has none younger behind it (errors.json 100/2108006). */
function skipOlderPosts(publishedAt: number, rest: readonly PlannedRequest[]) {
  const skipped = rest
    .flatMap(({ blocks }) => blocks)
    .flatMap((block): readonly Block[] => {
      if (block.kind === "media-insights") return (block.publishedAt ?? 0) <= publishedAt ? [block] : [];
      if (block.kind !== "media" || (block.until ?? Number.POSITIVE_INFINITY) > publishedAt + 1) return [];
      return (block.members ?? []).map((member) => ({ ...member, kind: "media-insights", metrics: block.metrics }));
    });
  const gone = new Set(skipped.map((block) => (block.kind === "media-insights" ? block.mediaId : "")));
  const isOpen = (block: Block): boolean => {
    if (block.kind === "media-insights") return !gone.has(block.mediaId);
    if (block.kind !== "media" || block.members === undefined) return true;
    return !block.members.every(({ mediaId }) => gone.has(mediaId));
  };
  return { open: rest.filter(({ blocks }) => blocks.some(isOpen)), skipped };
}
