// One HTTP call: URL, proof, time-out, abort; reads the body whatever the status. Knows nothing of budgets or retries.
import { createHmac } from "node:crypto";
import type { Dispatcher } from "undici";
import { Scrubber, type Secret } from "../shared/index.ts";
import { GraphError } from "./errors.ts";
import { isBrokenOff } from "./narrow.ts";
import { findProxy } from "./outgoing.ts";
import { scrubBody, takeTokens } from "./scrub.ts";

export interface RawRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly token: Secret;
  readonly appSecret?: Secret | undefined;
  /** Sent as `input_token`, in the body alone. */
  readonly inputToken?: Secret | undefined;
  /** False once the server has refused a read sent as POST: long ones go as GET then. */
  readonly mayPostReads: boolean;
  readonly about: string;
}

export interface RawReply {
  readonly httpStatus: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed JSON as `scrubBody` leaves it; undefined when the body was none or was cut short. */
  readonly body: unknown;
  /** The read was too long for a URL and went as POST with `method=GET`. */
  readonly isPostedRead: boolean;
}

/** Shorter words stand in captions and names; no token or app secret is as short. */
const LEAST_SECRET = 6;
/** Above this many characters a read is sent as POST with `method=GET` (CALL-COST §4.4). */
const LONG_URL = 2_000;
/** An answer above this is no answer: 50 posts with everything are some 200 kB. For the dispatcher's `maxResponseSize`. */
export const MAX_BODY_BYTES = 64 * 1024 * 1024;

export type Send = (request: RawRequest, signal: AbortSignal) => Promise<RawReply>;

/**
 * Builds the sender for one server. The token travels in the header alone, never in a URL (CONTRACT §1.4). What it sends
 * of secrets, or is to know of them from the start, never comes back in a body or header it hands over (V12).
 */
export function createSend(options: {
  readonly url: string;
  readonly version: string;
  readonly timeoutMs: number;
  readonly dispatcher: Dispatcher;
  readonly connections?: readonly SentSecrets[] | undefined;
}): Send {
  const origin = new URL(options.url);
  const prefix = `${origin.pathname.replace(/\/$/, "")}/${options.version}/`;
  const scrubber = new Scrubber(LEAST_SECRET);
  const taken = new Set<string>();
  for (const connection of options.connections ?? []) knowSecrets(scrubber, connection);
  return async (request, signal) => {
    knowSecrets(scrubber, request);
    const params = new URLSearchParams({ ...request.params, locale: "en_US" });
    if (request.appSecret !== undefined) params.set("appsecret_proof", toProof(request.token, request.appSecret));
    const isLong = params.toString().length + request.path.length > LONG_URL;
    const isPostedRead = request.method === "GET" && isLong && request.mayPostReads;
    if (request.inputToken !== undefined) params.set("input_token", request.inputToken.reveal());
    const isHidden = request.inputToken !== undefined && request.method === "GET";
    if (isPostedRead || isHidden) params.set("method", "GET");
    const inBody = isPostedRead || isHidden || request.method === "POST";
    const deadline = AbortSignal.timeout(options.timeoutMs);
    try {
      const reply = await options.dispatcher.request({
        origin: origin.origin,
        path: inBody ? prefix + request.path : `${prefix}${request.path}?${params}`,
        method: inBody ? "POST" : request.method,
        headers: {
          authorization: `Bearer ${request.token.reveal()}`,
          accept: "application/json",
          // Without it any compression is welcome (RFC 9110 §12.5.3), and none is undone here.
          "accept-encoding": "identity",
          ...(inBody ? { "content-type": "application/x-www-form-urlencoded" } : {}),
        },
        body: inBody ? params.toString() : null,
        signal: AbortSignal.any([signal, deadline]),
      });
      const text = await reply.body.text();
      const parsed = parseJson(text);
      if (text.includes('"access_token"')) takeTokens(parsed, scrubber, taken);
      const body = scrubBody(parsed, scrubber);
      return { httpStatus: reply.statusCode, headers: scrubHeaders(reply.headers, scrubber), body, isPostedRead };
    } catch (cause) {
      if (signal.aborted) throw signal.reason;
      throw toUnreachable(request.about, options, deadline.aborted, cause);
    }
  };
}

/** `appsecret_proof`: hex HMAC-SHA256 of the token under the app secret (CONTRACT §1.4). */
function toProof(token: Secret, appSecret: Secret): string {
  return createHmac("sha256", appSecret.reveal()).update(token.reveal()).digest("hex");
}

/** What a request carries that nobody else may see. */
interface SentSecrets {
  readonly token: Secret;
  readonly appSecret?: Secret | undefined;
  readonly inputToken?: Secret | undefined;
}

function knowSecrets(scrubber: Scrubber, { token, appSecret, inputToken }: SentSecrets): void {
  scrubber.know(token.reveal());
  if (inputToken !== undefined) scrubber.know(inputToken.reveal());
  if (appSecret === undefined) return;
  scrubber.know(appSecret.reveal());
  scrubber.know(toProof(token, appSecret));
}

function scrubHeaders(headers: RawReply["headers"], scrubber: Scrubber): RawReply["headers"] {
  const scrub = (value: string): string => scrubber.clean(value);
  const entries = Object.entries(headers).map(
    ([name, value]) =>
      [name, Array.isArray(value) ? value.map(scrub) : value === undefined ? value : scrub(value)] as const,
  );
  return Object.fromEntries(entries);
}

/** Digits beyond what a double holds, outside of text or in it. */
const LONG_NUMBER = /[:[,]\s*-?\d{16}/;

/** A whole number a double cannot hold stays as its digits: an id written without quotes must not become another one. */
function parseJson(text: string): unknown {
  try {
    if (!LONG_NUMBER.test(text)) return JSON.parse(text);
    return JSON.parse(text, (_key, value: unknown, { source = "" }: { readonly source?: string } = {}) =>
      typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(source) ? source : value,
    );
  } catch {
    return undefined;
  }
}

function toUnreachable(
  about: string,
  { url, timeoutMs }: { readonly url: string; readonly timeoutMs: number },
  timedOut: boolean,
  cause: unknown,
): GraphError {
  const { host } = new URL(url);
  const proxy = findProxy(url);
  const way = proxy === undefined ? host : `${host} through the proxy ${proxy}`;
  const apiMessage = timedOut ? "time-out" : toReason(cause);
  const isBroken = isBrokenOff({ code: "GRAPH_UNREACHABLE", apiMessage });
  const refusal = /Proxy (?:response|Authentication Required) \((\d+)\)/.exec(
    cause instanceof Error ? cause.message : "",
  )?.[1];
  const why =
    refusal !== undefined
      ? `the proxy ${proxy} refused the way to ${host} (${refusal}${refusal === "407" ? ", it wants user and password" : ""})`
      : timedOut
        ? `${way} did not answer within ${Math.round(timeoutMs / 1000)} s`
        : isBroken
          ? `${way} broke the answer off (${toReason(cause)})`
          : `no connection to ${way} (${toReason(cause)})`;
  return new GraphError({
    code: "GRAPH_UNREACHABLE",
    sentence: `Could not read ${about}: ${why}.`,
    hint: isDistrusted(cause)
      ? "Where the network has an authority of its own, name its certificate in NODE_EXTRA_CA_CERTS; then run the same command again."
      : isBroken
        ? "Run the same command again; where it lasts though others are answered, it is about what was asked: report it to Meta."
        : proxy === undefined
          ? "Check the network and graph.url, then run the same command again."
          : "Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, the proxy itself and graph.url, then run the same command again.",
    recovery: "retry",
    scope: "call",
    // The message of a network failure names host and port, never the query.
    apiMessage,
    note: timedOut ? { code: "timed-out" } : undefined,
  });
}

/** The server's certificate, or that of a proxy which opens what is encrypted, comes from nobody who is known here. */
function isDistrusted(cause: unknown): boolean {
  return /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(toReason(cause));
}

function toReason(cause: unknown): string {
  if (!(cause instanceof Error)) return "unknown reason";
  const { code } = cause as NodeJS.ErrnoException;
  return code ?? cause.name;
}
