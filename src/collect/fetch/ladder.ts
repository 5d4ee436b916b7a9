// What to try when a request is refused: the cheapest way down that loses nothing. Pure: a request and an error go in,
// requests and losses come out. The rungs are those of PRODUCT §3 and CALL-COST §4.5.
import type { GraphError } from "../../graph/index.ts";
import {
  type Block,
  countNames,
  type Member,
  type Omitted,
  type PlannedRequest,
  type Probe,
  toForm,
  toLessonKey,
} from "../plan/index.ts";
import type { Refusal, StepDown } from "./answer.ts";
import { followInstruction } from "./as-total.ts";
import { asksFigures, findGuilty, isAboutOneMedia, listsValidNames, partNamed } from "./guilty.ts";
import { postponeNamed } from "./postpone-named.ts";
import { dropMetrics, halvePage, omitComments, only, type Proven, reduceBlock, wholePage } from "./reduce-block.ts";
import { isPermission, toWords } from "./refusal-words.ts";
import { isAboutNesting, markLast, type NestingWords, recogniseNesting, takeOutNested } from "./refused-nesting.ts";
import { isOfInsights, lostAll, partByEdge, partEdges, split } from "./split.ts";
import { omitField } from "./withdrawn-fields.ts";

/** Names taken out of a request one after the other before it is taken apart. */
const NAMES_IN_TURN = 3;

/** And of the fields of its profile. */
const FIELDS_IN_TURN = 2;

/** Names of a post's figures refused in turn before its plainest is asked alone. */
const PLAINEST_AFTER = 2;

/** What every post and story has. */
const PLAINEST = "reach";

/** Below this a smaller page no longer helps a combined request; its blocks part instead (CALL-COST §4.4). */
const SMALLEST_COMBINED_PAGE = 6;

/**
 * The way on after a refusal. Never the same request again, and always an end: each step is smaller than the last.
 * `nestingWords`: how this server has refused nested insights before, which it may have done in words of its own.
 */
export function stepDown(
  request: PlannedRequest,
  error: GraphError,
  nestingWords: NestingWords = {},
  /** Posts of the account whose figures are held. */
  read: readonly Member[] = [],
  proven: Proven = {},
): StepDown {
  const step = stepFrom(request, error, nestingWords, read, proven);
  const { without, refusedWith, turn } = request;
  // What was left off stays off in whatever the request is taken apart to, and what it was refused with is known of it.
  const kept = {
    ...(without === undefined ? {} : { without }),
    ...(refusedWith === undefined ? {} : { refusedWith }),
    ...(turn?.kind === "lighter" ? { turn } : {}),
  };
  const keep = (requests: readonly PlannedRequest[]) => requests.map((one) => ({ ...kept, ...one }));
  return { ...step, requests: keep(step.requests), ...(step.later === undefined ? {} : { later: keep(step.later) }) };
}

function stepFrom(
  request: PlannedRequest,
  error: GraphError,
  nestingWords: NestingWords,
  read: readonly Member[],
  proven: Proven,
): StepDown {
  const known = recogniseNesting(request.blocks, error, nestingWords);
  if (known !== undefined) return only([known]);
  const instructed = followInstruction(request, error);
  if (instructed !== undefined) return only([instructed]);
  const lighter = omitField(request, error);
  if (lighter !== undefined) return apartFromProfile(request, lighter);
  const [block] = request.blocks;
  if (isAboutComments(request.blocks, error)) return omitComments(request.blocks, error);
  if (request.blocks.length > 1) return splitRequest(request, error, read, proven);
  if (block === undefined) return only([]);
  const step = plainestFirst(request, reduceBlock(block, error, proven), proven);
  // Less of the same is the same question: its answer proves as much.
  const isSmaller = error.code === "GRAPH_TOO_MUCH_DATA" && request.proves !== undefined && step.requests.length > 0;
  return isSmaller ? { ...step, requests: markLast(step.requests, request.proves) } : step;
}

/**
 * Comments need a permission of their own (CONTRACT §1.3), and one post with thousands may be too much even alone: the
 * posts are read without them then.
 */
function isAboutComments(blocks: readonly Block[], error: GraphError): boolean {
  const media = blocks.find((block) => block.kind === "media");
  if (media?.kind !== "media" || media.comments !== true) return false;
  if (error.code === "GRAPH_NOT_PERMITTED") return true;
  if (error.code === "GRAPH_TOO_MUCH_DATA") return blocks.length === 1 && media.pageSize === 1;
  return error.recovery === "skip" && /\bfield '?\(?comments\b|instagram_manage_comments/i.test(error.apiMessage ?? "");
}

function splitRequest(
  request: PlannedRequest,
  error: GraphError,
  read: readonly Member[],
  { isForm = false }: Proven,
): StepDown {
  const { blocks } = request;
  // What lasts may be about one of the questions (a breakdown a metric has not, one post: CONTRACT §3.1, §5.2).
  const proves: Probe = { kind: "form", form: toForm(blocks), words: error.apiMessage ?? error.message };
  // A throttle in disguise: smaller requests would only be more of them.
  if (error.code === "GRAPH_THROTTLED") return lostAll(blocks, error);
  if (error.recovery === "retry") return toProof(split(blocks, error, isForm), { ...proves, isGuess: true });
  if (error.code === "GRAPH_TOO_MUCH_DATA") {
    const media = blocks.find((block) => block.kind === "media");
    const isLight = media?.kind === "media" && !(isForm && media.narrowed) && media.pageSize > SMALLEST_COMBINED_PAGE;
    const lighter = blocks.map((block) => (block.kind === "media" ? halvePage(block, error) : block));
    if (isLight) return only([{ blocks: lighter }]);
    // Whatever the size it is too much together: alone, the list begins anew.
    const apart = isForm ? lighter : blocks.map((block) => (block.kind === "media" ? wholePage(block) : block));
    return toProof(split(apart, error, isForm), { ...proves, isGuess: true });
  }
  if (isPermission(error)) return partByEdge(blocks, error, isForm);
  const parts = isAboutOneMedia(error) ? [blocks] : partNamed(blocks, error);
  if (parts.length > 1) return only(parts.map((some) => ({ blocks: some })));
  const lighter = dropMetrics(blocks, error);
  if (lighter !== undefined)
    return listsValidNames(error) ? rememberOmitted(request, error, lighter) : partInTurn(request, lighter);
  if (request.proves?.kind === "omitted" && request.proves.words === toWords(error))
    return only(restoreOmitted(request, request.proves));
  if (isAboutNesting(blocks, error)) return only([takeOutNested(blocks, error)]);
  const postponed = postponeNamed(blocks, error, read);
  if (postponed !== undefined) return only([{ blocks: postponed }]);
  const guilty = findGuilty(blocks, error);
  if (guilty.length > 0 && guilty.length < blocks.length) {
    const rest = blocks.filter((block) => !guilty.includes(block));
    // The guilty ones alone would be refused in the same words: their own next rung comes at once.
    const reduced = guilty.map((block) => reduceBlock(block, error));
    return {
      requests: [{ blocks: rest }, ...reduced.flatMap(({ requests }) => requests)],
      refusals: reduced.flatMap(({ refusals }) => refusals),
    };
  }
  return toProof(split(blocks, error, isForm), proves);
}

/** Several questions answered in one request prove nothing against it. */
function toProof(step: StepDown, proves: Probe): StepDown {
  return step.requests.at(-1)?.blocks.length === 1 ? { ...step, requests: markLast(step.requests, proves) } : step;
}

/** The requests without the proof that this refusal takes away: a block alone was refused in the same words. */
export function withoutDisproved(requests: readonly PlannedRequest[], error: GraphError): readonly PlannedRequest[] {
  // Where none came, what is told names the question.
  const isSame = (probe: Probe) =>
    error.apiMessage === undefined || (probe.kind !== "left-out" && probe.words === error.apiMessage);
  return requests.map(({ proves, ...rest }) => (proves === undefined || isSame(proves) ? rest : { ...rest, proves }));
}

/** Field after field of the profile: what else is asked shows whether it is about them. */
function apartFromProfile(asked: PlannedRequest, step: StepDown): StepDown {
  const [request] = step.requests;
  const isOfProfile = step.refusals.every(({ block }) => block.kind === "profile");
  if (request === undefined || !isOfProfile || asked.blocks.length < 2) return step;
  const [profile = [], others = []] = [true, false].map((is) =>
    request.blocks.filter(({ kind }) => (kind === "profile") === is),
  );
  const turn = { kind: "lighter", names: countNames(asked) + 1 } as const;
  const parts = turn.names < FIELDS_IN_TURN ? [asked.blocks] : [others, profile];
  return { ...step, requests: parts.map((blocks) => ({ ...request, blocks, turn })) };
}

/**
 * One of the account's own figures after the other, or one of its stories': a whole request each would be dear, where all of
 * them may be refused.
 */
function partInTurn(asked: PlannedRequest, step: StepDown): StepDown {
  const isOfStories = step.refusals.every(({ block }) => block.kind === "stories");
  const isIts = (block: Block): boolean => (isOfStories ? block.kind === "stories" : isOfInsights(block));
  const [request] = step.requests;
  if (request === undefined || !step.refusals.every(({ block }) => isIts(block))) return step;
  const [own = [], others = []] = [true, false].map((is) => request.blocks.filter((one) => isIts(one) === is));
  const apart = others.length === 0 ? partEdges(own) : [others, own].filter((some) => some.length > 0);
  const names = countNames(asked) + 1;
  const isDue = names >= (isOfStories ? PLAINEST_AFTER : NAMES_IN_TURN);
  // The list of stories alone goes on with its plainest figure.
  const turn = { kind: "lighter", names: isDue && isOfStories ? 1 : names } as const;
  return { ...step, requests: (isDue ? apart : [request.blocks]).map((blocks) => ({ ...request, blocks, turn })) };
}

/**
 * Name after name of one post or story, or of a list of stories, of which nothing was answered: the plainest figure alone
 * tells whether any of them is. The rest waits for what others show.
 */
function plainestFirst(asked: PlannedRequest, step: StepDown, { isUnanswered, isLikely }: Proven): StepDown {
  const [request, ...others] = step.requests;
  const [block] = request?.blocks ?? [];
  const [before] = asked.blocks;
  if (request === undefined || before === undefined || block === undefined || !isLess(block, before)) return step;
  const names = countNames(asked) + 1;
  const plainest = block.metrics.includes(PLAINEST) ? PLAINEST : (block.metrics[0] ?? "");
  const rest = block.metrics.filter((name) => name !== plainest);
  const isDue = isUnanswered === true && names >= (isLikely ? 1 : PLAINEST_AFTER) && names <= PLAINEST_AFTER;
  const turn = { kind: "lighter", names: isDue ? PLAINEST_AFTER : names } as const;
  if (!isDue || rest.length === 0) return { ...step, requests: [{ ...request, turn }, ...others] };
  const ask = (metrics: readonly string[]): PlannedRequest => ({ ...request, blocks: [{ ...block, metrics }], turn });
  return { ...step, requests: [ask([plainest]), ...others], later: [ask(rest)] };
}

/** Fewer figures of the same post, or of the same stories. */
function isLess(block: Block, before: Block): block is Extract<Block, { kind: "stories" | "media-insights" }> {
  if (block.kind === "media-insights" && before.kind === "media-insights")
    return block.mediaId === before.mediaId && block.metrics.length < before.metrics.length;
  return block.kind === "stories" && before.kind === "stories" && block.metrics.length < before.metrics.length;
}

/** Where figures of posts are asked beside, it may be theirs: that the rest is answered shows that it was not. */
function rememberOmitted({ blocks, proves: before }: PlannedRequest, error: GraphError, step: StepDown): StepDown {
  if (!blocks.some(asksFigures)) return step;
  const first = before?.kind === "omitted" ? before : { blocks, lessons: [] };
  const lessons = [...first.lessons, ...toMetricLessons(step.refusals)];
  const proves: Omitted = { kind: "omitted", blocks: first.blocks, words: toWords(error), lessons };
  return { ...step, requests: step.requests.map((one) => ({ ...one, proves })) };
}

/** Nothing that is left is missing in the list: the account is asked for all of it apart from its posts' figures. */
function restoreOmitted({ blocks }: PlannedRequest, omitted: Omitted): readonly PlannedRequest[] {
  const own = omitted.blocks.filter((block) => !asksFigures(block));
  const [first, ...lists] = blocks
    .filter(asksFigures)
    .map((block) => ({ blocks: [block], refusedWith: omitted.words }));
  // A list first: where both are refused, nothing is left to blame but the account.
  return [...(first === undefined ? [] : [first]), { blocks: own }, ...lists];
}

/** Metrics this connection need not be asked for again: the API does not know them, whatever the account or window. */
export function toMetricLessons(
  refusals: readonly Refusal[],
): readonly { readonly metric: string; readonly message: string }[] {
  return refusals.flatMap(({ block, metrics = [], error }) => {
    const words = error.apiMessage ?? "";
    if (isAboutOneMedia(error) || !/must be one of|no longer supported/i.test(words)) return [];
    return metrics.map((name) => ({ metric: toLessonKey(block, name), message: words }));
  });
}
