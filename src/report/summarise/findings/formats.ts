// A format that does better than the others, over all accounts.
import { isHeld, median } from "../../figures/index.ts";
import { nameFormat } from "../model/writer.ts";
import type { PageData } from "../pages/page-data.ts";
import { type Candidate, weigh } from "./candidate.ts";

/** A format, and all others together, need this many posts to be compared. */
const LEAST_POSTS = 5;
/** The format's median post must beat that of the others by this much. */
const NOTABLE_LEAD = 1.3;

/** A format whose median post beats the median of all others; each post counts against its own account's median. */
export function findBestFormat({
  measure,
  posts: byMeasure,
  write,
}: Pick<PageData, "measure" | "posts" | "write">): readonly Candidate[] {
  const text = write.words.findings;
  const posts = byMeasure[measure].rated.flatMap(({ post, multiple }) =>
    isHeld(multiple) ? [{ format: post.format, value: multiple.value }] : [],
  );
  const best = [...new Set(posts.map(({ format }) => format))]
    .map((format) => {
      const own = posts.filter((post) => post.format === format).map(({ value }) => value);
      const others = posts.filter((post) => post.format !== format).map(({ value }) => value);
      return { format, own, others, middle: median(own) ?? 0, rest: median(others) ?? 0 };
    })
    .filter(({ own, others }) => own.length >= LEAST_POSTS && others.length >= LEAST_POSTS)
    .filter(({ middle, rest }) => rest > 0 && middle >= rest * NOTABLE_LEAD && middle > 1)
    .sort((a, b) => b.middle / b.rest - a.middle / a.rest || (a.format < b.format ? -1 : 1))
    .at(0);
  if (best === undefined) return [];
  const { format, own, others, middle, rest } = best;
  return [
    {
      about: "formats",
      weight: weigh(middle / rest, 1),
      finding: {
        tone: "good",
        text: text.format(
          nameFormat(format, write),
          write.multiple(middle),
          write.multiple(rest),
          write.words.measures[measure],
          write.count(own.length),
          write.count(others.length),
        ),
        target: "top",
      },
    },
  ];
}
