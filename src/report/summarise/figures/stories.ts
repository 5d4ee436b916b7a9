// What became of the stories of a period, and whether all of them can have been seen.
import { TZDate } from "@date-fns/tz";
import { addDays } from "../../../dataset/index.ts";
import type { RunRow } from "../../../store/index.ts";
import {
  type AccountPeriod,
  absent,
  combine,
  type Figure,
  type Formula,
  isHeld,
  median,
  type Post,
  readInsight,
  readPart,
  sum,
} from "../../figures/index.ts";

/** Stories leave their list after this long (CONTRACT §2.4). */
const STORY_LIFE_MS = 24 * 3_600_000;

/** The share of views that ended with leaving the stories altogether. */
export function readExitRate(stories: readonly Post[]): Figure {
  const pairs = stories.map(
    (story) => [readPart(story, "navigation", "tap_exit"), readInsight(story, "views")] as const,
  );
  return toRatio(
    pairs,
    { metric: "storyExitRate", formula: { code: "story-exits" } },
    ([left = 0, views = 0]) => left / views,
  );
}

/** The share of views that neither left nor moved on to another account's stories. */
export function readCompletion(stories: readonly Post[]): Figure {
  const parts = stories.map(
    (story) =>
      [
        readPart(story, "navigation", "tap_exit"),
        readPart(story, "navigation", "swipe_forward"),
        readInsight(story, "views"),
      ] as const,
  );
  return toRatio(
    parts,
    { metric: "storyCompletion", formula: { code: "story-completion" } },
    ([left = 0, moved = 0, views = 0]) => 1 - (left + moved) / views,
  );
}

/** A ratio of sums over the stories that have every part; the last part is the divisor. */
function toRatio(
  stories: readonly (readonly Figure[])[],
  as: { readonly metric: string; readonly formula: Formula },
  calculate: (sums: readonly number[]) => number,
): Figure {
  const whole = stories.map((parts) => parts.filter(isHeld)).filter((held, at) => held.length === stories[at]?.length);
  const missing = stories.flat().find((part) => part.kind === "absent");
  if (whole.length === 0) return missing ?? absent("no-stories");
  const width = whole[0]?.length ?? 0;
  const sums = Array.from({ length: width }, (_, part) => sum(whole.map((held) => held[part]?.value ?? 0)));
  if (sums.at(-1) === 0) return absent("no-story-views");
  return combine(whole.flat(), { ...as, window: null }, () => calculate(sums));
}

export function readMedianReach(stories: readonly Post[]): Figure {
  const reaches = stories.map((story) => readInsight(story, "reach"));
  const held = reaches.filter(isHeld);
  const middle = median(held.map(({ value }) => value));
  if (middle === undefined) return reaches[0] ?? absent("no-stories");
  const as = { metric: "storyMedianReach", window: null, formula: { code: "story-reach" } as const };
  return combine(held, as, () => middle);
}

export interface Looks {
  /** Collections that may have seen a story of the period. */
  readonly count: number;
  /** No hour of the period lies further than a story's life from the next look: none can have come and gone unseen. */
  readonly isWhole: boolean;
}

/** When the account's stories were looked at, by the runs that read it. */
export function findLooks({ span, gaps }: AccountPeriod, runs: readonly RunRow[], timeZone: string): Looks {
  const start = startOfDay(span.from, timeZone);
  const end = startOfDay(addDays(span.to, 1), timeZone);
  const looks = runs
    .filter((run) => run.kind === "collect" && (run.state === "complete" || run.state === "partial"))
    .map(({ startedAt }) => Date.parse(startedAt))
    .filter((at) => at > start && at <= end + STORY_LIFE_MS)
    .sort((a, b) => a - b);
  const isRefused = gaps.some(
    ({ subject, mediaId, metric }) =>
      mediaId === undefined && metric === undefined && subject.split("/")[1] === "stories",
  );
  const seenUntil = looks.reduce((seen, at) => (at - STORY_LIFE_MS <= seen ? at : seen), start);
  return { count: looks.length, isWhole: !isRefused && seenUntil >= end };
}

function startOfDay(day: string, timeZone: string): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return TZDate.tz(timeZone, year, month - 1, date).getTime();
}
