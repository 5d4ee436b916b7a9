// Best and worst weeks: how far back one must look for a week as high, or as low, as the last.
import type { DaySpan } from "../../../dataset/index.ts";
import type { Writer } from "../model/writer.ts";

export interface WeekRecord {
  readonly kind: "best" | "worst";
  /** The last week that was as high (or low); undefined when none of those held was. */
  readonly since?: DaySpan | undefined;
  /** Weeks held, the last included. */
  readonly weeks: number;
}

/** A record over fewer weeks than these is no news. */
const LEAST_BEATEN = 5;

/** Whether the last value stands out among those before it; equal values beat nothing, gaps are not counted. */
export function findRecord(values: readonly (number | null)[], spans: readonly DaySpan[]): WeekRecord | undefined {
  const last = values.at(-1) ?? null;
  if (last === null) return undefined;
  const earlier = values.slice(0, -1).flatMap((value, at) => (value === null ? [] : [{ value, span: spans[at] }]));
  const find = (kind: WeekRecord["kind"], isBeaten: (value: number) => boolean): WeekRecord | undefined => {
    const at = earlier.findLastIndex(({ value }) => !isBeaten(value));
    const beaten = earlier.length - 1 - at;
    if (beaten < LEAST_BEATEN) return undefined;
    return { kind, since: at === -1 ? undefined : earlier[at]?.span, weeks: earlier.length + 1 };
  };
  return find("best", (value) => value < last) ?? find("worst", (value) => value > last);
}

/** "best week since that of 4 May 2026", "lowest of the 13 weeks held". */
export function tellRecord({ kind, since, weeks }: WeekRecord, write: Writer): string {
  const text = write.period;
  return since === undefined ? text.of[kind](write.periods(weeks)) : text.since[kind](write.day(since.from));
}
