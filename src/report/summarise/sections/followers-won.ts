import { type AccountWeek, isHeld } from "../../figures/index.ts";
import { findKpi } from "../../kpis/index.ts";
import { toColumn, toTextCell } from "../cells.ts";
import { toChange } from "../change.ts";
import { isFair } from "../equal-age.ts";
import type { Facts } from "../facts.ts";
import type { Block } from "../model.ts";

const ROWS = ["gained", "lost", "netFollowers"] as const;

/** Gained, lost and net of both periods; nothing where neither gains nor losses are held. */
export function listFollowersWon(week: AccountWeek, { receipts, write }: Facts): readonly Block[] {
  const { account, current, before } = week;
  const text = write.words.followersWon;
  const rows = ROWS.map((id) => {
    const kpi = findKpi(id);
    return { id, kpi, now: kpi.compute(current), earlier: kpi.compute(before) };
  });
  // The net alone stands in its tile.
  const parts = rows.filter(({ id }) => id !== "netFollowers");
  if (!parts.some(({ now, earlier }) => isHeld(now) || isHeld(earlier))) return [];
  const { accountId } = account;
  return [
    {
      kind: "table",
      table: {
        id: `followers-${accountId}`,
        title: text.title,
        columns: [
          toColumn("figure", text.figure, "text"),
          toColumn("period", text.period, "count"),
          toColumn("before", text.before, "count"),
          toColumn("change", text.change, "change"),
        ],
        rows: rows.map(({ id, kpi, now, earlier }) => ({
          key: id,
          cells: [
            toTextCell(text.names[id]),
            receipts.toCell(accountId, now),
            receipts.toCell(accountId, earlier),
            receipts.inWords(toChange(now, earlier, kpi.change, isFair(kpi, week, now, earlier))),
          ],
        })),
        whenEmpty: text.empty,
      },
    },
  ];
}
