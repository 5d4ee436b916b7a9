// Findings that need the past weeks: records, milestones, and series that broke.
import { type AccountWeek, isHeld } from "../figures/index.ts";
import { findKpi } from "../kpis/index.ts";
import { findBreaks } from "./breaks.ts";
import type { Facts } from "./facts.ts";
import { findHeldWeeks, overWeeks } from "./history.ts";
import type { Finding } from "./model.ts";
import { findRecord, tellRecord } from "./records.ts";
import { figureOf } from "./roll-up.ts";
import { toAnchor } from "./sections/anchor.ts";

/** Round numbers worth a sentence when an account passes them. */
const MILESTONES = [1, 2.5, 5].flatMap((first) => [1e3, 1e4, 1e5, 1e6, 1e7, 1e8].map((ten) => first * ten));
/** API metrics the key figures are made of. */
const SERIES = ["reach", "views", "likes", "comments", "saves", "shares", "follows_and_unfollows", "follower_count"];

/** The record of a figure over all given accounts, in words; undefined when the last week is none. */
export function tellWeekRecord(id: string, weeks: readonly AccountWeek[], facts: Facts): string | undefined {
  const row = overWeeks(id, weeks, findHeldWeeks(id, weeks));
  // A sum over some of the accounts is not the figure the sentence speaks of.
  if (row === undefined || row.accounts < row.of) return undefined;
  const record = findRecord(row.values, facts.frame.weeks);
  return record === undefined ? undefined : tellRecord(record, facts.write);
}

/** The roundest number of followers an account passed in the period. */
export function findMilestone({ weeks, write, receipts }: Facts): Finding | undefined {
  const text = write.words.findingsWeeks;
  const kpi = findKpi("followers");
  const passed = weeks.flatMap((week) => {
    const now = figureOf(kpi, week.current);
    const before = week.current.edges?.start.value ?? week.before.followers?.value;
    if (!isHeld(now) || before === undefined) return [];
    const round = MILESTONES.filter((one) => before < one && one <= now.value).sort((a, b) => b - a)[0];
    return round === undefined ? [] : [{ week, now, round }];
  });
  const best = passed.sort((a, b) => b.round - a.round)[0];
  if (best === undefined) return undefined;
  const { accountId } = best.week.account;
  const cell = receipts.toCell(accountId, best.now);
  return {
    tone: "good",
    text: text.milestone(best.week.label, write.count(best.round), write.count(best.now.value)),
    target: toAnchor(accountId),
    receipts: cell.kind === "value" && cell.receipt !== undefined ? [cell.receipt] : [],
  };
}

/** The newest break in a series the report draws. */
export function findBrokenSeries({ frame, refusals, weeks, write }: Facts): Finding | undefined {
  const newest = findBreaks(SERIES, frame.weeks, refusals, write, weeks.length).at(-1);
  if (newest === undefined) return undefined;
  const day = frame.weeks[newest.at]?.from ?? newest.day;
  return { tone: "warning", text: write.period.finding(newest.label, write.day(day)), target: "a1" };
}
