import { addDays, countDays, type Day, type DaySpan, toDayInZone } from "../../dataset/index.ts";
import type { AccountPeriod, Reading } from "./account-week.ts";

/** A reading this many days after the end still tells the followers of the period, with its moment beside it. */
const SHOWN_WITHIN_DAYS = 7;
/** For a difference both readings must lie this close to the edges. */
const COMPARED_WITHIN_DAYS = 2;

/**
 * The follower readings of a period, from profile readings in any order: the first after its end (within a week for the
 * current period, two days for the one before, lest one reading serves both), else the last at its end; and the two
 * edges when both are held and are not one and the same.
 */
export function pickFollowers(
  readings: readonly Reading[],
  span: DaySpan,
  timeZone: string,
  isCurrent: boolean,
): Pick<AccountPeriod, "followers" | "edges"> {
  const dated = toDated(readings, timeZone);
  const nearest = (endDay: Day, daysAfter: number): Reading | undefined => {
    const found =
      dated.find(({ day }) => day > endDay && day <= addDays(endDay, daysAfter)) ??
      dated.findLast(({ day }) => day <= endDay && day > addDays(endDay, -COMPARED_WITHIN_DAYS));
    return found === undefined ? undefined : { value: found.value, takenAt: found.takenAt };
  };
  const start = nearest(addDays(span.from, -1), Math.min(COMPARED_WITHIN_DAYS, countDays(span)));
  const end = nearest(span.to, COMPARED_WITHIN_DAYS);
  const hasEdges = start !== undefined && end !== undefined && start.takenAt < end.takenAt;
  return {
    followers: nearest(span.to, isCurrent ? SHOWN_WITHIN_DAYS : Math.min(COMPARED_WITHIN_DAYS, countDays(span))),
    edges: hasEdges ? { start, end } : undefined,
  };
}

interface Dated extends Reading {
  readonly day: Day;
}

const known = new WeakMap<readonly Reading[], { readonly timeZone: string; readonly dated: readonly Dated[] }>();

/** Readings with their days, oldest first; found once, since every period of an account asks. */
function toDated(readings: readonly Reading[], timeZone: string): readonly Dated[] {
  const held = known.get(readings);
  if (held?.timeZone === timeZone) return held.dated;
  const dated = readings
    .map((reading) => ({ ...reading, day: toDayInZone(new Date(reading.takenAt), timeZone) }))
    .sort((a, b) => (a.takenAt < b.takenAt ? -1 : 1));
  known.set(readings, { timeZone, dated });
  return dated;
}
