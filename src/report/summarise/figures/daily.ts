// Rows of daily values for sparks and charts: null where a day is not held.
import { type Day, type DaySpan, listDays } from "../../../dataset/index.ts";

import { type AccountWeek, type DayTable, isProvisionalDay, type Post, sum } from "../../figures/index.ts";

export type DailyName = "reach" | "newFollowers" | "views" | "interactions" | "posts";

export function readDaily(week: AccountWeek, name: DailyName, span: DaySpan): readonly (number | null)[] {
  return listDays(span).map((day) => readValue(week, name, day));
}

function readValue({ series, dayTotals, history, current }: AccountWeek, name: DailyName, day: Day): number | null {
  switch (name) {
    case "reach":
      return lookUp(series, "reach", day);
    case "newFollowers":
      return lookUp(series, "follower_count", day);
    case "views":
      return lookUp(dayTotals, "views", day);
    case "interactions":
      return addAll(["likes", "comments", "saves", "shares"].map((metric) => lookUp(dayTotals, metric, day)));
    case "posts":
      return current.arePostsListed ? listOfDay({ history, current }, day).length : null;
  }
}

/** Posts of one day: a period may be longer than the history, and a chart begin before the period. */
export function listOfDay({ history, current }: Pick<AccountWeek, "history" | "current">, day: Day): readonly Post[] {
  return (day < current.span.from ? history : current.posts).filter((post) => post.day === day);
}

/** The metrics a day's value is made of, and where they are held. */
const PARTS: Readonly<
  Record<DailyName, { readonly table: "series" | "dayTotals"; readonly metrics: readonly string[] }>
> = {
  reach: { table: "series", metrics: ["reach"] },
  newFollowers: { table: "series", metrics: ["follower_count"] },
  views: { table: "dayTotals", metrics: ["views"] },
  interactions: { table: "dayTotals", metrics: ["likes", "comments", "saves", "shares"] },
  posts: { table: "series", metrics: [] },
};

/** Index of the first day that was not over, or younger than 48 h, when it was read; undefined when all have settled. */
export function findEarlyDay(weeks: readonly AccountWeek[], name: DailyName, span: DaySpan): number | undefined {
  const { table, metrics } = PARTS[name];
  const found = listDays(span).findIndex((day) =>
    weeks.some((week) =>
      metrics.some((metric) => {
        const reading = week[table].get(metric)?.get(day);
        return reading !== undefined && isProvisionalDay(day, reading.takenAt);
      }),
    ),
  );
  return found === -1 ? undefined : found;
}

function lookUp(table: DayTable, metric: string, day: Day): number | null {
  return table.get(metric)?.get(day)?.value ?? null;
}

function addAll(values: readonly (number | null)[]): number | null {
  const held = values.filter((value) => value !== null);
  return held.length === values.length ? sum(held) : null;
}

/**
 * Daily sums over the accounts that hold every day: an account that lacks one day would look like a dip.
 * Undefined when no account does.
 */
export function sumDaily(
  weeks: readonly AccountWeek[],
  name: DailyName,
  span: DaySpan,
): { readonly values: readonly number[]; readonly accounts: number } | undefined {
  const whole = weeks
    .map((week) => readDaily(week, name, span).filter((value) => value !== null))
    .filter((values) => values.length === listDays(span).length);
  if (whole.length === 0) return undefined;
  return {
    values: listDays(span).map((_, index) => sum(whole.map((values) => values[index] ?? 0))),
    accounts: whole.length,
  };
}
