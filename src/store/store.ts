// The face of the dataset at rest: what the rest of the house may ask of it, whichever engine holds it.
import type {
  AccountRecord,
  AudiencePoint,
  CommentRecord,
  CommentWalk,
  Day,
  DayPoint,
  DaySpan,
  GapRecord,
  MediaPoint,
  MediaRecord,
  MissingAccount,
  OwnSigns,
  RecordBatch,
  ThumbnailRecord,
  TotalPoint,
} from "../dataset/index.ts";
import type { AccountBook } from "./account-book.ts";
import type { CommentStore } from "./comment-store.ts";
import type { Outbox } from "./delivery.ts";
import type { DeskLog } from "./desk-log.ts";
import type { Eraser } from "./erase.ts";
import type { Fence } from "./fence.ts";
import type { InboxStore } from "./inbox.ts";
import type { NameMatches } from "./name-matches.ts";
import type { DataKind } from "./old-data.ts";
import type { OperationBook } from "./operation.ts";
import type { ReportNotes } from "./report-notes.ts";
import type { Restatement } from "./restatement.ts";
import type { SealedReports } from "./sealed-reports.ts";
import type { ShareLinks } from "./share-links.ts";
import type { SlotBook } from "./slot-book.ts";
import type { SpentHour } from "./spent-hour.ts";

/** Which allowance a call draws from: reads and comment writes are counted apart (CONTRACT §7). */
export type CallPool = "calls" | "comment-writes";

export interface Reservation {
  readonly connection: string;
  readonly pool: CallPool;
  /** Parts count: `ids=` with n ids is n calls. */
  readonly cost: number;
  /** Calls allowed in any rolling hour, reserve already taken off. */
  readonly perHour: number;
  /** A pause of this account holds the call back as well. */
  readonly accountId?: string | undefined;
  /** Path without its query, for the call log. */
  readonly path: string;
}

export type ReserveOutcome =
  | { readonly granted: true; readonly callId: string }
  /** `pause`: the API asked for it, of this account where one is named; else the hour's calls are spent. */
  | {
      readonly granted: false;
      readonly waitMs: number;
      readonly pause?: { readonly why: string; readonly accountId: string | undefined };
    };

export interface CallOutcome {
  readonly httpStatus?: number | undefined;
  /** "100/2108006", "GRAPH_TRANSIENT"; absent when the call was answered well. */
  readonly code?: string | undefined;
  /** Highest percentage the server's usage headers told; absent when it sent none. */
  readonly usedPercent?: number | undefined;
}

/** Keep still for so long: of one account where one is named, else of the connection and pool. */
export interface NewPause {
  readonly connection: string;
  readonly pool: CallPool;
  readonly accountId?: string | undefined;
  /** As told, whatever number that is; believed up to a day, and up to an hour once a day of pauses has passed. */
  readonly waitMs: number;
  /** In the API's words where it gave some. */
  readonly why: string;
}

export interface CallPause extends Omit<NewPause, "waitMs"> {
  /** Since the first of the pauses that followed each other. */
  readonly lastedMs: number;
  readonly leftMs: number;
}

/**
 * The rolling-hour ledger, shared by every process on the store, by a time of its own that no clock that is set can move.
 * A reservation is committed before the call is sent and counts as spent whatever becomes of it.
 */
export interface CallLedger {
  reserve(reservation: Reservation): Promise<ReserveOutcome>;
  settle(callId: string, outcome: CallOutcome): Promise<void>;
  /**
   * Calls left in the rolling hour that ends now, and how long until the next one returns: absent when some are left, or
   * when none ever will. `why` where a pause is the reason.
   */
  callsLeft(
    connection: string,
    pool: CallPool,
    perHour: number,
  ): Promise<{ readonly left: number; readonly waitMs?: number; readonly why?: string }>;
  /** Keeps every process from calling; never shortens a pause. */
  pause(pause: NewPause): Promise<void>;
  /** Those that last now, the longest last. */
  pauses(): Promise<readonly CallPause[]>;
  unpause(pause: Pick<CallPause, "connection" | "pool" | "accountId">): Promise<void>;
}

export type RunState = "running" | "complete" | "partial" | "paused" | "failed";

export interface RunRow {
  readonly runId: string;
  readonly kind: string;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly state: RunState;
  readonly startedAt: string;
  readonly endedAt?: string | undefined;
  readonly accounts: number;
  /** Cost of every call the run has kept an answer or a refusal of; parts count. */
  readonly calls: number;
  /** Gaps seen since the run began and not settled when it was closed. */
  readonly gaps: number;
  /** Last sentence of the run. */
  readonly message?: string | undefined;
}

export interface NewRun {
  readonly kind: string;
  /** What the run is for; an unfinished run of the same scope is continued instead of started anew. */
  readonly scope: string;
  readonly span: DaySpan;
  readonly plan: unknown;
  /** An unfinished run that began longer ago is ended as it is, and a new one opened; absent continues one of any age. */
  readonly continuedForMs?: number | undefined;
  /** Its dates are of the clock that dates what it keeps. */
  readonly now: Date;
}

/** How far a planned call of a run has come. */
export interface CallProgress {
  readonly callKey: string;
  /** True when nothing is left to ask. */
  readonly done: boolean;
  /** Anything the fetcher needs to go on (a cursor, the next step of the ladder); JSON-able. */
  readonly resume?: unknown;
}

/**
 * A collection somebody works on. What it keeps is committed at once: records, progress and the call's ledger entry
 * together. `keep` throws `STORE_BUSY` when another process has taken the run over meanwhile, or it is closed.
 */
export interface JoinedRun {
  readonly runId: string;
  readonly plan: unknown;
  readonly startedAt: string;
  /** Keys of the calls that were done in the run this one was begun in place of; empty where there was none. */
  readonly doneBefore: ReadonlySet<string>;
  progress(): Promise<ReadonlyMap<string, CallProgress>>;
  keep(batch: RecordBatch, progress: CallProgress, callIds: readonly string[]): Promise<void>;
  /** Gaps found since the run began; what was not asked for is none. */
  countGaps(): Promise<number>;
}

/** One collection, in its holder's hands; `close` throws as `keep` does. */
export interface Run extends JoinedRun {
  close(end: {
    readonly state: Exclude<RunState, "running">;
    readonly accounts: number;
    readonly message?: string | undefined;
    readonly now: Date;
  }): Promise<RunRow>;
}

export interface EarlyWindow extends DaySpan {
  readonly readAt: string;
}

/** What the planner must know of the past; small enough to hold for thousands of accounts. */
export interface Held {
  readonly accountId: string;
  /** Newest reading of the media list, absent when never walked. */
  readonly mediaWalkedAt?: string | undefined;
  /** Windows whose totals are held: "2026-11-09..2026-11-15". */
  readonly totalWindows: readonly string[];
  /** Those of them whose newest reading was taken before they had settled (`isSettled` of `dataset`). */
  readonly earlyWindows: readonly EarlyWindow[];
  /** Posts, without stories, of the last `mediaDays` days with the moment they were last read. */
  readonly media: readonly {
    readonly mediaId: string;
    readonly publishedAt: string;
    readonly readAt?: string | undefined;
    /** As the post itself counts them, replies included. */
    readonly commentsCount?: number | undefined;
  }[];
  readonly audienceTakenAt?: string | undefined;
}

/** A lesson the API taught, remembered so that it is not paid for twice. */
export interface Lesson {
  readonly connection: string;
  /** What was tried: "form:1", "metric:REELS:profile_visits", "page-size". */
  readonly topic: string;
  /** What was learnt: "refused", or a number as text. */
  readonly finding: string;
  /** The API's words. */
  readonly message: string;
  readonly learntAt: string;
}

/** What a connection has spent; parts count, comment writes do not. */
export interface SpentCalls {
  readonly connection: string;
  readonly calls: number;
  /** Requests that were not answered well. */
  readonly refused: number;
  /** The highest percentage the server's usage headers told; absent when it sent none. */
  readonly usedPercent?: number | undefined;
}

/** The questions a report asks; spends nothing. Spans select by day label, media by the instant of publication. */
export interface DatasetReader {
  /** Newest profile of every account ever seen, by username. */
  accounts(): Promise<readonly AccountRecord[]>;
  /** Profile readings of one account taken in [from, to), oldest first. */
  profiles(accountId: string, from: string, to: string): Promise<readonly AccountRecord[]>;
  /**
   * Newest reading of each figure of each day of the span; with `takenUntil` the newest of the readings taken at or before
   * that moment (UTC ISO 8601), and nothing for a figure that had none yet. So "last week as it was read on its Monday" is
   * `totals(id, lastWeek, mondayAfterIt)`: compare `takenAt` with `toEndOfSpan` (`dataset`) for the age of what comes, since
   * the run of one week may have begun some minutes later than that of the other.
   */
  days(accountId: string, span: DaySpan, takenUntil?: string): Promise<readonly DayPoint[]>;
  /** The same for totals whose window lies inside the span. */
  totals(accountId: string, span: DaySpan, takenUntil?: string): Promise<readonly TotalPoint[]>;
  /** Media published in [from, to), newest first; stories included. */
  media(accountId: string, from: string, to: string): Promise<readonly MediaRecord[]>;
  /** Newest reading of each figure of the media published in [from, to); of the readings taken until a moment when one is given. */
  mediaInsights(accountId: string, from: string, to: string, takenUntil?: string): Promise<readonly MediaPoint[]>;
  /** Newest demographic snapshot. */
  audience(accountId: string): Promise<readonly AudiencePoint[]>;
  /** Gaps that touch the span, and those without days: what was asked for and did not come; of these accounts alone where some are named. */
  gaps(span: DaySpan, accountIds?: readonly string[]): Promise<readonly GapRecord[]>;
  /** The same of what was not asked for, because it would cost calls of its own (`not-asked`). */
  notAsked(span: DaySpan): Promise<readonly GapRecord[]>;
  /**
   * Changes of figures that lie inside the span, noted at or after the instant; by account, figure, window, then moment. Of
   * these accounts alone where some are named.
   */
  restatements(span: DaySpan, since: string, accountIds?: readonly string[]): Promise<readonly Restatement[]>;
  /** Calls reserved in [from, to), by connection. */
  spentCalls(from: string, to: string): Promise<readonly SpentCalls[]>;
  /** Comments written in [from, to) that are still there, newest first. */
  comments(accountId: string, from: string, to: string): Promise<readonly CommentRecord[]>;
  /** Media of one account whose comments were read, not only counted, at or after the instant. */
  commentWalks(accountId: string, since: string): Promise<readonly Omit<CommentWalk, "startedAt">[]>;
  /** By what the account's own comments are known. */
  ownSigns(accountId: string): Promise<OwnSigns>;
  missing(): Promise<readonly MissingAccount[]>;
  lessons(): Promise<readonly Lesson[]>;
  /** Runs, newest first. */
  runs(limit: number): Promise<readonly RunRow[]>;
  thumbnail(mediaId: string): Promise<ThumbnailRecord | undefined>;
}

export type ExportRow = Readonly<Record<string, string | number | boolean | null>>;

export interface Store extends AsyncDisposable {
  /**
   * The same dataset in the hands of one job: every write first makes sure, in its own transaction, that the job is still
   * this worker's, and throws `STORE_FENCED` when it is not. To be closed by itself, before this one.
   */
  fenced(fence: Fence): Store;
  /** Before something that is no write of the store: throws `STORE_FENCED` as a write would; nothing where nothing fences. */
  confirmHeld(): Promise<void>;
  readonly read: DatasetReader;
  readonly ledger: CallLedger;
  readonly comments: CommentStore;
  /** Comments as people work through them. */
  readonly inbox: InboxStore;
  /** What lists of accounts ask. */
  readonly accountBook: AccountBook;
  readonly outbox: Outbox;
  /** Reports as they were told. */
  readonly sealed: SealedReports;
  /** Forgets accounts and clients. */
  readonly eraser: Eraser;
  /** What was written about reports when they were released. */
  readonly notes: ReportNotes;
  /** What the configuration's names meant last time. */
  readonly names: NameMatches;
  /** What the operator needs to know. */
  readonly operation: OperationBook;
  /** Links to sealed reports. */
  readonly links: ShareLinks;
  /** Who did what at the desk. */
  readonly deskLog: DeskLog;
  /** What this hour of a connection was spent on. */
  spentHour(connection: string, pool: CallPool): Promise<SpentHour>;
  /** The schedule's memory. */
  readonly slots: SlotBook;
  /**
   * Continues the unfinished run of the scope (running without a live holder, or paused), else opens a new one.
   * Throws `STORE_BUSY` when another holder is at work on it; one that died is replaced at once when it ran on this
   * machine, else after 90 seconds.
   */
  openRun(run: NewRun): Promise<Run>;
  /** A run at work, to help its holder with a part of it; undefined when it is closed, or waits to be gone on with. */
  joinRun(runId: string): Promise<JoinedRun | undefined>;
  findUnfinishedRun(kind: string, scope: string): Promise<RunRow | undefined>;
  /** Scopes of the newest runs that ended complete or partial, or can be gone on with; newest first, each once. */
  listScopes(kind: string, limit: number): Promise<readonly string[]>;
  /** The newest run of the scope, when it ended complete or partial. */
  findFinishedRun(kind: string, scope: string): Promise<RunRow | undefined>;
  /** Profiles and the list of who is missing (which it replaces) from one discovery. */
  keepDiscovery(accounts: readonly AccountRecord[], missing: readonly MissingAccount[]): Promise<void>;
  held(accountIds: readonly string[], since: string): Promise<readonly Held[]>;
  lessons(): Promise<readonly Lesson[]>;
  learn(lesson: Lesson): Promise<void>;
  forget(connection: string, topic: string): Promise<void>;
  /**
   * Drops what only served to run: the call log and the progress of runs from before the instant. Readings, runs and
   * gaps stay. In small steps, so that nobody waits long for it; may be cut short and called again.
   */
  dropOldLogs(before: Date, signal: AbortSignal): Promise<void>;
  /** Drops data of a kind from before the instant, where it is not to be kept for good. */
  dropOldData(kind: DataKind, before: Date): Promise<void>;
  keepThumbnail(thumbnail: ThumbnailRecord): Promise<void>;
  thumbnailIds(mediaIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Names of the exportable tables with their columns in order (PRODUCT §4). */
  readonly tables: Readonly<Record<string, readonly string[]>>;
  /** Streams a table in the order of its primary key; `history` gives every reading instead of the latest. */
  exportRows(table: string, options?: { readonly history?: boolean }): AsyncIterable<ExportRow>;
  close(): Promise<void>;
}
