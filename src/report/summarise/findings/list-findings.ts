// What happened, why, and what next: found by rules over the data, ranked by how unusual each is and how much it weighs.
import type { AccountWeek } from "../../figures/index.ts";
import type { Finding, Phrase } from "../model/model.ts";
import type { PageData } from "../pages/page-data.ts";
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
const FINDINGS_LEAST = 3;
/** The first page holds so many lines of them beside its figures and its best posts. */
const LINES_MOST = 33;
/** Signs a line of the headline, of what happened, of why, and of what next. */
const SIGNS = { headline: 47, text: 62, why: 85, next: 80 };
/** Between two findings, and around what next. */
const GAP = 0.5;
const HEADLINES = 2;

const RULES: readonly ((data: PageData) => readonly Candidate[])[] = [
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

/** At most seven findings and as many as fit on the first page, at most one an account, and the headline made of the heaviest. */
export function tellStory(data: PageData): Story {
  const text = data.write.words.findings;
  const told = candidatesOf(data).filter(isNews).slice(0, FINDINGS_MOST);
  const headline = told
    .filter(({ finding }) => finding.provisional !== true)
    .filter((candidate, at, all) => !isToldBefore(candidate, all.slice(0, at)))
    .flatMap(({ headline }) => (headline === undefined ? [] : [headline]))
    .slice(0, HEADLINES);
  const most = LINES_MOST - countExtra(headline);
  const findings = told.map(({ finding }) => finding).filter((_finding, at, all) => fitsOnPage(at, all, most));
  if (findings.length === 0) return { headline, findings: [{ tone: "plain", text: text.nothing }] };
  // What may still turn out otherwise never leads, not even alone.
  const isAllEarly = findings.every(({ provisional }) => provisional === true);
  return { headline, findings: isAllEarly ? [{ tone: "plain", text: text.early }, ...findings] : findings };
}

/** Whether a finding still stands on the first page, below those before it. */
function fitsOnPage(at: number, all: readonly Finding[], most: number): boolean {
  const lines = all.slice(0, at + 1).reduce((sum, finding) => sum + countLines(finding), 0);
  return at < FINDINGS_LEAST || lines <= most;
}

/** What a headline of more than two lines takes from the findings: its letters are twice as high. */
function countExtra(headline: Story["headline"]): number {
  const signs = headline.flat().reduce((sum, { text }) => sum + text.length, 0);
  return 2 * Math.max(0, Math.ceil(signs / SIGNS.headline) - 2);
}

function countLines({ text, why = "", parts = [], next }: Finding): number {
  const lines = (words: string, signs: number) => Math.ceil(words.length / signs);
  const told = lines(text, SIGNS.text) + lines(why, SIGNS.why) + parts.length;
  return told + GAP + (next === undefined ? 0 : lines(next, SIGNS.next) + GAP);
}

/** The change of all that one account made is told with that account; the tiles have it. */
function isNews(candidate: Candidate, at: number, all: readonly Candidate[]): boolean {
  return candidate.about !== "all" || !isToldBefore(candidate, all.slice(0, at));
}

function isToldBefore({ madeBy = [] }: Candidate, before: readonly Candidate[]): boolean {
  return before.some(({ about }) => madeBy.includes(about));
}

/** What there is to tell of one account: the heaviest finding about it. */
export function listAccountFindings({ account }: AccountWeek, data: PageData): readonly Finding[] {
  return candidatesOf(data)
    .filter(({ about }) => about === account.accountId)
    .map(({ finding }) => finding);
}

const found = new WeakMap<PageData, readonly Candidate[]>();

/** Found once: the first page and each account's ask for them. */
function candidatesOf(data: PageData): readonly Candidate[] {
  const known = found.get(data) ?? rank(RULES.flatMap((find) => find(data)));
  found.set(data, known);
  return known;
}
