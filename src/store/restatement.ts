import type { Day } from "../dataset/index.ts";

/** A figure of a day or window that a newer reading has changed. */
export interface Restatement {
  /** A value of a daily series, or the total of a window; one day may have both. */
  readonly kind: "day" | "window";
  readonly accountId: string;
  readonly metric: string;
  /** As in `TotalPoint`; both "" for the undivided figure. */
  readonly breakdown: string;
  readonly bucket: string;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly oldValue: number;
  readonly newValue: number;
  readonly oldTakenAt: string;
  readonly newTakenAt: string;
}
