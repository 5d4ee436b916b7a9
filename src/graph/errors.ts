import type { Note } from "../dataset/index.ts";
import { CollectorError, type Recovery } from "../shared/index.ts";

export type GraphErrorCode =
  | "GRAPH_TRANSIENT"
  | "GRAPH_UNREACHABLE"
  | "GRAPH_UNREADABLE"
  | "GRAPH_THROTTLED"
  | "GRAPH_TOO_MUCH_DATA"
  | "GRAPH_CURSOR_STALE"
  | "GRAPH_UNSUPPORTED"
  | "GRAPH_GONE"
  | "GRAPH_NOT_PERMITTED"
  | "GRAPH_APP_REFUSED"
  | "GRAPH_REFUSED"
  | "GRAPH_UNEXPECTED_SHAPE"
  | "GRAPH_CURSOR_LOOP"
  | "GRAPH_TOKEN_UNUSABLE";

/** How far a failure reaches: exactly this stops (RELIABILITY §1). */
export type ErrorScope = "call" | "account" | "token" | "app";

export interface GraphErrorParts {
  readonly code: GraphErrorCode;
  readonly sentence: string;
  readonly hint?: string | undefined;
  readonly recovery: Recovery;
  readonly scope: ErrorScope;
  /** The API's own code and subcode, "100/2108006"; absent when no API error came. */
  readonly apiCode?: string | undefined;
  /** The API's own words, without anything secret. */
  readonly apiMessage?: string | undefined;
  readonly httpStatus?: number | undefined;
  /** Metrics the API named as the trouble. */
  readonly metricNames?: readonly string[] | undefined;
  /** The plain field the API does not know, or no longer. */
  readonly fieldName?: string | undefined;
  /** The account is read with its Page's own token alone (CONTRACT §13.7). */
  readonly needsPageToken?: boolean | undefined;
  /** The words themselves say that it is about the whole account (CONTRACT §13.13). */
  readonly isAccountWide?: boolean | undefined;
  /** How long the API asks to keep away, when it says so. */
  readonly waitMs?: number | undefined;
  /** True where that is the API's own estimate and not ours. */
  readonly isWaitTold?: boolean | undefined;
  /** Why, where the API gave no words and what asked is told beside it. */
  readonly note?: Note | undefined;
  readonly cause?: unknown;
}

/** A refusal or failure of the Graph API, sorted by what may be done next. */
export class GraphError extends CollectorError {
  override readonly code: GraphErrorCode;
  readonly scope: ErrorScope;
  readonly apiCode: string | undefined;
  readonly apiMessage: string | undefined;
  readonly httpStatus: number | undefined;
  readonly metricNames: readonly string[];
  readonly fieldName: string | undefined;
  readonly needsPageToken: boolean;
  readonly isAccountWide: boolean;
  readonly waitMs: number | undefined;
  readonly isWaitTold: boolean;
  readonly note: Note | undefined;
  /** Ledger entries the refused tries have cost. */
  callIds: readonly string[] = [];

  constructor(parts: GraphErrorParts) {
    super(parts);
    this.code = parts.code;
    this.scope = parts.scope;
    this.apiCode = parts.apiCode;
    this.apiMessage = parts.apiMessage;
    this.httpStatus = parts.httpStatus;
    this.metricNames = parts.metricNames ?? [];
    this.fieldName = parts.fieldName;
    this.needsPageToken = parts.needsPageToken === true;
    this.isAccountWide = parts.isAccountWide === true;
    this.waitMs = parts.waitMs;
    this.isWaitTold = parts.isWaitTold === true;
    this.note = parts.note;
  }
}

/** Not a failure: the hour is spent and waiting was not wanted. The run is closed properly and goes on later. */
export class BudgetSpent extends CollectorError {
  readonly connection: string;
  readonly resumesAt: Date;
  /** Set when one account must wait and the connection's others may go on. */
  readonly accountId: string | undefined;
  readonly why: string;
  readonly account: { readonly id: string; readonly name: string } | undefined;
  /** The API throttled the same call however long it was waited for. */
  readonly isLasting: boolean;

  constructor(
    connection: string,
    resumesAt: Date,
    why: string,
    /** `name`: "@kaffee_nord". */
    account?: { readonly id: string; readonly name: string },
    isLasting = false,
  ) {
    const who = account === undefined ? `Connection "${connection}"` : `${account.name} of connection "${connection}"`;
    super({
      code: "GRAPH_BUDGET_SPENT",
      sentence: `${who} pauses until ${resumesAt.toISOString()}: ${why}.`,
      hint: "Run the same command again then; it goes on where it stopped.",
      recovery: "wait",
    });
    this.connection = connection;
    this.resumesAt = resumesAt;
    this.accountId = account?.id;
    this.why = why;
    this.account = account;
    this.isLasting = isLasting;
  }
}
