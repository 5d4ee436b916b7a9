// A key figure over the past weeks. A week some of the accounts lack would look like a dip, so a sum runs over the same
// accounts in each of its weeks, and what is not held stays a gap.
import { type AccountWeek, isHeld } from "../../figures/index.ts";
import { findKpi } from "../../kpis/index.ts";
import { combineAccounts, figureOf } from "./roll-up.ts";

export interface WeekRow {
  /** One for each of the frame's weeks, oldest first; null is a gap. */
  readonly values: readonly (number | null)[];
  /** Accounts the values are about. */
  readonly accounts: number;
  /** Accounts asked for. */
  readonly of: number;
}

/**
 * Whether each past week is held widely enough to be shown: by at least half of the accounts that have the figure in
 * the period itself. Weeks from before most accounts were collected are gaps rather than lows.
 */
export function findHeldWeeks(id: string, weeks: readonly AccountWeek[]): readonly boolean[] {
  const kpi = findKpi(id);
  const counts = (weeks[0]?.past ?? []).map((_, at) => weeks.filter(({ past }) => holds(kpi, past[at])).length);
  const now = counts.at(-1) ?? 0;
  return counts.map((count) => count > 0 && count * 2 >= now);
}

/**
 * The figure week by week: a sum over the accounts that have it in every week shown, a rate over those that have it in
 * the week. Undefined when no account has them all.
 */
export function overWeeks(
  id: string,
  weeks: readonly AccountWeek[],
  held: readonly boolean[] = findHeldWeeks(id, weeks),
): WeekRow | undefined {
  const kpi = findKpi(id);
  const isRate = kpi.combine !== undefined;
  const panel = isRate
    ? weeks
    : weeks.filter(({ past }) => held.every((isShown, at) => !isShown || holds(kpi, past[at])));
  const values = held.map((isShown, at) => {
    const periods = panel.flatMap(({ past }) => past[at] ?? []).filter((period) => holds(kpi, period));
    const figure = isShown && periods.length > 0 ? combineAccounts(kpi, periods) : undefined;
    return figure !== undefined && isHeld(figure) ? figure.value : null;
  });
  if (values.every((value) => value === null)) return undefined;
  return { values, accounts: panel.length, of: weeks.length };
}

/** Whether the newest week may still grow. */
export function isLastEarly(id: string, weeks: readonly Pick<AccountWeek, "current">[]): boolean {
  const kpi = findKpi(id);
  return weeks.some(({ current }) => {
    const figure = figureOf(kpi, current);
    return isHeld(figure) && figure.provisional;
  });
}

/** Index of the first week worth drawing; undefined when fewer than `least` weeks are held. */
export function findFirstWeek(held: readonly boolean[], least: number): number | undefined {
  return held.filter((isShown) => isShown).length < least ? undefined : held.indexOf(true);
}

function holds(kpi: ReturnType<typeof findKpi>, period: AccountWeek["current"] | undefined): boolean {
  return period !== undefined && isHeld(figureOf(kpi, period));
}
