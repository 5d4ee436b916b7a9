// Figures of the period beside those of the one before.
import type { AccountWeek, Figure } from "../../figures/index.ts";
import type { Kpi } from "../../kpis/index.ts";
import { type ChangeStyle, toChange } from "../figures/change.ts";
import { toColumn, toTextCell } from "../model/cells.ts";
import type { Cell, Table, Unit } from "../model/model.ts";
import type { PageData } from "../pages/page-data.ts";
import { isFair } from "../read/equal-age.ts";

export interface TwoPeriods {
  readonly key: string;
  readonly name: string;
  readonly basis: Kpi["basis"];
  /** A count where it does not say. */
  readonly unit?: Unit;
  /** In per cent where it does not say. */
  readonly change?: ChangeStyle;
  readonly now: Figure;
  readonly earlier: Figure;
}

export function fillTwoPeriods(
  week: AccountWeek,
  all: readonly TwoPeriods[],
  { receipts, write }: Pick<PageData, "receipts" | "write">,
): Pick<Table, "columns" | "rows"> {
  const text = write.words.twoPeriods;
  const { accountId } = week.account;
  const toCell = (figure: Figure, unit: Unit | undefined): Cell => {
    const cell = receipts.toCell(accountId, figure);
    return cell.kind === "value" && unit !== undefined ? { ...cell, unit } : cell;
  };
  return {
    columns: [
      toColumn("figure", text.figure, "text"),
      toColumn("period", text.period, "count"),
      toColumn("before", text.before, "count"),
      toColumn("change", text.change, "change"),
    ],
    rows: all.map(({ key, name, basis, unit, change = "percent", now, earlier }) => ({
      key,
      cells: [
        toTextCell(name),
        toCell(now, unit),
        toCell(earlier, unit),
        receipts.inWords(toChange(now, earlier, change, isFair({ basis }, week, now, earlier))),
      ],
    })),
  };
}
