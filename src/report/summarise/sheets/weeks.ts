import { toColumn } from "../cells.ts";
import type { Facts } from "../facts.ts";
import { isHeld, newest } from "../figure.ts";
import { overWeeks } from "../history.ts";
import { findKpi, type KpiId } from "../kpis.ts";
import type { Cell, Sheet } from "../model.ts";
import { figureOf } from "../roll-up.ts";
import { plural } from "../writer.ts";

const FIGURES: readonly KpiId[] = ["views", "netFollowers", "engagementRate"];

const text = {
  title: "Weeks",
  empty: "No week is held.",
  note: "A week bears the name of its first day. Sums run over the accounts that have every week shown, so that a newcomer is not mistaken for growth.",
  notHeld: "not held for enough accounts",
  formula: (formula: string, accounts: string) => `${formula}; over ${accounts} that have every week shown`,
};

/** One row a period, the report's own last, back to a quarter of a year. */
export function buildWeeksSheet({ weeks, frame, receipts, write }: Facts): Sheet {
  const figures = FIGURES.map((id) => ({ kpi: findKpi(id), row: overWeeks(id, weeks) }));
  const last = frame.weeks.length - 1;
  const begins = frame.weeks.findIndex((_, at) => figures.some(({ row }) => typeof row?.values[at] === "number"));
  return {
    id: "weeks",
    table: {
      id: "weeks",
      title: text.title,
      columns: [
        toColumn("week", "Week from", "day"),
        ...figures.map(({ kpi }) => toColumn(kpi.id, kpi.name, kpi.unit, false, kpi.help)),
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
                return { kind: "absent", because: text.notHeld };
              }
              const now = weeks.map(({ current }) => figureOf(kpi, current)).filter(isHeld);
              const formula = text.formula(kpi.formula, plural(row.accounts, "account", "accounts", write));
              return receipts.toCell("all", {
                kind: "held",
                value,
                metric: `weeks/${kpi.id}`,
                window,
                takenAt: newest(weeks.map(({ readAt }) => readAt)),
                formula,
                provisional: at === last && now.some(({ provisional }) => provisional),
              });
            }),
          ],
        })),
      whenEmpty: text.empty,
      note: text.note,
    },
  };
}
