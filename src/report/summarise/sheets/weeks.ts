import { toPeriodKind } from "../../../dataset/index.ts";
import { absent, asKpi, isHeld, newest } from "../../figures/index.ts";
import { listKpis } from "../../kpis/index.ts";
import { overWeeks } from "../figures/history.ts";
import { figureOf } from "../figures/roll-up.ts";
import { toColumn } from "../model/cells.ts";
import type { Cell, Sheet } from "../model/model.ts";
import type { PageData } from "../pages/page-data.ts";

/** One row a period, the report's own last, back to a quarter of a year. */
export function buildWeeksSheet({
  weeks,
  frame,
  receipts,
  write,
}: Pick<PageData, "frame" | "receipts" | "weeks" | "write">): Sheet {
  const text = write.words.weeksSheet;
  const figures = listKpis("weeks").map((kpi) => ({ kpi, row: overWeeks(kpi.id, weeks) }));
  const last = frame.weeks.length - 1;
  const begins = frame.weeks.findIndex((_, at) => figures.some(({ row }) => typeof row?.values[at] === "number"));
  return {
    id: "weeks",
    table: {
      id: "weeks",
      title: write.period.sheet,
      columns: [
        toColumn("week", write.period.from, "day"),
        ...figures.map(({ kpi }) =>
          toColumn(kpi.id, text.likeForLike(write.kpi(kpi.id).name), kpi.unit, false, write.kpi(kpi.id).help),
        ),
      ],
      // Weeks before anything was collected are left out, gaps between collected ones are not.
      rows: frame.weeks
        .map((window, at) => ({ window, at }))
        .slice(begins === -1 ? last + 1 : begins)
        .map(({ window, at }) => ({
          key: window.from,
          cells: [
            { kind: "day", day: window.from },
            ...figures.map(({ kpi, row }): Cell => {
              const value = row?.values[at];
              if (row === undefined || value === null || value === undefined) {
                return receipts.inWords(absent("few-accounts-hold-it"));
              }
              const now = weeks.map(({ current }) => figureOf(kpi, current)).filter(isHeld);
              const { formula } = asKpi(kpi.id);
              const accounts = write.plural(row.accounts, "account");
              return receipts.toCell("all", {
                kind: "held",
                value,
                metric: `weeks/${kpi.id}`,
                window,
                takenAt: newest(weeks.map(({ readAt }) => readAt)),
                formula: { code: "like-for-like", args: { formula, accounts, kind: toPeriodKind(frame.span) } },
                provisional: at === last && now.some(({ provisional }) => provisional),
              });
            }),
          ],
        })),
      whenEmpty: write.period.sheetEmpty,
      note: write.period.sheetNote,
    },
  };
}
