// Three to five sentences by rules over the model's own figures: each number is the one of the tile or row it quotes.
import type { AccountWeek } from "./account-week.ts";
import { toChange } from "./change.ts";
import { ratePosts, toPostMeasure } from "./choose-posts.ts";
import type { Facts } from "./facts.ts";
import { type Figure, isHeld } from "./figure.ts";
import { findKpi, type Kpi, type KpiId } from "./kpis.ts";
import type { ChangeCell, Finding } from "./model.ts";
import { rollUp } from "./roll-up.ts";
import { toAnchor } from "./sections/anchor.ts";

/** Changes smaller than this are weather. */
const NOTABLE_CHANGE = 0.05;
/** A post must beat its account's median by this much to be named. */
const NOTABLE_MULTIPLE = 1.5;
/** Posts an account must have for its rate to be named. */
const NOTABLE_POSTS = 3;
const MOST_FINDINGS = 5;

const text = {
  gained: (who: string, count: string, isMost: boolean) =>
    `${who} gained ${count} followers${isMost ? ", the most of all accounts" : ""}.`,
  lost: (who: string, count: string) => `${who} lost ${count} followers net.`,
  total: (what: string, by: string, isUp: boolean) =>
    `${what} ${isUp ? "rose" : "fell"} ${by} against the period before.`,
  account: (who: string, what: string, by: string, isUp: boolean) =>
    `${who}: ${what} ${isUp ? "rose" : "fell"} ${by}, the largest move of all accounts.`,
  post: (who: string, format: string, multiple: string, measure: string) =>
    `The standout: a ${format} of ${who} made ${multiple} the median ${measure} of its account's posts.`,
  rate: (who: string, rate: string, posts: string) =>
    `${who} has the highest engagement rate: ${rate} over ${posts} posts.`,
  nothing: "There are too few figures for findings yet.",
};

export function listFindings(facts: Facts): readonly Finding[] {
  const rules = [
    changeOfTotal("reach", facts),
    changeOfTotal("interactions", facts),
    largestGain(facts),
    largestLoss(facts),
    largestMove(facts),
    standout(facts),
    bestRate(facts),
  ];
  const found = rules.filter((finding) => finding !== undefined).slice(0, MOST_FINDINGS);
  return found.length === 0 ? [{ tone: "plain", text: text.nothing }] : found;
}

function isNotable(change: ReturnType<typeof toChange>): change is ChangeCell {
  return change.kind === "change" && change.as === "percent" && Math.abs(change.value) >= NOTABLE_CHANGE;
}

function changeOfTotal(id: KpiId, { weeks, write }: Facts): Finding | undefined {
  const { change } = rollUp(findKpi(id), weeks);
  if (!isNotable(change)) return undefined;
  const isUp = change.value > 0;
  return {
    tone: isUp ? "good" : "bad",
    text: text.total(findKpi(id).name, write.percent(Math.abs(change.value)), isUp),
  };
}

interface Ranked {
  readonly week: AccountWeek;
  readonly value: number;
}

/** Accounts with the figure, greatest first; equals stay in the order of user names. */
function rank(weeks: readonly AccountWeek[], read: (week: AccountWeek) => Figure): readonly Ranked[] {
  return weeks
    .flatMap((week) => {
      const figure = read(week);
      return isHeld(figure) ? [{ week, value: figure.value }] : [];
    })
    .toSorted((a, b) => b.value - a.value);
}

/** The one account ahead of all others; undefined on a tie, where a superlative would be false. */
function findLeader(ranked: readonly Ranked[]): Ranked | undefined {
  const [first, second] = ranked;
  return first?.value === second?.value ? undefined : first;
}

function ofKpi(kpi: Kpi): (week: AccountWeek) => Figure {
  return ({ current }) => kpi.compute(current);
}

function about({ week }: Ranked): Pick<Finding, "target"> {
  return { target: toAnchor(week.account.accountId) };
}

function largestGain({ weeks, write }: Facts): Finding | undefined {
  const gains = rank(weeks, ofKpi(findKpi("netFollowers")));
  const best = findLeader(gains);
  if (best === undefined || best.value <= 0) return undefined;
  const isMost = gains.length > 1;
  return { tone: "good", text: text.gained(best.week.label, write.count(best.value), isMost), ...about(best) };
}

function largestLoss({ weeks, write }: Facts): Finding | undefined {
  const worst = rank(weeks, ofKpi(findKpi("netFollowers"))).at(-1);
  if (worst === undefined || worst.value >= 0) return undefined;
  return { tone: "bad", text: text.lost(worst.week.label, write.count(-worst.value)), ...about(worst) };
}

/** The account whose reach moved most; with one account the total has said it already. */
function largestMove({ weeks, write }: Facts): Finding | undefined {
  if (weeks.length < 2) return undefined;
  const reach = findKpi("reach");
  const moves = weeks
    .map((week) => ({ week, change: toChange(reach.compute(week.current), reach.compute(week.before), "percent") }))
    .flatMap(({ week, change }) => (isNotable(change) ? [{ week, value: change.value }] : []))
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const [top, next] = moves;
  if (top === undefined || Math.abs(top.value) === Math.abs(next?.value ?? 0)) return undefined;
  const isUp = top.value > 0;
  const by = write.percent(Math.abs(top.value));
  return { tone: isUp ? "good" : "bad", text: text.account(top.week.label, "reach", by, isUp), ...about(top) };
}

function standout({ weeks, sortBy, write }: Facts): Finding | undefined {
  const measure = toPostMeasure(sortBy);
  const best = ratePosts(weeks, measure)
    .rated.flatMap(({ week, post, multiple }) => (isHeld(multiple) ? [{ week, post, value: multiple.value }] : []))
    .toSorted((a, b) => b.value - a.value)
    .at(0);
  if (best === undefined || best.value < NOTABLE_MULTIPLE) return undefined;
  const format = best.post.format.toLowerCase();
  return {
    tone: "good",
    text: text.post(best.week.label, format, write.multiple(best.value), measure),
    ...about(best),
  };
}

function bestRate({ weeks, write }: Facts): Finding | undefined {
  if (weeks.length < 2) return undefined;
  const busy = weeks.filter(({ current }) => current.posts.length >= NOTABLE_POSTS);
  const best = findLeader(rank(busy, ofKpi(findKpi("engagementRate"))));
  if (best === undefined) return undefined;
  const posts = write.count(best.week.current.posts.length);
  return { tone: "plain", text: text.rate(best.week.label, write.percent(best.value), posts), ...about(best) };
}
