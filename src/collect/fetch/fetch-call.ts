// One call of the plan, from its first question to its last.
import { GraphError, type GraphReply } from "../../graph/index.ts";
import {
  type Capabilities,
  type Edge,
  type Form,
  find,
  formOf,
  isFormProven,
  listRefused,
  stateOf,
} from "../capabilities/index.ts";
import {
  type Block,
  isWhole,
  omitRefused,
  type PlannedCall,
  type PlannedRequest,
  type Turn,
  toRequests,
  toSubject,
  withoutNames,
} from "../plan/index.ts";
import type { Answer, Refusal } from "./answer.ts";
import type { Ask, WholeRefusal } from "./ask-in-turn.ts";
import type { FetchOptions } from "./fetch-options.ts";
import { refuseEndless, toFollowUps, toSingles, type Walks } from "./follow-ups.ts";
import { type Kind, type KindDoubts, toKindEdges, toKindLosses, withoutKind } from "./kind-doubts.ts";
import { stepDown, withoutDisproved } from "./ladder.ts";
import { isLeftOut, omitUnprobed, toProbes } from "./left-out.ts";
import {
  applyLessons,
  noteAnswer,
  noteConversion,
  noteRefusal,
  noteRefusedEdges,
  noteRefusingPosts,
  toProvenLoss,
} from "./note-lessons.ts";
import { omitKnown, toDeduced } from "./omit-known.ts";
import { askProfileFirst, postpone } from "./postpone.ts";
import { isOfNetwork, isPassing, isPermission } from "./refusal-words.ts";
import { findNestingWords } from "./refused-nesting.ts";
import { toParts } from "./requests.ts";
import { omitOlderPosts, skipAlike } from "./skip-alike.ts";
import { withoutKnownFields } from "./withdrawn-fields.ts";

/**
 * One call of the plan to its end: each answer and each loss is kept before the next question is asked. With `mayDefer`,
 * what is left of it comes back where there is trouble that may pass before anything of the account was answered.
 */
export async function fetchCall(
  planned: PlannedCall,
  ask: (call: PlannedCall, request: PlannedRequest) => ReturnType<Ask>,
  kinds: KindDoubts,
  options: FetchOptions,
  unusable: ReadonlyMap<string, GraphError>,
  signal: AbortSignal,
  mayDefer = false,
): Promise<PlannedCall | undefined> {
  const resumed = options.resume(planned);
  const { known: capabilities } = options;
  const { connection } = planned;
  const call =
    resumed === undefined ? omitRefusedMetrics(planned, listRefused(capabilities, "metric", connection)) : planned;
  let pending =
    resumed ?? reform(call, formOf(capabilities, connection), options.hasProfile?.(call.accountId) === true);
  // Refused as a whole before: the lightest question shows whether all of it still is.
  if (resumed === undefined && stateOf(capabilities, "refused-account", call.accountId) === "refused") {
    pending = pending.flatMap(askProfileFirst);
  }
  const walks: Walks = new Map();
  const read = options.readPosts?.(call.accountId) ?? [];
  const readIds = new Set(read.map(({ mediaId }) => mediaId));
  const isRead = (mediaId: string): boolean => readIds.has(mediaId);
  let hasAnswered = resumed !== undefined;
  const mediaCount = options.mediaCount?.(call.accountId);
  let owed = resumed === undefined ? listProfileLosses(call, pending, options) : [];
  for (let [next, ...rest] = pending; next !== undefined; [next, ...rest] = pending) {
    signal.throwIfAborted();
    const due = applyLessons(next, connection, capabilities);
    const fit = withoutKnownFields(due, listRefused(capabilities, "field", connection));
    const young = omitOlderPosts(fit.request, find(capabilities, "converted-after", call.accountId));
    const { request, refusals } = omitKnown(young.request, listRefused(capabilities, "metric", connection));
    const known = [...owed, ...fit.refusals, ...young.refusals, ...refusals];
    const refused = kinds.find(call, request);
    if (refused !== undefined) {
      const loss = loseKind(refused.kind, refused.error, [], pending);
      pending = loss.pending;
      await keepKindLoss(call, refused.error, { ...loss, lost: [...owed, ...loss.lost] }, [], options);
      owed = [];
      continue;
    }
    const dead = unusable.get(call.connection);
    if (dead !== undefined) {
      await loseRest(call, pending, dead, [], hasAnswered, options);
      return undefined;
    }
    if (request.blocks.length === 0) {
      pending = rest;
      const answer: Answer = { kind: "refused", call, refusals: known, takenAt: options.now().toISOString() };
      await options.keep(call, { answer, pending, callIds: [] });
      owed = [];
      await noteRefusingPosts(next.blocks.flatMap(toDeduced), call, options.note);
      continue;
    }
    let reply: GraphReply;
    try {
      const told = await ask(call, request);
      if ("verdict" in told) {
        await loseAll(call, told, options);
        return undefined;
      }
      if ("postponed" in told) {
        pending = postpone(next, told.postponed, rest, told.isLight);
        await keepCalls(call, told.postponed.callIds, pending, options);
        if (mayDefer && isPassing(told.postponed)) return { ...call, requests: pending };
        continue;
      }
      reply = told;
    } catch (error) {
      if (!(error instanceof GraphError) || isOfNetwork(error)) throw error;
      if (unusable.has(call.connection) && error.recovery === "stop") {
        await loseRest(call, pending, error, error.callIds, hasAnswered, options);
        return undefined;
      }
      const proven = {
        ...kinds.judge(call, request, error),
        isStuck: kinds.isStuck(call, request),
        isForm: isFormProven(capabilities, connection),
        isNesting: stateOf(capabilities, "nested-insights", connection) === "proven",
        posts: findProvenPosts(capabilities, connection),
      };
      const step = stepDown(request, error, findNestingWords(capabilities, connection), read, proven);
      const { turn } = request;
      if (turn?.kind === "again") {
        // What is refused may be the form, which nobody has proved yet: then none of its questions was asked.
        const isOfForm =
          !isPassing(error) &&
          (error.apiMessage ?? error.message) !== turn.after &&
          step.requests.some(({ proves }) => proves?.kind === "form");
        const alike = isOfForm ? [] : rest.filter((one) => isLostAlike(one, turn.after, error));
        const others = rest.filter((one) => !alike.includes(one));
        const again: Turn = { kind: "again", edges: turn.edges };
        pending = isOfForm ? [...step.requests.map((one) => ({ ...one, turn: again })), ...rest] : others;
        if (isOfForm) await keepCalls(call, error.callIds, pending, options);
        else await keepRefusedAgain(call, [request, ...alike], error, pending, options);
        continue;
      }
      const kind = kinds.onRefused(call, request, error);
      if (kind !== undefined) {
        const loss = loseKind(kind, error, [request], [...step.requests, ...rest, ...(step.later ?? [])]);
        pending = loss.pending;
        if (isPermission(error)) options.onNotPermitted?.(call, error);
        const joined = kinds.listAlone(call, kind);
        await keepKindLoss(call, error, { ...loss, lost: [...known, ...loss.lost], joined }, error.callIds, options);
        owed = [];
        continue;
      }
      const { open, skipped } = skipAlike(request, error, rest);
      // Another half was refused, too: what is answered now proves nothing against the whole.
      const isWide = !hasAnswered && proven.isForm && request.blocks.length > 1;
      const others = isWide || request.blocks.length === 1 ? withoutDisproved(open, error) : open;
      // Whether it is about more than this is told by other questions, not by smaller ones; what proves more goes first.
      const isSmaller = step.requests.every(({ proves }) => proves === undefined);
      const mayWait = isWide || (isSmaller && kinds.isOpen(call, request, error, step.refusals.length > 0));
      const ordered = mayWait ? [...others, ...step.requests] : [...step.requests, ...others];
      pending = [...ordered, ...(step.later ?? [])];
      const lost = [...known, ...step.refusals, ...skipped.map((block) => ({ block, error }))];
      owed = [];
      if (error.code === "GRAPH_NOT_PERMITTED" && step.refusals.length > 0) options.onNotPermitted?.(call, error);
      const answer: Answer = { kind: "refused", call, refusals: lost, takenAt: options.now().toISOString() };
      await noteConversion(request, error, call, options);
      await options.keep(call, { answer, pending, callIds: error.callIds });
      await noteRefusal(request, error, step, call, options);
      continue;
    }
    hasAnswered = true;
    owed = [];
    kinds.onAnswered(call, request);
    await options.note(call, { kind: "account-answered" });
    const parts = toParts(request, reply.body);
    await noteAnswer(request, parts, call, options);
    const { requests, refusals: endless } = refuseEndless(parts, toFollowUps(parts, isRead), walks, mediaCount);
    const { without } = request;
    const followUps = without === undefined ? requests : requests.map((one) => ({ without, ...one }));
    const lost = [...known, ...endless, ...toProvenLoss(request)];
    pending = [...askLeftOut(call, parts, options), ...followUps, ...omitUnprobed(request, parts, rest)];
    await options.keep(call, {
      answer: { kind: "page", call, parts, without, refusals: lost, takenAt: reply.takenAt },
      pending,
      callIds: reply.callIds,
    });
  }
  for (const { kind, error, isTwice } of kinds.listOpen(call)) {
    await noteRefusedEdges(toKindEdges(kind, []), error, call, options.note, isTwice);
  }
  return undefined;
}

/** The most posts that came with figures in one page of the connection's. */
function findProvenPosts(known: Capabilities, connection: string): number {
  const [now, before] = [find(known, "page-posts", connection), find(known, "page-size-good", connection)];
  return Math.max(now?.value ?? 0, before?.value ?? 0);
}

/** The posts alone, where insights were asked of all and told of none and nobody knows why. */
function askLeftOut(
  { connection }: PlannedCall,
  parts: Parameters<typeof isLeftOut>[0],
  { known }: FetchOptions,
): readonly PlannedRequest[] {
  const nesting = stateOf(known, "nested-insights", connection);
  return nesting === "proven" || nesting === "refused" || !isLeftOut(parts) ? [] : toProbes(toSingles(parts));
}

/** Fields the profiles of discovery came without: where nobody asks for the profile again, the loss is told here. */
function listProfileLosses(
  { connection, accountId }: PlannedCall,
  pending: readonly PlannedRequest[],
  { hasProfile, known }: FetchOptions,
): readonly Refusal[] {
  const blocks = pending.flatMap((request) => request.blocks);
  const isOfAccount = blocks.some(({ kind }) => kind === "totals" || kind === "series");
  const isAsked = blocks.some(({ kind }) => kind === "profile");
  if (hasProfile?.(accountId) !== true || !isOfAccount || isAsked) return [];
  return withoutKnownFields({ blocks: [{ kind: "profile" }] }, listRefused(known, "field", connection)).refusals;
}

/** The call without metrics that were refused for good since it was planned. */
function omitRefusedMetrics(call: PlannedCall, refused: ReadonlyMap<string, string>): PlannedCall {
  if (refused.size === 0) return call;
  const lighter = call.requests.map(({ blocks }) => omitRefused(blocks, refused));
  return {
    ...call,
    requests: lighter.flatMap(({ blocks }) => (blocks.length === 0 ? [] : [{ blocks }])),
    refusedBefore: [...call.refusedBefore, ...lighter.flatMap(({ refusedBefore }) => refusedBefore)],
  };
}

/** Requests planned in a form that was refused meanwhile, in the form that is known to work. */
function reform(call: PlannedCall, form: Form, hasProfile: boolean): readonly PlannedRequest[] {
  if (form <= call.form) return call.requests;
  return call.requests.flatMap(({ blocks }) => {
    const due = form === 3 && hasProfile ? blocks.filter(({ kind }) => kind !== "profile") : blocks;
    return toRequests(due, form).flatMap(({ requests }) => requests);
  });
}

interface KindLoss {
  readonly pending: readonly PlannedRequest[];
  readonly lost: readonly Refusal[];
  readonly edges: readonly Edge[];
  readonly joined?: readonly Block[];
}

/** What is left to ask where a kind of question is refused as a whole, and what is lost with it. */
function loseKind(
  kind: Kind,
  error: GraphError,
  refused: readonly PlannedRequest[],
  open: readonly PlannedRequest[],
): KindLoss {
  const blocks = toDistinct(
    [...refused, ...open].flatMap((one) => one.blocks),
    toKey,
  );
  return {
    // Without its figures a list is the same, whichever of them it was asked for.
    pending: toDistinct(
      open.flatMap((one) => withoutKind(kind, one)),
      ({ blocks }) => JSON.stringify(blocks),
    ),
    lost: toKindLosses(kind, blocks, error),
    edges: toKindEdges(kind, blocks),
  };
}

const toDistinct = <T>(all: readonly T[], keyOf: (one: T) => string): readonly T[] => [
  ...new Map(all.map((one) => [keyOf(one), one])).values(),
];

const toKey = (block: Block): string => `${toSubject("", block)} ${"metrics" in block ? block.metrics.join() : ""}`;

async function keepKindLoss(
  call: PlannedCall,
  error: GraphError,
  { pending, lost, edges, joined }: KindLoss,
  callIds: readonly string[],
  options: FetchOptions,
): Promise<void> {
  const answer: Answer = { kind: "refused", call, refusals: lost, joined, takenAt: options.now().toISOString() };
  await options.keep(call, { answer, pending, callIds });
  await noteRefusedEdges(edges, error, call, options.note);
}

/** Nothing is lost yet; what was spent is kept. */
async function keepCalls(
  call: PlannedCall,
  callIds: readonly string[],
  pending: readonly PlannedRequest[],
  options: FetchOptions,
): Promise<void> {
  const answer: Answer = { kind: "refused", call, refusals: [], takenAt: options.now().toISOString() };
  await options.keep(call, { answer, pending, callIds });
}

/** Lost in the same words as what was asked again and is refused once more: it need not be asked. */
function isLostAlike({ turn }: PlannedRequest, refusedBefore: string | undefined, error: GraphError): boolean {
  if (turn?.kind !== "again" || turn.after === undefined || refusedBefore === undefined) return false;
  const words = withoutNames(turn.after);
  if (words !== withoutNames(refusedBefore)) return false;
  return error.apiMessage === undefined || withoutNames(error.apiMessage) === words;
}

/** Asked again for what was refused before, and refused once more: nothing is new but the time. */
async function keepRefusedAgain(
  call: PlannedCall,
  requests: readonly PlannedRequest[],
  error: GraphError,
  pending: readonly PlannedRequest[],
  options: FetchOptions,
): Promise<void> {
  // A repeat leaves what was told as it is.
  const lost =
    options.isRepeat?.(call.accountId) === true ? [] : requests.flatMap((request) => toAgainLosses(request, error));
  const answer: Answer = { kind: "refused", call, refusals: lost, takenAt: options.now().toISOString() };
  await options.keep(call, { answer, pending, callIds: error.callIds });
  await noteRefusedEdges(
    requests.flatMap(({ turn }) => (turn?.kind === "again" ? turn.edges : [])),
    error,
    call,
    options.note,
  );
  if (lost.length > 0) await noteRefusingPosts(lost, call, options.note);
}

/** Figures of a list are lost apart from the list, which was asked for beside them. */
function toAgainLosses({ blocks }: PlannedRequest, error: GraphError): readonly Refusal[] {
  return blocks.map((block) => {
    const isList = (block.kind === "media" || block.kind === "stories") && block.metrics.length > 0;
    const isPart = block.kind === "media-insights" && !isWhole(block.metrics);
    return isList || isPart ? { block, metrics: block.metrics, error } : { block, error };
  });
}

/** Everything of the account is lost in the same words, and told once. */
async function loseAll(call: PlannedCall, { verdict, callIds }: WholeRefusal, options: FetchOptions): Promise<void> {
  const takenAt = options.now().toISOString();
  const answer: Answer = { kind: "refused", call, refusals: [], whole: verdict.error, takenAt };
  await options.keep(call, { answer, pending: [], callIds });
  await options.note(call, { kind: "whole-refused", verdict });
}

/** With a dead token nothing more comes: one loss an account, whatever of it is still open. */
async function loseRest(
  call: PlannedCall,
  pending: readonly PlannedRequest[],
  whole: GraphError,
  callIds: readonly string[],
  hasAnswered: boolean,
  options: FetchOptions,
): Promise<void> {
  // What was told of its answered questions stays told.
  const open = hasAnswered ? { ...call, requests: pending, refusedBefore: [] } : call;
  const takenAt = options.now().toISOString();
  await options.keep(call, {
    answer: { kind: "refused", call: open, refusals: [], whole, takenAt },
    pending: [],
    callIds,
  });
}
