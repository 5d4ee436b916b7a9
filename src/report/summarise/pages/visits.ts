// What people did with the account beside its posts: who engaged, who looked at the profile, who followed a link.
import { type AccountWeek, isHeld } from "../../figures/index.ts";
import { listKpis } from "../../kpis/index.ts";
import type { Writer } from "../model/writer.ts";
import type { TwoPeriods } from "../tables/two-periods.ts";

/** Both periods' figures; what Meta was never asked for, or tells nobody, is no row of absences. */
export function listVisits({ current, before }: AccountWeek, write: Writer): readonly TwoPeriods[] {
  return listKpis("visits")
    .map(({ id, basis, unit, change, compute }) => ({
      key: write.kpi(id).name,
      name: write.kpi(id).short,
      basis,
      unit,
      change,
      now: compute(current),
      earlier: compute(before),
    }))
    .filter(({ now, earlier }) => isHeld(now) || isHeld(earlier));
}
