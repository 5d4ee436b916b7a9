// What a refusal tells of questions that were not asked yet: they would be refused in the same words and are skipped.
import type { GraphError } from "../../graph/index.ts";
import type { Findings } from "../capabilities/index.ts";
import type { Block, PlannedRequest } from "../plan/index.ts";
import type { Refusal } from "./answer.ts";
import { toKnownRefusal } from "./omit-known.ts";

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

/** The request without posts that are known to be older than the account's conversion; each is told as lost. */
export function omitOlderPosts(
  request: PlannedRequest,
  converted: Findings["converted-after"] | undefined,
): { readonly request: PlannedRequest; readonly refusals: readonly Refusal[] } {
  if (converted === undefined) return { request, refusals: [] };
  const { open, skipped } = skipOlderPosts(converted.value, [request]);
  if (skipped.length === 0) return { request, refusals: [] };
  const error = toKnownRefusal([], converted.words, BEFORE_CONVERSION);
  return { request: open[0] ?? { ...request, blocks: [] }, refusals: skipped.map((block) => ({ block, error })) };
}

/** A post from before the conversion to a business account has none younger behind it (errors.json 100/2108006). */
function skipOlderPosts(publishedAt: number, requests: readonly PlannedRequest[]) {
  const parts = requests.map((request) => {
    const older = request.blocks.filter((block) => isOlder(block, publishedAt));
    return { request, older, younger: request.blocks.filter((block) => !older.includes(block)) };
  });
  return {
    open: parts.flatMap(({ request, older, younger }) => {
      if (older.length === 0) return [request];
      return younger.length === 0 ? [] : [{ ...request, blocks: younger }];
    }),
    skipped: parts.flatMap(({ older }) => older.flatMap(toSingles)),
  };
}

function isOlder(block: Block, publishedAt: number): boolean {
  if (block.kind === "media-insights") return (block.publishedAt ?? 0) <= publishedAt;
  return block.kind === "media" && block.members !== undefined && (block.until ?? Infinity) <= publishedAt + 1;
}

function toSingles(block: Block): readonly Block[] {
  if (block.kind !== "media") return [block];
  const { members = [], metrics } = block;
  return members.map((member) => ({ ...member, kind: "media-insights", metrics }));
}
