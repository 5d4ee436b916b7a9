// What people did with the account beside its posts: who engaged, who looked at the profile, who followed a link.

import type { AccountWeek } from "../../figures/index.ts";
import { type Figure, isHeld, readTotal } from "../../figures/index.ts";
import { nameMetric, type Writer } from "../writer.ts";

/** API metrics, in the order of the table; the accounts' sheet has the same. */
export const VISITS = ["accounts_engaged", "profile_views", "profile_links_taps", "website_clicks", "reposts"] as const;

export interface Visit {
  readonly name: string;
  readonly basis: "window";
  readonly now: Figure;
  readonly earlier: Figure;
}

/** Both periods' totals; what Meta was never asked for, or tells nobody, is no row of absences. */
export function listVisits({ current, before }: AccountWeek, write: Writer): readonly Visit[] {
  return VISITS.map((metric) => ({
    name: nameMetric(metric, write),
    basis: "window" as const,
    now: readTotal(current, metric),
    earlier: readTotal(before, metric),
  })).filter(({ now, earlier }) => isHeld(now) || isHeld(earlier));
}
