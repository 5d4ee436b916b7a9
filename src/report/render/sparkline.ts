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

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
