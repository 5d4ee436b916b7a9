// How much of each week is held, as a row of small boxes with one sentence that says the same.
import type { Day } from "../../dataset/index.ts";

export interface Strip {
  /** In one sentence, for those who do not see it. */
  readonly words: string;
  readonly weeks: readonly {
    /** Where its box stands. */
    readonly x: number;
    readonly state: "full" | "part" | "none";
  }[];
}

/** Weeks of seven days each, from the first of these days. */
export function toStrip(held: readonly Day[], days: readonly Day[]): Strip {
  const has = new Set(held);
  const weeks = Array.from({ length: Math.floor(days.length / 7) }, (_, nth) => {
    const count = days.slice(7 * nth, 7 * nth + 7).filter((day) => has.has(day)).length;
    return { x: nth * 8, state: count === 7 ? ("full" as const) : count === 0 ? ("none" as const) : ("part" as const) };
  });
  const first = weeks.findIndex(({ state }) => state !== "none");
  const before = Math.max(0, first);
  const of = (state: string) => weeks.filter((week) => week.state === state).length;
  const parts = [
    `${of("full")} of ${weeks.length} weeks complete`,
    of("part") > 0 ? `${of("part")} in part` : "",
    before > 0 ? `${before} before the first that was collected` : "",
    of("none") > before ? `${of("none") - before} missing` : "",
  ];
  return { words: parts.filter(Boolean).join(", "), weeks };
}
