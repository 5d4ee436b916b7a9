// A refusal in the same words, whichever metric they name.
import {
  DAY_TOTAL_METRICS,
  ENGAGED_METRIC,
  EXITS,
  EXTRA_METRICS,
  FOLLOW_METRICS,
  ONLINE_METRIC,
  POST_METRICS,
  SERIES_METRICS,
  STORY_METRICS,
  TOTAL_METRICS,
} from "./metric-sets.ts";

const OF_MEDIA = [...POST_METRICS, ...STORY_METRICS, ...Object.values(EXTRA_METRICS).flat(), EXITS];
const OF_ACCOUNT = [
  ...[...SERIES_METRICS, ...TOTAL_METRICS, ...DAY_TOTAL_METRICS, ...FOLLOW_METRICS],
  ...["follower_demographics", ENGAGED_METRIC, ONLINE_METRIC],
];

/** The words with one sign in place of any list of names, and of a field. */
export function withoutNames(words: string, names: "media" | "all" = "all"): string {
  const known = names === "media" ? OF_MEDIA : [...OF_MEDIA, ...OF_ACCOUNT];
  return words
    .replaceAll(new RegExp(`(?:\\b(?:${known.join("|")})\\b(?:, ?)?)+`, "g"), "*")
    .replaceAll(/nonexisting field \(\w+\)/gi, "nonexisting field (*)")
    .replaceAll(/\[\d+\]/g, "[]");
}
