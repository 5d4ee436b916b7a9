// Which posts are shown as the best and the worst: decided here once, so that thumbnails are read for those alone.
import {
  type AccountWeek,
  byText,
  type Figure,
  type HeldFigure,
  isHeld,
  medianOf,
  multipleOf,
  type Post,
  readInsight,
  readInteractions,
} from "../../figures/index.ts";
import { byFigure } from "../model/cells.ts";
import { SMALLEST_BASE } from "./change.ts";

export type PostMeasure = "interactions" | "reach";

export interface RatedPost {
  readonly week: AccountWeek;
  readonly post: Post;
  readonly figure: HeldFigure;
  /** Against the median of the account's own posts. */
  readonly multiple: Figure;
  /** That median; undefined where no post of the account has the figure. */
  readonly usual: number | undefined;
}

/** Reports sorted by what people saw rank posts by reach, all others by interactions. */
export function toPostMeasure(sortBy: string): PostMeasure {
  return sortBy === "reach" || sortBy === "views" ? "reach" : "interactions";
}

export function measurePost(measure: PostMeasure): (post: Post) => Figure {
  return measure === "reach" ? readReach : readInteractions;
}

function readReach(post: Post): Figure {
  return readInsight(post, "reach");
}

/** Posts of the period, greatest first. */
export interface RatedPosts {
  readonly rated: readonly RatedPost[];
  /** The same by account; accounts without any have no entry. */
  readonly byAccount: ReadonlyMap<string, readonly RatedPost[]>;
  /** Those whose figure is unknown: left out and counted, not put last. */
  readonly leftOut: number;
}

export function ratePosts(weeks: readonly AccountWeek[], measure: PostMeasure): RatedPosts {
  const read = measurePost(measure);
  const all = weeks.flatMap((week) => week.current.posts.map((post) => ({ week, post, figure: read(post) })));
  const rated = all
    .flatMap(({ week, post, figure }) =>
      isHeld(figure)
        ? [{ week, post, figure, multiple: multipleOf(post, week.history, read), usual: medianOf(week.history, read) }]
        : [],
    )
    .sort((a, b) => byFigure(a.figure, b.figure) || byText(a.post.media.mediaId, b.post.media.mediaId));
  const byAccount = Map.groupBy(rated, ({ week }) => week.account.accountId);
  return { rated, byAccount, leftOut: all.length - rated.length };
}

const TOP_POSTS = 9;
/** One large account would fill the page otherwise. */
export const TOP_OF_ACCOUNT = 3;
export const WEAK_POSTS = 5;
export const BEST_OF_ACCOUNT = 3;
export const WEAK_OF_ACCOUNT = 2;
/** Stories shown as pictures on an account's page: one row of them. */
export const STORIES_SHOWN = 7;

/** The nine best of all accounts, at most three an account where that leaves enough of them. */
export function chooseTop(rated: readonly RatedPost[]): {
  readonly top: readonly RatedPost[];
  readonly isShared: boolean;
} {
  const used = new Map<string, number>();
  const shared = rated.filter(({ post }) => {
    const { accountId } = post.media;
    used.set(accountId, (used.get(accountId) ?? 0) + 1);
    return (used.get(accountId) ?? 0) <= TOP_OF_ACCOUNT;
  });
  const isShared = shared.length >= TOP_POSTS && rated.length > shared.length;
  return { top: (isShared ? shared : rated).slice(0, TOP_POSTS), isShared };
}

/** As many as stand beside the findings of the first page. */
const BEST_POSTS = 3;

/** The greatest of all accounts, one an account. */
export function chooseBest(rated: readonly RatedPost[]): readonly RatedPost[] {
  const isFirst = ({ post }: RatedPost, at: number): boolean =>
    rated.findIndex((one) => one.post.media.accountId === post.media.accountId) === at;
  const firsts = rated.filter(isFirst);
  return (firsts.length < BEST_POSTS ? rated : firsts).slice(0, BEST_POSTS);
}

/** Posts whose account has a median that a multiple of may be told: of two interactions, "a half" is chance. */
export function ofNotableAccounts(rated: readonly RatedPost[]): readonly RatedPost[] {
  return rated.filter(({ usual }) => usual !== undefined && usual >= SMALLEST_BASE);
}

/** The five furthest below their account's median; young posts are spared, they still grow. */
export function chooseWeak(rated: readonly RatedPost[]): readonly RatedPost[] {
  return rated
    .filter(({ figure, multiple }) => isHeld(multiple) && multiple.value < 1 && !figure.provisional)
    .toSorted((a, b) => byFigure(b.multiple, a.multiple) || byText(a.post.media.mediaId, b.post.media.mediaId))
    .slice(0, WEAK_POSTS);
}

/** The newest stories, in the order in which they were seen. */
export function chooseStories(stories: readonly Post[]): readonly Post[] {
  return stories.slice(0, STORIES_SHOWN).toReversed();
}

/** Ids of every media that is shown with its picture. */
export function listCardIds(
  weeks: readonly AccountWeek[],
  posts: Readonly<Record<PostMeasure, RatedPosts>>,
  measure: PostMeasure,
): readonly string[] {
  const { top } = chooseTop(posts[measure].rated);
  const best = chooseBest(posts.reach.rated);
  const own = [...posts[measure].byAccount.values()].flatMap((rated) => rated.slice(0, BEST_OF_ACCOUNT));
  const stories = weeks.flatMap(({ current }) => chooseStories(current.stories));
  return [
    ...new Set([...[...top, ...best, ...own].map(({ post }) => post), ...stories].map(({ media }) => media.mediaId)),
  ].sort();
}
