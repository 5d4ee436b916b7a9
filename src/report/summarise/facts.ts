import type { CommentRecord, DaySpan, GapRecord, MissingAccount } from "../../dataset/index.ts";
import type { Restatement, RunRow, SpentCalls } from "../../store/index.ts";
import type { AccountWeek, Frame } from "../figures/index.ts";
import type { KnownAnnotation } from "./annotations.ts";
import type { AccountCoverage } from "./coverage.ts";
import type { Answers } from "./read-answers.ts";
import type { Receipts } from "./receipts.ts";
import type { Goals } from "./targets.ts";
import type { Writer } from "./writer.ts";

/** Everything a section may draw on: read before, only computed with from here on. */
export interface Facts {
  readonly frame: Frame;
  /** By user name. */
  readonly weeks: readonly AccountWeek[];
  /** Names the accounts as a whole: the brand, else the title. */
  readonly brandName: string;
  /** Gaps of the past weeks that tell of a metric refused or withdrawn (breaks.ts). */
  readonly refusals: readonly GapRecord[];
  /** Those of whom the report has no page; none where it is cut. */
  readonly missing: readonly MissingAccount[];
  /** Cut to some of the accounts: nothing else of the house is known, and nothing of it told. */
  readonly isCut: boolean;
  /** Newest first; none where the report is cut. */
  readonly runs: readonly RunRow[];
  /** Runs that looked at an account, by its id, newest first. */
  readonly looks: ReadonlyMap<string, readonly RunRow[]>;
  /** Noted since `lastReportAt`, of figures of earlier periods. */
  readonly restatements: readonly Restatement[];
  readonly lastReportAt: string;
  /** By connection, over the days `spentOver`. */
  readonly spent: readonly SpentCalls[];
  readonly spentOver: DaySpan;
  /** Calls each connection may spend in an hour, reserve taken off; none for those no configuration names. */
  readonly callsPerHour: Readonly<Record<string, number>>;
  /** Those written in the period, by account, newest first; accounts without any have no entry. */
  readonly comments: ReadonlyMap<string, readonly CommentRecord[]>;
  /** By account: what is known of its answers to the period's comments. */
  readonly answers: ReadonlyMap<string, Answers>;
  /** One for each of `weeks`, in the same order. */
  readonly coverage: readonly AccountCoverage[];
  readonly goals: Goals;
  /** Id of the key figure the league is sorted by. */
  readonly sortBy: string;
  readonly notes: string;
  /** Labels that posts of the period and of the one before bear, by the post's id; those without any have no entry. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  /** About one of `weeks`, oldest first. */
  readonly annotations: readonly KnownAnnotation[];
  /** SHA-256 of the kept thumbnails, by the media's id. */
  readonly thumbnails: ReadonlyMap<string, string>;
  readonly receipts: Receipts;
  readonly write: Writer;
}
