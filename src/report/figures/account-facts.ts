// One account's facts as plain data, for the report's period and those before.
import type { AccountRecord, AudiencePoint, Day, DaySpan, GapRecord, TotalPoint } from "../../dataset/index.ts";
import type { Post } from "./posts.ts";

/** One value as last read. */
export interface Reading {
  readonly value: number;
  readonly takenAt: string;
}

/** Values a day, by metric and day label. */
export type DayTable = ReadonlyMap<string, ReadonlyMap<Day, Reading>>;

export interface AccountPeriod {
  readonly account: AccountRecord;
  readonly span: DaySpan;
  /** Window totals that lie inside the span; `readTotal` picks the exact window. */
  readonly totals: readonly TotalPoint[];
  readonly series: DayTable;
  /** Posts, albums and reels published in the period, newest first. */
  readonly posts: readonly Post[];
  readonly stories: readonly Post[];
  /** False when nothing tells that the posts were listed: then none held is not none published. */
  readonly arePostsListed: boolean;
  /** Follower reading nearest after the period's end. */
  readonly followers?: Reading | undefined;
  /** Readings at both edges of the period, close enough for a difference. */
  readonly edges?: { readonly start: Reading; readonly end: Reading } | undefined;
  readonly gaps: readonly GapRecord[];
  /** The posts' figures are as they stood when they were as old as the current period's are now (equal-age.ts). */
  readonly isEqualAge?: true | undefined;
  /** So are the window's totals and its days. */
  readonly isWindowEqualAge?: true | undefined;
}

export interface AccountWeek {
  readonly account: AccountRecord;
  /** Alias, else name, else "@username". */
  readonly label: string;
  /** Every group it stands in; none where none is configured. */
  readonly groups: readonly string[];
  readonly current: AccountPeriod;
  readonly before: AccountPeriod;
  /** One for each of the frame's weeks, oldest first; the last is the period itself. What is not held is absent there. */
  readonly past: readonly AccountPeriod[];
  /** One for each of the frame's parts. */
  readonly parts: readonly AccountPeriod[];
  /** The same week last year; undefined when nothing of it is held. */
  readonly lastYear?: AccountPeriod | undefined;
  /** Series over the chart's days. */
  readonly series: DayTable;
  /** One-day totals inside the period, by metric. */
  readonly dayTotals: DayTable;
  /** Posts of the last 90 days, stories left out. */
  readonly history: readonly Post[];
  readonly audience: readonly AudiencePoint[];
  readonly gaps: readonly GapRecord[];
  /** When its profile was read, oldest first. */
  readonly profilesReadAt: readonly string[];
  /** False where the connections list it no longer, or refuse it: what is held is shown, with the day it was last read. */
  readonly isListed: boolean;
  /** Newest reading of anything above. */
  readonly readAt: string;
}
