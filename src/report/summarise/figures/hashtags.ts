// Hashtags as Instagram reads them, and what the posts that bear one reached.
import {
  absent,
  averageHeld,
  byText,
  type Figure,
  isHeld,
  median,
  type Post,
  readInsight,
  SMALLEST_HISTORY,
} from "../../figures/index.ts";

/** Fewer uses say more about the post than about the hashtag. */
export const FEWEST_USES = 3;

export interface HashtagUse {
  /** With its "#", in the spelling used last. */
  readonly hashtag: string;
  readonly posts: readonly Post[];
  readonly medianReach: Figure;
  /** Its median reach against the median of all of the account's posts. */
  readonly multiple: Figure;
}

/** A hashtag is letters, marks, digits and underscores after "#", not digits alone; a "#" inside a word begins none. */
const HASHTAG = /(?<![\p{L}\p{M}\p{N}_&#])[#＃]([\p{L}\p{M}\p{N}_]*[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*)/gu;

/** Each hashtag of a caption once, without its "#". */
export function readHashtags(caption: string): readonly string[] {
  const found = new Map<string, string>();
  for (const [, word = ""] of caption.normalize("NFC").matchAll(HASHTAG)) {
    const key = word.toLowerCase();
    if (!found.has(key)) found.set(key, word);
  }
  return [...found.values()];
}

/** Hashtags used at least three times over these posts, newest first; the widest reach first, unknown reach last. */
export function rateHashtags(posts: readonly Post[]): readonly HashtagUse[] {
  const uses = new Map<string, { readonly word: string; readonly posts: Post[] }>();
  for (const post of posts) {
    for (const word of readHashtags(post.media.caption ?? "")) {
      const use = uses.get(word.toLowerCase()) ?? { word, posts: [] };
      use.posts.push(post);
      uses.set(word.toLowerCase(), use);
    }
  }
  const all = medianReach(posts, "history-reach");
  return [...uses.values()]
    .filter((use) => use.posts.length >= FEWEST_USES)
    .map((use) => {
      const reach = medianReach(use.posts, "hashtag-reach");
      return { hashtag: `#${use.word}`, posts: use.posts, medianReach: reach, multiple: compare(reach, all, posts) };
    })
    .sort(
      (a, b) =>
        Number(isHeld(b.multiple)) - Number(isHeld(a.multiple)) ||
        (isHeld(a.multiple) && isHeld(b.multiple) ? b.multiple.value - a.multiple.value : 0) ||
        b.posts.length - a.posts.length ||
        byText(a.hashtag, b.hashtag),
    );
}

function medianReach(posts: readonly Post[], code: "history-reach" | "hashtag-reach"): Figure {
  return averageHeld(
    posts.map((post) => readInsight(post, "reach")),
    { metric: "hashtagMedianReach", window: null, formula: { code } },
    median,
  );
}

function compare(reach: Figure, all: Figure, posts: readonly Post[]): Figure {
  if (!isHeld(reach)) return reach;
  const known = posts.filter((post) => isHeld(readInsight(post, "reach"))).length;
  if (!isHeld(all) || known < SMALLEST_HISTORY) return absent({ code: "few-posts", args: { least: SMALLEST_HISTORY } });
  if (all.value === 0) return absent("median-zero");
  return {
    ...reach,
    value: reach.value / all.value,
    metric: "hashtagMultiple",
    formula: { code: "hashtag-multiple" },
  };
}
