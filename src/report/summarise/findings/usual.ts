// How unusual a figure is for its account: against the middle of its own past weeks, in robust standard deviations.

import type { AccountWeek } from "../../figures/index.ts";
import { isHeld, median } from "../../figures/index.ts";
import type { Kpi } from "../../kpis/index.ts";
import { figureOf } from "../figures/roll-up.ts";

/** Fewer weeks tell nothing of what is usual. */
const WEEKS_LEAST = 4;
/** Median absolute deviation → standard deviation of a normal distribution (Rousseeuw and Croux 1993). */
const MAD_TO_SIGMA = 1.4826;
/** An account that hardly varies is not shaken by a twentieth. */
const RELATIVE_FLOOR = 0.05;
/** Without a past, a change by this much is one standard deviation: what weekly figures vary by. */
const WITHOUT_PAST = 0.15;

export interface Usual {
  /** The middle of the weeks before. */
  readonly middle: number;
  /** Weeks it is the middle of. */
  readonly weeks: number;
}

/** What the figure usually is; undefined with fewer than four weeks held before the period. */
export function findUsual(values: readonly number[]): Usual | undefined {
  const middle = median(values);
  return middle === undefined || values.length < WEEKS_LEAST ? undefined : { middle, weeks: values.length };
}

/** Robust z-score: |value − median| over the deviation, which chance alone makes √median wide; without a past by the change. */
export function findUnusual(value: number, values: readonly number[], before: number | undefined): number {
  const usual = findUsual(values);
  if (usual !== undefined) {
    const mad = median(values.map((one) => Math.abs(one - usual.middle))) ?? 0;
    const chance = Math.sqrt(Math.max(1, Math.abs(usual.middle)));
    const sigma = Math.max(mad * MAD_TO_SIGMA, Math.abs(usual.middle) * RELATIVE_FLOOR, chance);
    return Math.abs(value - usual.middle) / sigma;
  }
  if (before === undefined || before <= 0) return 0;
  return Math.abs(value - before) / before / WITHOUT_PAST;
}

/** The figure in the weeks before the period that hold it, oldest first. */
export function listPast(kpi: Kpi, { past }: Pick<AccountWeek, "past">): readonly number[] {
  return past.slice(0, -1).flatMap((period) => {
    const figure = figureOf(kpi, period);
    return isHeld(figure) ? [figure.value] : [];
  });
}
