import { listDays } from "../../../dataset/index.ts";
import type { AccountWeek, DayTable } from "../account-week.ts";
import { readDaily } from "../daily.ts";
import type { Facts } from "../facts.ts";
import { isProvisionalDay } from "../frame.ts";
import type { Chart, ChartSeries } from "../model.ts";
import { nameFormat, shorten } from "../writer.ts";

/** Reach and new followers of four weeks with the posts as marks; undefined when no day is held. */
export function toDailyChart(week: AccountWeek, { frame, write }: Facts): Chart | undefined {
  const text = write.words.dailyChart;
  const days = listDays(frame.chart);
  const reach = readDaily(week, "reach", frame.chart);
  const newFollowers = readDaily(week, "newFollowers", frame.chart);
  if ([...reach, ...newFollowers].every((value) => value === null)) return undefined;
  const marks = week.history
    .filter(({ day }) => day >= frame.chart.from && day <= frame.chart.to)
    .map(({ day, format, media }) => ({
      at: days.indexOf(day),
      label: [nameFormat(format, write), shorten(media.caption ?? "", 40)].filter((part) => part !== "").join(": "),
    }))
    .toReversed();
  return {
    id: `daily-${week.account.accountId}`,
    title: text.title,
    labels: days,
    labelUnit: "day",
    isFlat: true,
    series: [
      { ...series(text.reach, "area", "left", reach), provisionalFrom: findProvisional(week.series, "reach", days) },
      {
        ...series(text.newFollowers, "bar", "right", newFollowers),
        provisionalFrom: findProvisional(week.series, "follower_count", days),
      },
    ],
    marks,
    highlight: { from: days.indexOf(frame.span.from), to: days.indexOf(frame.span.to) },
    alt: text.alt(week.label, write.span(frame.chart), write.plural(marks.length, "post")),
  };
}

function series(
  name: string,
  draw: ChartSeries["draw"],
  axis: "left" | "right",
  values: readonly (number | null)[],
): ChartSeries {
  return { name, unit: "accounts", draw, axis, values };
}

function findProvisional(table: DayTable, metric: string, days: readonly string[]): number | undefined {
  const readings = table.get(metric);
  const found = days.findIndex((day) => {
    const reading = readings?.get(day);
    return reading !== undefined && isProvisionalDay(day, reading.takenAt);
  });
  return found === -1 ? undefined : found;
}
