// The author's marks on a chart: an upright with its number in a frame, so that it is no break and no post.
import type { Chart } from "../../summarise/index.ts";
import { toChartText } from "../plain-text.ts";
import { FONT_SIZE, INK, PAGE } from "./chart-ink.ts";

/** Data of ECharts' `markLine`. At the edges of the chart a number stands inside of its upright, where it is not cut off. */
export function toAnnotations({ annotations = [], labels }: Chart): readonly object[] {
  return annotations.map(({ at, label }) => ({
    xAxis: at,
    lineStyle: { color: INK, type: "solid", width: 1, opacity: 1 },
    label: {
      show: true,
      formatter: toChartText(label),
      position: "end",
      distance: 1,
      ...(at === 0 ? { align: "left" } : at === labels.length - 1 ? { align: "right" } : {}),
      color: INK,
      fontSize: FONT_SIZE - 1,
      fontWeight: 600,
      backgroundColor: PAGE,
      borderColor: INK,
      borderWidth: 1,
      borderRadius: 3,
      padding: [1, 4],
    },
  }));
}
