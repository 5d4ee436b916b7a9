import type { CommentRecord, DaySpan, GapRecord, MissingAccount } from "../../../dataset/index.ts";
import type { Restatement, RunRow, SpentCalls } from "../../../store/index.ts";
import type { AccountWeek, Frame } from "../../figures/index.ts";
import type { Goals } from "../model/targets.ts";
import type { Answers } from "./read-answers.ts";

/** What a report was asked for, and everything that was read for it; from here on it is only computed with. */
export interface Facts {
  readonly frame: Frame;
  /** By user name. */
  readonly weeks: readonly AccountWeek[];
  /** Names the accounts as a whole: the brand, else the title. */
  readonly brandName: string;
  /** Gaps of the past weeks that tell of a metric refused or withdrawn. */
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
  readonly targets: Goals;
  /** Id of the key figure the league is sorted by. */
  readonly sortBy: string;
  readonly notes: string;
}
