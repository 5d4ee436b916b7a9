import { type Day, findMetric, listDays } from "../../../dataset/index.ts";
import { type AccountWeek, absent, type Figure, isProvisionalDay, newest, readDay } from "../../figures/index.ts";
import { toColumn, toTextCell } from "../model/cells.ts";
import type { Cell, Row, Sheet } from "../model/model.ts";
import { nameMetric } from "../model/writer.ts";
import type { PageData } from "../pages/page-data.ts";
import { sumColumns } from "./sum-columns.ts";
import { toUnit } from "./unit.ts";

const SERIES = ["reach", "follower_count"];

/** One row an account and day of the period: the series, and one-day totals where any is held. */
export function buildDailySheet(data: Pick<PageData, "frame" | "receipts" | "weeks" | "write">): Sheet {
  const text = data.write.words.dailySheet;
  const { heads } = data.write.words;
  const { weeks, frame } = data;
  const totals = [...new Set(weeks.flatMap(({ dayTotals }) => [...dayTotals.keys()]))]
    .filter((metric) => !SERIES.includes(metric))
    .sort();
  const columns = [...SERIES, ...totals].map((name) => {
    const metric = findMetric("account", name);
    const addsUp = (metric?.addsUpOverDays ?? false) && (metric?.addsUpOverAccounts ?? false);
    return toColumn(name, nameMetric(name, data.write), toUnit(metric), addsUp);
  });
  const all = [
    toColumn("account", heads.account, "text"),
    toColumn("username", heads.username, "text"),
    toColumn("accountId", heads.accountId, "id"),
    toColumn("day", heads.day, "day"),
    ...columns,
  ];
  const rows = weeks.flatMap((week) => listDays(frame.span).map((day) => toRow(week, day, totals, data)));
  return {
    id: "daily",
    table: {
      id: "daily",
      title: text.title,
      columns: all,
      rows,
      totals: sumColumns("daily", all, rows, data),
      whenEmpty: text.empty,
      note: text.note,
    },
  };
}

function toRow(
  week: AccountWeek,
  day: Day,
  totals: readonly string[],
  data: Pick<PageData, "frame" | "receipts">,
): Row {
  const { accountId, username } = week.account;
  const figures = [
    ...SERIES.map((metric) => readDay(week.current, metric, day)),
    ...totals.map((metric) => readDayTotal(week, metric, day)),
  ];
  return {
    key: `${accountId}/${day}`,
    cells: [
      toTextCell(week.label),
      toTextCell(username),
      toTextCell(accountId),
      { kind: "day", day },
      ...figures.map((figure): Cell => toDailyCell(week, figure, data)),
    ],
  };
}

/** Days of one account and metric share a receipt: the span they lie in, and the newest reading. */
function toDailyCell(
  week: AccountWeek,
  figure: Figure,
  { frame, receipts }: Pick<PageData, "frame" | "receipts">,
): Cell {
  if (figure.kind === "absent") return receipts.toCell(week.account.accountId, figure);
  const table = figure.metric.startsWith("day/") ? week.dayTotals : week.series;
  const metric = figure.metric.replace("day/", "");
  const inSpan = listDays(frame.span).map((day) => table.get(metric)?.get(day)?.takenAt ?? null);
  return receipts.toCell(`${week.account.accountId}/daily`, {
    ...figure,
    window: frame.span,
    takenAt: newest(inSpan),
  });
}

function readDayTotal({ dayTotals }: AccountWeek, metric: string, day: Day): Figure {
  const reading = dayTotals.get(metric)?.get(day);
  if (reading === undefined) return absent("no-day-total");
  return {
    kind: "held",
    ...reading,
    metric: `day/${metric}`,
    window: { from: day, to: day },
    formula: { code: "account-day-total", args: { metric } },
    provisional: isProvisionalDay(day, reading.takenAt),
  };
}
