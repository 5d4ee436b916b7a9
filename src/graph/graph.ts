// The face of the one door to the Graph API.
import type { Secret } from "../shared/index.ts";

/** Reads and comment writes draw from two allowances (CONTRACT §7). */
export type CallPool = "calls" | "comment-writes";

/** The rolling-hour ledger as this room needs it; the store provides one by shape. */
export interface Ledger {
  reserve(reservation: {
    readonly connection: string;
    readonly pool: CallPool;
    readonly cost: number;
    readonly perHour: number;
    readonly accountId?: string | undefined;
    readonly path: string;
  }): Promise<
    | { readonly granted: true; readonly callId: string }
    /** `pause`: the API asked for it, maybe in another process, and of this account alone where one is named. */
    | {
        readonly granted: false;
        readonly waitMs: number;
        readonly pause?: { readonly why: string; readonly accountId: string | undefined };
      }
  >;
  settle(
    callId: string,
    outcome: {
      readonly httpStatus?: number | undefined;
      readonly code?: string | undefined;
      readonly usedPercent?: number | undefined;
    },
  ): Promise<void>;
  callsLeft(
    connection: string,
    pool: CallPool,
    perHour: number,
  ): Promise<{ readonly left: number; readonly waitMs?: number; readonly why?: string }>;
  pause(pause: {
    readonly connection: string;
    readonly pool: CallPool;
    readonly accountId?: string | undefined;
    readonly waitMs: number;
    readonly why: string;
  }): Promise<void>;
}

/** What outlives the process of a server's taking long reads as POST (CALL-COST §4.4); the house provides it by shape. */
export interface PostedReadMemory {
  /** Refused while that is to be applied: long reads go as GET from the start. Once taken, a refusal is about something else. */
  recall(connection: string): Promise<"taken" | "refused" | undefined>;
  /** Told once a process, when it is found out. */
  note(connection: string, found: "taken" | "refused", words: string): Promise<void>;
}

/** One token and what it may spend. */
export interface Connection {
  readonly name: string;
  readonly token: Secret;
  readonly appSecret?: Secret | undefined;
  /** Calls in any rolling hour, reserve already taken off. */
  readonly perHour: number;
  /** Comment writes in any rolling hour, counted apart (CONTRACT §7); as many as calls when absent. */
  readonly writesPerHour?: number | undefined;
}

export interface GraphOptions {
  readonly url: string;
  /** "v25.0"; goes into each path. */
  readonly version: string;
  readonly timeoutMs: number;
  readonly connections: readonly Connection[];
  readonly ledger: Ledger;
  /** Without it each process finds out for itself. */
  readonly postedReads?: PostedReadMemory | undefined;
  /** What to do when the hour is spent: wait for the next slot, or end with `BudgetSpent`. */
  readonly whenSpent: "wait" | "stop";
  /** Told before each wait, for the countdown. */
  readonly onWait?:
    | ((wait: { readonly connection: string; readonly until: Date; readonly why: string }) => void)
    | undefined;
}

export interface GraphRequest {
  readonly connection: string;
  /** "me/accounts", "17841400000000001/media": no leading slash, no version. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly method?: "GET" | "POST" | "DELETE" | undefined;
  readonly pool?: CallPool | undefined;
  /** False ends the request with `BudgetSpent` where the graph would wait for the hour. */
  readonly mayWait?: false | undefined;
  /**
   * False throws passing trouble that the server told of or was in: the caller asks something else before this again.
   * "unanswered" still tries again where no answer came.
   */
  readonly mayRetry?: false | "unanswered" | undefined;
  /** False ends the request with `BudgetSpent` at its first throttle: an earlier one lasted however long it was waited for. */
  readonly mayBackOff?: false | undefined;
  /** The account the call is about: a throttle of one account stops exactly that one. */
  readonly accountId?: string | undefined;
  /** For messages: "insights of @kaffee_nord". */
  readonly about: string;
  /**
   * The question is about the connection's own token, which goes along as `input_token`: always in a body, so that it
   * stands in no URL (CONTRACT §1.4).
   */
  readonly isAboutToken?: boolean | undefined;
  /** The caller can ask for less: trouble that smells of size is thrown as GRAPH_TOO_MUCH_DATA instead of tried again. */
  readonly narrowable?: boolean | undefined;
  /**
   * Called each time the request has its place in the hour, right before it leaves: a write is recorded here, so that
   * what was never sent is never mistaken for sent. What it throws keeps the request from leaving.
   */
  readonly beforeSend?: (() => Promise<void>) | undefined;
  /** Given each wait for a throttled account, so that other accounts' requests may go meanwhile (RELIABILITY T6). */
  readonly standAside?: ((wait: () => Promise<void>) => Promise<void>) | undefined;
}

export interface GraphReply {
  /** The decoded body; every `paging` in it, at any depth, has lost its URLs and says `hasNext` instead. */
  readonly body: unknown;
  /** Ledger entries this reply has cost, refused tries included. */
  readonly callIds: readonly string[];
  /** When the answer was received, UTC ISO 8601. */
  readonly takenAt: string;
  /** Version the server says it served, when it says so. */
  readonly servedVersion?: string | undefined;
  readonly usedPercent?: number | undefined;
}

export interface Graph extends AsyncDisposable {
  /**
   * Sends one request within the budget. Transient failures are tried again a few times; whatever else the API refuses
   * is thrown as a `GraphError` whose `recovery` says what may be done.
   */
  send(request: GraphRequest, signal: AbortSignal): Promise<GraphReply>;
  /**
   * Asks a Page for its own token and reads its account with it from then on, for accounts that insist (CONTRACT §13.7).
   * Kept in memory alone; 1 call. False where the Page does not give it, or was asked before.
   */
  adoptPageToken(
    page: { readonly connection: string; readonly accountId: string; readonly pageId: string; readonly about: string },
    signal: AbortSignal,
  ): Promise<{ readonly isAdopted: boolean; readonly callIds: readonly string[] }>;
  callsLeft(
    connection: string,
    pool?: CallPool,
  ): Promise<{ readonly left: number; readonly nextAt?: Date | undefined; readonly perHour: number }>;
  /** Calls sent through this door so far, refused ones included. */
  callsSent(): number;
  readonly connections: readonly string[];
  /** As in `GraphOptions`: what is learnt of a server holds for the version it was learnt under. */
  readonly version: string;
  /** Of the server. */
  readonly url: string;
  close(): Promise<void>;
}
