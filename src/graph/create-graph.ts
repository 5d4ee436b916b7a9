// The limit is a wrapper around the one function that sends: no path in the house can avoid it.
import { type Clock, systemClock } from "../shared/index.ts";
import { classify } from "./classify.ts";
import { createDisguisedThrottles } from "./disguised-throttle.ts";
import { BudgetSpent, type ErrorScope, GraphError } from "./errors.ts";
import type { CallPool, Connection, Graph, GraphOptions, GraphReply, GraphRequest } from "./graph.ts";
import { isBrokenOff, mayNarrow, toNarrow } from "./narrow.ts";
import { createApiDispatcher } from "./outgoing.ts";
import { createPace } from "./pace.ts";
import { createPageTokens } from "./page-tokens.ts";
import { createPostedReads, type PostedReads, toWords } from "./posted-reads.ts";
import { toRetryDelayMs } from "./retry.ts";
import { createSend, MAX_BODY_BYTES, type RawReply } from "./send.ts";
import { createThrottleScopes } from "./throttle-scope.ts";
import { readUsage, type Usage } from "./usage.ts";

/** From this percentage of the server's own count we keep still (CONTRACT §7: stop at 95). */
const STOP_PERCENT = 95;
/** How long to keep still when the server gives no estimate. */
const STOP_WAIT_MS = 5 * 60_000;
/** For a throttle without an estimate, the first and those that follow at once. */
const BACK_OFF_MS = [5 * 60_000, 15 * 60_000, 60 * 60_000] as const;
/** A request throttled this often in a row ends in a pause: calls during a block prolong it (CONTRACT §5.5). */
const MAX_THROTTLES = 4;

/** A long read sent as POST that the server may not have taken as a read; the same call is sent again as GET. */
class PostedReadRefused extends Error {}

/** Opens the door to one Graph API server; close it to end its keep-alive connections. */
export function createGraph(options: GraphOptions, clock: Clock = systemClock): Graph {
  const dispatcher = createApiDispatcher(MAX_BODY_BYTES);
  const send = createSend({ ...options, dispatcher });
  const pace = createPace(clock);
  const pageTokens = createPageTokens();
  const disguised = createDisguisedThrottles();
  const throttleScopes = createThrottleScopes();
  let callsSent = 0;
  const postedReads = new Map(
    options.connections.map(({ name }) => [name, createPostedReads(name, options.postedReads)] as const),
  );

  function findConnection(name: string): Connection {
    const connection = options.connections.find((candidate) => candidate.name === name);
    if (connection === undefined) throw new Error(`unknown connection ${name}`);
    return connection;
  }

  async function waitUntil(
    spent: BudgetSpent,
    why: string,
    { mayWait }: GraphRequest,
    signal: AbortSignal,
  ): Promise<void> {
    if (options.whenSpent === "stop" || mayWait === false) throw spent;
    options.onWait?.({ connection: spent.connection, until: spent.resumesAt, why });
    await clock.sleep(Math.max(0, spent.resumesAt.getTime() - clock.now().getTime()), signal);
  }

  /** Takes a place in the rolling hour, waiting for one if need be. */
  async function reserve(request: GraphRequest, connection: Connection, signal: AbortSignal): Promise<string> {
    const cost = countCalls(request);
    await pace.turn(toPaceNames(request), signal);
    for (;;) {
      signal.throwIfAborted();
      const askedAt = clock.now().getTime();
      const outcome = await options.ledger.reserve({
        connection: connection.name,
        pool: request.pool ?? "calls",
        cost,
        perHour: toPerHour(connection, request.pool),
        accountId: request.accountId,
        path: request.path,
      });
      if (outcome.granted) {
        callsSent += cost;
        return outcome.callId;
      }
      const until = new Date(askedAt + outcome.waitMs);
      const what = request.pool === "comment-writes" ? "comment writes" : "calls";
      const why = outcome.pause?.why ?? `the hour's ${what} are spent`;
      const id = outcome.pause?.accountId;
      const account = id === undefined ? undefined : { id, name: toAccount(request) };
      const wait = () => waitUntil(new BudgetSpent(connection.name, until, why, account), why, request, signal);
      // Others may go while one account keeps still (RELIABILITY T6).
      await ((account === undefined ? undefined : request.standAside?.(wait)) ?? wait());
    }
  }

  /** Heeds what the server said of its own count: the larger of the two is believed (RELIABILITY T9). */
  async function applyUsage(usage: Usage, request: GraphRequest): Promise<void> {
    const { connection, accountId, pool = "calls" } = request;
    pace.note(toTokenName(request), usage.tokenPercent);
    // Without an account to blame it on, the whole connection is near its end.
    pace.note(accountId ?? toTokenName(request), usage.accountPercent);
    const waitMs =
      usage.regainMinutes !== undefined && usage.regainMinutes > 0 ? usage.regainMinutes * 60_000 : STOP_WAIT_MS;
    const isAccountFull = (usage.accountPercent ?? 0) >= STOP_PERCENT;
    const toWhy = (percent = 0): string => `the API counts ${percent} percent of the hour as used`;
    if (isAccountFull && accountId !== undefined) {
      const why = `${toWhy(usage.accountPercent)} for ${toAccount(request)}`;
      await options.ledger.pause({ connection, pool, accountId, waitMs, why });
    }
    if ((usage.tokenPercent ?? 0) >= STOP_PERCENT || (isAccountFull && accountId === undefined)) {
      const percent = Math.max(usage.tokenPercent ?? 0, accountId === undefined ? (usage.accountPercent ?? 0) : 0);
      await options.ledger.pause({ connection, pool, waitMs, why: toWhy(percent) });
    }
  }

  /** A throttle stops exactly its scope, at once and for as long as told. */
  async function holdBack(
    error: GraphError,
    request: GraphRequest,
    reach: ErrorScope,
    throttles: number,
  ): Promise<void> {
    const waitMs = toThrottleWaitMs(error, throttles);
    const { connection, accountId, pool = "calls" } = request;
    if (reach === "account" && accountId !== undefined) {
      const why = `Instagram throttles ${toAccount(request)}${quote(error)}`;
      return options.ledger.pause({ connection, pool, accountId, waitMs, why });
    }
    const names = reach === "app" ? options.connections.map(({ name }) => name) : [connection];
    const why = `the API throttles ${reach === "app" ? "the app" : "this token"}${quote(error)}`;
    for (const name of names) await options.ledger.pause({ connection: name, pool, waitMs, why });
  }

  /** One paid try: the outcome is entered in the ledger whatever it is. */
  async function sendOnce(
    request: GraphRequest,
    connection: Connection,
    callId: string,
    posting: PostedReads | undefined,
    hasWaited: boolean,
    signal: AbortSignal,
  ): Promise<GraphReply> {
    const settle = (reply: RawReply | undefined, code?: string, usedPercent?: number) =>
      options.ledger.settle(callId, { httpStatus: reply?.httpStatus, code, usedPercent });
    let reply: RawReply;
    try {
      reply = await send(
        {
          method: request.method ?? "GET",
          path: request.path,
          params: request.params ?? {},
          token: pageTokens.of(request) ?? connection.token,
          appSecret: connection.appSecret,
          inputToken: request.isAboutToken === true ? connection.token : undefined,
          mayPostReads: posting?.mayPost() === true,
          about: request.about,
        },
        signal,
      );
    } catch (error) {
      await settle(undefined, error instanceof GraphError ? error.code : "GRAPH_INTERRUPTED");
      throw error;
    }
    const usage = readUsage(reply.headers);
    const usedPercent = Math.max(usage.tokenPercent ?? -1, usage.accountPercent ?? -1);
    const known = usedPercent < 0 ? undefined : usedPercent;
    await applyUsage(usage, request);
    if (reply.httpStatus >= 400 || !isAnswer(reply.body)) {
      const error = classify({ ...reply, regainMinutes: usage.regainMinutes, about: request.about });
      await settle(reply, error.apiCode ?? error.code, known);
      if (reply.isPostedRead && (await posting?.isToBlame(error))) throw new PostedReadRefused(toWords(error));
      throw isRead(request) ? disguised.judge(error, request.connection, usage, hasWaited) : error;
    }
    disguised.onAnswered(request.connection);
    throttleScopes.onAnswered(request);
    await settle(reply, undefined, known);
    if (reply.isPostedRead) await posting?.onAnswered(true);
    const served = reply.headers["facebook-api-version"];
    return {
      body: reply.body,
      callIds: [callId],
      takenAt: clock.now().toISOString(),
      servedVersion: typeof served === "string" ? served : undefined,
      usedPercent: known,
    };
  }

  const graph: Graph = {
    connections: options.connections.map(({ name }) => name),
    url: options.url,
    version: options.version,

    adoptPageToken: (page, signal) => pageTokens.adopt(graph.send, page, signal),

    async send(request, signal) {
      const connection = findConnection(request.connection);
      const callIds: string[] = [];
      const posting = postedReads.get(connection.name);
      await posting?.recall();
      let throttles = 0;
      /** In which words the read was refused as POST; it goes as GET since then. */
      let refusedAs: string | undefined;
      for (let tries = 1; ; ) {
        const callId = await reserve(request, connection, signal);
        callIds.push(callId);
        try {
          await request.beforeSend?.();
          const reply = await sendOnce(
            request,
            connection,
            callId,
            refusedAs === undefined ? posting : undefined,
            throttles > 0,
            signal,
          );
          if (refusedAs !== undefined) await posting?.onAnswered(false);
          return { ...reply, callIds };
        } catch (error) {
          if (error instanceof PostedReadRefused) {
            refusedAs = error.message;
            continue;
          }
          if (!(error instanceof GraphError)) throw error;
          if (error.recovery === "skip" && refusedAs === toWords(error)) await posting?.onAcquitted();
          error.callIds = [...callIds];
          if (error.recovery === "wait") {
            const { reach, inARow } = throttleScopes.judge(error, request);
            throttles = request.mayBackOff === false ? MAX_THROTTLES : Math.max(throttles + 1, inARow);
            await holdBack(error, request, reach, throttles);
            if (throttles < MAX_THROTTLES) continue;
            const until = new Date(clock.now().getTime() + toThrottleWaitMs(error, throttles));
            const { accountId: id } = request;
            const account = reach === "account" && id !== undefined ? { id, name: toAccount(request) } : undefined;
            const whom =
              account === undefined ? "the API throttles the same call" : `Instagram throttles ${account.name}`;
            throw new BudgetSpent(connection.name, until, `${whom} over and over${quote(error)}`, account, true);
          }
          throttles = 0;
          if (mayNarrow(request, error, tries)) throw toNarrow(error);
          const delayMs =
            isRead(request) && mayRetry(request, error) ? toRetryDelayMs(error, tries, Math.random()) : undefined;
          if (delayMs === undefined) throw error;
          tries += 1;
          await clock.sleep(delayMs, signal);
        }
      }
    },

    async callsLeft(name, pool = "calls") {
      const perHour = toPerHour(findConnection(name), pool);
      const { left, waitMs } = await options.ledger.callsLeft(name, pool, perHour);
      if (waitMs === undefined) return { left, perHour };
      return { left, perHour, nextAt: new Date(clock.now().getTime() + waitMs) };
    },

    callsSent: () => callsSent,

    async close() {
      await dispatcher.close();
    },

    async [Symbol.asyncDispose]() {
      await dispatcher.close();
    },
  };
  return graph;
}

/** As long as told; without a word longer each time, for what was not enough (errors.json 80002). */
function toThrottleWaitMs({ waitMs = STOP_WAIT_MS, isWaitTold }: GraphError, throttles: number): number {
  const backOffMs = BACK_OFF_MS[Math.min(throttles, BACK_OFF_MS.length) - 1] ?? 0;
  return isWaitTold ? waitMs : Math.max(waitMs, backOffMs);
}

/** "@kaffee_nord" where the request tells whom it is about. */
function toAccount({ about }: GraphRequest): string {
  return /@\S+$/.exec(about)?.[0] ?? "this account";
}

function quote({ apiMessage = "" }: GraphError): string {
  return apiMessage === "" ? "" : ` ("${apiMessage}")`;
}

/** Every id of `ids=` counts as a call of its own (CONTRACT §5.5). */
function countCalls({ params = {} }: GraphRequest): number {
  return Math.max(1, (params.ids ?? "").split(",").filter((id) => id !== "").length);
}

function toTokenName({ connection, pool = "calls" }: GraphRequest): string {
  return `${connection}/${pool}`;
}

/** Whose count a request adds to: its token's, and its account's where it has one. */
function toPaceNames(request: GraphRequest): readonly string[] {
  return [toTokenName(request), ...(request.accountId === undefined ? [] : [request.accountId])];
}

function toPerHour({ perHour, writesPerHour }: Connection, pool: CallPool = "calls"): number {
  return pool === "calls" ? perHour : (writesPerHour ?? perHour);
}

/** A node or a listing: nothing this door asks for is answered with a bare list. */
function isAnswer(body: unknown): boolean {
  return typeof body === "object" && body !== null && !Array.isArray(body) && !("error" in body);
}

/** A server that is not there has told nothing of what was asked. */
function mayRetry({ mayRetry: may }: GraphRequest, error: GraphError): boolean {
  if (error.code !== "GRAPH_UNREACHABLE" || may === undefined) return may === undefined;
  return may === "unanswered" || !isBrokenOff(error);
}

/** A comment that was sent may have been posted though no answer came: only reads are safe to repeat. */
function isRead({ method = "GET" }: GraphRequest): boolean {
  return method === "GET";
}
