import type { AccountRecord } from "./account.ts";
import type { CommentRecord } from "./comment.ts";
import type { GapRecord } from "./gap.ts";
import type { AudiencePoint, DayPoint, MediaPoint, TotalPoint } from "./insight.ts";
import type { MediaRecord } from "./media.ts";

/** What one answer is worth: written to the store in one transaction. */
export interface RecordBatch {
  readonly accounts: readonly AccountRecord[];
  readonly days: readonly DayPoint[];
  readonly totals: readonly TotalPoint[];
  readonly media: readonly MediaRecord[];
  readonly mediaInsights: readonly MediaPoint[];
  readonly audience: readonly AudiencePoint[];
  readonly comments: readonly CommentRecord[];
  /** Subjects this answer settles: their earlier gaps are removed before `gaps` are added. */
  readonly settled: readonly string[];
  readonly gaps: readonly GapRecord[];
}

export const emptyBatch: RecordBatch = {
  accounts: [],
  days: [],
  totals: [],
  media: [],
  mediaInsights: [],
  audience: [],
  comments: [],
  settled: [],
  gaps: [],
};
