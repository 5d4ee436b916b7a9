import { BudgetSpent, type Graph, GraphError, type GraphReply, type GraphRequest } from "../../graph/index.ts";
import {
  type CallPlan,
  type Form,
  leaveOffRefused,
  type PlannedCall,
  type PlannedRequest,
  toRequests,
} from "../plan/index.ts";
import type { Answer } from "./answer.ts";
import type { FetchOptions } from "./fetch-options.ts";
import { findCuts, refuseEndless, toFollowUps, toSingles, type Walks } from "./follow-ups.ts";
import { stepDown, withoutDisproved } from "./ladder.ts";
import { leaveOffKnown } from "./leave-off-known.ts";
import { dropUnproven, isLeftOut, toProof } from "./left-out.ts";
import { heedLessons, noteAnswer, noteRefusal } from "./note-lessons.ts";
import { chooseProbes } from "./probes.ts";
import { refuseUnnamed, toGraphRequest, toParts } from "./requests.ts";
import { createSeats } from "./seats.ts";
import { spareAlike } from "./spare.ts";

type Sender = (request: GraphRequest) => Promise<GraphReply>;

/**
 * Asks everything in the plan with bounded concurrency. A refusal ends in a smaller request or a loss that is kept with
 * its reason; only what stops the whole run is thrown: a dead network, an abort, and at the end a spent budget, which
 * holds up nobody but its own connection or account.
 */
export async function fetchPlan(
  plan: CallPlan,
  graph: Graph,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<void> {
  const unusable = new Map<string, GraphError>();
  const failures: unknown[] = [];
  let answers = 0;
  const send: Sender = async (request) => {
    // The network may be gone, or the token have died, while this request waited for its turn.
    const [failure] = failures;
    if (isUnreachable(failure)) throw failure;
    const dead = unusable.get(request.connection);
    if (dead !== undefined) throw dead;
    try {
      const reply = await graph.send(request, signal);
      answers += 1;
      return reply;
    } catch (error) {
      if (error instanceof GraphError && error.httpStatus !== undefined) answers += 1;
      if (error instanceof GraphError && error.recovery === "stop") {
        if (!unusable.has(request.connection)) options.onTokenLost?.(request.connection, error);
        unusable.set(request.connection, error);
      }
      throw error;
    }
  };
  const stuck: unknown[] = [];
  let answersBeforeStuck = -1;
  const pauses = new Map<string, BudgetSpent>();
  const isSpent = (connection: string): boolean => {
    const pause = pauses.get(connection);
    return pause !== undefined && pause.accountId === undefined;
  };
  // After a failure nothing new is begun, but requests under way are paid for and may finish. A spent hour stops its
  // own connection, a throttled account itself alone (V6).
  const work = async (call: PlannedCall, send: Sender): Promise<void> => {
    if (failures.length > 0 || signal.aborted || isSpent(call.connection)) return;
    try {
      await fetchCall(call, send, options, unusable, signal);
    } catch (error) {
      if (error instanceof BudgetSpent) {
        if (!isSpent(call.connection)) pauses.set(call.connection, error);
      } else if (isUnreachable(error) && answers > answersBeforeStuck) {
        // One account the server is silent about is set aside (V5); the next without an answer between is the network.
        stuck.push(error);
        answersBeforeStuck = answers;
      } else failures.push(error);
    }
  };
  // A connection that waits for its hour holds back nobody else's.
  const workConnection = async (calls: readonly PlannedCall[]): Promise<void> => {
    const lane = createLane(send, options.concurrency);
    const { probes, others } = chooseProbes(calls, options);
    for (const some of [probes, others]) {
      await Promise.all(some.map((call) => lane.working(() => work(call, lane.send))));
    }
  };
  await Promise.all([...Map.groupBy(plan.calls, ({ connection }) => connection).values()].map(workConnection));
  signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
  const [pause] = [...pauses.values()].sort((a, b) => a.resumesAt.getTime() - b.resumesAt.getTime());
  if (pause !== undefined) throw pause;
  if (stuck.length > 0) throw stuck[0];
}

function isUnreachable(error: unknown): boolean {
  return error instanceof GraphError && error.code === "GRAPH_UNREACHABLE";
}

function createLane(send: Sender, concurrency: number) {
  const sending = createSeats(concurrency);
  // While some answers are being kept, others are on their way: neither the server nor we wait for the other.
  const working = createSeats(concurrency * 2);
  const standAside: GraphRequest["standAside"] = (wait) => working.leave(() => sending.leave(wait));
  return {
    send: ((request) => sending.take(() => send({ ...request, standAside }))) satisfies Sender,
    working: working.take,
  };
}

async function fetchCall(
  planned: PlannedCall,
  send: Sender,
  options: FetchOptions,
  unusable: Map<string, GraphError>,
  signal: AbortSignal,
): Promise<void> {
  const resumed = options.resume(planned);
  const call = resumed === undefined ? leaveOff(planned, options.refusedMetrics(planned.connection)) : planned;
  let pending = resumed ?? reform(call, options.form(call.connection), options.hasProfile?.(call.accountId) === true);
  const walks: Walks = new Map();
  const mediaCount = options.mediaCount?.(call.accountId);
  for (let [next, ...rest] = pending; next !== undefined; [next, ...rest] = pending) {
    signal.throwIfAborted();
    const due = heedLessons(next, call.connection, options);
    const { request, refusals: known } = leaveOffKnown(due, options.refusedMetrics(call.connection));
    const dead = unusable.get(call.connection);
    if (dead !== undefined) {
      await options.keep(call, { answer: toLoss(call, pending, dead, options.now()), pending: [], callIds: [] });
      return;
    }
    if (request.blocks.length === 0) {
      pending = rest;
      const answer: Answer = { kind: "refused", call, refusals: known, takenAt: options.now().toISOString() };
      await options.keep(call, { answer, pending, callIds: [] });
      continue;
    }
    let reply: GraphReply;
    try {
      reply = await send(toGraphRequest(call, request));
      refuseUnnamed(request, reply);
    } catch (error) {
      if (!(error instanceof GraphError) || error.code === "GRAPH_UNREACHABLE") throw error;
      if (error.recovery === "stop") {
        await options.keep(call, {
          answer: toLoss(call, pending, error, options.now()),
          pending: [],
          callIds: error.callIds,
        });
        return;
      }
      const step = stepDown(request, error, options.nestingWords(call.connection));
      const { open, spared } = spareAlike(request, error, rest);
      pending = [...step.requests, ...(request.blocks.length === 1 ? withoutDisproved(open, error) : open)];
      const refusals = [...known, ...step.refusals, ...spared.map((block) => ({ block, error }))];
      if (error.code === "GRAPH_NOT_PERMITTED" && step.refusals.length > 0) options.onNotPermitted?.(call, error);
      const answer: Answer = { kind: "refused", call, refusals, takenAt: options.now().toISOString() };
      await options.keep(call, { answer, pending, callIds: error.callIds });
      await noteRefusal(request, error, step, call, options);
      continue;
    }
    const parts = toParts(request, reply.body);
    await noteAnswer(request, parts, call, options);
    const further = refuseEndless(parts, toFollowUps(parts), walks, mediaCount);
    const refusals = [...known, ...findCuts(parts), ...further.refusals];
    pending = [...askLeftOut(call, parts, options), ...further.requests, ...dropUnproven(request, parts, rest)];
    await options.keep(call, {
      answer: { kind: "page", call, parts, refusals, takenAt: reply.takenAt },
      pending,
      callIds: reply.callIds,
    });
  }
}

/** The posts alone, where insights were asked of all and told of none and nobody knows why. */
function askLeftOut(
  { connection }: PlannedCall,
  parts: Parameters<typeof isLeftOut>[0],
  { isNestingProven, isNestingRefused }: FetchOptions,
): readonly PlannedRequest[] {
  const isKnown = isNestingProven(connection) || isNestingRefused(connection);
  return isKnown || !isLeftOut(parts) ? [] : toProof(toSingles(parts));
}

/** The call without metrics that were refused for good since it was planned. */
function leaveOff(call: PlannedCall, refused: ReadonlyMap<string, string>): PlannedCall {
  if (refused.size === 0) return call;
  const lighter = call.requests.map(({ blocks }) => leaveOffRefused(blocks, refused));
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

function toLoss(call: PlannedCall, pending: readonly PlannedRequest[], error: GraphError, at: Date): Answer {
  const refusals = pending.flatMap(({ blocks }) => blocks.map((block) => ({ block, error })));
  return { kind: "refused", call, refusals, takenAt: at.toISOString() };
}
