/** Rows from one chart to the next below it. */
export const CHART_ROWS = 17;

/** The cells a chart covers, both ends included; rows from 1, columns from 0. */
export interface Frame {
  readonly fromColumn: number;
  readonly toColumn: number;
  readonly fromRow: number;
  readonly toRow: number;
}

/** Charts share the width of the columns, two a line, parted where a column ends nearest the middle. */
export function toFrame(place: number, row: number, widths: readonly number[]): Frame {
  const half = widths.reduce((sum, one) => sum + one, 0) / 2;
  let parting = 0;
  let before = 0;
  for (let at = 0, sum = 0; at < widths.length - 1; at += 1) {
    sum += widths[at] ?? 0;
    if (at === 0 || Math.abs(sum - half) < Math.abs(before - half)) [parting, before] = [at, sum];
  }
  return {
    fromColumn: place === 0 ? 0 : parting + 1,
    toColumn: place === 0 ? parting : Math.max(parting + 1, widths.length - 1),
    fromRow: row,
    toRow: row + CHART_ROWS - 2,
  };
}
