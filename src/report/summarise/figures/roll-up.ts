import {
  type AbsentFigure,
  type AccountPeriod,
  type AccountWeek,
  absent,
  combine,
  type Figure,
  isHeld,
  sum,
} from "../../figures/index.ts";
import type { Kpi } from "../../kpis/index.ts";
import type { ChangeCell } from "../model/model.ts";
import { isFair } from "../read/equal-age.ts";
import { toChange } from "./change.ts";

/** A key figure of several accounts. */
export interface RollUp {
  readonly figure: Figure;
  /** Accounts that have the figure. */
  readonly held: number;
  readonly of: number;
  /** Against the period before, over the accounts that have both: like for like. */
  readonly change: ChangeCell | AbsentFigure;
  readonly compared: number;
}

export function rollUp(kpi: Kpi, weeks: readonly AccountWeek[]): RollUp {
  const holds = (period: AccountPeriod) => isHeld(figureOf(kpi, period));
  const both = weeks.filter(({ current, before }) => holds(current) && holds(before));
  const over = (which: "current" | "before", chosen: readonly AccountWeek[]) =>
    combineAccounts(
      kpi,
      chosen.map((week) => week[which]),
    );
  const isLikeForLike = both.length > 0 || weeks.length === 1;
  const compared = both.length > 0 ? both : weeks;
  return {
    figure: over("current", weeks),
    held: weeks.filter(({ current }) => holds(current)).length,
    of: weeks.length,
    change: isLikeForLike
      ? toChange(
          over("current", compared),
          over("before", compared),
          kpi.change,
          compared.every((week) => isFair(kpi, week, figureOf(kpi, week.current), figureOf(kpi, week.before))),
        )
      : absent("none-in-both"),
    compared: both.length,
  };
}

/** The same week last year, over the accounts that have the figure in both; undefined when none does. */
export function compareLastYear(
  kpi: Kpi,
  weeks: readonly AccountWeek[],
): { readonly change: ChangeCell | AbsentFigure; readonly compared: number } | undefined {
  const both = weeks.flatMap(({ current, lastYear }) =>
    lastYear !== undefined && isHeld(figureOf(kpi, current)) && isHeld(figureOf(kpi, lastYear))
      ? [{ current, lastYear }]
      : [],
  );
  if (both.length === 0) return undefined;
  const now = combineAccounts(
    kpi,
    both.map(({ current }) => current),
  );
  const then = combineAccounts(
    kpi,
    both.map(({ lastYear }) => lastYear),
  );
  return { change: toChange(now, then, kpi.change), compared: both.length };
}

const computed = new WeakMap<AccountPeriod, Map<Kpi["id"], Figure>>();

/** A key figure of a period, computed once: sections, findings and charts ask for the same ones. */
export function figureOf(kpi: Kpi, period: AccountPeriod): Figure {
  const known = computed.get(period) ?? new Map<Kpi["id"], Figure>();
  computed.set(period, known);
  const figure = known.get(kpi.id) ?? kpi.compute(period);
  known.set(kpi.id, figure);
  return figure;
}

/** The figure of several accounts: over those that have it. Which those are is told beside it, never hidden. */
export function combineAccounts(kpi: Kpi, periods: readonly AccountPeriod[]): Figure {
  const figures = periods.map((period) => figureOf(kpi, period));
  const held = figures.filter(isHeld);
  if (held.length === 0) return findCommonest(figures);
  if (periods.length === 1) return held[0] ?? absent("no-account");
  const withFigure = periods.filter((_, index) => figures[index]?.kind === "held");
  if (kpi.combine !== undefined) return kpi.combine(withFigure);
  const window = held[0]?.window ?? null;
  return combine(
    held,
    { metric: kpi.id, window, formula: { code: "over-accounts", args: { formula: { code: "kpi", id: kpi.id } } } },
    sum,
  );
}

/** The same for the report's own period. */
export function totalOf(kpi: Kpi, weeks: readonly AccountWeek[]): Figure {
  return combineAccounts(
    kpi,
    weeks.map(({ current }) => current),
  );
}

/** The reason most accounts share, with how many do where they do not all; of equally common ones the first. */
function findCommonest(figures: readonly Figure[]): Figure {
  const reasons = Map.groupBy(
    figures.filter((figure) => figure.kind === "absent"),
    ({ because }) => JSON.stringify(because),
  );
  const [commonest] = [...reasons.values()].toSorted((a, b) => b.length - a.length);
  const [first] = commonest ?? [];
  if (commonest === undefined || first === undefined) return absent("no-account");
  if (commonest.length === figures.length) return first;
  return absent({
    code: "of-accounts",
    args: { reason: first.because, some: commonest.length, all: figures.length },
  });
}
