import pLimit from "p-limit";
import { type Graph, GraphError, type GraphReply } from "../../graph/index.ts";
import { type CallPlan, type Form, type PlannedCall, type PlannedRequest, toRequests } from "../plan/index.ts";
import type { Answer, FetchStep } from "./answer.ts";
import { toFollowUps } from "./follow-ups.ts";
import { stepDown, toMetricLessons } from "./ladder.ts";
import { toGraphRequest, toParts } from "./requests.ts";

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
  /** Called with each step before the next request of the same call is sent; what it resolves is acknowledged. */
  readonly keep: (call: PlannedCall, step: FetchStep) => Promise<void>;
  readonly onRefusedForm: (connection: string, refused: Form, message: string) => Promise<void>;
  readonly onAnsweredForm: (connection: string, form: Form) => Promise<void>;
  readonly onPageSize: (connection: string, pageSize: number) => Promise<void>;
  readonly onRefusedMetric: (connection: string, metric: string, message: string) => Promise<void>;
}

/**
 * Asks everything in the plan with bounded concurrency. A refusal ends in a smaller request or a loss that is kept with
 * its reason; only what stops the whole run is thrown: a spent budget, a dead network, an abort.
 */
export async function fetchPlan(plan: CallPlan, graph: Graph, options: FetchOptions, signal: AbortSignal): Promise<void> {
  const limit = pLimit(options.concurrency);
  const unusable = new Map<string, GraphError>();
  const failures: unknown[] = [];
  // After the first failure nothing new is begun, but requests under way are paid for and may finish.
  const work = async (call: PlannedCall): Promise<void> => {
    if (failures.length > 0 || signal.aborted) return;
    try {
      await fetchCall(call, graph, options, unusable, signal);
    } catch (error) {
      failures.push(error);
    }
  };
  const { probes, others } = chooseProbes(plan.calls, options.isProven);
  for (const calls of [probes, others]) {
    await Promise.all(calls.map((call) => limit(() => work(call))));
    signal.throwIfAborted();
    if (failures.length > 0) throw failures[0];
  }
}

/** A form nobody has seen answered is tried on one account of the connection first, so that its refusal is paid once. */
function chooseProbes(calls: readonly PlannedCall[], isProven: (connection: string) => boolean) {
  const probes = new Map<string, PlannedCall>();
  for (const call of calls) {
    const best = probes.get(call.connection);
    if (call.form < 3 && !isProven(call.connection) && (best === undefined || (!best.worthProbing && call.worthProbing))) {
      probes.set(call.connection, call);
    }
  }
  const first = new Set(probes.values());
  return { probes: [...first], others: calls.filter((call) => !first.has(call)) };
}

async function fetchCall(
  call: PlannedCall,
  graph: Graph,
  options: FetchOptions,
  unusable: Map<string, GraphError>,
  signal: AbortSignal,
): Promise<void> {
  let pending = options.resume(call) ?? reform(call, options.form(call.connection));
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
        await options.keep(call, { answer: toLoss(call, pending, error, options.now()), pending: [], callIds: error.callIds });
        return;
      }
      const step = stepDown(request, error, call.form);
      pending = [...step.requests, ...rest];
      const answer: Answer = { kind: "refused", call, refusals: step.refusals, takenAt: options.now().toISOString() };
      await options.keep(call, { answer, pending, callIds: error.callIds });
      await noteSmallerPage(request, step.requests, call, options);
      for (const lesson of toMetricLessons(step.refusals)) {
        await options.onRefusedMetric(call.connection, lesson.metric, lesson.message);
      }
      continue;
    }
    if (request.proves !== undefined) {
      await options.onRefusedForm(call.connection, request.proves.refused, request.proves.message);
    } else if (request.blocks.length > 1) {
      await options.onAnsweredForm(call.connection, call.form);
    }
    const parts = toParts(request, reply.body);
    pending = [...toFollowUps(parts), ...rest];
    await options.keep(call, {
      answer: { kind: "page", call, parts, takenAt: reply.takenAt },
      pending,
      callIds: reply.callIds,
    });
  }
}

/** Requests planned in a form that was refused meanwhile, in the form that is known to work. */
function reform(call: PlannedCall, form: Form): readonly PlannedRequest[] {
  if (form <= call.form) return call.requests;
  return call.requests.flatMap(({ blocks }) => toRequests(blocks, form).flatMap(({ requests }) => requests));
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
