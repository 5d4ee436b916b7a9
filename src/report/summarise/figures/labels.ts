// What posts are called by the configuration's rules: a post bears every label one of whose rules fits it.
import type { MediaRecord } from "../../../dataset/index.ts";
import type { Label } from "../model/report-options.ts";
import { readHashtags } from "./hashtags.ts";

type Named = Pick<MediaRecord, "caption" | "permalink">;
/** The names of the labels a post bears, each once, in the order of the labels. */
export type Labeller = (media: Named) => readonly string[];

/** Labels of one name, whatever its case, are one, named as the first is written. */
export function toLabeller(labels: readonly Label[]): Labeller {
  const byName = Map.groupBy(labels, ({ name }) => fold(name));
  const compiled = [...byName.values()].map((same) => ({
    name: same[0]?.name ?? "",
    words: same.flatMap(({ contains = [] }) => contains.map(fold)),
    hashtags: new Set(same.flatMap(({ hashtags = [] }) => hashtags.map(toHashtagKey))),
    links: new Set(same.flatMap(({ links = [] }) => links.map(toLinkKey))),
  }));
  return ({ caption = "", permalink }) => {
    const folded = fold(caption);
    const used = readHashtags(caption).map(toHashtagKey);
    const link = permalink === undefined ? undefined : toLinkKey(permalink);
    return compiled
      .filter(
        ({ words, hashtags, links }) =>
          words.some((word) => folded.includes(word)) ||
          used.some((hashtag) => hashtags.has(hashtag)) ||
          (link !== undefined && links.has(link)),
      )
      .map(({ name }) => name);
  };
}

/** Case and the ways of writing an accent, or a full-width letter, do not matter. */
function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

function toHashtagKey(hashtag: string): string {
  return fold(hashtag.trim()).replace(/^#/, "");
}

/** One post has many addresses: with or without www, as p, reel or tv, below its account, with what a share adds behind "?". */
function toLinkKey(link: string): string {
  const url = URL.parse(link);
  if (url === null) return link;
  const [, code] = /\/(?:p|reels?|tv)\/([^/]+)/.exec(url.pathname) ?? [];
  const isInstagram = /(^|\.)instagram\.com$/.test(url.hostname);
  return isInstagram && code !== undefined ? code : `${url.host}${url.pathname.replace(/\/+$/, "")}`;
}
