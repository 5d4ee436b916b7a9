// Several calls in one request: each entry counts and fails on its own, the outer answer is 200 (CONTRACT §5.4).
// Named entries and `{result=…}` references between entries are not taken.

import {
  answerExchange,
  JSON_TYPE,
  type Surroundings,
  toTrace,
  type WireAnswer,
  type WireRequest,
} from "./exchange.ts";
import { toParameters } from "./parameters.ts";
import { type Refusal, refusal, toAuthenticateHeader, toErrorBody } from "./refusals.ts";

const MOST_BATCHED = 50;
const VERSION = /^\/*v\d+\.\d+(?=\/|$)/;

interface BatchEntry {
  readonly method: string;
  readonly relative_url: string;
  readonly body?: string;
  readonly access_token?: string;
}

/** The answer to a POST with a `batch` parameter; an entry whose connection fails is null, as one that timed out. */
export function answerBatch(request: WireRequest, batch: string, around: Surroundings): WireAnswer {
  const { parameters } = request;
  // A token at the top is mandatory even when every entry carries its own.
  const token = request.bearer ?? parameters.get("access_token");
  if (token === undefined) return refuseAll(refusal.tokenMissing(), around);
  const entries = parseEntries(batch);
  if (entries === null) return refuseAll(refusal.invalidParameter("batch"), around);
  if (entries.length > MOST_BATCHED) {
    return refuseAll(
      refusal.badValue(`Too many requests in batch message. Maximum batch size is ${MOST_BATCHED}`),
      around,
    );
  }
  const answers = entries.map((entry) => answerExchange(toRequest(entry, token, request.path, around), around));
  const withHeaders = parameters.get("include_headers") !== "false";
  const body = answers.map((answer) => (answer.connection === undefined ? toEntryAnswer(answer, withHeaders) : null));
  const last = answers.at(-1);
  return {
    status: 200,
    headers: { ...last?.headers, "content-type": JSON_TYPE },
    body: JSON.stringify(body),
    cost: answers.reduce((sum, answer) => sum + answer.cost, 0),
    owner: last?.owner ?? null,
  };
}

/** An entry that names no version has the batch's own: Meta's SDKs post to `/v24.0` and name it nowhere else. */
function toRequest(entry: BatchEntry, token: string, batchPath: string, { baseUrl }: Surroundings): WireRequest {
  const version = VERSION.exec(entry.relative_url) === null ? (VERSION.exec(batchPath)?.[0] ?? "") : "";
  const url = new URL(version + entry.relative_url.replace(/^\/*/, "/"), baseUrl);
  const parameters = toParameters([...url.searchParams, ...new URLSearchParams(entry.body ?? "")]);
  const bearer = entry.access_token ?? parameters.get("access_token") ?? token;
  return { method: entry.method, path: url.pathname, parameters, bearer };
}

function toEntryAnswer({ status, headers, body }: WireAnswer, withHeaders: boolean) {
  const list = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return { code: status, ...(withHeaders ? { headers: list } : {}), body };
}

function refuseAll(why: Refusal, { readNow }: Surroundings): WireAnswer {
  return {
    status: why.parts.httpStatus,
    headers: { "content-type": JSON_TYPE, "www-authenticate": toAuthenticateHeader(why) },
    body: JSON.stringify(toErrorBody(why, toTrace(readNow(), 0))),
    cost: 0,
    owner: null,
  };
}

function parseEntries(text: string): readonly BatchEntry[] | null {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.length > 0 && list.every(isEntry) ? list : null;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is BatchEntry {
  if (typeof value !== "object" || value === null) return false;
  const entry = value as Readonly<Record<string, unknown>>;
  return typeof entry.method === "string" && typeof entry.relative_url === "string" && entry.name === undefined;
}
