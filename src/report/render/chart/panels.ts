// One small drawing a series, each on its own scale: how each group goes its way, whatever its size.
import type { EChartsCoreOption } from "echarts";
import type { Chart } from "../../summarise/index.ts";
import type { Formatter } from "../format.ts";
import { toChartText } from "../plain-text.ts";
import { toAnnotations } from "./annotation-marks.ts";
import { type ChartSize, draw, FONT_SIZE, GRID, INK, SERIES } from "./chart-ink.ts";

const PANEL_HEIGHT = 112;
const HEAD_HEIGHT = 28;
/** What the numbers of annotations take below the head. */
const NUMBERS_HEIGHT = 11;
const GAP = 22;

/** SVG of a chart whose series have a panel each; its height follows their number. */
export function toPanelsSvg(chart: Chart, format: Formatter, width: number): string {
  const size = toPanelSize(chart.series.length, width);
  return draw(toOption(chart, format, size), chart, size);
}

interface PanelSize extends ChartSize {
  readonly columns: number;
}

function toPanelSize(count: number, width: number): PanelSize {
  // Four stand better two by two than three and one.
  const columns = width < 500 ? 1 : count === 2 || count === 4 ? 2 : Math.min(3, count);
  return { width, columns, height: Math.ceil(count / columns) * PANEL_HEIGHT };
}

function toOption(chart: Chart, format: Formatter, { width, columns }: PanelSize): EChartsCoreOption {
  const panelWidth = (width - GAP * (columns - 1)) / columns;
  const left = (at: number) => (at % columns) * (panelWidth + GAP);
  const top = (at: number) => Math.floor(at / columns) * PANEL_HEIGHT;
  const head = HEAD_HEIGHT + ((chart.annotations ?? []).length > 0 ? NUMBERS_HEIGHT : 0);
  const labels = chart.labels.map((label) => (chart.labelUnit === "day" ? format.shortDay(label) : toChartText(label)));
  return {
    animation: false,
    textStyle: { fontFamily: "inherit", color: INK, fontSize: FONT_SIZE },
    title: chart.series.flatMap(({ name, values, unit }, at) => {
      const last = values.findLast((value) => value !== null) ?? null;
      const place = { top: top(at) + 4, padding: 0 };
      return [
        {
          ...place,
          text: toChartText(name),
          left: left(at),
          textStyle: { color: INK, fontSize: 12, fontWeight: 600, width: panelWidth - 60, overflow: "truncate" },
        },
        {
          ...place,
          text: last === null ? "" : format.compact(last, unit),
          left: left(at) + panelWidth - 2,
          textAlign: "right",
          textStyle: { color: INK, fontSize: 12, fontWeight: 400 },
        },
      ];
    }),
    grid: chart.series.map((_series, at) => ({
      left: left(at) + 4,
      top: top(at) + head,
      width: panelWidth - 6,
      height: PANEL_HEIGHT - head - 8,
      containLabel: true,
    })),
    xAxis: chart.series.map((_series, at) => ({
      type: "category",
      gridIndex: at,
      data: labels,
      boundaryGap: false,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: GRID } },
      axisLabel: {
        color: INK,
        fontSize: FONT_SIZE,
        interval: (index: number) => index === 0 || index === labels.length - 1,
        alignMinLabel: "left",
        alignMaxLabel: "right",
      },
    })),
    yAxis: chart.series.map(({ unit }, at) => ({
      type: "value",
      gridIndex: at,
      splitNumber: 2,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: INK, fontSize: FONT_SIZE, formatter: (value: number) => format.compact(value, unit) },
      splitLine: { lineStyle: { color: GRID, width: 1 } },
    })),
    series: chart.series.flatMap((_series, at) => toLines(chart, at)),
  };
}

function toLines(chart: Chart, at: number): object[] {
  const { values = [], name = "", provisionalFrom = values.length } = chart.series[at] ?? {};
  const line = {
    type: "line",
    name,
    xAxisIndex: at,
    yAxisIndex: at,
    silent: true,
    symbol: "none",
    connectNulls: false,
    emphasis: { disabled: true },
    lineStyle: { color: SERIES[0], width: 1.75 },
    areaStyle: { color: SERIES[0], opacity: 0.1 },
  };
  const breaks = {
    silent: true,
    symbol: "none",
    lineStyle: { color: INK, type: [3, 3], width: 1.25, opacity: 1 },
    label: { show: false },
    data: [...(chart.breaks ?? []).map((one) => ({ xAxis: one.at })), ...toAnnotations(chart)],
  };
  const firm = {
    ...line,
    markLine: breaks,
    data: values.map((value, index) => (index < provisionalFrom ? value : null)),
  };
  if (provisionalFrom >= values.length) return [firm];
  const young = values.map((value, index) => (index >= provisionalFrom - 1 ? value : null));
  return [firm, { ...line, data: young, lineStyle: { ...line.lineStyle, type: [4, 3] } }];
}
