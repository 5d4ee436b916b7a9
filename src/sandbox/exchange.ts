// One HTTP exchange, apart from sockets: reads a request into calls, counts them, strikes faults, answers each.
// Also the two paths that are no graph, those about tokens.

import type { AccountDay } from "./account-day.ts";
import type { Allowance } from "./allowance.ts";
import type { Call } from "./call.ts";
import type { Account } from "./cast.ts";
import type { Moderation } from "./comments.ts";
import type { FaultBook, FaultEffect } from "./faults.ts";
import type { Json, JsonObject } from "./json.ts";
import { changeMedia } from "./media-changes.ts";
import { toHash } from "./random.ts";
import { Refusal, refusal, toAuthenticateHeader, toErrorBody } from "./refusals.ts";
import { answerGraph, findAccountOf } from "./routes.ts";
import type { SandboxSettings } from "./settings.ts";
import { checkProof, describeToken, type TokenBook, type TokenOwner, toUserUnder } from "./tokens.ts";
import type { World } from "./world.ts";

export interface WireRequest {
  readonly method: string;
  /** With version, without query. */
  readonly path: string;
  /** Query and body together. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly bearer: string | null;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly cost: number;
  readonly owner: TokenOwner | null;
  /** Set when the connection itself misbehaves. */
  readonly connection?: "reset" | "truncate" | "hang";
}

export interface Surroundings {
  readonly world: World;
  readonly book: TokenBook;
  readonly moderation: Moderation;
  readonly allowance: Allowance;
  readonly faults: FaultBook;
  readonly readSettings: () => SandboxSettings;
  readonly readNow: () => number;
  readonly readDay: (account: Account, day: number, nowMs: number) => AccountDay;
  readonly baseUrl: string;
}

const NEWEST_VERSION = 26;
const OLDEST_VERSION = 21;
export const JSON_TYPE = "application/json; charset=UTF-8";

/** The answer to one request that is no batch. */
export function answerExchange(request: WireRequest, around: Surroundings): WireAnswer {
  const { world, allowance } = around;
  const settings = around.readSettings();
  const nowMs = around.readNow();
  const { version, segments, path } = readPath(request.path, settings);
  const ids = (request.parameters.get("ids") ?? "").split(",").filter((id) => id !== "");
  const touched = [...segments, ...ids].flatMap((id) => findAccountOf(id, world) ?? []);
  const accountId = touched[0]?.id ?? null;
  const cost = Math.max(1, ids.length);
  let owner: TokenOwner | null = null;
  const user = around.book.findUser(readToken(request) ?? "");
  const spent = allowance.enter(cost, { userId: user.id, accountId }, settings, nowMs);
  const effect = around.faults.strike({
    path,
    accountNames: touched.flatMap(({ id, username }) => [id, username]),
    hasCursor: request.parameters.has("after") || request.parameters.has("before"),
    nowMs,
  });

  const finish = (status: number, body: Json | string, more: Readonly<Record<string, string>> = {}): WireAnswer => {
    const shown = effect?.do === "refuse" || effect?.do === "show" ? effect.usage : undefined;
    const node =
      accountId === null || segments[0] === undefined
        ? "other"
        : segments[0].startsWith("1000000")
          ? "page"
          : "instagram";
    const usage = allowance.toHeaders({ owner, userId: user.id, node, accountId, settings, nowMs, shown });
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const trace = toTrace(nowMs, allowance.total());
    const headers = {
      "content-type": JSON_TYPE,
      "facebook-api-version": version,
      "x-fb-trace-id": trace.slice(0, 11),
      "x-fb-request-id": trace,
      ...usage,
      ...more,
    };
    return { status, headers, body: text, cost, owner, ...toConnection(effect) };
  };

  try {
    if (effect?.do === "send") return finish(effect.status, effect.body, { "content-type": effect.contentType });
    owner = authenticate(request, segments, around, nowMs);
    if (effect?.do === "refuse") throw effect.refusal;
    if (spent !== null) throw spent;
    if (!version.startsWith("v")) throw refusal.unknownPath(version);
    const [account] = touched;
    if (account !== undefined) changeMedia(effect, account, request, around.moderation, nowMs);
    const repeatsRow = effect?.do === "repeat-row";
    const work = { rows: 0, units: 0 };
    const body = answerPath(request, segments, owner, { version, nowMs, settings, work, repeatsRow }, around);
    allowance.addWork(work.units);
    return finish(200, body);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { httpStatus } = error.parts;
    return finish(httpStatus, toErrorBody(error, toTrace(nowMs, allowance.total())) as Json, {
      "www-authenticate": toAuthenticateHeader(error),
    });
  }
}

interface Moment {
  readonly version: string;
  readonly nowMs: number;
  readonly settings: SandboxSettings;
  readonly work: { rows: number; units: number };
  readonly repeatsRow: boolean;
}

function answerPath(
  request: WireRequest,
  segments: readonly string[],
  owner: TokenOwner | null,
  moment: Moment,
  around: Surroundings,
): JsonObject {
  const { world, book } = around;
  const { parameters } = request;
  const method = toMethod(request);
  if (segments.join("/") === "oauth/access_token") return exchangeToken(parameters, around, moment.nowMs);
  if (owner === null) throw refusal.tokenMissing();
  if (segments.join("/") === "debug_token") {
    const inputToken = parameters.get("input_token");
    if (inputToken === undefined) throw refusal.missingParameter("input_token");
    return describeToken(world, book, inputToken, moment.settings, moment.nowMs);
  }
  const call: Call = {
    ...moment,
    world,
    moderation: around.moderation,
    owner,
    user: toUserUnder(moment.settings, book.findUser(owner.token)),
    baseUrl: around.baseUrl,
    readDay: (account, day) => around.readDay(account, day, moment.nowMs),
  };
  return answerGraph({ method, segments, parameters }, call, () =>
    around.allowance.enterWrite(call.user.id, moment.settings, moment.nowMs),
  );
}

function toMethod({ method, parameters }: WireRequest): "GET" | "POST" | "DELETE" {
  const asked = (method === "POST" ? (parameters.get("method") ?? method) : method).toUpperCase();
  if (asked === "GET" || asked === "POST" || asked === "DELETE") return asked;
  throw refusal.badValue(`Unsupported method ${asked}`);
}

const readToken = ({ bearer, parameters }: WireRequest) => bearer ?? parameters.get("access_token");

function authenticate(
  request: WireRequest,
  segments: readonly string[],
  { world, book, readSettings }: Surroundings,
  nowMs: number,
): TokenOwner | null {
  if (segments.join("/") === "oauth/access_token") return null;
  const token = readToken(request);
  if (token === undefined || token === "")
    throw segments[0] === "me" ? refusal.tokenMissingForMe() : refusal.tokenMissing();
  const owner = book.authenticate(token, nowMs);
  checkProof(
    world,
    token,
    request.parameters.get("appsecret_proof"),
    readSettings().requireAppSecretProof && owner.kind !== "app",
  );
  return owner;
}

function exchangeToken(
  parameters: ReadonlyMap<string, string>,
  { world, book }: Surroundings,
  nowMs: number,
): JsonObject {
  const read = (name: string): string => {
    const value = parameters.get(name);
    if (value === undefined || value === "") throw refusal.missingParameter(name);
    return value;
  };
  if (read("grant_type") !== "fb_exchange_token") throw refusal.badValue("Invalid grant_type");
  if (read("client_id") !== world.appId)
    throw new Refusal({
      httpStatus: 400,
      code: 101,
      message: "Error validating application. Cannot get application info due to a system error.",
    });
  if (read("client_secret") !== world.appSecret)
    throw new Refusal({ httpStatus: 400, code: 1, message: "Error validating client secret." });
  return { access_token: book.exchange(read("fb_exchange_token"), nowMs), token_type: "bearer", expires_in: 5_184_000 };
}

/** A version that ran out is served as the oldest usable one, one still to come is an unknown path (CONTRACT §10). */
function readPath(path: string, settings: SandboxSettings) {
  const all = path.split("/").flatMap((segment) => (segment === "" ? [] : [decodeSegment(segment)]));
  const asked = /^v(\d+)\.\d+$/.exec(all[0] ?? "");
  const segments = asked === null ? all : all.slice(1);
  const major = asked === null ? NEWEST_VERSION : Math.max(OLDEST_VERSION, Number(asked[1]));
  const version = major > NEWEST_VERSION ? (all[0] ?? "").replace("v", "") : (settings.servedVersion ?? `v${major}.0`);
  return { version, segments, path: `/${segments.join("/")}` };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function toConnection(effect: FaultEffect | null): Pick<WireAnswer, "connection"> {
  const isBroken = effect?.do === "reset" || effect?.do === "truncate" || effect?.do === "hang";
  return isBroken ? { connection: effect.do } : {};
}

/** Any short text that differs from call to call. */
export const toTrace = (nowMs: number, nth: number): string =>
  `A${toHash("trace", nowMs, nth).toString(36)}${toHash("request", nowMs, nth).toString(36)}`;
