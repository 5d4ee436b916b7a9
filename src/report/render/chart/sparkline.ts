import type { Spark } from "../../summarise/index.ts";

/**
 * A row of values as a small inline SVG line; gaps stay gaps, the last value is dotted, and what may still grow is dashed.
 * Pure; colours come from the style sheet.
 */
export function toSparkline({ values, provisionalFrom, alt }: Spark, width = 84, height = 22): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return "";
  const least = Math.min(...known);
  const spread = Math.max(...known) - least;
  const pad = 3;
  const x = (index: number): string =>
    round(values.length < 2 ? width / 2 : pad + (index * (width - 2 * pad)) / (values.length - 1));
  const y = (value: number): string =>
    round(spread === 0 ? height / 2 : height - pad - ((value - least) * (height - 2 * pad)) / spread);
  const lines = { settled: "", early: "" };
  let last: { readonly point: string; readonly x: string; readonly y: string } | undefined;
  values.forEach((value, index) => {
    if (value === null) {
      last = undefined;
      return;
    }
    const here = { point: `${x(index)} ${y(value)}`, x: x(index), y: y(value) };
    const line = provisionalFrom !== undefined && index >= provisionalFrom ? "early" : "settled";
    const isBegun = last !== undefined && lines[line].endsWith(last.point);
    const from = last === undefined || isBegun ? "" : `M${last.point}`;
    lines[line] += last === undefined ? `M${here.point}` : `${from}L${here.point}`;
    last = here;
  });
  const end = values.findLastIndex((value) => value !== null);
  const dot = `<circle cx="${x(end)}" cy="${y(values[end] ?? 0)}" r="2"/>`;
  const early = lines.early === "" ? "" : `<path class="early" d="${lines.early}"/>`;
  const settled = lines.settled === "" ? "" : `<path d="${lines.settled}"/>`;
  return `<svg class="spark" role="img" aria-label="${alt}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${settled}${early}${dot}</svg>`;
}

/**
 * A short bar beside a figure: a difference leans left or right of a middle line, a share fills a track and ends in a
 * notch where it goes beyond it. Decoration only, the figure stands beside it in words.
 */
export function toBar({ length, as }: { readonly length: number; readonly as: "difference" | "share" }): string {
  const [width, height] = [64, 10];
  const open = `<svg class="bar ${as}" aria-hidden="true" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`;
  if (as === "share") {
    const filled = Math.max(0, Math.min(1, length)) * width;
    const notch = length >= 1 ? `<path class="bar-notch" d="M${width - 7} 5.2l1.9 1.9 3.4-3.9"/>` : "";
    return `${open}<rect class="bar-track" x="0.5" y="1.5" width="${width - 1}" height="7" rx="1.5"/><rect class="bar-fill" y="1" width="${round(filled)}" height="8" rx="1.5"/>${notch}</svg>`;
  }
  const half = width / 2;
  const reach = Math.min(1, Math.abs(length)) * (half - 1);
  const x = length < 0 ? half - reach : half;
  const tone = length < 0 ? "bar-minus" : "bar-plus";
  const body = reach === 0 ? "" : `<rect class="${tone}" x="${round(x)}" y="1.5" width="${round(reach)}" height="7"/>`;
  return `${open}${body}<path class="bar-zero" d="M${half} 0V${height}"/></svg>`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
