import { findKpi } from "../../kpis/index.ts";
import { markChart, tellWith } from "../figures/annotations.ts";
import { findBreaks } from "../figures/breaks.ts";
import type { Group } from "../figures/groups.ts";
import { findFirstWeek, findHeldWeeks, isLastEarly, overWeeks, type WeekRow } from "../figures/history.ts";
import type { Chart, ChartSeries } from "../model/model.ts";
import type { PageData } from "./page-data.ts";

/** More panels than this fill a page; the smaller groups are drawn as one. */
const MOST_PANELS = 6;

/** A figure by week and group; undefined until two weeks are held, and where no account has all of them. */
export function toWeekChart(
  id: string,
  groups: readonly Group[],
  data: Pick<PageData, "annotations" | "frame" | "refusals" | "weeks" | "write">,
): Chart | undefined {
  const text = data.write.words.weekChart;
  const { weeks, frame, write, refusals, annotations } = data;
  const held = findHeldWeeks(id, weeks);
  const first = findFirstWeek(held, 2);
  if (first === undefined) return undefined;
  const rows = listRows(id, groups, held, text.rest);
  if (rows.length === 0) return undefined;
  const spans = frame.weeks.slice(first);
  const kpi = findKpi(id);
  const { name } = write.kpi(id);
  const isOne = rows.length === 1;
  const provisionalFrom = isLastEarly(id, weeks) ? spans.length - 1 : undefined;
  const drawn = rows.reduce((count, { row }) => count + row.accounts, 0);
  const count = write.periods(spans.length);
  const title = `${isOne ? write.period.each(name) : write.period.groups(name)}, ${count}`;
  const breaks = findBreaks(kpi.metrics ?? [id], spans, refusals, write, weeks.length);
  const ids = groups.flatMap((group) => group.weeks.map(({ account }) => account.accountId));
  const marked = markChart(annotations, ids, spans, write);
  const notes = [
    ...(drawn < weeks.length ? [write.period.over(write.count(drawn), write.plural(weeks.length, "account"))] : []),
    ...(isOne
      ? []
      : [text.scales, ...breaks.map(({ label, at }) => write.period.broken(label, write.day(spans[at]?.from ?? "")))]),
    ...(write.period.begins === "" ? [] : [write.period.begins]),
    ...(marked.sentence === undefined ? [] : [marked.sentence]),
  ];
  const span = { from: spans[0]?.from ?? frame.span.from, to: frame.span.to };
  return {
    id: `weeks-${id}`,
    title,
    labels: spans.map(({ from }) => from),
    labelUnit: "day",
    series: rows.map(
      ({ name, row }): ChartSeries => ({
        name,
        unit: kpi.unit,
        draw: isOne ? "bar" : "area",
        values: row.values.slice(first),
        provisionalFrom,
      }),
    ),
    marks: [],
    layout: isOne ? undefined : "panels",
    breaks,
    ...marked.chart,
    note: notes.length === 0 ? undefined : notes.join(" "),
    alt: tellWith(write.period.alt(name, rows.map(({ name }) => name).join(", "), write.span(span)), marked),
  };
}

interface Named {
  readonly name: string;
  readonly row: WeekRow;
}

function listRows(id: string, groups: readonly Group[], held: readonly boolean[], rest: string): readonly Named[] {
  const toRow = ({ name, weeks }: Pick<Group, "name" | "weeks">): readonly Named[] => {
    const row = overWeeks(id, weeks, held);
    return row === undefined ? [] : [{ name, row }];
  };
  const all = groups.flatMap(toRow);
  if (all.length <= MOST_PANELS) return all;
  const kept = all.slice(0, MOST_PANELS - 1);
  const others = groups.filter(({ name }) => !kept.some((row) => row.name === name)).flatMap(({ weeks }) => weeks);
  return [...kept, ...toRow({ name: rest, weeks: others })];
}
