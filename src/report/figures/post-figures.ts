// Key figures over a period's posts that only some of them can have.
import type { DaySpan } from "../../dataset/index.ts";
import type { AccountPeriod } from "./account-facts.ts";
import { averageHeld } from "./account-figures.ts";
import { absent, agree, combine, type Figure, isHeld, median, sum } from "./figure.ts";
import { asKpi } from "./formula.ts";
import { type Post, readInsight } from "./posts.ts";

/** Σ (the one figure − the other) over the posts that have both. */
export function sumOfDifferences(
  posts: readonly Post[],
  [whole, part]: readonly [string, string],
  kpi: string,
  window: DaySpan,
): Figure {
  if (posts.length === 0) return absent("no-posts");
  const pairs = posts.map((post) => [readInsight(post, whole), readInsight(post, part)]);
  const complete = pairs.filter((pair) => pair.every(isHeld)).flat();
  if (complete.length === 0) return agree(pairs.flat(), "no-post-has-it");
  return combine(complete, { ...asKpi(kpi), window }, (values) =>
    sum(values.map((value, at) => (at % 2 === 0 ? value : -value))),
  );
}

/** The middle one of the periods' reels that have the figure, or what else is made of them. */
export function medianOfReels(
  periods: readonly AccountPeriod[],
  metric: string,
  kpi: string,
  calculate: (values: readonly number[]) => number | undefined = median,
): Figure {
  const reels = periods.flatMap(({ posts }) => posts).filter(({ format }) => format === "Reel");
  const as = { ...asKpi(kpi), window: periods[0]?.span ?? null };
  return averageHeld(
    reels.map((reel) => readInsight(reel, metric)),
    as,
    calculate,
  );
}

/** Above this a skip rate is told in hundredths: Meta does not say which of both it sends (CONTRACT, open question 7). */
const WHOLE_SHARE = 1;

/** The middle share of first plays that ended within three seconds, as a part of one; the periods' reels have one scale. */
export function medianSkipRate(periods: readonly AccountPeriod[], kpi: string): Figure {
  return medianOfReels(periods, "reels_skip_rate", kpi, (values) => {
    const middle = median(values);
    // Reels of which fewer than one in a hundred is skipped are not to be found.
    return middle !== undefined && values.some((value) => value > WHOLE_SHARE) ? middle / 100 : middle;
  });
}
