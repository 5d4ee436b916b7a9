// Three to five sentences by rules over the model's own figures: each number is the one of the tile or row it quotes.
import type { AccountWeek } from "./account-week.ts";
import { toChange } from "./change.ts";
import type { Facts } from "./facts.ts";
import { type Figure, isHeld } from "./figure.ts";
import { findBestFormat, findStandout } from "./findings-posts.ts";
import { findBrokenSeries, findMilestone, tellWeekRecord } from "./findings-weeks.ts";
import { findKpi, type Kpi, type KpiId } from "./kpis.ts";
import type { ChangeCell, Finding } from "./model.ts";
import { figureOf, rollUp } from "./roll-up.ts";
import { toAnchor } from "./sections/anchor.ts";

/** Changes smaller than this are weather. */
const NOTABLE_CHANGE = 0.05;
/** Posts an account must have for its rate to be named. */
const NOTABLE_POSTS = 3;
const MOST_FINDINGS = 5;

export function listFindings(facts: Facts): readonly Finding[] {
  const text = facts.write.words.findings;
  const rules = [
    findBrokenSeries(facts),
    largestChange(["reach", "interactions"], facts),
    largestGain(facts),
    largestLoss(facts),
    findMilestone(facts),
    findBestFormat(facts),
    findStandout(facts),
    largestMove(facts),
    bestRate(facts),
  ];
  const found = rules.filter((finding) => finding !== undefined).slice(0, MOST_FINDINGS);
  return found.length === 0 ? [{ tone: "plain", text: text.nothing }] : found;
}

function isNotable(change: ReturnType<typeof toChange>): change is ChangeCell {
  return change.kind === "change" && change.as === "percent" && Math.abs(change.value) >= NOTABLE_CHANGE;
}

/** The total that changed most; one such sentence is enough, the tiles tell the others. */
function largestChange(ids: readonly KpiId[], facts: Facts): Finding | undefined {
  const text = facts.write.words.findings;
  const { weeks, write } = facts;
  const [top] = ids
    .flatMap((id) => {
      const { figure, change } = rollUp(findKpi(id), weeks);
      return isNotable(change) ? [{ id, figure, value: change.value }] : [];
    })
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  if (top === undefined) return undefined;
  const record = tellWeekRecord(top.id, weeks, facts);
  const isYoung = isHeld(top.figure) && top.figure.provisional;
  const words = record === undefined ? "" : `, ${text.the(isYoung ? text.provisional(record) : record)}`;
  return {
    tone: top.value > 0 ? "good" : "bad",
    text: text.total(write.words.kpis[top.id].name, write.percent(Math.abs(top.value)), top.value > 0, words),
    receipts: quote(facts, "all", top.figure),
  };
}

/** The receipt of a figure the sentence quotes. */
function quote({ receipts }: Facts, owner: string, figure: Figure): readonly string[] {
  const cell = receipts.toCell(owner, figure);
  return cell.kind === "value" && cell.receipt !== undefined ? [cell.receipt] : [];
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

function largestGain(facts: Facts): Finding | undefined {
  const text = facts.write.words.findings;
  const { weeks, write } = facts;
  const kpi = findKpi("netFollowers");
  const gains = rank(weeks, ofKpi(kpi));
  const best = findLeader(gains);
  if (best === undefined || best.value <= 0) return undefined;
  const record = tellWeekRecord("netFollowers", [best.week], facts);
  const superlatives = [
    ...(gains.length > 1 ? [text.most] : []),
    ...(record === undefined ? [] : [text.its(record)]),
  ].map((words) => `, ${words}`);
  return {
    tone: "good",
    text: text.gained(best.week.label, write.count(best.value), superlatives.join("")),
    receipts: quote(facts, best.week.account.accountId, figureOf(kpi, best.week.current)),
    ...about(best),
  };
}

function largestLoss({ weeks, write }: Facts): Finding | undefined {
  const text = write.words.findings;
  const worst = rank(weeks, ofKpi(findKpi("netFollowers"))).at(-1);
  if (worst === undefined || worst.value >= 0) return undefined;
  return { tone: "bad", text: text.lost(worst.week.label, write.count(-worst.value)), ...about(worst) };
}

/** The account whose reach moved most; with one account that tells it the total has said it already. */
function largestMove({ weeks, write }: Facts): Finding | undefined {
  const text = write.words.findings;
  const reach = findKpi("reach");
  const changes = weeks
    .map((week) => ({ week, change: toChange(reach.compute(week.current), reach.compute(week.before), "percent") }))
    .filter(({ change }) => change.kind === "change");
  if (changes.length < 2) return undefined;
  const moves = changes
    .flatMap(({ week, change }) => (isNotable(change) ? [{ week, value: change.value }] : []))
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const [top, next] = moves;
  if (top === undefined || Math.abs(top.value) === Math.abs(next?.value ?? 0)) return undefined;
  const isUp = top.value > 0;
  const by = write.percent(Math.abs(top.value));
  return { tone: isUp ? "good" : "bad", text: text.account(top.week.label, by, isUp), ...about(top) };
}

function bestRate({ weeks, write }: Facts): Finding | undefined {
  const text = write.words.findings;
  const busy = weeks.filter(({ current }) => current.posts.length >= NOTABLE_POSTS);
  const rates = rank(busy, ofKpi(findKpi("engagementRate")));
  const best = findLeader(rates);
  // Of one account alone "the highest" would say nothing.
  if (best === undefined || rates.length < 2) return undefined;
  const posts = write.count(best.week.current.posts.length);
  return { tone: "plain", text: text.rate(best.week.label, write.percent(best.value), posts), ...about(best) };
}
