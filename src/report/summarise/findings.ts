// Three to five sentences by rules over the model's own figures: each number is the one of the tile or row it quotes.
import { type AccountWeek, type Figure, isHeld } from "../figures/index.ts";
import { findKpi, type Kpi } from "../kpis/index.ts";
import type { Facts } from "./facts.ts";
import { findBestFormat, findStandout } from "./findings-posts.ts";
import { findBrokenSeries, findMilestone, tellWeekRecord } from "./findings-weeks.ts";
import type { ChangeCell, Finding } from "./model.ts";
import { figureOf, type RollUp, rollUp } from "./roll-up.ts";
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
  const found = rules.filter((finding) => finding !== undefined);
  const settled = found.filter(({ provisional }) => provisional !== true);
  const early = found.filter(({ provisional }) => provisional === true);
  if (found.length === 0) return [{ tone: "plain", text: text.nothing }];
  // What may still turn out otherwise never leads, not even alone.
  const first: readonly Finding[] = settled.length === 0 ? [{ tone: "plain", text: text.early }] : settled;
  return [...first, ...early].slice(0, MOST_FINDINGS);
}

/** A finding about a change: one whose sides were not read at equal age says so in its own words. */
function markIfEarly({ provisional }: ChangeCell, finding: Finding, { write }: Facts): Finding {
  if (provisional !== true) return finding;
  return { ...finding, text: write.words.findings.marked(finding.text), provisional };
}

function isNotable(change: RollUp["change"]): change is ChangeCell {
  return change.kind === "change" && change.as === "percent" && Math.abs(change.value) >= NOTABLE_CHANGE;
}

/** The total that changed most; one such sentence is enough, the tiles tell the others. */
function largestChange(ids: readonly string[], facts: Facts): Finding | undefined {
  const text = facts.write.words.findings;
  const { weeks, write } = facts;
  const [top] = ids
    .flatMap((id) => {
      const { figure, change } = rollUp(findKpi(id), weeks);
      return isNotable(change) ? [{ id, figure, change, value: change.value }] : [];
    })
    // A larger change that may be nothing but lag does not hide one that is none.
    .sort((a, b) => isEarly(a.change) - isEarly(b.change) || Math.abs(b.value) - Math.abs(a.value));
  if (top === undefined) return undefined;
  const record = tellWeekRecord(top.id, weeks, facts);
  const isYoung = isHeld(top.figure) && top.figure.provisional;
  const words = record === undefined ? "" : `, ${write.period.the(isYoung ? text.provisional(record) : record)}`;
  return markIfEarly(
    top.change,
    {
      tone: top.value > 0 ? "good" : "bad",
      text: text.total(write.kpi(top.id).name, write.percent(Math.abs(top.value)), top.value > 0, words),
      receipts: quote(facts, "all", top.figure),
    },
    facts,
  );
}

function isEarly({ provisional }: ChangeCell): number {
  return provisional === true ? 1 : 0;
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
    ...(record === undefined ? [] : [write.period.its(record)]),
  ].map((words) => `, ${words}`);
  return {
    tone: "good",
    text: text.gained(best.week.label, write.count(best.value), superlatives.join("")),
    receipts: quote(facts, best.week.account.accountId, figureOf(kpi, best.week.current)),
    ...about(best),
  };
}

function largestLoss(facts: Facts): Finding | undefined {
  const { weeks, write } = facts;
  const text = write.words.findings;
  const kpi = findKpi("netFollowers");
  const worst = rank(weeks, ofKpi(kpi)).at(-1);
  if (worst === undefined || worst.value >= 0) return undefined;
  return {
    tone: "bad",
    text: text.lost(worst.week.label, write.count(-worst.value)),
    receipts: quote(facts, worst.week.account.accountId, figureOf(kpi, worst.week.current)),
    ...about(worst),
  };
}

/** The account whose reach moved most; with one account that tells it the total has said it already. */
function largestMove(facts: Facts): Finding | undefined {
  const { weeks, write } = facts;
  const text = write.words.findings;
  const reach = findKpi("reach");
  const changes = weeks
    .map((week) => ({ week, change: rollUp(reach, [week]).change }))
    .filter(({ change }) => change.kind === "change");
  if (changes.length < 2) return undefined;
  const moves = changes
    .flatMap(({ week, change }) => (isNotable(change) ? [{ week, change, value: change.value }] : []))
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const [top, next] = moves;
  if (top === undefined || Math.abs(top.value) === Math.abs(next?.value ?? 0)) return undefined;
  const isUp = top.value > 0;
  const by = write.percent(Math.abs(top.value));
  const finding: Finding = {
    tone: isUp ? "good" : "bad",
    text: text.account(top.week.label, by, isUp),
    receipts: quote(facts, top.week.account.accountId, figureOf(reach, top.week.current)),
    ...about(top),
  };
  return markIfEarly(top.change, finding, facts);
}

function bestRate(facts: Facts): Finding | undefined {
  const { weeks, write } = facts;
  const text = write.words.findings;
  const kpi = findKpi("engagementRate");
  const busy = weeks.filter(({ current }) => current.posts.length >= NOTABLE_POSTS);
  const rates = rank(busy, ofKpi(kpi));
  const best = findLeader(rates);
  // Of one account alone "the highest" would say nothing.
  if (best === undefined || rates.length < 2) return undefined;
  const posts = write.count(best.week.current.posts.length);
  return {
    tone: "plain",
    text: text.rate(best.week.label, write.percent(best.value), posts),
    receipts: quote(facts, best.week.account.accountId, figureOf(kpi, best.week.current)),
    ...about(best),
  };
}
