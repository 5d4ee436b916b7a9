import { type AccountWeek, isHeld } from "../../figures/index.ts";
import { findKpi } from "../../kpis/index.ts";
import type { Block } from "../model/model.ts";
import { fillTwoPeriods } from "../tables/two-periods.ts";
import type { PageData } from "./page-data.ts";

const ROWS = ["gained", "lost", "netFollowers"] as const;

/**
 * Gained, lost and net of both periods. Nothing where neither gains nor losses are held, nor where only this period's are:
 * those stand below the tile of the net.
 */
export function listFollowersWon(week: AccountWeek, data: Pick<PageData, "receipts" | "write">): readonly Block[] {
  const { current, before } = week;
  const text = data.write.words.followersWon;
  const rows = ROWS.map((id) => {
    const { basis, change, compute } = findKpi(id);
    return { key: id, name: text.names[id], basis, change, now: compute(current), earlier: compute(before) };
  });
  // The net alone stands in its tile.
  const parts = rows.filter(({ key }) => key !== "netFollowers");
  if (!parts.some(({ now, earlier }) => isHeld(now) || isHeld(earlier))) return [];
  if (parts.every(({ now, earlier }) => isHeld(now) && !isHeld(earlier))) return [];
  return [
    {
      kind: "table",
      table: {
        id: `followers-${week.account.accountId}`,
        title: text.title,
        ...fillTwoPeriods(week, rows, data),
        whenEmpty: text.empty,
      },
    },
  ];
}
