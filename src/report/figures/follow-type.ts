// Whom an account's figures come from: those who follow it, and others (CONTRACT §3.1, `follow_type`).
import type { AccountPeriod } from "./account-facts.ts";
import { readTotal } from "./account-figures.ts";
import { absent, combine, type Figure, type HeldFigure, isHeld, sum } from "./figure.ts";
import { asKpi } from "./formula.ts";

/**
 * The share of those who do not follow, of one account or of several together. Whom Meta cannot tell apart counts on neither
 * side; where nobody was told there is no share.
 */
export function rateOfOthers(periods: readonly AccountPeriod[], metric: "reach" | "views", kpi: string): Figure {
  const [first] = periods;
  if (first === undefined) return absent("no-account-held");
  const read = (bucket: string) => periods.map((period) => readTotal(period, metric, "follow_type", bucket));
  const [others, followers] = [read("NON_FOLLOWER").filter(isHeld), read("FOLLOWER").filter(isHeld)];
  const all = [...others, ...followers];
  // A bucket that is not told beside the other one is empty.
  if (all.length === 0) return readTotal(first, metric, "follow_type", "NON_FOLLOWER");
  const whole = total(all);
  if (whole === 0) return absent("no-reach");
  return combine(all, { ...asKpi(kpi), window: first.span }, () => total(others) / whole);
}

function total(figures: readonly HeldFigure[]): number {
  return sum(figures.map(({ value }) => value));
}
