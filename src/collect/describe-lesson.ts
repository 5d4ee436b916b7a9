// What was learnt about a server, for people: what it is about and what was found.
import type { Lesson } from "../store/index.ts";
import { type KeptCapability, NO_SIZE, parseTopic } from "./capabilities/index.ts";

type Tell = (about: string, finding: string) => readonly [about: string, found: string];

const LISTED = 6;
const POSTS = "Posts listed at once";

/** `about` is what a topic names: an account's id, a metric or a field; "" where it names nothing. */
const WORDS: Readonly<Record<KeptCapability, Tell>> = {
  form: (_, form) => ["How questions are put together", `form ${form} of 3, because a shorter one was refused`],
  "form-proven": (_, form) => ["How questions are put together", `form ${form} of 3 was answered`],
  "media-counts": () => ["How many posts each account has", "kept from the last look"],
  "page-size": (_, posts) => [POSTS, `${posts} are asked for`],
  "page-size-good": (_, posts) => [POSTS, `${posts} were answered`],
  "page-size-refused": (_, posts) => [POSTS, `${posts} were too many`],
  "discovery-page-size": (_, pages) => [
    "Pages listed at once",
    pages === NO_SIZE ? "one alone was refused as too many; asked again with one call" : `${pages}: more were too many`,
  ],
  "nested-insights": (_, found) => ["Figures of posts asked with their list", found],
  "nested-story-insights": (_, found) => ["Figures of stories asked with their list", found],
  "posted-reads": (_, found) => ["Long questions sent as POST", found],
  "media-total-value": () => ["Figures of posts", "must be asked as a total value"],
  "refused-account": (id, found) => [id, `${found} as a whole; asked again with one call`],
  "refused-connection": (_, found) => ["All accounts of the connection", `${found}; three of them are asked again`],
  "throttled-account": (id) => [id, "throttled however long it was waited"],
  "page-token": (id) => [id, "is read with the token of its Page"],
  version: (_, version) => ["Version of the API", `${version}, since then`],
  "refusing-posts": (id, posts) => [id, `posts that refuse a figure: ${readAll(posts, "mediaId").length}`],
  "refused-edges": (id, edges) => [id, `is refused ${toList(readAll(edges, "edge").join(" "))}`],
  "metrics-answered": (_, metrics) => ["Metrics that were answered", toList(metrics)],
  field: (field) => [field, "was withdrawn; left off"],
  metric: (metric) => [metric, "is refused; left off"],
  "converted-after": (id, second) => [id, `posts before ${toDay(second)} have no figures`],
  "small-stories": (id) => [id, "stories have too few viewers for figures"],
  "portfolio-pages": (_, edges) => ["Pages in Business portfolios", toList(edges)],
  "stamp-reading": (_, reading) => ["Which day a stamp means", reading],
  "stamps-tried": (_, version) => ["Which day a stamp means", `looked for under ${version}, not found out`],
};

/**
 * A lesson in words. `nameOf` gives what people call an account. A topic this version does not know stands as it is kept.
 */
export function describeLesson(
  { topic, finding }: Pick<Lesson, "topic" | "finding">,
  nameOf: (accountId: string) => string | undefined,
): { readonly about: string; readonly found: string } {
  const { capability, about: name } = parseTopic(topic);
  if (capability === undefined) return { about: topic, found: finding };
  const [about, found] = WORDS[capability](nameOf(name) ?? name, finding);
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
