// Trouble on order. A fault says which calls it strikes and what happens to them; each kind is one row of the table.

import { Refusal, type RefusalParts, refusal } from "./refusals.ts";

export interface FaultMatch {
  /** Part of the path, or the source of a regular expression over it ("^/me/", "/insights$"). */
  readonly path?: string;
  /** User name or id of the Instagram account that is read. */
  readonly account?: string;
  /** Strikes only the n-th matching call, counted from 1. */
  readonly nth?: number;
  /** Strikes from the n-th matching call on. */
  readonly from?: number;
  /** Strikes at most this often. */
  readonly times?: number;
}

export interface Fault {
  readonly match?: FaultMatch;
  readonly kind: FaultKind;
  /** For "refusal": the error body to answer. */
  readonly refusal?: RefusalParts;
}

/** What a struck call gets in place of, or on the way of, its answer. */
export type FaultEffect =
  | { readonly do: "refuse"; readonly refusal: Refusal; readonly usage?: ShownUsage }
  | { readonly do: "send"; readonly status: number; readonly contentType: string; readonly body: string }
  | { readonly do: "reset" | "truncate" | "hang" }
  /** The call is answered, with these usage headers. */
  | { readonly do: "show"; readonly usage: ShownUsage }
  /** The world changes just before the call is answered, or the answer repeats a row of the page before. */
  | { readonly do: "delete-media" | "add-media" | "repeat-row" };

/** Shown in place of the own count. */
export interface ShownUsage {
  readonly percent: number;
  readonly waitMinutes: number;
  /** Whose header it stands in: the account's own (CONTRACT §7), or the one of app and user. */
  readonly scope: "token" | "account";
}

export interface FaultCall {
  /** Without version and query: "/17841400000000001/media". */
  readonly path: string;
  /** Ids and user names of the accounts the call touches. */
  readonly accountNames: readonly string[];
  readonly hasCursor: boolean;
  readonly nowMs: number;
}

const HTML_502 = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";

const refuse = (make: () => Refusal) => (): FaultEffect => ({ do: "refuse", refusal: make() });
const throttle =
  (make: () => Refusal, scope: ShownUsage["scope"] = "token") =>
  (): FaultEffect => ({ do: "refuse", refusal: make(), usage: { percent: 100, waitMinutes: 19, scope } });
const whenPaged =
  (effect: FaultEffect) =>
  ({ hasCursor }: FaultCall): FaultEffect | null =>
    hasCursor ? effect : null;
const whenOfAccount =
  (effect: FaultEffect) =>
  ({ accountNames }: FaultCall): FaultEffect | null =>
    accountNames.length > 0 ? effect : null;

/** A row gives null for a call it does not apply to, which then does not count as a match. */
const FAULTS = {
  "http-500": () => ({ do: "send", status: 500, contentType: "text/plain", body: "Internal Server Error" }),
  "html-502": () => ({ do: "send", status: 502, contentType: "text/html", body: HTML_502 }),
  "html-200": () => ({ do: "send", status: 200, contentType: "text/html", body: HTML_502 }),
  "empty-body": () => ({ do: "send", status: 200, contentType: "application/json", body: "" }),
  "code-1": refuse(refusal.unknown),
  "code-1-reduce": refuse(refusal.tooMuchData),
  "code-2": refuse(refusal.service),
  reset: () => ({ do: "reset" }),
  truncated: () => ({ do: "truncate" }),
  hang: () => ({ do: "hang" }),
  "throttle-4": throttle(refusal.appLimit),
  "throttle-17": throttle(refusal.userLimit),
  "throttle-32": throttle(refusal.pageLimit),
  "throttle-613": throttle(refusal.customLimit),
  "throttle-80002": throttle(refusal.instagramLimit, "account"),
  blocked: refuse(refusal.blocked),
  "token-expired": ({ nowMs }) => ({
    do: "refuse",
    refusal: refusal.tokenExpired(new Date(nowMs - 20 * 3_600_000), new Date(nowMs)),
  }),
  "token-revoked": refuse(refusal.tokenRevoked),
  "needs-page-token": refuse(refusal.needsPageToken),
  "not-permitted": refuse(refusal.notPermitted),
  "missing-permission": refuse(() => refusal.needsPermission("instagram_manage_insights")),
  "not-found": ({ path }) => ({ do: "refuse", refusal: refusal.notFound(path.split("/")[1] ?? "") }),
  "before-conversion": refuse(refusal.beforeConversion),
  "not-enough-users": refuse(refusal.notEnoughUsers),
  /** From the first call it strikes on, every call on that call's account. */
  "page-lost": ({ accountNames }) =>
    accountNames.length > 0 ? { do: "refuse", refusal: refusal.notPermitted() } : null,
  "stale-cursor": ({ hasCursor }) => (hasCursor ? { do: "refuse", refusal: refusal.invalidCursor() } : null),
  "media-deleted": whenOfAccount({ do: "delete-media" }),
  "media-added": whenOfAccount({ do: "add-media" }),
  "repeated-row": whenPaged({ do: "repeat-row" }),
  "others-use": () => ({ do: "show", usage: { percent: 97, waitMinutes: 0, scope: "token" } }),
  "others-use-account": whenOfAccount({ do: "show", usage: { percent: 97, waitMinutes: 12, scope: "account" } }),
  /** Answers `refusal` of the fault. */
  refusal: () => null,
} as const satisfies Readonly<Record<string, (call: FaultCall) => FaultEffect | null>>;

export type FaultKind = keyof typeof FAULTS;

export const FAULT_KINDS = Object.keys(FAULTS) as readonly FaultKind[];

export interface FaultBook {
  readonly add: (faults: readonly Fault[]) => void;
  readonly clear: () => void;
  /** The effect of the first fault that strikes this call; every matching fault counts it. */
  readonly strike: (call: FaultCall) => FaultEffect | null;
}

export function createFaultBook(faults: readonly Fault[] = []): FaultBook {
  const active: { readonly fault: Fault; seen: number; struck: number; lost?: readonly string[] }[] = [];
  const add = (more: readonly Fault[]): void => {
    for (const fault of more) active.push({ fault, seen: 0, struck: 0 });
  };
  add(faults);
  const strike = (call: FaultCall): FaultEffect | null => {
    let first: FaultEffect | null = null;
    for (const entry of active) {
      const { match = {}, kind } = entry.fault;
      const effect = kind === "refusal" ? toOwnRefusal(entry.fault) : FAULTS[kind](call);
      if (effect === null || !isMatch(match, call)) continue;
      // A Page once lost stays lost, and only that one.
      if (entry.lost !== undefined) {
        if (first === null && entry.lost.some((name) => call.accountNames.includes(name))) first = effect;
        continue;
      }
      entry.seen += 1;
      const { nth, from = 1, times = Number.POSITIVE_INFINITY } = match;
      const isDue = nth === undefined ? entry.seen >= from : entry.seen === nth;
      if (first !== null || !isDue || entry.struck >= times) continue;
      entry.struck += 1;
      if (kind === "page-lost") entry.lost = call.accountNames;
      first = effect;
    }
    return first;
  };
  return { add, clear: () => void active.splice(0), strike };
}

function toOwnRefusal({ refusal: parts }: Fault): FaultEffect | null {
  return parts === undefined ? null : { do: "refuse", refusal: new Refusal(parts) };
}

function isMatch({ path, account }: FaultMatch, call: FaultCall): boolean {
  if (account !== undefined && !call.accountNames.includes(account)) return false;
  return path === undefined || call.path.includes(path) || isPattern(path, call.path);
}

function isPattern(source: string, path: string): boolean {
  try {
    return new RegExp(source).test(path);
  } catch {
    return false;
  }
}
