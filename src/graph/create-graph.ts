// The limit is a wrapper around the one function that sends: no path in the house can avoid it.
import { Agent } from "undici";
import { type Clock, systemClock } from "../shared/index.ts";
import { classify } from "./classify.ts";
import { BudgetSpent, GraphError } from "./errors.ts";
import type { Connection, Graph, GraphOptions, GraphReply, GraphRequest } from "./graph.ts";
import { toRetryDelayMs } from "./retry.ts";
import { dropPagingUrls } from "./scrub.ts";
import { createSend, type RawReply } from "./send.ts";
import { readUsage, type Usage } from "./usage.ts";

/** From this percentage of the server's own count we keep still (CONTRACT §7: stop at 95). */
const STOP_PERCENT = 95;
/** How long to keep still when the server gives no estimate. */
const STOP_WAIT_MS = 5 * 60_000;

/** Opens the door to one Graph API server; close it to end its keep-alive connections. */
export function createGraph(options: GraphOptions, clock: Clock = systemClock): Graph {
  const dispatcher = new Agent({ keepAliveTimeout: 30_000, connections: 16, connect: { timeout: 10_000 } });
  const send = createSend({ ...options, dispatcher });
  const accountBlocks = new Map<string, Date>();
  let callsSent = 0;

  function findConnection(name: string): Connection {
    const connection = options.connections.find((candidate) => candidate.name === name);
    if (connection === undefined) throw new Error(`unknown connection ${name}`);
    return connection;
  }

  async function waitUntil(connection: string, until: Date, why: string, signal: AbortSignal): Promise<void> {
    if (options.whenSpent === "stop") throw new BudgetSpent(connection, until, why);
    options.onWait?.({ connection, until, why });
    await clock.sleep(Math.max(0, until.getTime() - clock.now().getTime()), signal);
  }

  /** Takes a place in the rolling hour, waiting for one if need be. */
  async function reserve(request: GraphRequest, connection: Connection, signal: AbortSignal): Promise<string> {
    for (;;) {
      signal.throwIfAborted();
      const blocked = request.accountId === undefined ? undefined : accountBlocks.get(request.accountId);
      if (blocked !== undefined && blocked > clock.now()) {
        await waitUntil(connection.name, blocked, "Instagram throttles this account", signal);
      }
      const outcome = await options.ledger.reserve({
        connection: connection.name,
        pool: request.pool ?? "calls",
        cost: request.cost ?? 1,
        perHour: connection.perHour,
        now: clock.now(),
        path: request.path,
      });
      if (outcome.granted) {
        callsSent += request.cost ?? 1;
        return outcome.callId;
      }
      const until = new Date(clock.now().getTime() + outcome.waitMs);
      await waitUntil(connection.name, until, "the hour's calls are spent", signal);
    }
  }

  /** Heeds what the server said of its own count: the larger of the two is believed (RELIABILITY T9). */
  async function heed(usage: Usage, request: GraphRequest): Promise<void> {
    const waitMs =
      usage.regainMinutes !== undefined && usage.regainMinutes > 0 ? usage.regainMinutes * 60_000 : STOP_WAIT_MS;
    const until = new Date(clock.now().getTime() + waitMs);
    if ((usage.tokenPercent ?? 0) >= STOP_PERCENT) {
      await options.ledger.block(request.connection, request.pool ?? "calls", until);
    }
    if ((usage.accountPercent ?? 0) >= STOP_PERCENT && request.accountId !== undefined) {
      accountBlocks.set(request.accountId, until);
    }
  }

  /** A throttle stops exactly its scope, at once and for as long as told. */
  async function holdBack(error: GraphError, request: GraphRequest): Promise<void> {
    const until = new Date(clock.now().getTime() + (error.waitMs ?? STOP_WAIT_MS));
    if (error.scope === "account" && request.accountId !== undefined) {
      accountBlocks.set(request.accountId, until);
      return;
    }
    const names = error.scope === "app" ? options.connections.map(({ name }) => name) : [request.connection];
    for (const name of names) await options.ledger.block(name, request.pool ?? "calls", until);
  }

  /** One paid try: the outcome is entered in the ledger whatever it is. */
  async function sendOnce(
    request: GraphRequest,
    connection: Connection,
    callId: string,
    signal: AbortSignal,
  ): Promise<GraphReply> {
    const settle = (reply: RawReply | undefined, code?: string, usedPercent?: number) =>
      options.ledger.settle(callId, { at: clock.now(), httpStatus: reply?.httpStatus, code, usedPercent });
    let reply: RawReply;
    try {
      reply = await send(
        {
          method: request.method ?? "GET",
          path: request.path,
          params: request.params ?? {},
          token: connection.token,
          appSecret: connection.appSecret,
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
    const bad =
      reply.httpStatus >= 400 || typeof reply.body !== "object" || reply.body === null || "error" in reply.body;
    if (bad) {
      const error = classify({ ...reply, regainMinutes: usage.regainMinutes, about: request.about });
      await settle(reply, error.apiCode ?? error.code, known);
      throw error;
    }
    await settle(reply, undefined, known);
    await heed(usage, request);
    const served = reply.headers["facebook-api-version"];
    return {
      body: dropPagingUrls(reply.body),
      callIds: [callId],
      takenAt: clock.now().toISOString(),
      servedVersion: typeof served === "string" ? served : undefined,
      usedPercent: known,
    };
  }

  return {
    connections: options.connections.map(({ name }) => name),

    async send(request, signal) {
      const connection = findConnection(request.connection);
      const callIds: string[] = [];
      for (let tries = 1; ; ) {
        const callId = await reserve(request, connection, signal);
        callIds.push(callId);
        try {
          const reply = await sendOnce(request, connection, callId, signal);
          return { ...reply, callIds };
        } catch (error) {
          if (!(error instanceof GraphError)) throw error;
          error.callIds = [...callIds];
          if (error.recovery === "wait") {
            await holdBack(error, request);
            continue;
          }
          const delayMs = mayNarrow(request, error) ? undefined : toRetryDelayMs(error, tries, Math.random());
          if (delayMs === undefined) throw mayNarrow(request, error) ? toNarrow(error) : error;
          tries += 1;
          await clock.sleep(delayMs, signal);
        }
      }
    },

    callsLeft(name) {
      return options.ledger.callsLeft(name, "calls", findConnection(name).perHour, clock.now());
    },

    callsSent: () => callsSent,

    async close() {
      await dispatcher.close();
    },

    async [Symbol.asyncDispose]() {
      await dispatcher.close();
    },
  };
}

/** Code 1, code 2 or a time-out of a big request is about its size: repeating it unchanged only burns calls (CALL-COST §4.4). */
function mayNarrow(request: GraphRequest, error: GraphError): boolean {
  if (request.narrowable !== true || error.recovery !== "retry") return false;
  return error.apiCode === "1" || error.apiCode === "2" || error.apiMessage === "time-out";
}

function toNarrow(error: GraphError): GraphError {
  const narrow = new GraphError({
    code: "GRAPH_TOO_MUCH_DATA",
    sentence: error.message,
    hint: error.hint,
    recovery: "narrow",
    scope: "call",
    apiCode: error.apiCode,
    apiMessage: error.apiMessage,
    httpStatus: error.httpStatus,
    cause: error,
  });
  narrow.callIds = error.callIds;
  return narrow;
}
