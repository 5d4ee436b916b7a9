// The accounts as bars on the first page: how large each is, and where it went.
import { isHeld } from "../../figures/index.ts";
import { findKpi } from "../../kpis/index.ts";
import { figureOf, rollUp } from "../figures/roll-up.ts";
import { byFigure } from "../model/cells.ts";
import type { Ranking } from "../model/model.ts";
import { toAnchor } from "./anchor.ts";
import type { PageData } from "./page-data.ts";

/** As many as stand beside the findings; the league has all. */
const ACCOUNTS_MOST = 7;
const FIGURE = "reach";

/** The accounts with the largest reach; undefined with one account, which has no equals. */
export function toAccountRanking({
  weeks,
  receipts,
  write,
}: Pick<PageData, "receipts" | "weeks" | "write">): Ranking | undefined {
  const kpi = findKpi(FIGURE);
  const held = weeks
    .map((week) => ({ week, figure: figureOf(kpi, week.current), change: rollUp(kpi, [week]).change }))
    .filter(({ figure }) => isHeld(figure))
    .toSorted((a, b) => byFigure(a.figure, b.figure));
  const [first] = held;
  if (weeks.length < 2 || first === undefined || !isHeld(first.figure)) return undefined;
  const most = Math.max(1, first.figure.value);
  const left = held.length - ACCOUNTS_MOST;
  return {
    title: write.words.summary.accounts(write.kpi(FIGURE).name),
    unit: kpi.unit,
    rows: held.slice(0, ACCOUNTS_MOST).map(({ week, figure, change }) => ({
      key: week.account.accountId,
      label: week.label,
      target: toAnchor(week.account.accountId),
      figure: receipts.toCell(week.account.accountId, figure),
      length: isHeld(figure) ? figure.value / most : 0,
      change: receipts.inWords(change),
    })),
    note: left > 0 ? write.words.summary.others(write.plural(left, "account")) : undefined,
  };
}
