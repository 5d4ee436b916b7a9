import { type Day, listDays } from "../../../dataset/index.ts";
import { type AccountWeek, absent, type Figure, isProvisionalDay, newest, sum } from "../../figures/index.ts";
import { type DailyName, readDaily } from "../figures/daily.ts";
import { toColumn } from "../model/cells.ts";
import type { Sheet } from "../model/model.ts";
import type { PageData } from "../pages/page-data.ts";

const FIGURES: readonly {
  readonly name: DailyName;
  readonly metric: string;
  readonly label: "reachDay" | "newFollowers";
}[] = [
  { name: "reach", metric: "reach", label: "reachDay" },
  { name: "newFollowers", metric: "follower_count", label: "newFollowers" },
];

/** One row a day of the last four weeks, summed over the accounts. */
export function buildDaysSheet(data: Pick<PageData, "frame" | "receipts" | "weeks" | "write">): Sheet {
  const text = data.write.words.daysSheet;
  const { heads, short } = data.write.words;
  const days = listDays(data.frame.chart);
  const figures = FIGURES.map(({ name, metric }) => sumDays(name, metric, days, data));
  return {
    id: "days",
    table: {
      id: "days",
      title: text.title,
      columns: [
        toColumn("day", heads.day, "day"),
        ...FIGURES.map(({ name, label }) => toColumn(name, short[label], name === "reach" ? "accounts" : "count")),
      ],
      rows: days.map((day, at) => ({
        key: day,
        cells: [
          { kind: "day", day },
          ...figures.map((of) => data.receipts.toCell("all", of[at] ?? absent("no-whole-days"))),
        ],
      })),
      whenEmpty: text.empty,
      note: text.note,
    },
  };
}

function sumDays(
  name: DailyName,
  metric: string,
  days: readonly Day[],
  { weeks, frame, write }: Pick<PageData, "frame" | "weeks" | "write">,
): readonly Figure[] {
  const rows = weeks.map((week) => ({ week, values: readDaily(week, name, frame.chart) }));
  const whole = rows.filter(({ values }) => values.every((value) => value !== null));
  if (whole.length === 0) return days.map(() => absent("no-whole-days"));
  const accounts = write.plural(whole.length, "account");
  return days.map((day, at) => {
    const read = whole.map(({ week }) => readMoment(week, metric, day));
    return {
      kind: "held",
      value: sum(whole.map(({ values }) => values[at] ?? 0)),
      metric: `days/${metric}`,
      window: { from: day, to: day },
      takenAt: newest(read),
      formula: { code: "sum-of-days", args: { accounts } },
      provisional: read.some((takenAt) => takenAt !== null && isProvisionalDay(day, takenAt)),
    };
  });
}

function readMoment({ series }: AccountWeek, metric: string, day: Day): string | null {
  return series.get(metric)?.get(day)?.takenAt ?? null;
}
