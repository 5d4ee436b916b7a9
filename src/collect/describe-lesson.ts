// What was learnt about a server, for people: what it is about and what was found.
import type { Lesson } from "../store/index.ts";
import { TOPIC } from "./lessons.ts";

type Tell = (about: string, finding: string) => readonly [about: string, found: string];

const LISTED = 6;
const POSTS = "Posts listed at once";

/** `about` is what a topic names: an account's id, a metric or a field; "" where it names nothing. */
const WORDS: Readonly<Record<keyof typeof TOPIC, Tell>> = {
  form: (_, form) => ["How questions are put together", `form ${form} of 3, because a shorter one was refused`],
  proven: (_, form) => ["How questions are put together", `form ${form} of 3 was answered`],
  mediaCounts: () => ["How many posts each account has", "kept from the last look"],
  pageSize: (_, posts) => [POSTS, `${posts} are asked for`],
  goodPageSize: (_, posts) => [POSTS, `${posts} were answered`],
  refusedPageSize: (_, posts) => [POSTS, `${posts} were too many`],
  discoveryPageSize: (_, pages) => ["Pages listed at once", `${pages}: more were too many`],
  nesting: (_, found) => ["Figures of posts asked with their list", found],
  storyNesting: (_, found) => ["Figures of stories asked with their list", found],
  posting: (_, found) => ["Long questions sent as POST", found],
  totalWanted: () => ["Figures of posts", "must be asked as a total value"],
  refusedAccount: (id, found) => [id, `${found} as a whole; asked again with one call`],
  throttledAccount: (id) => [id, "throttled however long it was waited"],
  pageToken: (id) => [id, "is read with the token of its Page"],
  version: (_, version) => ["Version of the API", `${version}, since then`],
  refusingPosts: (id, posts) => [id, `posts that refuse a figure: ${readAll(posts, "mediaId").length}`],
  refusedEdges: (id, edges) => [id, `is refused ${toList(readAll(edges, "edge").join(" "))}`],
  answeredMetrics: (_, metrics) => ["Metrics that were answered", toList(metrics)],
  field: (field) => [field, "was withdrawn; left off"],
  metric: (metric) => [metric, "is refused; left off"],
  converted: (id, second) => [id, `posts before ${toDay(second)} have no figures`],
  smallStories: (id) => [id, "stories have too few viewers for figures"],
  portfolios: (_, edges) => ["Pages in Business portfolios", toList(edges)],
  stampReading: (_, reading) => ["Which day a stamp means", reading],
  stampsTried: (_, version) => ["Which day a stamp means", `looked for under ${version}, not found out`],
};

const NAMES = Object.entries(TOPIC) as readonly (readonly [keyof typeof TOPIC, string])[];

/**
 * A lesson in words. `nameOf` gives what people call an account. A topic this version does not know stands as it is kept.
 */
export function describeLesson(
  { topic, finding }: Pick<Lesson, "topic" | "finding">,
  nameOf: (accountId: string) => string | undefined,
): { readonly about: string; readonly found: string } {
  const [name, start = ""] = NAMES.find(([, key]) => (key.endsWith(":") ? topic.startsWith(key) : topic === key)) ?? [];
  if (name === undefined) return { about: topic, found: finding };
  const named = topic.slice(start.length);
  const [about, found] = WORDS[name](nameOf(named) ?? named, finding);
  return { about, found };
}

/** What one field says in each entry of a list kept as JSON; nothing of what is none. */
function readAll(kept: string, field: string): readonly string[] {
  try {
    const entries: unknown = JSON.parse(kept);
    return Array.isArray(entries) ? entries.map((entry) => String(entry?.[field] ?? "")).filter(Boolean) : [];
  } catch {
    return [];
  }
}

function toList(words: string): string {
  const all = words.split(" ").filter((word) => word !== "");
  const more = all.length - LISTED;
  return `${all.slice(0, LISTED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function toDay(unixSeconds: string): string {
  const at = new Date(Number(unixSeconds) * 1_000);
  return Number.isNaN(at.getTime()) ? unixSeconds : at.toISOString().slice(0, 10);
}
