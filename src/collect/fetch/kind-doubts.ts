// What of an account is refused as a whole though it answers else, found out by evidence like the account itself
// (PRODUCT §3): its insights, its demographics, the figures of its posts or those of its stories.
import type { GraphError } from "../../graph/index.ts";
import type { Edge } from "../capabilities/index.ts";
import {
  type Block,
  EXITS,
  type PlannedCall,
  type PlannedRequest,
  POST_METRICS,
  type PostsStep,
  STORY_METRICS,
  toEdges,
  toMetricEdges,
  toSubject,
  withoutNames,
} from "../plan/index.ts";
import type { Refusal } from "./answer.ts";
import { findRefusedMetrics, isAboutOneMedia } from "./guilty.ts";
import type { Proven } from "./reduce-block.ts";
import { isPermission, toQuestion, toSharedWords, toWords } from "./refusal-words.ts";
import { BEFORE_CONVERSION, SMALL_STORIES } from "./skip-alike.ts";

export type Kind = "insights" | "demographics" | "post figures" | "story figures";

/** Different questions refused in the same words and none answered; what all of them have in common may be it alone. */
const QUESTIONS = 3;
/** And of posts, that many of them alone: a list may be refused for one of them, or because nothing is nested in it. */
const ALONE = 2;
/** Among the questions: what it was a part of, or an earlier run's. */
const BEFORE = "before";

interface Doubt {
  answered: boolean;
  words: string;
  /** The last in these words. */
  error: GraphError | undefined;
  readonly questions: Set<string>;
  /** What all of them asked for; undefined before the first. */
  common: readonly string[] | undefined;
  /** Of them, those about one post or story. */
  alone: number;
  /** By post or story asked alone: what was refused by name in these words; and those of which it was enough. */
  named: Map<string, Set<string>>;
  lost: Set<string>;
  /** Posts and stories refused alone. */
  readonly singles: Map<string, Block>;
  /** Questions about the account whose last metric was refused by name. */
  readonly exhausted: Set<string>;
  verdict: GraphError | undefined;
}

export interface KindDoubts {
  onAnswered(call: PlannedCall, request: PlannedRequest): void;
  /** The kind that is refused as a whole, now or before. */
  onRefused(call: PlannedCall, request: PlannedRequest, error: GraphError): Kind | undefined;
  /**
   * True while nothing of what the request is about was answered: smaller questions wait for the others of its kind. So does
   * what is left once a name was taken out, where name after name of the account's own figures is refused. Words about one post
   * say nothing of the others' kind.
   */
  isOpen(call: PlannedCall, request: PlannedRequest, error: GraphError, isNamed: boolean): boolean;
  /** Of posts or stories: none was answered; one, or all of the other of the two, was refused whatever was asked. */
  judge(call: PlannedCall, request: PlannedRequest, error: GraphError): Pick<Proven, "isUnanswered" | "isLikely">;
  /** Smaller lists are refused like the larger ones: what is left is to ask each alone. */
  isStuck(call: PlannedCall, request: PlannedRequest): boolean;
  /**
   * Kinds the call asks for of which one post or story alone was refused and none answered. `isTwice`: the other of the two
   * is refused as a whole in the same words.
   */
  listOpen(
    call: PlannedCall,
  ): readonly { readonly kind: Kind; readonly error: GraphError; readonly isTwice: boolean }[];
  /** Posts or stories that were refused alone before it was known to be about all. */
  listAlone(call: PlannedCall, kind: Kind): readonly Block[];
  /** What is known to be refused of a request that was not asked yet. */
  find(call: PlannedCall, request: PlannedRequest): { readonly kind: Kind; readonly error: GraphError } | undefined;
}

/** Of one run. `remembered`: the words, ids left out, in which one post or story alone was refused in an earlier run, and none answered. */
export function createKindDoubts(
  remembered: (accountId: string, edge: Edge) => string | undefined = () => undefined,
): KindDoubts {
  const accounts = new Map<string, Map<Kind, Doubt>>();
  const doubtsOf = ({ accountId }: PlannedCall): Map<Kind, Doubt> => {
    const doubts = accounts.get(accountId) ?? new Map<Kind, Doubt>();
    accounts.set(accountId, doubts);
    return doubts;
  };

  function doubtOf(call: PlannedCall, kind: Kind): Doubt {
    const doubts = doubtsOf(call);
    const [edge] = isOfAccount(kind) ? [] : toKindEdges(kind, []);
    const told = edge === undefined ? undefined : remembered(call.accountId, edge);
    const before =
      told === undefined ? {} : { words: withoutNames(told, "media"), questions: new Set([BEFORE]), alone: 1 };
    const fresh = {
      answered: false,
      words: "",
      error: undefined,
      questions: new Set<string>(),
      common: undefined,
      alone: 0,
      named: new Map(),
      lost: new Set<string>(),
      singles: new Map(),
      exhausted: new Set<string>(),
      verdict: undefined,
    };
    const doubt = doubts.get(kind) ?? { ...fresh, ...before };
    doubts.set(kind, doubt);
    return doubt;
  }

  /** Another kind that is refused in the same words, and not known to be answered. */
  function findShared(call: PlannedCall, kind: Kind, words: string, isSure: boolean): boolean {
    const others = [...doubtsOf(call)].filter(([other, doubt]) => isApart(other, kind) && doubt.words === words);
    return others.some(([, { answered, verdict }]) => !answered && (!isSure || verdict !== undefined));
  }

  /** Name after name of one post or story, the last of them asked for by itself: so many questions, and none was answered. */
  function isLostWhole({ named, lost }: Doubt, request: PlannedRequest, error: GraphError, isLikely: boolean): boolean {
    const [block] = request.blocks;
    if (block?.kind !== "media-insights") return false;
    const names = new Set([...(named.get(block.mediaId) ?? []), ...findRefusedMetrics(block, error)]);
    named.set(block.mediaId, names);
    if (isExhausted(request, error) && names.size >= (isLikely ? QUESTIONS - 1 : QUESTIONS)) lost.add(block.mediaId);
    return lost.has(block.mediaId);
  }

  /** One was lost in these words, or the other of the two kinds as a whole. */
  const isLikelyLost = (call: PlannedCall, kind: Kind, words: string): boolean => {
    const { alone, words: before } = doubtOf(call, kind);
    return (alone > 0 && before === words) || findShared(call, kind, words, true);
  };

  return {
    onAnswered(call, { blocks }) {
      for (const kind of blocks.filter(isAsked).flatMap(toAnswered)) doubtOf(call, kind).answered = true;
    },
    onRefused(call, request, error) {
      for (const kind of toCommonKinds(request)) {
        const doubt = doubtOf(call, kind);
        // Of the account's figures each may be refused by its own name, and be no more than an example.
        const words = withoutNames(toSharedWords(error), isOfAccount(kind) ? "all" : "media");
        const isNamed =
          !isOfAccount(kind) && request.blocks.some((block) => findRefusedMetrics(block, error).length > 0);
        if (doubt.answered || (!isOfAccount(kind) && !isNamed && isAboutMedia(error))) continue;
        if (doubt.words !== words)
          Object.assign(doubt, {
            words,
            questions: new Set(),
            common: undefined,
            alone: 0,
            named: new Map(),
            lost: new Set(),
          });
        doubt.error = error;
        const isAlone = request.blocks.every((block) => block.kind === "media-insights");
        for (const block of request.blocks)
          if (block.kind === "media-insights") doubt.singles.set(block.mediaId, block);
        // What is left of it may be answered.
        const isLikely = !isOfAccount(kind) && isLikelyLost(call, kind, words);
        const wasLost = request.blocks.some(
          (block) => block.kind === "media-insights" && doubt.lost.has(block.mediaId),
        );
        if (isNamed && isAlone && !wasLost && !isLostWhole(doubt, request, error, isLikely)) continue;
        const asked = request.blocks.map((block) => toSubject(call.accountId, block));
        doubt.common = doubt.common?.filter((one) => asked.includes(one)) ?? asked;
        doubt.questions.add(isNamed && !isAlone ? "list" : toQuestion(call, request));
        // So was what it is a part of, of which the rest was answered or is another's.
        if (isOfAccount(kind) && request.refusedWith === toWords(error)) doubt.questions.add(BEFORE);
        doubt.alone += isAlone && !wasLost ? 1 : 0;
        // A permission that is lacking for one kind of insights lacks for the others.
        const isOfBoth = isNamed && isAlone && findShared(call, kind, words, true);
        const isShared = isOfBoth || (isPermission(error) && findShared(call, kind, words, false));
        const [block] = request.blocks;
        // Where the words tell of one post, a list is refused for it alone.
        if (block !== undefined && isExhausted(request, error) && (isOfAccount(kind) || !isAboutOneMedia(error))) {
          doubt.exhausted.add(toSubject(call.accountId, block));
        }
        const isEnough =
          doubt.exhausted.size >= (isOfAccount(kind) || isAlone ? ALONE : 1) ||
          (doubt.questions.size >= QUESTIONS &&
            (isOfAccount(kind) ? doubt.common?.length === 0 : doubt.alone >= ALONE));
        if (isEnough || isShared) doubt.verdict ??= error;
        if (doubt.verdict !== undefined) return kind;
      }
      return undefined;
    },
    judge: (call, request, error) => {
      const kinds = toCommonKinds(request).filter((kind) => !isOfAccount(kind) && !doubtOf(call, kind).answered);
      return {
        isUnanswered: kinds.length > 0,
        isLikely: kinds.some((kind) => isLikelyLost(call, kind, withoutNames(toSharedWords(error), "media"))),
      };
    },
    listAlone: (call, kind) => [...doubtOf(call, kind).singles.values()],
    listOpen: (call) =>
      [...doubtsOf(call)].flatMap(([kind, { answered, alone, error, verdict, words }]) => {
        const isAsked = call.requests.some(({ blocks }) => blocks.some((block) => toKinds(block).includes(kind)));
        if (isOfAccount(kind) || !isAsked || answered || alone === 0 || error === undefined || verdict !== undefined)
          return [];
        return [{ kind, error, isTwice: findShared(call, kind, words, true) }];
      }),
    isStuck: (call, request) =>
      toCommonKinds(request).some((kind) => {
        const { answered, questions } = doubtOf(call, kind);
        return !answered && questions.size + 1 >= QUESTIONS;
      }),
    isOpen: (call, request, error, isNamed) =>
      toCommonKinds(request).some((kind) => {
        const { answered, questions } = doubtOf(call, kind);
        if (!isOfAccount(kind) && isAboutMedia(error)) return false;
        return !answered && (!isNamed || (isOfAccount(kind) && questions.size + 1 >= QUESTIONS));
      }),
    find(call, request) {
      for (const kind of request.blocks.flatMap(toKinds)) {
        const error = doubtsOf(call).get(kind)?.verdict;
        if (error !== undefined) return { kind, error };
      }
      return undefined;
    },
  };
}

/** What is left of a request once a kind is known to be refused. */
export function withoutKind(kind: Kind, request: PlannedRequest): readonly PlannedRequest[] {
  const { proves, ...rest } = request;
  const kept = proves?.kind === "omitted" ? { proves } : {};
  const blocks = request.blocks.flatMap((block): readonly Block[] => {
    if (!toKinds(block).includes(kind)) return [block];
    if (block.kind === "media" && block.members === undefined) {
      const { nextSteps: _steps, ...plain } = block;
      return [{ ...plain, metrics: [] }];
    }
    if (block.kind === "stories") return [{ ...block, metrics: [], navigation: false, nextSteps: undefined }];
    return [];
  });
  return blocks.length === 0 ? [] : [{ ...rest, ...kept, blocks }];
}

/** What is lost with it, told once. */
export function toKindLosses(kind: Kind, blocks: readonly Block[], error: GraphError): readonly Refusal[] {
  const lost = blocks.filter((block) => toKinds(block).includes(kind));
  if (kind === "insights" || kind === "demographics") return lost.map((block) => ({ block, error }));
  if (kind === "story figures") {
    const block = { kind: "stories", metrics: STORY_METRICS, navigation: true } as const;
    const exits = lost.some((one) => one.kind === "stories" && one.navigation) ? [EXITS] : [];
    return lost.length === 0 ? [] : [{ block, metrics: [...STORY_METRICS, ...exits], error }];
  }
  if (lost.length === 0) return [];
  const asked = lost.flatMap((block) => ("metrics" in block && block.kind !== "media-insights" ? block.metrics : []));
  const metrics = asked.length > 0 ? [...new Set(asked)] : POST_METRICS;
  return [{ block: { kind: "media", since: 0, pageSize: 1, metrics }, metrics, error }];
}

/** The edges that are refused with it. */
export function toKindEdges(kind: Kind, blocks: readonly Block[]): readonly Edge[] {
  if (kind === "post figures") return ["media-insights"];
  if (kind === "story figures") return ["story-insights"];
  const refused = blocks.filter((block) => toKinds(block).includes(kind));
  // Followers online are told by the same edge, and may be answered.
  const edges = kind === "demographics" ? refused.flatMap((block) => toMetricEdges(block)) : refused.flatMap(toEdges);
  return [...new Set(edges)];
}

/** The narrowest first. */
function toKinds(block: Block): readonly Kind[] {
  switch (block.kind) {
    case "audience":
      return block.span === undefined ? ["demographics", "insights"] : ["insights"];
    case "series":
    case "totals":
      return ["insights"];
    case "media":
      return hasFigures(block) ? ["post figures"] : [];
    case "media-insights":
      return [block.productType === "STORY" ? "story figures" : "post figures"];
    case "stories":
      return block.metrics.length > 0 || block.navigation || block.nextSteps !== undefined ? ["story figures"] : [];
    default:
      return [];
  }
}

/** Nothing is left of its one question: each of its metrics was refused by name. */
function isExhausted({ blocks }: PlannedRequest, error: GraphError): boolean {
  const [block] = blocks;
  if (block === undefined || blocks.length > 1 || !("metrics" in block) || block.metrics.length === 0) return false;
  return findRefusedMetrics(block, error).length === block.metrics.length;
}

/** Whatever it was asked for. */
function toAnswered(block: Block): readonly Kind[] {
  return block.kind === "media" ? ["post figures"] : toKinds(block);
}

/** Metrics that are searched for by name among posts have their own way on. */
function hasFigures(block: Block & { readonly kind: "media" }): boolean {
  const { finding } = block;
  if (finding !== undefined) return finding.unnamed !== undefined || finding.metrics.length > 1;
  const isOfAll = (step: PostsStep): boolean => step.kind !== "find" || step.refused.unnamed !== undefined;
  return block.metrics.length > 0 || block.nextSteps?.some(isOfAll) === true;
}

/** A list that comes without its figures says nothing of them. */
function isAsked(block: Block): boolean {
  return (block.kind !== "media" && block.kind !== "stories") || block.metrics.length > 0;
}

/** What all of a request is about. */
function toCommonKinds({ blocks }: PlannedRequest): readonly Kind[] {
  const [first, ...others] = blocks.map((block) => (isAsked(block) ? toKinds(block) : []));
  return (first ?? []).filter((kind) => others.every((kinds) => kinds.includes(kind)));
}

const isOfAccount = (kind: Kind): boolean => kind === "insights" || kind === "demographics";

/** Demographics are insights. */
function isApart(a: Kind, b: Kind): boolean {
  return a !== b && !(isOfAccount(a) && isOfAccount(b));
}

/** Too few viewers, older than the account's conversion: what one post is refused with it, others may be, each for itself. */
function isAboutMedia(error: GraphError): boolean {
  const { apiCode, apiMessage = "" } = error;
  return apiCode === BEFORE_CONVERSION || SMALL_STORIES.test(apiMessage) || isAboutOneMedia(error);
}
