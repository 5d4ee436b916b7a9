// The accounts whose posts won or lost the most interactions against the period before, with the change explained.

import {
  type AccountPeriod,
  type AccountWeek,
  combine,
  countPosts,
  type Figure,
  type HeldFigure,
  isHeld,
  type Post,
  readInsight,
  readInteractions,
  sum,
} from "../../figures/index.ts";
import { decompose, type Parts, type PostSums } from "./decompose.ts";

export interface Mover {
  readonly week: AccountWeek;
  /** Interactions of the period's posts, and of those before. */
  readonly now: HeldFigure;
  readonly before: HeldFigure;
  readonly sums: { readonly now: PostSums; readonly before: PostSums };
  readonly change: number;
  readonly parts: Parts;
}

export const MOST_MOVERS = 5;
/** Smaller changes are weather. */
const LEAST_CHANGE = 20;

export interface Movers {
  /** The strongest, greatest change first; equals stay in the order of the report. */
  readonly up: readonly Mover[];
  readonly down: readonly Mover[];
  /** All whose change is more than weather, by account. */
  readonly byAccount: ReadonlyMap<string, Mover>;
  /** Accounts whose posts were not listed in one of the two periods. */
  readonly leftOut: number;
}

export function findMovers(weeks: readonly AccountWeek[]): Movers {
  const movers = weeks.flatMap((week) => toMover(week) ?? []);
  const strong = movers.filter(({ change }) => Math.abs(change) >= LEAST_CHANGE);
  return {
    up: strong
      .filter(({ change }) => change > 0)
      .sort((a, b) => b.change - a.change)
      .slice(0, MOST_MOVERS),
    down: strong
      .filter(({ change }) => change < 0)
      .sort((a, b) => a.change - b.change)
      .slice(0, MOST_MOVERS),
    byAccount: new Map(strong.map((mover) => [mover.week.account.accountId, mover])),
    leftOut: weeks.length - movers.length,
  };
}

function toMover(week: AccountWeek): Mover | undefined {
  const [now, before] = [sumPosts(week.current), sumPosts(week.before)];
  if (now === undefined || before === undefined) return undefined;
  return {
    week,
    now: now.figure,
    before: before.figure,
    sums: { now: now.sums, before: before.sums },
    change: now.sums.interactions - before.sums.interactions,
    parts: decompose(before.sums, now.sums),
  };
}

/** Undefined where posts were not listed, or were and none of them has its figures: that is no zero. */
function sumPosts(period: AccountPeriod): { readonly figure: HeldFigure; readonly sums: PostSums } | undefined {
  const listed = countPosts(period);
  if (!isHeld(listed)) return undefined;
  const pairs = period.posts.flatMap((post) => toPair(post) ?? []);
  if (pairs.length === 0 && period.posts.length > 0) return undefined;
  const as = { metric: "postInteractions", window: period.span, formula: { code: "period-interactions" } as const };
  // Nothing published is known by the listing, and won nothing.
  const figure: Figure =
    pairs.length === 0
      ? { ...listed, ...as, value: 0 }
      : combine(
          pairs.map(({ interactions }) => interactions),
          as,
          sum,
        );
  if (!isHeld(figure)) return undefined;
  const reach = sum(pairs.map((pair) => pair.reach.value));
  return { figure, sums: { posts: pairs.length, reach, interactions: figure.value } };
}

function toPair(post: Post): { readonly interactions: HeldFigure; readonly reach: HeldFigure } | undefined {
  const [interactions, reach] = [readInteractions(post), readInsight(post, "reach")];
  return isHeld(interactions) && isHeld(reach) ? { interactions, reach } : undefined;
}
