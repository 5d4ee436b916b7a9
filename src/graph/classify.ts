import type { Recovery } from "../shared/index.ts";
import { type ErrorClass, type ErrorLine, errorTable, MIN_THROTTLE_WAIT_MINUTES } from "./error-table.ts";
import { type ErrorScope, GraphError, type GraphErrorCode } from "./errors.ts";

/** What a reply without success looked like, before anybody judged it. */
export interface Refusal {
  readonly httpStatus: number;
  /** Parsed JSON, or undefined when the body was none. */
  readonly body: unknown;
  /** Minutes the usage headers estimate until access returns (CONTRACT §7). */
  readonly regainMinutes?: number | undefined;
  /** For whom and what: "insights of @kaffee_nord". */
  readonly about: string;
}

interface Consequence {
  readonly code: GraphErrorCode;
  readonly recovery: Recovery;
  readonly scope: ErrorScope;
  readonly hint?: string;
}

const ASK_META = "The next run asks again; if it lasts for days, report it to Meta with the account's id.";

const CONSEQUENCES: Record<ErrorClass, Consequence> = {
  transient: { code: "GRAPH_TRANSIENT", recovery: "retry", scope: "call", hint: ASK_META },
  throttle: { code: "GRAPH_THROTTLED", recovery: "wait", scope: "token" },
  "too-much-data": { code: "GRAPH_TOO_MUCH_DATA", recovery: "narrow", scope: "call" },
  cursor: { code: "GRAPH_CURSOR_STALE", recovery: "narrow", scope: "call" },
  auth: { code: "GRAPH_TOKEN_UNUSABLE", recovery: "stop", scope: "token" },
  app: { code: "GRAPH_APP_REFUSED", recovery: "skip", scope: "app" },
  "page-token": {
    code: "GRAPH_NOT_PERMITTED",
    recovery: "skip",
    scope: "account",
    hint: "Ask an admin of its Page for a role on it, then log in again and choose the Page.",
  },
  permission: {
    code: "GRAPH_NOT_PERMITTED",
    recovery: "skip",
    scope: "account",
    hint: "Ask an admin of its Page to grant the missing permission or task, then run again.",
  },
  unsupported: { code: "GRAPH_UNSUPPORTED", recovery: "skip", scope: "call" },
  gone: { code: "GRAPH_GONE", recovery: "skip", scope: "call" },
  invalid: {
    code: "GRAPH_REFUSED",
    recovery: "skip",
    scope: "call",
    hint: "This is worth a bug report if it happens again.",
  },
};

interface WireError {
  readonly message: string;
  readonly code: number;
  readonly subcode: number | undefined;
  readonly isTransient: boolean;
  readonly title: string;
  /** Every text the error came with, for recognising it. */
  readonly words: readonly string[];
}

/**
 * Sorts a refused reply by code and subcode first, by words second (they may be localised, CONTRACT §8). A body that is
 * no Graph error (a proxy's page, half a document) is transient.
 */
export function classify(refusal: Refusal): GraphError {
  const error = toWireError(refusal.body);
  if (error === undefined) {
    return new GraphError({
      code: "GRAPH_UNREADABLE",
      sentence: `Could not read ${refusal.about}: the server answered ${refusal.httpStatus} with something that is not the Graph API's JSON.`,
      hint: "If it lasts, check graph.url and any proxy in between.",
      recovery: "retry",
      scope: "call",
      httpStatus: refusal.httpStatus,
      note: { code: "no-json", args: { status: refusal.httpStatus } },
    });
  }
  const line = errorTable.find((candidate) => fits(candidate, error));
  const errorClass = toClass(line, error, refusal.httpStatus);
  const consequence = CONSEQUENCES[errorClass];
  const words = [error.title, error.message].filter((text) => text !== "").join(": ");
  return new GraphError({
    ...consequence,
    hint: line?.hint ?? consequence.hint,
    sentence: `Could not read ${refusal.about}: ${words || `the API answered ${refusal.httpStatus}`}`,
    scope: line?.scope ?? consequence.scope,
    apiCode: error.subcode === undefined ? String(error.code) : `${error.code}/${error.subcode}`,
    apiMessage: words,
    httpStatus: refusal.httpStatus,
    note: words === "" ? { code: "no-words", args: { status: refusal.httpStatus } } : undefined,
    metricNames: readMetricNames(line, error.message),
    fieldName: line?.fieldName?.exec(error.message)?.[1],
    needsPageToken: errorClass === "page-token",
    isAccountWide: line?.isAccountWide,
    waitMs: errorClass === "throttle" ? toWaitMs(line, refusal.regainMinutes) : undefined,
    isWaitTold: (refusal.regainMinutes ?? 0) > 0,
  });
}

function toClass(line: ErrorLine | undefined, error: WireError, httpStatus: number): ErrorClass {
  if (line?.class === "throttle" || line?.class === "too-much-data") return line.class;
  if (error.isTransient) return "transient";
  if (line !== undefined) return line.class;
  return httpStatus >= 500 || httpStatus === 429 ? "transient" : "invalid";
}

function fits(line: ErrorLine, error: WireError): boolean {
  if (error.code < line.codes[0] || error.code > line.codes[1]) return false;
  if (line.subcode !== undefined && line.subcode !== error.subcode) return false;
  return line.text === undefined || error.words.some((words) => line.text?.test(words));
}

function readMetricNames(line: ErrorLine | undefined, message: string): readonly string[] {
  const names = line?.metricNames?.exec(message)?.[1];
  return names === undefined ? [] : names.split(",").map((name) => name.trim());
}

function toWaitMs(line: ErrorLine | undefined, regainMinutes: number | undefined): number {
  const isTold = regainMinutes !== undefined && regainMinutes > 0;
  const minutes = isTold ? regainMinutes : (line?.minWaitMinutes ?? MIN_THROTTLE_WAIT_MINUTES);
  return Math.max(minutes, MIN_THROTTLE_WAIT_MINUTES) * 60_000;
}

/** Reads the envelope of CONTRACT §8; anything else is undefined. */
function toWireError(body: unknown): WireError | undefined {
  if (typeof body !== "object" || body === null || !("error" in body)) return undefined;
  const { error } = body;
  if (typeof error !== "object" || error === null) return undefined;
  const fields = error as Record<string, unknown>;
  const code = toNumber(fields.code);
  if (code === undefined) return undefined;
  const text = (key: string): string => (typeof fields[key] === "string" ? dropForeignTokens(fields[key]) : "");
  const [message, title, description] = [text("message"), text("error_user_title"), text("error_user_msg")];
  return {
    code,
    subcode: toNumber(fields.error_subcode),
    message,
    isTransient: fields.is_transient === true || fields.is_transient === "true",
    // The phrase "reduce the amount" has been seen here instead of in `message` (CONTRACT §5.5).
    title: title || description,
    words: [message, title, description],
  };
}

/** A code, also where a proxy or an old version writes it as text. */
function toNumber(code: unknown): number | undefined {
  const number = typeof code === "string" && /^-?\d+$/.test(code) ? Number(code) : code;
  return typeof number === "number" && Number.isInteger(number) ? number : undefined;
}

/** The API sometimes quotes what it was sent; these are tokens that are not ours: a Page's, an app's. */
function dropForeignTokens(text: string): string {
  return text
    .replace(/access_token=[^&\s"']+/gi, "access_token=[secret]")
    .replace(/\bEAA[A-Za-z0-9]{8,}/g, "[secret]")
    .replace(/\b\d{6,}\|[\w-]{8,}/g, "[secret]");
}
