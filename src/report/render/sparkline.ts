/** A row of values as a small inline SVG line; gaps stay gaps, the last value is dotted. Pure; colours come from the style sheet. */
export function toSparkline(values: readonly (number | null)[], alt: string, width = 84, height = 22): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return "";
  const least = Math.min(...known);
  const spread = Math.max(...known) - least;
  const pad = 3;
  const x = (index: number): string =>
    round(values.length < 2 ? width / 2 : pad + (index * (width - 2 * pad)) / (values.length - 1));
  const y = (value: number): string =>
    round(spread === 0 ? height / 2 : height - pad - ((value - least) * (height - 2 * pad)) / spread);
  let path = "";
  let pen = false;
  let last: { readonly x: string; readonly y: string } | undefined;
  values.forEach((value, index) => {
    if (value === null) {
      pen = false;
      return;
    }
    last = { x: x(index), y: y(value) };
    path += `${pen ? "L" : "M"}${last.x} ${last.y}`;
    pen = true;
  });
  const dot = last === undefined ? "" : `<circle cx="${last.x}" cy="${last.y}" r="2"/>`;
  return `<svg class="spark" role="img" aria-label="${alt}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><path d="${path}"/>${dot}</svg>`;
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
