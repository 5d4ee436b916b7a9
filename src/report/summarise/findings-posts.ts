// Findings about single posts, and about formats against one another.

import { isHeld, median } from "../figures/index.ts";
import { ofNotableAccounts, ratePosts, toPostMeasure } from "./choose-posts.ts";
import type { Facts } from "./facts.ts";
import type { Finding } from "./model.ts";
import { toAnchor } from "./sections/anchor.ts";
import { nameFormat } from "./writer.ts";

/** A post must beat its account's median by this much to be named. */
const NOTABLE_MULTIPLE = 1.5;
/** A format, and all others together, need this many posts to be compared. */
const LEAST_POSTS = 5;
/** The format's median post must beat that of the others by this much. */
const NOTABLE_LEAD = 1.3;

/** The post furthest above its account's own median. */
export function findStandout({ weeks, sortBy, write, receipts }: Facts): Finding | undefined {
  const text = write.words.findingsPosts;
  const measure = toPostMeasure(sortBy);
  const best = ofNotableAccounts(ratePosts(weeks, measure).rated)
    .flatMap(({ week, post, multiple }) => (isHeld(multiple) ? [{ week, post, multiple }] : []))
    .toSorted((a, b) => b.multiple.value - a.multiple.value)
    .at(0);
  if (best === undefined || best.multiple.value < NOTABLE_MULTIPLE) return undefined;
  const format = nameFormat(best.post.format, write);
  const cell = receipts.toCell("post", best.multiple);
  return {
    tone: "good",
    text: text.post(best.week.label, format, write.multiple(best.multiple.value), write.words.measures[measure]),
    target: toAnchor(best.week.account.accountId),
    receipts: cell.kind === "value" && cell.receipt !== undefined ? [cell.receipt] : [],
  };
}

/** A format whose median post beats the median of all others; each post counts against its own account's median. */
export function findBestFormat({ weeks, sortBy, write }: Facts): Finding | undefined {
  const text = write.words.findingsPosts;
  const measure = toPostMeasure(sortBy);
  const posts = ratePosts(weeks, measure).rated.flatMap(({ post, multiple }) =>
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
  if (best === undefined) return undefined;
  const { format, own, others, middle, rest } = best;
  return {
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
  };
}
