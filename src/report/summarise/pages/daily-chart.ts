import { listDays } from "../../../dataset/index.ts";

import type { AccountWeek } from "../../figures/index.ts";
import { markChart, tellWith } from "../figures/annotations.ts";
import { findEarlyDay, listOfDay, readDaily } from "../figures/daily.ts";
import type { Chart, ChartSeries } from "../model/model.ts";
import { nameFormat, shorten } from "../model/writer.ts";
import type { PageData } from "./page-data.ts";

/** Reach and new followers of four weeks with the posts as marks; undefined when no day is held. */
export function toDailyChart(
  week: AccountWeek,
  { frame, write, annotations }: Pick<PageData, "annotations" | "frame" | "write">,
): Chart | undefined {
  const text = write.words.dailyChart;
  const days = listDays(frame.chart);
  const reach = readDaily(week, "reach", frame.chart);
  const newFollowers = readDaily(week, "newFollowers", frame.chart);
  if ([...reach, ...newFollowers].every((value) => value === null)) return undefined;
  const marks = days.flatMap((day, at) =>
    listOfDay(week, day)
      .toReversed()
      .map(({ format, media }) => ({
        at,
        label: [nameFormat(format, write), shorten(media.caption ?? "", 40)].filter((part) => part !== "").join(": "),
      })),
  );
  const spans = days.map((day) => ({ from: day, to: day }));
  const marked = markChart(annotations, [week.account.accountId], spans, write);
  const alt = text.alt(week.label, write.span(frame.chart), write.plural(marks.length, "post"));
  return {
    id: `daily-${week.account.accountId}`,
    title: text.title,
    labels: days,
    labelUnit: "day",
    isFlat: true,
    series: [
      { ...series(text.reach, "area", "left", reach), provisionalFrom: findEarlyDay([week], "reach", frame.chart) },
      {
        ...series(text.newFollowers, "bar", "right", newFollowers),
        provisionalFrom: findEarlyDay([week], "newFollowers", frame.chart),
      },
    ],
    marks,
    // A period that is all of the chart needs no ground of its own.
    highlight:
      frame.span.from === frame.chart.from
        ? undefined
        : { from: days.indexOf(frame.span.from), to: days.indexOf(frame.span.to) },
    ...marked.chart,
    ...(marked.sentence === undefined ? {} : { note: marked.sentence }),
    alt: tellWith(alt, marked),
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
