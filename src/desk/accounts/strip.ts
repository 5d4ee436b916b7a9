// How much of each week is held, as a row of small boxes with one sentence that says the same.
import { addDays, type Day, type DaySpan } from "../../dataset/index.ts";

export interface Strip {
  /** In one sentence, for those who do not see it. */
  readonly words: string;
  readonly weeks: readonly {
    /** Where its box stands. */
    readonly x: number;
    readonly state: "full" | "part" | "none";
    readonly words: string;
  }[];
}

/** Weeks of seven days from the first day of the span. */
export function toStrip(held: readonly Day[], { from, to }: DaySpan): Strip {
  const days = new Set(held);
  const weeks: { x: number; state: "full" | "part" | "none"; words: string }[] = [];
  for (let start = from; start <= to; start = addDays(start, 7)) {
    const count = [0, 1, 2, 3, 4, 5, 6].filter((nth) => days.has(addDays(start, nth))).length;
    const state = count === 7 ? "full" : count === 0 ? "none" : "part";
    weeks.push({ x: weeks.length * 8, state, words: `week of ${start}: ${count} of 7 days` });
  }
  const of = (state: string) => weeks.filter((week) => week.state === state).length;
  const parts = [
    `${of("full")} of ${weeks.length} weeks complete`,
    of("part") > 0 ? `${of("part")} in part` : "",
    of("none") > 0 ? `${of("none")} missing` : "",
  ];
  return { words: parts.filter(Boolean).join(", "), weeks };
}
