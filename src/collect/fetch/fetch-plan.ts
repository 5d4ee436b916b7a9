import pLimit from "p-limit";
import { BudgetSpent, type Graph, GraphError, type GraphReply } from "../../graph/index.ts";
import {
  type CallPlan,
  type Form,
  leaveOffRefused,
  type PlannedCall,
  type PlannedRequest,
  toForm,
  toRequests,
} from "../plan/index.ts";
import type { Answer, FetchStep } from "./answer.ts";
import { refuseRepeats, toFollowUps } from "./follow-ups.ts";
import { stepDown, toMetricLessons, withoutDisproved } from "./ladder.ts";
import { toGraphRequest, toParts } from "./requests.ts";
import { BEFORE_CONVERSION, SMALL_STORIES, spareAlike } from "./spare.ts";

export interface FetchOptions {
  readonly now: () => Date;
  /** Accounts worked on at once; the budget, not this, is what limits the pace. */
  readonly concurrency: number;
  /** Where a call of an interrupted run goes on; absent means from its start. */
  readonly resume: (call: PlannedCall) => readonly PlannedRequest[] | undefined;
  /** The best form a connection is known to take right now. */
  readonly form: (connection: string) => Form;
  /** True when the connection's form has answered before, so that it need not be tried on one account first. */
  readonly isProven: (connection: string) => boolean;
  /** Discovery has brought this account's profile: where asking would be a call of its own, it is not asked again. */
  readonly hasProfile?: ((accountId: string) => boolean) | undefined;
  /** Called with each step before the next request of the same call is sent; what it resolves is acknowledged. */
  readonly keep: (call: PlannedCall, step: FetchStep) => Promise<void>;
  readonly onRefusedForm: (connection: string, refused: Form, message: string) => Promise<void>;
  readonly onAnsweredForm: (connection: string, form: Form) => Promise<void>;
  readonly onPageSize: (connection: string, pageSize: number) => Promise<void>;
  /** Metrics refused for good so far, with the API's words. */
  readonly refusedMetrics: (connection: string) => ReadonlyMap<string, string>;
  /** An account's newest post from before its conversion to a business account; Unix seconds. */
  readonly onConversion: (connection: string, accountId: string, publishedAt: number) => Promise<void>;
  /** An account whose stories have too few viewers: nested, they would spoil every request they stand in. */
  readonly onSmallStories: (connection: string, accountId: string) => Promise<void>;
  readonly onRefusedMetric: (connection: string, metric: string, message: string) => Promise<void>;
}

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
  const limit = pLimit(options.concurrency);
  const unusable = new Map<string, GraphError>();
  const failures: unknown[] = [];
  const pauses = new Map<string, BudgetSpent>();
  const isSpent = (connection: string): boolean => {
    const pause = pauses.get(connection);
    return pause !== undefined && pause.accountId === undefined;
  };
  // After a failure nothing new is begun, but requests under way are paid for and may finish. A spent hour stops its
  // own connection, a throttled account itself alone (V6).
  const work = async (call: PlannedCall): Promise<void> => {
    if (failures.length > 0 || signal.aborted || isSpent(call.connection)) return;
    try {
      await fetchCall(call, graph, options, unusable, signal);
    } catch (error) {
      if (!(error instanceof BudgetSpent)) failures.push(error);
      else if (!isSpent(call.connection)) pauses.set(call.connection, error);
    }
  };
  const { probes, others } = chooseProbes(plan.calls, options.isProven);
  for (const calls of [probes, others]) {
    await Promise.all(calls.map((call) => limit(() => work(call))));
    signal.throwIfAborted();
    if (failures.length > 0) throw failures[0];
  }
  const [pause] = [...pauses.values()].sort((a, b) => a.resumesAt.getTime() - b.resumesAt.getTime());
  if (pause !== undefined) throw pause;
}

/** A form nobody has seen answered is tried on one account of the connection first, so that its refusal is paid once. */
function chooseProbes(calls: readonly PlannedCall[], isProven: (connection: string) => boolean) {
  const probes = new Map<string, PlannedCall>();
  for (const call of calls) {
    const best = probes.get(call.connection);
    if (
      call.form < 3 &&
      !isProven(call.connection) &&
      (best === undefined || (!best.worthProbing && call.worthProbing))
    ) {
      probes.set(call.connection, call);
    }
  }
  const first = new Set(probes.values());
  return { probes: [...first], others: calls.filter((call) => !first.has(call)) };
}

async function fetchCall(
  planned: PlannedCall,
  graph: Graph,
  options: FetchOptions,
  unusable: Map<string, GraphError>,
  signal: AbortSignal,
): Promise<void> {
  const resumed = options.resume(planned);
  const call = resumed === undefined ? leaveOff(planned, options.refusedMetrics(planned.connection)) : planned;
  let pending = resumed ?? reform(call, options.form(call.connection), options.hasProfile?.(call.accountId) === true);
  const followed = new Set<string>();
  for (let [request, ...rest] = pending; request !== undefined; [request, ...rest] = pending) {
    signal.throwIfAborted();
    const dead = unusable.get(call.connection);
    if (dead !== undefined) {
      await options.keep(call, { answer: toLoss(call, pending, dead, options.now()), pending: [], callIds: [] });
      return;
    }
    let reply: GraphReply;
    try {
      reply = await graph.send(toGraphRequest(call, request), signal);
    } catch (error) {
      if (!(error instanceof GraphError) || error.code === "GRAPH_UNREACHABLE") throw error;
      if (error.recovery === "stop") {
        unusable.set(call.connection, error);
        await options.keep(call, {
          answer: toLoss(call, pending, error, options.now()),
          pending: [],
          callIds: error.callIds,
        });
        return;
      }
      const step = stepDown(request, error);
      const { open, spared } = spareAlike(request, error, rest);
      pending = [...step.requests, ...(request.blocks.length === 1 ? withoutDisproved(open, error) : open)];
      const refusals = [...step.refusals, ...spared.map((block) => ({ block, error }))];
      const answer: Answer = { kind: "refused", call, refusals, takenAt: options.now().toISOString() };
      await options.keep(call, { answer, pending, callIds: error.callIds });
      // A guess at the size (it has a cause: a time-out, code 2) is no lesson for the connection's other accounts.
      if (error.cause === undefined && error.code === "GRAPH_TOO_MUCH_DATA") {
        await noteSmallerPage(request, step.requests, call, options);
      }
      const [block] = request.blocks;
      if (error.apiCode === BEFORE_CONVERSION && block?.kind === "media-insights" && block.publishedAt !== undefined) {
        await options.onConversion(call.connection, call.accountId, block.publishedAt);
      }
      if (SMALL_STORIES.test(error.apiMessage ?? "") && request.blocks.some(({ kind }) => kind === "stories")) {
        await options.onSmallStories(call.connection, call.accountId);
      }
      // The others of the taken-apart request were answered, and this one failed for the server's own trouble.
      if (request.proves !== undefined && error.recovery === "retry") {
        await options.onRefusedForm(call.connection, request.proves.refused, request.proves.message);
      }
      for (const lesson of toMetricLessons(step.refusals)) {
        await options.onRefusedMetric(call.connection, lesson.metric, lesson.message);
      }
      continue;
    }
    if (request.proves !== undefined) {
      await options.onRefusedForm(call.connection, request.proves.refused, request.proves.message);
    } else if (request.blocks.length > 1) {
      await options.onAnsweredForm(call.connection, toForm(request.blocks));
    }
    const parts = toParts(request, reply.body);
    const { requests: next, refusals } = refuseRepeats(toFollowUps(parts), followed);
    pending = [...next, ...rest];
    await options.keep(call, {
      answer: { kind: "page", call, parts, refusals, takenAt: reply.takenAt },
      pending,
      callIds: reply.callIds,
    });
  }
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

/** Tells the page size that was stepped down to, so that the next account starts there. */
async function noteSmallerPage(
  before: PlannedRequest,
  after: readonly PlannedRequest[],
  call: PlannedCall,
  options: FetchOptions,
): Promise<void> {
  const was = toPageSize([before]);
  const is = toPageSize(after);
  if (is !== undefined && was !== undefined && is < was) await options.onPageSize(call.connection, is);
}

function toPageSize(requests: readonly PlannedRequest[]): number | undefined {
  const media = requests.flatMap(({ blocks }) => blocks).find((block) => block.kind === "media");
  return media?.kind === "media" ? media.pageSize : undefined;
}

function toLoss(call: PlannedCall, pending: readonly PlannedRequest[], error: GraphError, at: Date): Answer {
  const refusals = pending.flatMap(({ blocks }) => blocks.map((block) => ({ block, error })));
  return { kind: "refused", call, refusals, takenAt: at.toISOString() };
}
