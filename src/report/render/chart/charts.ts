// Charts are drawn on the server by ECharts and come out as plain SVG: no script, no style attribute, colours as the page's
// variables (so that dark mode reaches them), and the same bytes for the same chart.
import type { EChartsCoreOption } from "echarts";
import type { Chart } from "../../summarise/index.ts";
import type { Formatter } from "../format.ts";
import { toChartText } from "../plain-text.ts";
import { toAnnotations } from "./annotation-marks.ts";
import { type ChartSize, draw, FONT_SIZE, GRID, INK, PAGE, SERIES, WASH } from "./chart-ink.ts";
import { toPanelsSvg } from "./panels.ts";

type Series = Chart["series"][number];

/** SVG of a chart at a size; `role="img"` with title and description. */
export function toChartSvg(chart: Chart, format: Formatter, size: ChartSize): string {
  if (chart.layout === "panels") return toPanelsSvg(chart, format, size.width);
  return draw(toOption(chart, format, size), chart, size);
}

function toOption(chart: Chart, format: Formatter, size: ChartSize): EChartsCoreOption {
  const twoAxes = chart.series.some((series) => series.axis === "right");
  const unitOf = (axis: "left" | "right"): Series["unit"] =>
    chart.series.find((series) => (series.axis ?? "left") === axis)?.unit ?? "count";
  const valueAxis = (axis: "left" | "right"): object => ({
    type: "value",
    splitNumber: 3,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: INK, fontSize: FONT_SIZE, formatter: (value: number) => format.compact(value, unitOf(axis)) },
    splitLine: { show: axis === "left", lineStyle: { color: GRID, width: 1 } },
  });
  const roomForDays = size.width / 64;
  return {
    animation: false,
    textStyle: { fontFamily: "inherit", color: INK, fontSize: FONT_SIZE },
    grid: {
      left: 6,
      right: twoAxes ? 6 : 14,
      top: [...(chart.breaks ?? []), ...(chart.annotations ?? [])].length > 0 ? 30 : 16,
      bottom: 4,
      containLabel: true,
    },
    xAxis: {
      type: "category",
      data: chart.labels.map((label) => (chart.labelUnit === "day" ? format.shortDay(label) : toChartText(label))),
      boundaryGap: chart.series.some((series) => series.draw === "bar"),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: GRID } },
      axisLabel: {
        color: INK,
        fontSize: FONT_SIZE,
        interval: Math.max(0, Math.ceil(chart.labels.length / roomForDays) - 1),
        hideOverlap: true,
        alignMinLabel: chart.series.some((series) => series.draw === "bar") ? undefined : "left",
        alignMaxLabel: chart.series.some((series) => series.draw === "bar") ? undefined : "right",
      },
    },
    yAxis: twoAxes ? [valueAxis("left"), valueAxis("right")] : [valueAxis("left")],
    series: [...chart.series.flatMap((series, index) => toSeries(series, index, chart)), ...toMarks(chart)],
  };
}

/** Up to here bars are wide: thin ones would be lost in the room between. */
const FEW_BARS = 8;

function toSeries(series: Series, index: number, chart: Chart): object[] {
  const colour = SERIES[index % SERIES.length] ?? SERIES[0];
  const from = series.provisionalFrom ?? series.values.length;
  const shared = {
    name: series.name,
    yAxisIndex: series.axis === "right" ? 1 : 0,
    silent: true,
    emphasis: { disabled: true },
    ...(index === 0 ? { markArea: toHighlight(chart), markLine: toBreaks(chart) } : {}),
  };
  if (series.draw === "bar") {
    const data = series.values.map((value, at) =>
      at < from
        ? value
        : { value, itemStyle: { color: PAGE, borderColor: colour, borderWidth: 1.25, borderType: [3, 2] } },
    );
    return [
      {
        ...shared,
        type: "bar",
        data,
        itemStyle: { color: colour },
        barMaxWidth: data.length > FEW_BARS ? 18 : 56,
        barCategoryGap: "35%",
      },
    ];
  }
  const line = {
    ...shared,
    type: "line",
    symbol: "none",
    connectNulls: false,
    lineStyle: { color: colour, width: 1.75 },
    ...(series.draw === "area" ? { areaStyle: { color: colour, opacity: 0.1 } } : {}),
  };
  const firm = series.values.map((value, at) => (at < from ? value : null));
  const provisional = series.values.map((value, at) => (at >= from - 1 ? value : null));
  const lines = [{ ...line, data: firm, ...toLonePoints(firm, colour) }];
  if (from >= series.values.length) return lines;
  const { markArea: _once, markLine: _too, ...rest } = line as typeof line & Record<string, unknown>;
  return [
    ...lines,
    { ...rest, data: provisional, lineStyle: { color: colour, width: 1.75, type: [4, 3] } },
  ] as object[];
}

/** A dashed upright with its words at the head; a plain one with its number for each annotation. */
function toBreaks(chart: Chart): object {
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: INK, type: [3, 3], width: 1.25, opacity: 1 },
    data: [
      ...(chart.breaks ?? []).map(({ at, label }) => ({
        xAxis: at,
        label: { formatter: toChartText(label), position: "end", color: INK, fontSize: FONT_SIZE },
      })),
      ...toAnnotations(chart),
    ],
  };
}

/** A value between two gaps has no line to stand on; it is drawn as a point. */
function toLonePoints(values: readonly (number | null)[], colour: string): object {
  const isLone = (at: number): boolean =>
    values[at] !== null && (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null;
  if (!values.some((_value, at) => isLone(at))) return {};
  return {
    showSymbol: true,
    symbol: (_value: unknown, point: { dataIndex: number }) => (isLone(point.dataIndex) ? "circle" : "none"),
    symbolSize: 4,
    itemStyle: { color: colour },
  };
}

function toHighlight(chart: Chart): object {
  if (chart.highlight === undefined) return { data: [] };
  const { from, to } = chart.highlight;
  return { silent: true, itemStyle: { color: WASH }, data: [[{ xAxis: from }, { xAxis: to }]] };
}

/** Posts as dots on the first line at their day, at its foot where the day is not held; several stand on one another. */
function toMarks(chart: Chart): object[] {
  if (chart.marks.length === 0) return [];
  const line = chart.series.find((series) => series.draw !== "bar" && series.axis !== "right");
  const stacked = new Map<number, number>();
  const data = chart.marks.map(({ at }) => {
    const below = stacked.get(at) ?? 0;
    stacked.set(at, below + 1);
    const value = line?.values[at] ?? null;
    const lift = value === null ? -5 : 0;
    return { value: [at, value ?? 0], symbolOffset: [0, lift - Math.min(below, 3) * 7] };
  });
  return [
    {
      type: "scatter",
      data,
      symbol: "circle",
      symbolSize: 6,
      silent: true,
      emphasis: { disabled: true },
      itemStyle: { color: INK, borderColor: PAGE, borderWidth: 1, opacity: 1 },
      z: 5,
    },
  ];
}
