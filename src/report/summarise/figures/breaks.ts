// Where a line in a chart changes its meaning: Meta withdrew the metric, or began to refuse it.
import { type Day, type DaySpan, findMetric, type GapRecord } from "../../../dataset/index.ts";
import { nameMetric, type Writer } from "../model/writer.ts";
import { isRefusal } from "../read/refusals.ts";

export interface Break {
  /** Index into the spans (or days) asked about. */
  readonly at: number;
  readonly day: Day;
  readonly metric: string;
  readonly label: string;
}

/**
 * The breaks of account metrics inside the spans, oldest first, one a metric. A gap on the first span is no break:
 * nothing before it is drawn. Gaps of single posts say nothing about a series, nor do those of fewer than half of the
 * accounts about their sum.
 */
export function findBreaks(
  metrics: readonly string[],
  spans: readonly DaySpan[],
  gaps: readonly GapRecord[],
  write: Writer,
  accounts = 1,
): readonly Break[] {
  return metrics
    .flatMap((metric) => findBreak(metric, spans, gaps, accounts, write) ?? [])
    .sort((a, b) => a.at - b.at || (a.label < b.label ? -1 : 1));
}

function findBreak(
  metric: string,
  spans: readonly DaySpan[],
  gaps: readonly GapRecord[],
  accounts: number,
  write: Writer,
): Break | undefined {
  const text = write.words.breaks;
  const known = findMetric("account", metric);
  const name = nameMetric(metric, write);
  const withdrawn = known?.withdrawn?.slice(0, 10);
  const own = gaps.filter((gap) => gap.metric === metric && isRefusal(gap));
  const isShared = new Set(own.map(({ accountId }) => accountId)).size * 2 >= accounts;
  const refused = (isShared ? own : [])
    .flatMap(({ fromDay, reason }) => (fromDay === undefined ? [] : [{ day: fromDay, reason }]))
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .at(0);
  const day = withdrawn ?? refused?.day;
  const at = day === undefined ? -1 : spans.findIndex(({ from, to }) => day >= from && day <= to);
  if (day === undefined || at < 1) return undefined;
  const isWithdrawn = withdrawn !== undefined || refused?.reason === "withdrawn";
  return { at, day, metric, label: isWithdrawn ? text.withdrawn(name) : text.refused(name) };
}
