// What stands in a tile, a row or a chart: figures with their units, receipts and changes.
import type { Day, DaySpan } from "../../../dataset/index.ts";

/** How a figure is written; the one formatter switches on this alone. */
export type Unit =
  | "count"
  | "accounts"
  /** A share as 0–1, printed as per cent. */
  | "percent"
  /** Milliseconds, printed as seconds or minutes. */
  | "ms"
  /** A multiple such as 2.4 ×. */
  | "multiple"
  | "text"
  /** An Instagram id: text, never a number. */
  | "id"
  | "day"
  /** UTC ISO instant, printed in the report's zone. */
  | "instant"
  | "link"
  /** Change against the comparison: per cent for counts, points for percentages. */
  | "change"
  | "rank"
  /** A row of values drawn small. */
  | "spark";

/** Where a figure comes from (V7). */
export interface Receipt {
  /** API metric or KPI name. */
  readonly metric: string;
  readonly window: DaySpan | null;
  /** When the API was asked last for a part of it. */
  readonly takenAt: string | null;
  readonly formula: string;
}

export interface ValueCell {
  readonly kind: "value";
  readonly value: number;
  /** Where it differs from its column's. */
  readonly unit?: Unit | undefined;
  /** Younger than 48 h: Meta may still change it. */
  readonly provisional?: true | undefined;
  /** Key into `ReportModel.receipts`. */
  readonly receipt?: string | undefined;
}
export interface AbsentCell {
  readonly kind: "absent";
  /** The reason in a few words, shown one step away from "not measured". */
  readonly because: string;
}
/** One side of a comparison, as it went into the subtraction. */
export interface Side {
  readonly value: number;
  readonly window: DaySpan | null;
  readonly takenAt: string | null;
}
export interface ChangeCell {
  readonly kind: "change";
  /** Relative change (0.12 = +12 %) for `percent`, difference of two shares (0.004 = +0.4 points) for `points`. */
  readonly value: number;
  readonly as: "percent" | "points" | "count";
  readonly against: number;
  /** Both sides of the very subtraction: over several accounts those that have both. */
  readonly sides?: { readonly now: Side; readonly before: Side } | undefined;
  /** The sides were not read at equal age, and one of them may still grow. */
  readonly provisional?: true | undefined;
}
export type Cell =
  | ValueCell
  | AbsentCell
  | ChangeCell
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string }
  | { readonly kind: "day"; readonly day: Day }
  | { readonly kind: "instant"; readonly at: string }
  | {
      readonly kind: "rank";
      readonly rank: number /** Places won; absent when unranked before. */;
      readonly move?: number | undefined;
    }
  /** A figure with a short bar beside it; the figure is always written, so the bar is never the only sign. */
  | {
      readonly kind: "bar";
      readonly value: number;
      /** Length against the longest of its column: −1 to 1 for differences, 0 to 1 for shares. */
      readonly length: number;
      /** "difference" is written with its sign and drawn from the middle; "share" fills a track. */
      readonly as: "difference" | "share";
      readonly receipt?: string | undefined;
    }
  | ({ readonly kind: "spark" } & Spark);

/** A row of values drawn small. */
export interface Spark {
  readonly values: readonly (number | null)[];
  /** Index from which values may still grow: they are drawn dashed. */
  readonly provisionalFrom?: number | undefined;
  readonly alt: string;
}
