import { addDays, countDays, type Day, type DaySpan, toDayInZone } from "../../../dataset/index.ts";
import type { AccountPeriod, Reading } from "../../figures/index.ts";

/** A reading this many days after the end still tells the followers of the period, with its moment beside it. */
const SHOWN_WITHIN_DAYS = 7;
/** For a difference both readings must lie this close to the edges. */
const COMPARED_WITHIN_DAYS = 2;

/**
 * The follower readings of a period, from profile readings in any order: the first after its end (within a week for the
 * current period; for the one before as near as an edge must be, lest one reading serves both), else the last at its end; and the two
 * edges when both are held and are not one and the same.
 */
export function pickFollowers(
  readings: readonly Reading[],
  span: DaySpan,
  timeZone: string,
  isCurrent: boolean,
): Pick<AccountPeriod, "followers" | "edges"> {
  const dated = toDated(readings, timeZone);
  const nearest = (endDay: Day, daysAfter: number, daysBefore = COMPARED_WITHIN_DAYS): Reading | undefined => {
    const found =
      dated.find(({ day }) => day > endDay && day <= addDays(endDay, daysAfter)) ??
      dated.findLast(({ day }) => day <= endDay && day > addDays(endDay, -daysBefore));
    return found === undefined ? undefined : { value: found.value, takenAt: found.takenAt };
  };
  const within = toTolerance(countDays(span));
  const start = nearest(addDays(span.from, -1), Math.min(within, countDays(span)), within);
  const end = nearest(span.to, within, within);
  const hasEdges = start !== undefined && end !== undefined && start.takenAt < end.takenAt;
  return {
    followers: nearest(span.to, isCurrent ? SHOWN_WITHIN_DAYS : Math.min(within, countDays(span))),
    edges: hasEdges ? { start, end } : undefined,
  };
}

/** A week's edges must be near; over a month four days are what two are to a fortnight. Never more than a week. */
function toTolerance(days: number): number {
  return Math.min(7, Math.max(COMPARED_WITHIN_DAYS, Math.floor(days / 7)));
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
