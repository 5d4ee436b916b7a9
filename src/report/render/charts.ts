// Charts are drawn on the server by ECharts and come out as plain SVG: no script, no style attribute, colours as the page's
// variables (so that dark mode reaches them), and the same bytes for the same chart.
import * as echarts from "echarts";
import type { Chart } from "../summarise/index.ts";
import type { Formatter } from "./format.ts";
import { escapeHtml, toPlainText } from "./plain-text.ts";

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

type Series = Chart["series"][number];

/**
 * ECharts wants colours it can parse, the page wants variables: these stand-ins are swapped after drawing. None may be
 * a colour the library chooses itself.
 */
const INKS = {
  "#010101": "var(--chart-ink)",
  "#010102": "var(--chart-grid)",
  "#010103": "var(--chart-wash)",
  "#010104": "var(--page)",
  "#010111": "var(--series-1)",
  "#010112": "var(--series-2)",
  "#010113": "var(--series-3)",
  "#010114": "var(--series-4)",
} as const;
const INK = "#010101";
const GRID = "#010102";
const WASH = "#010103";
const PAGE = "#010104";
const SERIES = ["#010111", "#010112", "#010113", "#010114"] as const;
const FONT_SIZE = 11;

/** SVG of a chart at a size; `role="img"` with title and description. */
export function toChartSvg(chart: Chart, format: Formatter, size: ChartSize): string {
  const drawing = echarts.init(null, null, { renderer: "svg", ssr: true, width: size.width, height: size.height });
  try {
    drawing.setOption(toOption(chart, format, size));
    return tidy(drawing.renderToSVGString(), chart, `${chart.id}-${size.width}`);
  } finally {
    drawing.dispose();
  }
}

function toOption(chart: Chart, format: Formatter, size: ChartSize): echarts.EChartsCoreOption {
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
    grid: { left: 6, right: twoAxes ? 6 : 14, top: 16, bottom: 4, containLabel: true },
    xAxis: {
      type: "category",
      data: chart.labels.map((label) => (chart.labelUnit === "day" ? format.shortDay(label) : toPlainText(label))),
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

function toSeries(series: Series, index: number, chart: Chart): object[] {
  const colour = SERIES[index % SERIES.length] ?? SERIES[0];
  const from = series.provisionalFrom ?? series.values.length;
  const shared = {
    name: series.name,
    yAxisIndex: series.axis === "right" ? 1 : 0,
    silent: true,
    emphasis: { disabled: true },
    ...(index === 0 ? { markArea: toHighlight(chart) } : {}),
  };
  if (series.draw === "bar") {
    const data = series.values.map((value, at) =>
      at < from
        ? value
        : { value, itemStyle: { color: PAGE, borderColor: colour, borderWidth: 1.25, borderType: [3, 2] } },
    );
    return [{ ...shared, type: "bar", data, itemStyle: { color: colour }, barMaxWidth: 18, barCategoryGap: "35%" }];
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
  const { markArea: _once, ...rest } = line as typeof line & { markArea?: unknown };
  return [
    ...lines,
    { ...rest, data: provisional, lineStyle: { color: colour, width: 1.75, type: [4, 3] } },
  ] as object[];
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

/** Posts as dots along the foot of the chart; several on a day stand on one another. */
function toMarks(chart: Chart): object[] {
  if (chart.marks.length === 0) return [];
  const stacked = new Map<number, number>();
  const data = chart.marks.map(({ at }) => {
    const below = stacked.get(at) ?? 0;
    stacked.set(at, below + 1);
    return { value: [at, 0], symbolOffset: [0, -5 - Math.min(below, 3) * 8] };
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

function tidy(svg: string, chart: Chart, id: string): string {
  let clean = svg
    .replace(/<style >[\s\S]*?<\/style>/g, "")
    .replace(/ (class="zr\d+-cls-\d+"|ecmeta_\w+="[^"]*"|pointer-events="[^"]*")/g, "")
    .replace(/ xmlns:xlink="[^"]*"| version="1\.1"| baseProfile="full"/g, "")
    .replace(/zr\d+-/g, `${id}-`)
    .replace(/ style="([^"]*)"/g, (_style, declarations: string) => toAttributes(declarations))
    .replace(/\n/g, "");
  for (const [standIn, ink] of Object.entries(INKS)) {
    const channels = [1, 3, 5].map((at) => Number.parseInt(standIn.slice(at, at + 2), 16)).join(",");
    clean = clean.replaceAll(standIn, ink).replaceAll(`rgb(${channels})`, ink);
  }
  const title = escapeHtml(toPlainText(chart.title));
  const description = escapeHtml(toPlainText(chart.alt));
  return clean.replace(
    /^<svg width="[^"]*" height="[^"]*"([^>]*)>/,
    `<svg$1 role="img" aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>`,
  );
}

/** `style="font-size:11px;font-family:inherit"` as presentation attributes: the page's CSP allows no inline style. */
function toAttributes(declarations: string): string {
  return declarations
    .split(";")
    .map((declaration) => declaration.split(":"))
    .filter(([name, value]) => value !== undefined && /^(font-size|font-weight)$/.test(name ?? ""))
    .map(([name, value]) => ` ${name}="${(value ?? "").replace("px", "")}"`)
    .join("");
}
