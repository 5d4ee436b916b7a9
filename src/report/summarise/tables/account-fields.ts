// What tables of accounts and of groups have: the league, the groups, the accounts' sheet.
import type { AccountWeek } from "../../figures/index.ts";
import { addsUpOverAccounts, type Kpi, type KpiList, listKpis } from "../../kpis/index.ts";
import type { RankedWeek } from "../figures/ranking.ts";
import { totalOf } from "../figures/roll-up.ts";
import { blank, toTextCell } from "../model/cells.ts";
import type { Cell } from "../model/model.ts";
import type { PageData } from "../pages/page-data.ts";
import { type Field, toField } from "./field.ts";

/** One account or several; `owner` is whose receipts theirs are. */
export interface Whom {
  readonly owner: string;
  readonly weeks: readonly AccountWeek[];
}

export interface FigureOptions {
  /** Heads by the figures' short names. */
  readonly isShort?: boolean;
  /** The column the rows are ordered by. */
  readonly sortBy?: string;
}

/** The key figures of a list; a total where a sum is true. */
export function listFigureFields(
  list: KpiList,
  data: Pick<PageData, "receipts" | "weeks" | "write">,
  { isShort, sortBy }: FigureOptions = {},
): readonly (Field<Whom> & { readonly kpi: Kpi })[] {
  const { weeks, receipts, write } = data;
  return listKpis(list).map((kpi) => {
    const { name, short, help } = write.kpi(kpi.id);
    const addsUp = addsUpOverAccounts(kpi);
    const field = toField<Whom>(
      kpi.id,
      isShort === true ? short : name,
      kpi.unit,
      ({ owner, weeks: some }) => receipts.toCell(owner, totalOf(kpi, some)),
      { addsUp, help },
    );
    const column = kpi.id === sortBy ? { ...field.column, isRanking: true as const } : field.column;
    const total = (): Cell => (addsUp ? receipts.toCell("all", totalOf(kpi, weeks)) : blank);
    return { ...field, column, total, kpi };
  });
}

/** Place and account, as every table of accounts begins. */
export function toPlaceField(
  { write }: Pick<PageData, "write">,
  text: { readonly rank: string; readonly unranked: string },
): Field<RankedWeek> {
  return toField(
    "rank",
    write.words.heads.place,
    "rank",
    ({ rank, move }) =>
      rank === undefined ? { kind: "absent", because: text.unranked } : { kind: "rank", rank, move },
    { help: text.rank },
  );
}

export function toTextField<Of>(key: string, label: string, read: (of: Of) => string, total?: string): Field<Of> {
  const field = toField<Of>(key, label, "text", (of) => toTextCell(read(of)));
  return total === undefined ? field : { ...field, total: () => toTextCell(total) };
}

/** Fields of an account as fields of its ranked row. */
export function ofRanked({ cell, ...field }: Field<Whom>): Field<RankedWeek> {
  return { ...field, cell: ({ week }) => cell({ owner: week.account.accountId, weeks: [week] }) };
}
