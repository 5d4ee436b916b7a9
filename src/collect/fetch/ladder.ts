// What to try when a request is refused: the cheapest way down that loses nothing. Pure: a request and an error go in,
// requests and losses come out. The rungs are those of PRODUCT §3 and CALL-COST §4.5.
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
  type Member,
  type Omitted,
  type PlannedRequest,
  type PostsStep,
  type Probe,
  type RefusedByOne,
  toForm,
  toLessonKey,
  withoutComments,
} from "../plan/index.ts";
import type { Refusal, StepDown } from "./answer.ts";
import { followInstruction } from "./as-total.ts";
import { afterRefusal, askOthers, toFindingBlock } from "./find-refusing.ts";
import { halveGroup, partGroup } from "./groups.ts";
import {
  asksFigures,
  findGuilty,
  findRefusedMetrics,
  isAboutOneMedia,
  isMaybeOfOne,
  listsValidNames,
  partNamed,
} from "./guilty.ts";
import { postponeNamed } from "./postpone-named.ts";
import { isPassing, isPermission, LONG_ID, toWords } from "./refusal-words.ts";
import {
  isAboutNesting,
  markLast,
  type NestingWords,
  proveNesting,
  recogniseNesting,
  takeOutNested,
} from "./refused-nesting.ts";
import { BEFORE_CONVERSION } from "./skip-alike.ts";
import { isOfInsights, lostAll, partByEdge, partEdges, split } from "./split.ts";
import { omitField } from "./withdrawn-fields.ts";

type MetricsBlock = Extract<Block, { readonly kind: "media-insights" | "series" | "totals" }>;

/** Names taken out of a request one after the other before it is taken apart. */
const NAMES_IN_TURN = 3;

/** And of the fields of its profile. */
const FIELDS_IN_TURN = 2;

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
  const { without, refusedWith, dropped } = request;
  // What was left off stays off in whatever the request is taken apart to, and what it was refused with is known of it.
  const kept = {
    ...(without === undefined ? {} : { without }),
    ...(refusedWith === undefined ? {} : { refusedWith }),
    ...(dropped === undefined ? {} : { dropped }),
  };
  return { ...step, requests: step.requests.map((one) => ({ ...kept, ...one })) };
}

/** What the connection's server has done for others. */
export interface Proven {
  /** Requests of this form were answered: it is about the account or its questions. */
  readonly isForm?: boolean | undefined;
  /** Of the account several lists were refused in the same words, and nothing of their kind was answered. */
  readonly isStuck?: boolean | undefined;
  /** Figures came nested in a list. */
  readonly isNesting?: boolean | undefined;
  /** The most posts that came with their figures in one page. */
  readonly posts?: number | undefined;
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
  const step = reduceBlock(block, error, proven);
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

function omitComments(blocks: readonly Block[], error: GraphError): StepDown {
  const lighter = blocks.map(withoutComments);
  const { apiCode, apiMessage = "", message } = error;
  if (/comments/i.test(apiMessage))
    return { requests: [{ blocks: lighter }], refusals: [{ block: ALL_COMMENTS, error }] };
  // Where the words do not say so, the answer to the rest does: the next refusal may be about something else.
  return only([{ blocks: lighter, proves: { kind: "comments", words: apiMessage || message, apiCode } }]);
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
  if (request.omitted?.words === toWords(error)) return only(restoreOmitted(request, request.omitted));
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

/**
 * A metric the API does not know at all, or no longer, is left off wherever it stands and the request stays whole. Not
 * so a metric one post cannot have: leaving it off everywhere would cost the other posts theirs.
 */
function dropMetrics(blocks: readonly Block[], error: GraphError): StepDown | undefined {
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

/** Field after field of the profile: what else is asked shows whether it is about them. */
function apartFromProfile({ blocks, dropped = 0 }: PlannedRequest, step: StepDown): StepDown {
  const [request] = step.requests;
  const isOfProfile = step.refusals.every(({ block }) => block.kind === "profile");
  if (request === undefined || !isOfProfile || blocks.length < 2) return step;
  const [profile = [], others = []] = [true, false].map((is) =>
    request.blocks.filter(({ kind }) => (kind === "profile") === is),
  );
  const parts = dropped + 1 < FIELDS_IN_TURN ? [blocks] : [others, profile];
  return { ...step, requests: parts.map((some) => ({ ...request, blocks: some, dropped: dropped + 1 })) };
}

/** One of the account's own figures after the other: a whole request each would be dear, where all of them may be refused. */
function partInTurn({ dropped = 0 }: PlannedRequest, step: StepDown): StepDown {
  const isOwn = step.refusals.every(({ block }) => isOfInsights(block));
  const [request] = step.requests;
  if (!isOwn || request === undefined) return step;
  const [own = [], others = []] = [true, false].map((is) => request.blocks.filter((one) => isOfInsights(one) === is));
  const apart = others.length === 0 ? partEdges(own) : [others, own].filter((some) => some.length > 0);
  const parts = dropped + 1 < NAMES_IN_TURN ? [request.blocks] : apart;
  return { ...step, requests: parts.map((blocks) => ({ ...request, blocks, dropped: dropped + 1 })) };
}

/** Where figures of posts are asked beside, it may be theirs: that the rest is answered shows that it was not. */
function rememberOmitted({ blocks, omitted }: PlannedRequest, error: GraphError, step: StepDown): StepDown {
  if (!blocks.some(asksFigures)) return step;
  const lessons = [...(omitted?.lessons ?? []), ...toMetricLessons(step.refusals)];
  const kept: Omitted = { blocks: omitted?.blocks ?? blocks, words: toWords(error), lessons };
  return { ...step, requests: step.requests.map((one) => ({ ...one, omitted: kept })) };
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

function reduceBlock(block: Block, error: GraphError, proven: Proven = {}): StepDown {
  if (error.code === "GRAPH_CURSOR_STALE" && "after" in block && block.after !== undefined) {
    // From the start, once: a server that gives out stale cursors would have us walk for ever.
    return block.restarted ? lost(block, error) : only([{ blocks: [{ ...block, after: undefined, restarted: true }] }]);
  }
  const { finding } = "finding" in block ? block : {};
  if (finding !== undefined && (block.kind === "media" || block.kind === "media-insights")) {
    return reduceFinding({ ...block, finding }, error);
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
): StepDown {
  const block = asked.kind === "media" ? asked : toFindingBlock({ ...asked, publishedAt: asked.publishedAt ?? 0 });
  const { finding, ...plain } = asked;
  const isNamed = finding.unnamed === undefined;
  if (isNamed ? findRefusedMetrics(plain, error).length > 0 : isSame(finding, error)) {
    if (asked.kind === "media") return { requests: afterRefusal(block), refusals: [] };
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

function wholePage({ narrowed: _narrowed, refusedSize: _refused, ...block }: MediaBlock): Block {
  return { ...block, pageSize: Math.max(block.pageSize, FIRST_PAGE_SIZE) };
}

function only(requests: readonly PlannedRequest[]): StepDown {
  return { requests, refusals: [] };
}

function lost(block: Block, error: GraphError): StepDown {
  return { requests: [], refusals: [{ block, error }] };
}
