// A series that broke: figures before and after it do not compare.
import { findBreaks } from "../figures/breaks.ts";
import type { PageData } from "../pages/page-data.ts";
import { type Candidate, weigh } from "./candidate.ts";

/** API metrics the key figures are made of. */
const SERIES = ["reach", "views", "likes", "comments", "saves", "shares", "follows_and_unfollows", "follower_count"];
const BROKEN_UNUSUAL = 4;

/** The newest break in a series the report draws. */
export function findBrokenSeries({
  frame,
  refusals,
  weeks,
  write,
}: Pick<PageData, "frame" | "refusals" | "weeks" | "write">): readonly Candidate[] {
  const newest = findBreaks(SERIES, frame.weeks, refusals, write, weeks.length).at(-1);
  if (newest === undefined) return [];
  const day = frame.weeks[newest.at]?.from ?? newest.day;
  return [
    {
      about: "series",
      weight: weigh(BROKEN_UNUSUAL, 1),
      finding: { tone: "warning", text: write.period.finding(newest.label, write.day(day)), target: "a1" },
    },
  ];
}
