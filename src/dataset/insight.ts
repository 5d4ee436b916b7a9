import type { Day } from "./day.ts";

/** A figure of one Pacific day of one account (CONTRACT §3.2). */
export interface DayPoint {
  readonly accountId: string;
  readonly day: Day;
  readonly metric: string;
  readonly value: number;
  readonly takenAt: string;
}

/** A figure of a window of whole days, both ends included. */
export interface TotalPoint {
  readonly accountId: string;
  readonly metric: string;
  /** Dimension names joined by a comma, e.g. "media_product_type"; "" for the undivided total. */
  readonly breakdown: string;
  /** Dimension values joined by a comma, e.g. "REEL"; "" for the undivided total. */
  readonly bucket: string;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly value: number;
  readonly takenAt: string;
}

/** One reading of a lifetime figure of one media; every reading is kept. */
export interface MediaPoint {
  readonly mediaId: string;
  readonly accountId: string;
  readonly metric: string;
  /** A breakdown's value, e.g. "tap_exit"; "" for the undivided figure. */
  readonly bucket: string;
  readonly value: number;
  readonly takenAt: string;
}

/** One bucket of a demographic snapshot or of online_followers. */
export interface AudiencePoint {
  readonly accountId: string;
  readonly metric: string;
  /** "age,gender", "country", "city", or "day,hour" with buckets like "2026-11-16,13" in Meta's own days and hours. */
  readonly dimension: string;
  readonly bucket: string;
  readonly value: number;
  readonly takenAt: string;
}
