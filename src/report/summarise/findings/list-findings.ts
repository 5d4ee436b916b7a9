// What happened, why, and what next: found by rules over the facts, ranked by how unusual each is and how much it weighs.
import type { AccountWeek } from "../../figures/index.ts";
import type { Facts } from "../facts.ts";
import type { Finding, Phrase } from "../model.ts";
import { findBrokenSeries } from "./broken-series.ts";
import { type Candidate, rank } from "./candidate.ts";
import { findAccountChanges, findGroupChanges, findTotalChange } from "./changes.ts";
import { findCommentSpikes, findUnanswered } from "./comments.ts";
import { findFollowerBalances, findMilestones } from "./followers.ts";
import { findBestFormat } from "./formats.ts";
import { findGoalsBehind } from "./goals.ts";
import { findOutstandingPosts } from "./posts.ts";
import { findSilence } from "./silence.ts";

const FINDINGS_MOST = 7;
const HEADLINES = 2;

const RULES: readonly ((facts: Facts) => readonly Candidate[])[] = [
  findTotalChange,
  findGroupChanges,
  findAccountChanges,
  findSilence,
  findOutstandingPosts,
  findMilestones,
  findFollowerBalances,
  findCommentSpikes,
  findUnanswered,
  findBestFormat,
  findGoalsBehind,
  findBrokenSeries,
];

export interface Story {
  /** The two heaviest findings as sentences; empty when nothing may head the report. */
  readonly headline: readonly (readonly Phrase[])[];
  readonly findings: readonly Finding[];
}

/** At most seven findings, at most one an account, and the headline made of the heaviest. */
export function tellStory(facts: Facts): Story {
  const text = facts.write.words.findings;
  const told = candidatesOf(facts).filter(isNews).slice(0, FINDINGS_MOST);
  const headline = told
    .filter(({ finding }) => finding.provisional !== true)
    .filter((candidate, at, all) => !isToldBefore(candidate, all.slice(0, at)))
    .flatMap(({ headline }) => (headline === undefined ? [] : [headline]))
    .slice(0, HEADLINES);
  const findings = told.map(({ finding }) => finding);
  if (findings.length === 0) return { headline, findings: [{ tone: "plain", text: text.nothing }] };
  // What may still turn out otherwise never leads, not even alone.
  const isAllEarly = findings.every(({ provisional }) => provisional === true);
  return { headline, findings: isAllEarly ? [{ tone: "plain", text: text.early }, ...findings] : findings };
}

/** The change of all that one account made is told with that account; the tiles have it. */
function isNews(candidate: Candidate, at: number, all: readonly Candidate[]): boolean {
  return candidate.about !== "all" || !isToldBefore(candidate, all.slice(0, at));
}

function isToldBefore({ madeBy = [] }: Candidate, before: readonly Candidate[]): boolean {
  return before.some(({ about }) => madeBy.includes(about));
}

/** What there is to tell of one account: the heaviest finding about it. */
export function listAccountFindings({ account }: AccountWeek, facts: Facts): readonly Finding[] {
  return candidatesOf(facts)
    .filter(({ about }) => about === account.accountId)
    .map(({ finding }) => finding);
}

const found = new WeakMap<Facts, readonly Candidate[]>();

/** Found once: the first page and each account's ask for them. */
function candidatesOf(facts: Facts): readonly Candidate[] {
  const known = found.get(facts) ?? rank(RULES.flatMap((find) => find(facts)));
  found.set(facts, known);
  return known;
}
