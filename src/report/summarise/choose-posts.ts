// Which posts are shown as the best and the worst: decided here once, so that thumbnails are read for those alone.
import type { AccountWeek } from "./account-week.ts";
import { byFigure } from "./cells.ts";
import type { SortKey } from "./facts.ts";
import { type Figure, type HeldFigure, isHeld } from "./figure.ts";
import { byText, multipleOf, type Post, readInsight, readInteractions } from "./posts.ts";

export type PostMeasure = "interactions" | "reach";

export interface RatedPost {
  readonly week: AccountWeek;
  readonly post: Post;
  readonly figure: HeldFigure;
  /** Against the median of the account's own posts. */
  readonly multiple: Figure;
}

/** Reports sorted by what people saw rank posts by reach, all others by interactions. */
export function toPostMeasure(sortBy: SortKey): PostMeasure {
  return sortBy === "reach" || sortBy === "views" ? "reach" : "interactions";
}

export function measurePost(measure: PostMeasure): (post: Post) => Figure {
  return measure === "reach" ? (post) => readInsight(post, "reach") : readInteractions;
}

/** The period's posts, greatest first. Posts whose figure is unknown are left out and counted, not put last. */
export function ratePosts(
  weeks: readonly AccountWeek[],
  measure: PostMeasure,
): { readonly rated: readonly RatedPost[]; readonly leftOut: number } {
  const read = measurePost(measure);
  const all = weeks.flatMap((week) => week.current.posts.map((post) => ({ week, post, figure: read(post) })));
  const rated = all
    .flatMap(({ week, post, figure }) =>
      isHeld(figure) ? [{ week, post, figure, multiple: multipleOf(post, week.history, read) }] : [],
    )
    .sort((a, b) => byFigure(a.figure, b.figure) || byText(a.post.media.mediaId, b.post.media.mediaId));
  return { rated, leftOut: all.length - rated.length };
}

export const TOP_POSTS = 9;
export const WEAK_POSTS = 5;
export const BEST_OF_ACCOUNT = 3;

/** The five furthest below their account's median; young posts are spared, they still grow. */
export function chooseWeak(rated: readonly RatedPost[]): readonly RatedPost[] {
  return rated
    .filter(({ figure, multiple }) => isHeld(multiple) && multiple.value < 1 && !figure.provisional)
    .toSorted((a, b) => byFigure(b.multiple, a.multiple) || byText(a.post.media.mediaId, b.post.media.mediaId))
    .slice(0, WEAK_POSTS);
}

/** Ids of every media that is shown as a card. */
export function listCardIds(weeks: readonly AccountWeek[], sortBy: SortKey): readonly string[] {
  const measure = toPostMeasure(sortBy);
  const top = ratePosts(weeks, measure).rated.slice(0, TOP_POSTS);
  const own = weeks.flatMap((week) => ratePosts([week], measure).rated.slice(0, BEST_OF_ACCOUNT));
  return [...new Set([...top, ...own].map(({ post }) => post.media.mediaId))].sort();
}
