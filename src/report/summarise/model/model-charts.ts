// What a drawing shows, without how it looks: the part of the model that only pages draw and no sheet holds.
import type { Unit } from "./model-cells.ts";

export interface ChartSeries {
  readonly name: string;
  readonly unit: Unit;
  readonly draw: "line" | "bar" | "area";
  /** One for each label; null is a gap and drawn as one. */
  readonly values: readonly (number | null)[];
  /** Index from which values are provisional. */
  readonly provisionalFrom?: number | undefined;
  readonly axis?: "left" | "right" | undefined;
}
export interface Chart {
  readonly id: string;
  readonly title: string;
  /** Days or category names under the horizontal axis. */
  readonly labels: readonly string[];
  readonly labelUnit: "day" | "text";
  readonly series: readonly ChartSeries[];
  /** Posts as dots: at which label, and what to call them. */
  readonly marks: readonly { readonly at: number; readonly label: string }[];
  /** Indices of the period itself when the chart shows more. */
  readonly highlight?: { readonly from: number; readonly to: number } | undefined;
  /** Where a metric was withdrawn or changed: values on both sides of the line do not compare. */
  readonly breaks?: readonly { readonly at: number; readonly label: string }[] | undefined;
  /** Days with words of the author's, numbered; `note` and `alt` tell them. */
  readonly annotations?: readonly { readonly at: number; readonly label: string }[] | undefined;
  /** "panels": one small drawing a series, each on its own scale. */
  readonly layout?: "panels" | undefined;
  /** Lower than others, for pages on which it is one of many. */
  readonly isFlat?: true | undefined;
  /** A sentence under the chart: which accounts, what is left out. */
  readonly note?: string | undefined;
  /** The chart in one sentence, for those who do not see it. */
  readonly alt: string;
}

/** Points by two figures; groups are told apart by shape as well as colour. */
export interface Scatter {
  readonly id: string;
  readonly title: string;
  readonly x: { readonly label: string; readonly unit: Unit };
  readonly y: { readonly label: string; readonly unit: Unit };
  /** Names for the legend; none when all points are of one kind. */
  readonly groups: readonly string[];
  readonly points: readonly {
    readonly label: string;
    readonly x: number;
    readonly y: number;
    /** Index into `groups`. */
    readonly group: number;
    /** Whether the label is written beside the point. */
    readonly isNamed: boolean;
  }[];
  /** Dashed lines through the middle account of each figure. */
  readonly medians?: { readonly x: number; readonly y: number; readonly label: string } | undefined;
  readonly note?: string | undefined;
  readonly alt: string;
}

/** Horizontal bars with their figures written out, in the order given. */
export interface Bars {
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  /** Figures are differences: written with their sign and drawn from zero to both sides. */
  readonly isSigned?: true | undefined;
  readonly rows: readonly { readonly label: string; readonly value: number; readonly note?: string | undefined }[];
  readonly note?: string | undefined;
  readonly alt: string;
}
