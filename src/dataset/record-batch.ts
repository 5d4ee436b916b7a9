import type { AccountRecord } from "./account.ts";
import type { CommentRecord, CommentWalk } from "./comment.ts";
import type { GapRecord } from "./gap.ts";
import type { AudiencePoint, DayPoint, MediaPoint, TotalPoint } from "./insight.ts";
import type { MediaRecord } from "./media.ts";

/**
 * A listing that was walked to its end: a held media it should have shown and did not is no longer there. Marked, never
 * deleted: what was read of it stays true.
 */
export interface CompletedWalk {
  readonly accountId: string;
  readonly kind: "posts" | "stories";
  /** The walk covers what was published since then, UTC ISO 8601. */
  readonly publishedSince: string;
  /** What was read before the walk began was not seen in it. */
  readonly startedAt: string;
  readonly endedAt: string;
}

/** A media that was listed and could not be read otherwise: it is there, and nothing else is known of it. */
export interface SeenMedia {
  readonly mediaId: string;
  readonly accountId: string;
  readonly seenAt: string;
}

/** What one answer is worth: written to the store in one transaction. */
export interface RecordBatch {
  readonly accounts: readonly AccountRecord[];
  readonly days: readonly DayPoint[];
  readonly totals: readonly TotalPoint[];
  readonly media: readonly MediaRecord[];
  /** None where all that was listed could be read. */
  readonly seen?: readonly SeenMedia[] | undefined;
  readonly mediaInsights: readonly MediaPoint[];
  readonly audience: readonly AudiencePoint[];
  readonly comments: readonly CommentRecord[];
  /** Media whose comments were read; none where they were only counted. */
  readonly commentWalks?: readonly CommentWalk[] | undefined;
  /** Subjects this answer settles: their earlier gaps are removed before `gaps` are added. */
  readonly settled: readonly string[];
  readonly gaps: readonly GapRecord[];
  readonly walks: readonly CompletedWalk[];
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
  walks: [],
};
