// What to try when a block that was asked for alone is refused: less of it, its figures apart from its list, or a loss. Pure.
import type { GraphError } from "../../graph/index.ts";
import {
  ALL_COMMENTS,
  type Block,
  EXITS,
  FIRST_PAGE_SIZE,
  type Finding,
  isOpenWindow,
  listLater,
  type MediaBlock,
  type PlannedRequest,
  type PostsStep,
  type RefusedByOne,
  withoutComments,
} from "../plan/index.ts";
import type { Refusal, StepDown } from "./answer.ts";
import { afterRefusal, askOthers, toFindingBlock } from "./find-refusing.ts";
import { halveGroup, partGroup } from "./groups.ts";
import { findRefusedMetrics, isAboutOneMedia, isMaybeOfOne } from "./guilty.ts";
import { postponeNamed } from "./postpone-named.ts";
import { isPassing, isPermission, LONG_ID } from "./refusal-words.ts";
import { isAboutNesting, proveNesting, takeOutNested } from "./refused-nesting.ts";
import { BEFORE_CONVERSION } from "./skip-alike.ts";

type MetricsBlock = Extract<Block, { readonly kind: "media-insights" | "series" | "totals" }>;

/** What the connection's server has done for others. */
export interface Proven {
  /** Requests of this form were answered: it is about the account or its questions. */
  readonly isForm?: boolean | undefined;
  /** Of the account several lists were refused in the same words, and nothing of their kind was answered. */
  readonly isStuck?: boolean | undefined;
  /** Of the account nothing of the kind that was asked was answered. */
  readonly isUnanswered?: boolean | undefined;
  /** Another post or story, or one of the other kind, was refused all it was asked for in these words. */
  readonly isLikely?: boolean | undefined;
  /** Figures came nested in a list. */
  readonly isNesting?: boolean | undefined;
  /** The most posts that came with their figures in one page. */
  readonly posts?: number | undefined;
}

/** The way on after a refusal of a request of one block. */
export function reduceBlock(block: Block, error: GraphError, proven: Proven = {}): StepDown {
  if (error.code === "GRAPH_CURSOR_STALE" && "after" in block && block.after !== undefined) {
    // From the start, once: a server that gives out stale cursors would have us walk for ever.
    return block.restarted ? lost(block, error) : only([{ blocks: [{ ...block, after: undefined, restarted: true }] }]);
  }
  const { finding } = "finding" in block ? block : {};
  if (finding !== undefined && (block.kind === "media" || block.kind === "media-insights")) {
    return reduceFinding({ ...block, finding }, error, proven);
  }
  switch (block.kind) {
    case "media":
      return reduceMedia(block, error, proven);
    case "stories":
      return reduceStories(block, error);
    case "media-insights":
    case "series":
    case "totals":
      return reduceMetrics(block, error);
    case "audience":
      return dropMetrics([block], error) ?? lost(block, error);
    default:
      return lost(block, error);
  }
}

/** A step of the search for the post that refuses a metric. */
function reduceFinding(
  asked: (MediaBlock | Extract<Block, { kind: "media-insights" }>) & { readonly finding: Finding },
  error: GraphError,
  { isStuck }: Proven,
): StepDown {
  const block = asked.kind === "media" ? asked : toFindingBlock({ ...asked, publishedAt: asked.publishedAt ?? 0 });
  const { finding, ...plain } = asked;
  const isNamed = finding.unnamed === undefined;
  if (isNamed ? findRefusedMetrics(plain, error).length > 0 : isSame(finding, error)) {
    if (asked.kind === "media") return { requests: afterRefusal(block, isNamed && isStuck), refusals: [] };
    // Of several, the words name some: what else it refuses it is asked itself.
    const alone = isNamed ? reduceMetrics({ ...asked, finding: undefined }, error) : lost(plain, error);
    return { requests: [...alone.requests, ...afterRefusal(block)], refusals: alone.refusals };
  }
  const step = reduceBlock(plain, error);
  return { ...step, requests: [...step.requests, ...askOthers(block)] };
}

/** The list again as it was before it was asked for alone: that did not help. */
function withFigures({ nextSteps = [], ...block }: MediaBlock): MediaBlock {
  const singles = nextSteps.filter(({ kind }) => kind === "singles");
  const nested = nextSteps.filter((step) => !singles.includes(step));
  return {
    ...block,
    metrics: [...block.metrics, ...listLater(nested)],
    ...(singles.length > 0 ? { nextSteps: singles } : {}),
  };
}

function isSame({ words, apiCode }: Finding, error: GraphError): boolean {
  const plain = (text: string) => text.replaceAll(LONG_ID, "#");
  return apiCode === error.apiCode && plain(words) === plain(error.apiMessage ?? error.message);
}

function reduceMedia(asked: MediaBlock, error: GraphError, proven: Proven): StepDown {
  const { isStuck = false, isNesting: isNestingProven = false, posts: provenPosts = 0 } = proven;
  const { members: _members, ...list } = asked;
  const block: MediaBlock = isOpenWindow(asked) ? list : asked;
  const postponed = postponeNamed([block], error, []);
  if (postponed !== undefined) return only([{ blocks: postponed }]);
  if (block.members !== undefined) {
    if (error.code === "GRAPH_THROTTLED") return lost(block, error);
    const isUnknown = error.code === "GRAPH_REFUSED" && !isNestingProven;
    return only(isUnknown || isStuck ? proveNesting(partGroup(block), error) : halveGroup(block));
  }
  // Where as many posts came to others, it is one of these.
  const isHalved = error.code === "GRAPH_TOO_MUCH_DATA" && block.pageSize > 1;
  if (isHalved && (block.metrics.length === 0 || block.pageSize > provenPosts)) {
    return only([{ blocks: [halvePage(block, error)] }]);
  }
  // Whatever the words: the list may come without them.
  if (block.metrics.length === 0 && block.comments === true && error.code !== "GRAPH_THROTTLED")
    return omitComments([withFigures(block)], error);
  if (block.metrics.length === 0 || error.code === "GRAPH_THROTTLED") return lost(block, error);
  if (isAboutNesting([block], error)) return only([takeOutNested([block], error)]);
  const { refusedSize: _refused, ...plain } = block;
  const step: PostsStep =
    isNestingProven && isOfOnePost(error)
      ? { kind: "find", refused: toUnnamed(block, error) }
      : { kind: "groups", metrics: block.metrics };
  return (
    dropMetrics([block], error) ??
    only([{ blocks: [{ ...plain, metrics: [], nextSteps: [step, ...(block.nextSteps ?? [])] }] }])
  );
}

/** Lists are answered to others: it is one of these posts, unless it passes or is about their number. */
function isOfOnePost(error: GraphError): boolean {
  return error.recovery !== "narrow" && !isPassing(error) && error.apiCode !== BEFORE_CONVERSION;
}

function toUnnamed({ metrics }: MediaBlock, { apiCode, apiMessage, message, code }: GraphError): RefusedByOne {
  return { metrics, words: apiMessage ?? message, apiCode, unnamed: code };
}

function reduceStories(block: Block & { kind: "stories" }, error: GraphError): StepDown {
  const plain = { ...block, metrics: [], navigation: false };
  const hasFigures = block.metrics.length > 0;
  // The ways of leaving are figures, too.
  if (!hasFigures && block.navigation && error.metricNames.includes(EXITS)) {
    return { requests: [{ blocks: [plain] }], refusals: [{ block, metrics: [EXITS], error }] };
  }
  if (!hasFigures || error.code === "GRAPH_THROTTLED") return lost(block, error);
  if (isAboutNesting([block], error)) return only([takeOutNested([block], error)]);
  const lighter = dropMetrics([block], error);
  if (lighter !== undefined) return lighter;
  // Neither each story alone nor form 3 is asked how it was left.
  const refusals: readonly Refusal[] = block.navigation ? [{ block, metrics: [EXITS], error }] : [];
  if (error.code !== "GRAPH_REFUSED")
    return { requests: [{ blocks: [{ ...plain, nextSteps: [{ kind: "each" }] }] }], refusals };
  const words = error.apiMessage ?? error.message;
  // The ways of leaving are aliased: without them it is the request of form 3.
  const proves = { kind: "form", form: 2, words, isGuess: true } as const;
  if (block.navigation) return { requests: [{ blocks: [{ ...block, navigation: false }], proves }], refusals };
  return only([{ blocks: [{ ...plain, nextSteps: [{ kind: "each", refusedAs: words }] }] }]);
}

function reduceMetrics(block: MetricsBlock, error: GraphError): StepDown {
  if (!isAboutItems(error)) return lost(block, error);
  const refused = findRefusedMetrics(block, error);
  const left = block.metrics.filter((name) => !refused.includes(name));
  if (refused.length > 0) {
    const again = left.length === 0 ? [] : [{ blocks: [{ ...block, metrics: left }] }];
    return { requests: again, refusals: [{ block, metrics: refused, error }] };
  }
  // The API blames the media as a whole, or there is nothing left to halve.
  if (block.metrics.length === 1 || block.kind === "media-insights") return lost(block, error);
  const middle = Math.ceil(block.metrics.length / 2);
  return only([
    { blocks: [{ ...block, metrics: block.metrics.slice(0, middle) }] },
    { blocks: [{ ...block, metrics: block.metrics.slice(middle) }] },
  ]);
}

/** Whether asking for less of the same could bring something: not so for a missing permission. */
function isAboutItems(error: GraphError): boolean {
  return !isPermission(error) && error.code !== "GRAPH_THROTTLED";
}

/** A size that is only guessed at (it has a cause: a time-out, code 2) is no lesson for others. */
export function halvePage(block: MediaBlock, { cause }: Pick<GraphError, "cause">): Block {
  const { refusedSize: _before, ...rest } = block;
  const refused = cause === undefined ? { refusedSize: block.pageSize } : {};
  return { ...rest, pageSize: Math.max(1, Math.floor(block.pageSize / 2)), narrowed: true, ...refused };
}

export function wholePage({ narrowed: _narrowed, refusedSize: _refused, ...block }: MediaBlock): Block {
  return { ...block, pageSize: Math.max(block.pageSize, FIRST_PAGE_SIZE) };
}

/**
 * A metric the API does not know at all, or no longer, is left off wherever it stands and the request stays whole. Not
 * so a metric one post cannot have: leaving it off everywhere would cost the other posts theirs.
 */
export function dropMetrics(blocks: readonly Block[], error: GraphError): StepDown | undefined {
  if (error.code !== "GRAPH_UNSUPPORTED" || isAboutOneMedia(error)) return undefined;
  if (blocks.every(({ kind }) => kind === "media") && isMaybeOfOne(error)) return undefined;
  const refusals: Refusal[] = [];
  const lighter = blocks.flatMap((block) => {
    const refused = findRefusedMetrics(block, error);
    if (refused.length === 0) return [block];
    refusals.push({ block, metrics: refused, error });
    if (!("metrics" in block)) return [];
    const left = block.metrics.filter((name) => !refused.includes(name));
    return left.length === 0 && block.kind !== "media" && block.kind !== "stories" ? [] : [{ ...block, metrics: left }];
  });
  if (refusals.length === 0) return undefined;
  return { requests: lighter.length === 0 ? [] : [{ blocks: lighter }], refusals };
}

export function omitComments(blocks: readonly Block[], error: GraphError): StepDown {
  const lighter = blocks.map(withoutComments);
  const { apiCode, apiMessage = "", message } = error;
  if (/comments/i.test(apiMessage))
    return { requests: [{ blocks: lighter }], refusals: [{ block: ALL_COMMENTS, error }] };
  // Where the words do not say so, the answer to the rest does: the next refusal may be about something else.
  return only([{ blocks: lighter, proves: { kind: "comments", words: apiMessage || message, apiCode } }]);
}

export function only(requests: readonly PlannedRequest[]): StepDown {
  return { requests, refusals: [] };
}

function lost(block: Block, error: GraphError): StepDown {
  return { requests: [], refusals: [{ block, error }] };
}
