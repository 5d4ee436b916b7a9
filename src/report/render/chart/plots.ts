// Points by two figures, and figures as horizontal bars: the drawings that have no days under them.
import type { Bars, Scatter } from "../../summarise/index.ts";
import type { Formatter } from "../format.ts";
import { toChartText } from "../plain-text.ts";
import { type ChartSize, draw, FONT_SIZE, GRID, GROUP_INKS, INK, PAGE, SERIES } from "./chart-ink.ts";
import { type Place, placeLabels } from "./label-places.ts";

/** Told apart without colour; the legend of the page shows the same shapes. */
export const SHAPES = ["circle", "diamond", "rect", "triangle", "emptyCircle"] as const;
const LABEL_MOST = 26;
/** Pixels of an average character of a label, and between a bar and its figure. */
const GLYPH = 6.4;
const LABEL_GAP = 12;
/** Figures that differ by more than this are spread over a logarithmic axis, or the small ones would lie on one heap. */
const WIDE_SPREAD = 25;

/** SVG of a scatter at a size. */
export function toScatterSvg(scatter: Scatter, format: Formatter, size: ChartSize): string {
  const [x, y] = [toAxis(scatter, "x", format), toAxis(scatter, "y", format)];
  const names = scatter.points.map(({ label, isNamed }) =>
    isNamed ? cut(toChartText(label), size.width < 500 ? 16 : LABEL_MOST) : "",
  );
  const plot = { width: size.width - 70, height: size.height - 76 };
  const places = placeLabels(
    scatter.points.map((point, at) => ({
      x: x.share(point.x) * plot.width,
      y: (1 - y.share(point.y)) * plot.height,
      width: [...(names[at] ?? "")].length * 6,
    })),
    plot,
  );
  const groups = scatter.groups.length === 0 ? [""] : scatter.groups;
  return draw(
    {
      animation: false,
      textStyle: { fontFamily: "inherit", color: INK, fontSize: FONT_SIZE },
      grid: { left: 6, right: 24, top: 30, bottom: 24, containLabel: true },
      xAxis: x.option,
      yAxis: y.option,
      series: groups.map((_name, group) => ({
        type: "scatter",
        silent: true,
        emphasis: { disabled: true },
        symbol: SHAPES[group % SHAPES.length],
        symbolSize: SHAPES[group % SHAPES.length] === "emptyCircle" ? 7 : group === 0 ? 9 : 10,
        itemStyle: { color: GROUP_INKS[group % GROUP_INKS.length], borderColor: PAGE, borderWidth: 1, opacity: 1 },
        data: scatter.points.flatMap((point, at) =>
          point.group === group ? [{ value: [point.x, point.y], label: toPointName(names[at] ?? "", places[at]) }] : [],
        ),
        ...(group === 0 ? { markLine: toMedians(scatter, x.share, y.share) } : {}),
      })),
    },
    scatter,
    size,
  );
}

function toPointName(name: string, place: Place | undefined): object {
  if (name === "" || place === undefined) return { show: false };
  return {
    show: true,
    position: place,
    formatter: () => name,
    color: INK,
    fontSize: FONT_SIZE,
    // Keeps the name legible over the grid and the medians; a stroked letter would be a drawing in a PDF, not type.
    backgroundColor: PAGE,
    padding: [0, 2],
  };
}

/** The axis, and where on it a value lies between 0 and 1. */
function toAxis(
  scatter: Scatter,
  name: "x" | "y",
  format: Formatter,
): { readonly option: object; readonly share: (value: number) => number } {
  const values = scatter.points.map((point) => point[name]);
  const most = Math.max(...values);
  const least = Math.min(...values);
  const isLog = least > 0 && most / least > WIDE_SPREAD;
  const [min, max] = isLog ? [least / 1.4, most * 1.4] : [Math.min(0, least), most === 0 ? 1 : most * 1.08];
  const option = {
    type: isLog ? "log" : "value",
    min,
    max,
    splitNumber: 4,
    name: toChartText(scatter[name].label),
    nameLocation: name === "x" ? "middle" : "end",
    nameGap: name === "x" ? 24 : 10,
    nameTextStyle: { color: INK, fontSize: FONT_SIZE, align: name === "x" ? "center" : "left" },
    axisLine: { show: name === "x", lineStyle: { color: GRID } },
    axisTick: { show: false },
    axisLabel: {
      color: INK,
      fontSize: FONT_SIZE,
      hideOverlap: true,
      showMinLabel: isLog ? false : undefined,
      showMaxLabel: false,
      formatter: (value: number) => format.compact(value, scatter[name].unit),
    },
    splitLine: { lineStyle: { color: GRID, width: 1 }, showMaxLine: false },
  };
  const share = (value: number): number =>
    isLog ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return { option, share };
}

/** At its right end the median bears its name, unless a point lies there. */
function toMedians(
  { medians, points }: Scatter,
  shareX: (value: number) => number,
  shareY: (value: number) => number,
): object {
  if (medians === undefined) return { data: [] };
  const isTaken = points.some(
    (point) => shareX(point.x) > 0.86 && Math.abs(shareY(point.y) - shareY(medians.y)) < 0.12,
  );
  const label = { show: !isTaken, color: INK, fontSize: FONT_SIZE, formatter: toChartText(medians.label) };
  return {
    silent: true,
    // Under the points, whose names would be struck out otherwise.
    z: 1,
    symbol: "none",
    lineStyle: { color: INK, type: [2, 3], width: 1, opacity: 0.7 },
    data: [
      { xAxis: medians.x, label: { show: false } },
      { yAxis: medians.y, label: { ...label, position: "insideEndTop" } },
    ],
  };
}

/** SVG of horizontal bars; its height follows the number of rows. */
export function toBarsSvg(bars: Bars, format: Formatter, width: number): string {
  const least = Math.min(0, ...bars.rows.map(({ value }) => value));
  const most = Math.max(0, ...bars.rows.map(({ value }) => value));
  const rows = bars.rows.toReversed();
  const write = (value: number) =>
    bars.isSigned === true ? format.difference(value) : format.number(value, bars.unit);
  const names = rows.map(({ label }) => cut(toChartText(label), width < 500 ? 18 : LABEL_MOST));
  // Figures stand outside their bars: as much room as the longest needs, beside the names too.
  const roomFor = (isLost: boolean): number =>
    LABEL_GAP + GLYPH * Math.max(0, ...rows.map(({ value }) => (value < 0 === isLost ? [...write(value)].length : 0)));
  const plot = Math.max(
    60,
    width - 34 - roomFor(false) - GLYPH * Math.max(0, ...names.map((name) => [...name].length)),
  );
  return draw(
    {
      animation: false,
      textStyle: { fontFamily: "inherit", color: INK, fontSize: FONT_SIZE },
      grid: { left: 14, right: roomFor(false), top: 4, bottom: 4, containLabel: true },
      xAxis: {
        type: "value",
        show: false,
        axisLabel: { show: false },
        min: least < 0 ? least - ((most - least) * roomFor(true)) / Math.max(1, plot - roomFor(true)) : 0,
        max: most,
      },
      yAxis: {
        type: "category",
        data: names,
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: INK, fontSize: FONT_SIZE, margin: 10 },
      },
      series: [
        {
          type: "bar",
          silent: true,
          barMaxWidth: 14,
          emphasis: { disabled: true },
          data: rows.map(({ value }) => ({
            value,
            itemStyle: value < 0 ? { color: PAGE, borderColor: SERIES[0], borderWidth: 1.25 } : { color: SERIES[0] },
            label: {
              show: true,
              position: value < 0 ? "left" : "right",
              formatter: write(value),
              color: INK,
              fontSize: FONT_SIZE,
            },
          })),
          markLine: {
            silent: true,
            symbol: "none",
            label: { show: false },
            lineStyle: { color: INK, type: "solid", width: 1, opacity: 0.5 },
            data: least < 0 ? [{ xAxis: 0 }] : [],
          },
        },
      ],
    },
    bars,
    { width, height: 12 + bars.rows.length * 24 },
  );
}

function cut(text: string, length: number): string {
  const graphemes = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  return graphemes.length <= length ? text : `${graphemes.slice(0, length - 1).join("")}…`;
}
