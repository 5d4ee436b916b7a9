import { BudgetSpent, type Graph, GraphError, type GraphRequest } from "../../graph/index.ts";
import { type Capabilities, find, findRefusal, list, stateOf } from "../capabilities/index.ts";
import type { CallPlan, PlannedCall } from "../plan/index.ts";
import { createAsk } from "./ask-in-turn.ts";
import { fetchCall } from "./fetch-call.ts";
import type { FetchOptions } from "./fetch-options.ts";
import { createKindDoubts } from "./kind-doubts.ts";
import { createLane, type Lane, type Sender } from "./lane.ts";
import { chooseProbes } from "./probes.ts";
import { createRefusalScopes } from "./refusal-scope.ts";
import { toPlainWords, toWords } from "./refusal-words.ts";
import { createThrottleTurns } from "./throttle-turns.ts";
import { createTokenProbe } from "./token-probe.ts";

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
  const { known } = options;
  /** As it was before the run: an account's edges are replaced, not changed. */
  const before = new Map(known);
  const unusable = new Map<string, GraphError>();
  const failures: unknown[] = [];
  const isTokenDead = createTokenProbe(graph, signal);
  const scopes = createRefusalScopes(
    {
      account: (accountId) => findRefusal(known, "refused-account", accountId),
      connection: (connection) => findRefusal(known, "refused-connection", connection),
    },
    (connection) => unusable.has(connection),
    (accountId) => options.isRepeat?.(accountId) === true,
    signal,
  );
  const turns = createThrottleTurns((accountId) => stateOf(known, "throttled-account", accountId) === "refused");
  const kinds = createKindDoubts((accountId, edge) => {
    const refused = find(before, "refused-edges", accountId, edge);
    if (refused === undefined || refused.isConfirmed === true) return undefined;
    return toPlainWords(refused.code, refused.words);
  });
  let answers = 0;
  const ask = createAsk(graph, scopes, turns, () => answers > 0, options, signal);
  /** Whether it is the connection's token. What one account was refused with before, it alone is refused with. */
  const isDead = async ({ connection, accountId = "" }: GraphRequest, error: GraphError): Promise<boolean> =>
    error.recovery === "stop" &&
    findRefusal(known, "refused-account", accountId) !== toWords(error) &&
    (await isTokenDead(connection, error));
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
      if (error instanceof GraphError && (await isDead(request, error))) {
        if (!unusable.has(request.connection)) options.onTokenLost?.(request.connection, error);
        unusable.set(request.connection, error);
      }
      throw error;
    }
  };
  const isSuspect = ({ accountId }: PlannedCall): boolean =>
    findRefusal(known, "refused-account", accountId) !== undefined;
  const stuck: unknown[] = [];
  let answersBeforeStuck = -1;
  const pauses = new Map<string, BudgetSpent>();
  const isSpent = (connection: string): boolean => {
    const pause = pauses.get(connection);
    return pause !== undefined && pause.accountId === undefined;
  };
  // After a failure nothing new is begun, but requests under way are paid for and may finish. A spent hour stops its
  // own connection, a throttled account itself alone (V6).
  /** With `mayDefer`, what is left of a call that is to go on later. */
  const work = async (call: PlannedCall, lane: Lane, mayDefer: boolean): Promise<PlannedCall | undefined> => {
    try {
      if (failures.length > 0 || signal.aborted || isSpent(call.connection)) return undefined;
      const askIn: Parameters<typeof fetchCall>[1] = (asking, request) => ask(asking, request, lane);
      return await fetchCall(call, askIn, kinds, options, unusable, signal, mayDefer);
    } catch (error) {
      if (error instanceof BudgetSpent) {
        if (error.isLasting && error.accountId !== undefined)
          await options.note(call, { kind: "throttled", words: error.message });
        if (!isSpent(call.connection)) pauses.set(call.connection, error);
      } else if (isUnreachable(error) && answers > answersBeforeStuck) {
        // One account the server is silent about is set aside (V5); the next without an answer between is the network.
        stuck.push(error);
        answersBeforeStuck = answers;
      } else failures.push(error);
      return undefined;
    } finally {
      scopes.finish(call);
    }
  };
  // A connection that waits for its hour holds back nobody else's.
  const workConnection = async (calls: readonly PlannedCall[]): Promise<void> => {
    const lane = createLane(send, options.concurrency);
    const workAll = async (some: readonly PlannedCall[], mayDefer = false): Promise<readonly PlannedCall[]> => {
      scopes.expect(some);
      const left = await Promise.all(some.map((call) => lane.working(() => work(call, lane, mayDefer))));
      return left.filter((call) => call !== undefined);
    };
    let rest = calls;
    const late: PlannedCall[] = [];
    // A probe whose account is in trouble that may pass proves nothing: another one is chosen.
    for (let tries = 0; tries < PROBES; tries += 1) {
      const { probes, others } = chooseProbes(rest, known);
      const deferred = await workAll(probes, true);
      rest = others;
      late.push(...deferred);
      if (deferred.length === 0) break;
    }
    // Who was refused as a whole before comes last: the others' answers tell whether it is about them alone.
    const open = [...rest, ...late].toSorted((a, b) => Number(isSuspect(a)) - Number(isSuspect(b)));
    // What one account was refused is asked of a second one before all others are.
    const second = isOneInDoubt(known, calls[0]?.connection ?? "") ? open.splice(0, 1) : [];
    await workAll(second);
    await workAll(open);
  };
  await Promise.all([...Map.groupBy(plan.calls, ({ connection }) => connection).values()].map(workConnection));
  signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
  const [pause] = [...pauses.values()].sort((a, b) => a.resumesAt.getTime() - b.resumesAt.getTime());
  if (pause !== undefined) throw pause;
  if (stuck.length > 0) throw stuck[0];
}

/** Accounts in turn that something is tried on first. */
const PROBES = 3;

function isUnreachable(error: unknown): boolean {
  return error instanceof GraphError && error.code === "GRAPH_UNREACHABLE";
}

/** One account's word against a metric or field waits for a second one's. */
function isOneInDoubt(known: Capabilities, connection: string): boolean {
  const names = [...list(known, "metric", connection).values(), ...list(known, "field", connection).values()];
  return names.some(({ state }) => state === "doubtful");
}
