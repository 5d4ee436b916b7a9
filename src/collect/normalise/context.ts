import type { GapReason, GapRecord } from "../../dataset/index.ts";
import type { Block } from "../plan/index.ts";
import { toSubject } from "../plan/index.ts";

/** What every part of an answer is read with. */
export interface Context {
  readonly accountId: string;
  readonly takenAt: string;
  /** Followers as far as known, for the thresholds of CONTRACT §3.3. */
  readonly followersCount?: number | undefined;
  readonly runStartedAt?: string | undefined;
}

/** A gap about one metric of a block. */
export function toGap(
  context: Context,
  block: Block,
  rest: {
    readonly reason: GapReason;
    readonly message: string;
    readonly metric?: string | undefined;
    readonly mediaId?: string | undefined;
    readonly code?: string | undefined;
  },
): GapRecord {
  const span = block.kind === "series" || block.kind === "totals" ? block.span : undefined;
  return {
    subject: toSubject(context.accountId, block),
    accountId: context.accountId,
    fromDay: span?.from,
    toDay: span?.to,
    seenAt: context.takenAt,
    ...rest,
  };
}
