// What is held, less what was lost of it: a figure that did not come for a passing reason is due again in the next run.
import type { GapReason, GapRecord } from "../dataset/index.ts";
import type { Held } from "../store/index.ts";
import { type PlanHeld, toWholeSubject } from "./plan/index.ts";

/** Reasons that another run may find gone; the rest would only be refused again in the same words. */
export const PASSING: readonly GapReason[] = ["unanswered", "token-unusable", "not-permitted", "out-of-budget"];

/**
 * The planner takes what it finds held for whole. A walk that was broken off says nothing of the posts behind those it
 * brought, one dimension nothing of the others, and half a window's metrics nothing of the other half.
 */
export function reopen(
  held: Held,
  gaps: readonly GapRecord[],
  /** Metrics its connection has refused for good, "account:views"; refused to one account alone, they are asked again. */
  refused: ReadonlyMap<string, string> = new Map(),
): Held & Pick<PlanHeld, "audienceAnsweredAt"> {
  const isOpen = ({ reason, subject, metric = "" }: GapRecord): boolean =>
    PASSING.includes(reason) ||
    (reason === "metric-refused" &&
      subject.startsWith(`${held.accountId}/totals/`) &&
      !refused.has(`account:${metric}`));
  const open = gaps.filter((gap) => gap.accountId === held.accountId && isOpen(gap)).map(({ subject }) => subject);
  // A token that dies in the middle of an account takes the rest with it, whatever that was.
  const hasLostRest = gaps.some(
    ({ subject, reason }) => reason === "token-unusable" && subject === toWholeSubject(held.accountId),
  );
  const hasLost = (question: string): boolean =>
    hasLostRest || open.some((subject) => subject.startsWith(`${held.accountId}/${question}/`));
  const { audienceTakenAt, ...rest } = held;
  return {
    ...rest,
    media: hasLostRest || open.includes(`${held.accountId}/media`) ? [] : held.media,
    totalWindows: held.totalWindows.filter((window) => !hasLost(`totals/${window}`)),
    ...(hasLost("audience") ? { audienceAnsweredAt: audienceTakenAt } : { audienceTakenAt }),
  };
}
