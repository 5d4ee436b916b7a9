// What people did with the account beside its posts: who engaged, who looked at the profile, who followed a link.
import { type AccountWeek, type Figure, isHeld } from "../../figures/index.ts";
import { type Kpi, listKpis } from "../../kpis/index.ts";
import type { Writer } from "../writer.ts";

export interface Visit {
  readonly name: string;
  readonly basis: Kpi["basis"];
  readonly now: Figure;
  readonly earlier: Figure;
}

/** Both periods' figures; what Meta was never asked for, or tells nobody, is no row of absences. */
export function listVisits({ current, before }: AccountWeek, write: Writer): readonly Visit[] {
  return listKpis("visits")
    .map(({ id, basis, compute }) => ({
      name: write.kpi(id).name,
      basis,
      now: compute(current),
      earlier: compute(before),
    }))
    .filter(({ now, earlier }) => isHeld(now) || isHeld(earlier));
}
