// The inks of every drawing, and what is done to ECharts' SVG before it may stand in the page.
import * as echarts from "echarts";
import { escapeHtml, toPlainText } from "../plain-text.ts";

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

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
  "#010115": "var(--series-5)",
} as const;
export const INK = "#010101";
export const GRID = "#010102";
export const WASH = "#010103";
export const PAGE = "#010104";
export const SERIES = ["#010111", "#010112", "#010113", "#010114"] as const;
/** Lines and points that are told apart: no light tone among them, each stands 3 : 1 off the page. */
export const GROUP_INKS = ["#010111", "#010113", "#010114", "#010115", "#010101"] as const;
export const FONT_SIZE = 11;

/** SVG of an option at a size; `role="img"` with title and description. */
export function draw(
  option: echarts.EChartsCoreOption,
  words: { readonly id: string; readonly title: string; readonly alt: string },
  size: ChartSize,
): string {
  const drawing = echarts.init(null, null, { renderer: "svg", ssr: true, width: size.width, height: size.height });
  try {
    drawing.setOption(option);
    return tidy(drawing.renderToSVGString(), words, `${words.id}-${size.width}`);
  } finally {
    drawing.dispose();
  }
}

function tidy(svg: string, words: { readonly title: string; readonly alt: string }, id: string): string {
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
  const title = escapeHtml(toPlainText(words.title));
  const description = escapeHtml(toPlainText(words.alt));
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
