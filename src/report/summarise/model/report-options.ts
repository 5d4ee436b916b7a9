// What a report is asked for.
import type { Day, DaySpan, WeekStart } from "../../../dataset/index.ts";
import type { ReportModel } from "./model.ts";
import type { Goals } from "./targets.ts";

/** Whose report it is, and which of theirs; '' for the nameless client's. */
export interface ReportOwner {
  readonly client: string;
  readonly reportKey: string;
}

/** A day the author has something to say of. */
export interface Annotation {
  readonly date: Day;
  readonly text: string;
  /** Names as `isNamed` reads them; everybody when absent. */
  readonly accounts?: readonly string[] | undefined;
}

/** What posts are called. One rule that fits is enough; a label without any fits nothing. */
export interface Label {
  readonly name: string;
  /** Any of these words in the caption, whatever their case and script. */
  readonly contains?: readonly string[] | undefined;
  /** Any of these hashtags, with or without "#". */
  readonly hashtags?: readonly string[] | undefined;
  /** Any of these posts, by permalink. */
  readonly links?: readonly string[] | undefined;
}

/** Whom a report is about. */
export interface Cut {
  readonly accountIds: readonly string[];
  /** Groups of the configuration that it is cut to, each whole. No other group has all its members here. */
  readonly groups?: readonly string[] | undefined;
  /** All accounts of one client, whose goals of all and notes are its own. */
  readonly isClient?: true | undefined;
  /** All accounts of the configuration: the operator's own report, with runs, calls, and who could not be read. */
  readonly isWhole?: true | undefined;
}

export interface Naming {
  /** Names as `isNamed` reads them, by group. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Names to show, by a name as `isNamed` reads it. */
  readonly alias: Readonly<Record<string, string>>;
}

export interface ReportOptions extends Naming {
  readonly span: DaySpan;
  /** Full when absent. */
  readonly edition?: "full" | "brief" | undefined;
  /** The nameless client's when absent. Two of them never share a report's id, whatever they share of its figures. */
  readonly owner?: ReportOwner | undefined;
  /** IANA zone: decides on which day a post was published and how moments are written. */
  readonly timeZone: string;
  /** First day of the weeks a month is shown by; Monday when absent. */
  readonly weekStartsOn?: WeekStart | undefined;
  /** BCP 47. */
  readonly locale: string;
  readonly title: string;
  readonly brand: ReportModel["brand"];
  readonly paper: ReportModel["paper"];
  readonly sortBy: string;
  /** Restricts the report to these accounts, and to what concerns them; all of the store when absent. */
  readonly only?: Cut | undefined;
  readonly now: Date;
  /** Who is named as its maker: a brand, or with credit "Gazette 0.1.0". */
  readonly generator: string;
  /** When the last report of this dataset was made; restatements are told from then on. Guessed from the runs when absent. */
  readonly lastReportAt?: string | undefined;
  /** Calls each connection may spend in an hour, reserve taken off. */
  readonly callsPerHour?: Readonly<Record<string, number>> | undefined;
  /** Targets; none when absent. */
  readonly goals?: Goals | undefined;
  /** What posts are called; nothing when absent. */
  readonly labels?: readonly Label[] | undefined;
  /** Days marked on the charts; none when absent. */
  readonly annotations?: readonly Annotation[] | undefined;
  /** The author's own words for the summary, in Markdown. */
  readonly notes?: string | undefined;
}
