import type { MissingAccount } from "../../dataset/index.ts";
import type { RunRow } from "../../store/index.ts";
import type { AccountWeek } from "./account-week.ts";
import type { AccountCoverage } from "./coverage.ts";
import type { Frame } from "./frame.ts";
import type { KpiId } from "./kpis.ts";
import type { Receipts } from "./receipts.ts";
import type { Writer } from "./writer.ts";

/** What the league table may be sorted by. */
export type SortKey = Extract<
  KpiId,
  "engagementRate" | "reach" | "followers" | "views" | "interactions" | "netFollowers"
>;

/** Everything a section may draw on: read before, only computed with from here on. */
export interface Facts {
  readonly frame: Frame;
  /** By user name. */
  readonly weeks: readonly AccountWeek[];
  readonly missing: readonly MissingAccount[];
  /** Newest first. */
  readonly runs: readonly RunRow[];
  /** One for each of `weeks`, in the same order. */
  readonly coverage: readonly AccountCoverage[];
  readonly sortBy: SortKey;
  readonly notes: readonly string[];
  /** Ids of media with a kept thumbnail. */
  readonly thumbnails: ReadonlySet<string>;
  readonly receipts: Receipts;
  readonly write: Writer;
}
