// One question asked: in its turn where account or connection is in doubt, with the token of its Page where the account
// insists on it, and with the verdict where its refusal shows that everything is refused.
import {
  BudgetSpent,
  type Graph,
  GraphError,
  type GraphReply,
  type GraphRequest,
  isBrokenOff,
  MAX_TRIES,
  toRetryDelayMs,
} from "../../graph/index.ts";
import { isFormProven, stateOf } from "../capabilities/index.ts";
import { countTries, type PlannedCall, type PlannedRequest } from "../plan/index.ts";
import type { FetchOptions } from "./fetch-options.ts";
import type { Lane } from "./lane.ts";
import type { RefusalScopes, Verdict } from "./refusal-scope.ts";
import { isPassing } from "./refusal-words.ts";
import { refuseUnnamed, toGraphRequest } from "./requests.ts";
import type { ThrottleTurns } from "./throttle-turns.ts";

/** Nothing more of the account comes. */
export interface WholeRefusal {
  readonly verdict: Verdict;
  readonly callIds: readonly string[];
}

/** Trouble that may pass, of an account that has answered nothing yet: something else of it is asked first. */
export interface Postponed {
  readonly postponed: GraphError;
  /** The lightest question is next, whatever was tried before. */
  readonly isLight?: true | undefined;
}

/** Throws the `GraphError` of a refusal that is about the question alone. */
export type Ask = (
  call: PlannedCall,
  request: PlannedRequest,
  lane: Lane,
) => Promise<GraphReply | WholeRefusal | Postponed>;

export function createAsk(
  graph: Pick<Graph, "adoptPageToken">,
  scopes: RefusalScopes,
  turns: ThrottleTurns,
  /** Something was answered in this run: what breaks off then may be about the question. */
  isReached: () => boolean,
  options: FetchOptions,
  signal: AbortSignal,
): Ask {
  /** Accounts that are read with the token of their Page, and those whose Page did not give it. */
  const adopted = new Map<string, boolean>();

  /** The calls it cost; whether it went well is in `adopted`. */
  async function adopt(call: PlannedCall): Promise<readonly string[]> {
    const { connection, accountId, username } = call;
    const pageId = options.pageOf?.(accountId) ?? "";
    adopted.set(accountId, false);
    if (pageId === "") return [];
    const page = { connection, accountId, pageId, about: `the Page of @${username}` };
    const { isAdopted, callIds } = await graph.adoptPageToken(page, signal);
    adopted.set(accountId, isAdopted);
    if (isAdopted) await options.note(call, { kind: "page-token-adopted" });
    return callIds;
  }

  async function send(call: PlannedCall, request: PlannedRequest, lane: Lane): Promise<GraphReply> {
    const patience = {
      ...toPatience(call, request),
      ...(stateOf(options.known, "throttled-account", call.accountId) === "refused"
        ? { mayBackOff: false as const }
        : {}),
    };
    const reply = await lane.send({ ...toGraphRequest(call, request), ...patience }, (wait, aside) =>
      scopes.pause(call, () => turns.pause(call, wait, aside)),
    );
    refuseUnnamed(request, reply);
    return reply;
  }

  /** Refused before: once is enough to see whether it still is. */
  const isKnown = ({ accountId }: PlannedCall, { turn }: PlannedRequest): boolean =>
    turn?.kind === "again" || stateOf(options.known, "refused-account", accountId) === "refused";

  function toPatience(call: PlannedCall, request: PlannedRequest): Pick<GraphRequest, "mayRetry"> {
    if (isKnown(call, request)) return { mayRetry: false };
    if (scopes.mayRetry(call)) return {};
    return { mayRetry: isReached() ? false : "unanswered" };
  }

  /** A whole connection that gives no answer is the network's trouble: nothing is lost, and the run goes on later. */
  function toLoss(verdict: Verdict, callIds: readonly string[]): WholeRefusal {
    const cause = verdict.error.cause instanceof GraphError ? verdict.error.cause : verdict.error;
    if (verdict.scope !== "account" && isBrokenOff(cause)) throw toNetworkError(cause);
    return { verdict, callIds };
  }

  /** Nothing of the account was answered, in a form nobody has proved: whether it is the size, its lightest question tells. */
  const mayBeSize = ({ connection }: PlannedCall, { blocks }: PlannedRequest, { code }: GraphError): boolean =>
    code === "GRAPH_TOO_MUCH_DATA" && blocks.length > 1 && !isFormProven(options.known, connection);

  /** As long as the same request would have waited before it was sent again. */
  async function rest(call: PlannedCall, request: PlannedRequest, error: GraphError): Promise<void> {
    const passing = error.cause instanceof GraphError ? error.cause : error;
    const made = Math.max(scopes.countRefusals(call), countTries(request) + 1);
    await options.sleep(toRetryDelayMs(passing, made, Math.random()) ?? 0, signal);
  }

  return async (call, request, lane) => {
    for (;;) {
      await turns.enter(call, lane.stepAside);
      const known = await scopes.enter(call, request, lane.stepAside);
      if (known !== undefined) return toLoss(known, []);
      if (turns.take(call)) break;
      scopes.leave(call);
    }
    const spent: string[] = [];
    try {
      const isNew = !adopted.has(call.accountId);
      if (isNew && stateOf(options.known, "page-token", call.accountId) === "proven")
        spent.push(...(await adopt(call)));
      for (;;) {
        try {
          const reply = await send(call, request, lane);
          scopes.onAnswered(call);
          turns.onAnswered(call);
          return { ...reply, callIds: [...spent, ...reply.callIds] };
        } catch (error) {
          if (error instanceof BudgetSpent && error.accountId !== undefined) turns.onSpent(call, error);
          if (!(error instanceof GraphError)) throw error;
          error.callIds = [...spent, ...error.callIds];
          if (isBrokenOff(error) && !isReached() && !isKnown(call, request)) throw toNetworkError(error);
          const verdict = scopes.onRefused(call, request, error);
          if (verdict !== undefined) return toLoss(verdict, error.callIds);
          const isFirst = request.turn?.kind !== "again" && !scopes.hasAnswered(call);
          const isTold = scopes.isOthers(call, error) && request.blocks.length > 1 && countTries(request) === 0;
          if (isFirst && isTold && !isPassing(error)) return { postponed: error, isLight: true };
          if (isFirst && countTries(request) < MAX_TRIES - 1 && (isPassing(error) || mayBeSize(call, request, error))) {
            if (isPassing(error)) await rest(call, request, error);
            return { postponed: error };
          }
          if (!error.needsPageToken || adopted.has(call.accountId)) throw error;
          spent.splice(0, spent.length, ...error.callIds, ...(await adopt(call)));
          error.callIds = [...spent];
          if (adopted.get(call.accountId) !== true) throw error;
        }
      }
    } finally {
      turns.leave(call);
      scopes.leave(call);
    }
  };
}

/** The same as of a server that is not there. */
function toNetworkError(error: GraphError): GraphError {
  const { code, message: sentence, hint, recovery, scope, callIds } = error;
  const lost = new GraphError({ code, sentence, hint, recovery, scope, apiMessage: "nobody was reached" });
  lost.callIds = callIds;
  return lost;
}
