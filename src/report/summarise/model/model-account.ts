// Shapes of an account's page: the week as a grid of hours, and a strip of stories.
import type { Cell, Unit } from "./model-cells.ts";

/** Weekday by hour: shades for how many are there, dots for what was posted. */
export interface HeatGrid {
  readonly id: string;
  readonly title: string;
  /** Seven weekdays. */
  readonly rowLabels: readonly string[];
  /** Twenty-four hours. */
  readonly columnLabels: readonly string[];
  /** A row for each row label, a value for each column; null is not known and left unshaded. */
  readonly values: readonly (readonly (number | null)[])[];
  /** What a shade means, e.g. "followers online"; absent when no value is held. */
  readonly shade?: string | undefined;
  readonly marks: readonly {
    readonly row: number;
    readonly column: number;
    readonly count: number;
    /** Whether any of them belongs to the period itself. */
    readonly isCurrent: boolean;
  }[];
  readonly markNames: { readonly current: string; readonly earlier: string };
  /** The grid in one sentence, for those who do not see it. */
  readonly alt: string;
  readonly note?: string | undefined;
}

export interface StripFigure {
  readonly label: string;
  readonly unit: Unit;
  readonly cell: Cell;
}

/** Small pictures in the order of time, each with few figures. */
export interface Strip {
  readonly id: string;
  readonly title: string;
  /** Figures over all of them. */
  readonly totals: readonly StripFigure[];
  readonly items: readonly {
    readonly mediaId: string;
    readonly at: string;
    /** What it is called by those who do not see the picture. */
    readonly alt: string;
    /** Key of the thumbnail; absent when none was kept. */
    readonly image?: string | undefined;
    readonly permalink?: string | undefined;
    readonly figures: readonly StripFigure[];
  }[];
  readonly note?: string | undefined;
}
