// Figures of the period beside those of the one before.
import type { AccountWeek, Figure } from "../../figures/index.ts";
import type { Kpi } from "../../kpis/index.ts";
import { toColumn, toTextCell } from "../cells.ts";
import { type ChangeStyle, toChange } from "../change.ts";
import { isFair } from "../equal-age.ts";
import type { Facts } from "../facts.ts";
import type { Table } from "../model.ts";

export interface TwoPeriods {
  readonly key: string;
  readonly name: string;
  readonly basis: Kpi["basis"];
  /** In per cent where it does not say. */
  readonly change?: ChangeStyle;
  readonly now: Figure;
  readonly earlier: Figure;
}

export function fillTwoPeriods(
  week: AccountWeek,
  all: readonly TwoPeriods[],
  { receipts, write }: Facts,
): Pick<Table, "columns" | "rows"> {
  const text = write.words.twoPeriods;
  const { accountId } = week.account;
  return {
    columns: [
      toColumn("figure", text.figure, "text"),
      toColumn("period", text.period, "count"),
      toColumn("before", text.before, "count"),
      toColumn("change", text.change, "change"),
    ],
    rows: all.map(({ key, name, basis, change = "percent", now, earlier }) => ({
      key,
      cells: [
        toTextCell(name),
        receipts.toCell(accountId, now),
        receipts.toCell(accountId, earlier),
        receipts.inWords(toChange(now, earlier, change, isFair({ basis }, week, now, earlier))),
      ],
    })),
  };
}
