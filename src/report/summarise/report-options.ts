// What a report is asked for.
import type { DaySpan, WeekStart } from "../../dataset/index.ts";
import type { Annotation } from "./annotations.ts";
import type { Cut } from "./cut.ts";
import type { Label } from "./labels.ts";
import type { ReportModel } from "./model.ts";
import type { Naming } from "./name-account.ts";
import type { Goals } from "./targets.ts";

/** Whose report it is, and which of theirs; '' for the nameless client's. */
export interface ReportOwner {
  readonly client: string;
  readonly reportKey: string;
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
