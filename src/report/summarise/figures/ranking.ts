import { type AccountWeek, type Figure, isHeld } from "../../figures/index.ts";
import type { Kpi } from "../../kpis/index.ts";
import { byFigure } from "../model/cells.ts";

export interface RankedWeek {
  readonly week: AccountWeek;
  readonly figure: Figure;
  /** Absent when the figure is: the unknown is not the last. Equal figures share a rank. */
  readonly rank?: number | undefined;
  /** Places won among the accounts that are ranked in both periods. */
  readonly move?: number | undefined;
}

/** Accounts by a key figure, greatest first; those without it at the end, unranked. */
export function rankWeeks(weeks: readonly AccountWeek[], kpi: Kpi): readonly RankedWeek[] {
  const all = weeks.map((week) => ({ week, now: kpi.compute(week.current), earlier: kpi.compute(week.before) }));
  const both = all.filter(({ now, earlier }) => isHeld(now) && isHeld(earlier));
  return all
    .toSorted((a, b) => byFigure(a.now, b.now))
    .map((entry) => ({
      week: entry.week,
      figure: entry.now,
      rank: rankAmong(
        entry.now,
        all.map(({ now }) => now),
      ),
      move: both.includes(entry) ? moveOf(entry, both) : undefined,
    }));
}

interface Entry {
  readonly now: Figure;
  readonly earlier: Figure;
}

function moveOf(entry: Entry, both: readonly Entry[]): number | undefined {
  const now = rankAmong(
    entry.now,
    both.map((other) => other.now),
  );
  const earlier = rankAmong(
    entry.earlier,
    both.map((other) => other.earlier),
  );
  return now === undefined || earlier === undefined ? undefined : earlier - now;
}

function rankAmong(figure: Figure, figures: readonly Figure[]): number | undefined {
  if (figure.kind === "absent") return undefined;
  return 1 + figures.filter((other) => isHeld(other) && other.value > figure.value).length;
}
