import type { Day } from "./day.ts";
import type { Noted } from "./note.ts";

/**
 * Why a value is not there.
 * - `metric-refused`     the API will not answer this metric here
 * - `withdrawn`          Meta has withdrawn the metric
 * - `not-reported`       the API answered and left the value out
 * - `below-threshold`    the account or story is too small for Meta to tell
 * - `before-conversion`  the media is older than the business account
 * - `gone`               the object is no longer there
 * - `not-permitted`      a permission or Page task is missing
 * - `token-unusable`     the token expired or was revoked
 * - `too-long-window`    Meta answers unique figures for at most 30 days
 * - `beyond-range`       the API tells it for a limited time back only; a limit, no refusal
 * - `out-of-budget`      no call was left for it
 * - `unreadable`         the API answered with something this figure cannot be, or in a shape nobody knows
 * - `not-asked`          it would cost calls of its own; the plan says how many. Nothing that was asked for is missing
 * - `unanswered`         the server did not answer, or not readably
 */
export type GapReason =
  | "metric-refused"
  | "withdrawn"
  | "not-reported"
  | "below-threshold"
  | "before-conversion"
  | "gone"
  | "not-permitted"
  | "token-unusable"
  | "too-long-window"
  | "beyond-range"
  | "out-of-budget"
  | "unreadable"
  | "not-asked"
  | "unanswered";

/** Something that should be in the dataset and is not. */
export interface GapRecord extends Noted {
  /** What was asked when the gap arose; a later answer to the same subject removes it. */
  readonly subject: string;
  readonly accountId: string;
  readonly mediaId?: string | undefined;
  readonly metric?: string | undefined;
  readonly fromDay?: Day | undefined;
  readonly toDay?: Day | undefined;
  readonly reason: GapReason;
  /** The API's code ("100/2108006") or ours ("GRAPH_TRANSIENT"). */
  readonly code?: string | undefined;
  readonly seenAt: string;
}
