// Single posts that stand out: a record of their account, or far above its median.
import { type AccountWeek, isHeld } from "../../figures/index.ts";
import { measurePost, ofNotableAccounts, type RatedPost, ratePosts, toPostMeasure } from "../choose-posts.ts";
import type { Facts } from "../facts.ts";
import { toAnchor } from "../sections/anchor.ts";
import { nameFormat, shorten } from "../writer.ts";
import { type Candidate, quote, toPhrases, weigh } from "./candidate.ts";

/** A post must beat its account's median by this much to be told. */
const NOTABLE_MULTIPLE = 2;
/** So many posts must be beaten for a record. */
const RECORD_POSTS = 10;
const CAPTION = 40;
/** A record weighs as much as a week so many deviations away. */
const RECORD_UNUSUAL = 2;

/** The best post of each account. */
export function findOutstandingPosts(facts: Facts): readonly Candidate[] {
  const measure = toPostMeasure(facts.sortBy);
  return facts.weeks.flatMap((week) => {
    const [best] = ofNotableAccounts(ratePosts([week], measure).rated);
    return best === undefined ? [] : toCandidate(best, facts);
  });
}

function toCandidate({ week, post, figure, multiple }: RatedPost, facts: Facts): readonly Candidate[] {
  if (!isHeld(multiple) || multiple.value < NOTABLE_MULTIPLE) return [];
  const { sortBy, write } = facts;
  const measure = toPostMeasure(sortBy);
  const { accountId, caption } = post.media;
  const text = write.words.findings;
  const beaten = countBeaten(week, figure.value, facts);
  const isRecord = beaten >= RECORD_POSTS;
  const format = nameFormat(post.format, write);
  const share = shareOfPosts(week, figure.value, facts);
  const title = shorten(caption ?? "", CAPTION);
  return [
    {
      about: accountId,
      weight: weigh(multiple.value + (isRecord ? RECORD_UNUSUAL : 0), figure.value / wonByAll(facts)),
      headline: toPhrases(text.postHeadline(week.label, format, write.multiple(multiple.value)), "good"),
      finding: {
        tone: "good",
        text: text.post(
          week.label,
          format,
          text.won[measure](write.count(figure.value)),
          write.multiple(multiple.value),
        ),
        why: [
          ...(title === "" ? [] : [text.caption(title)]),
          ...(isRecord ? [text.postRecord(write.plural(beaten, "post"))] : []),
          ...(share === undefined ? [] : [text.postShare(write.percent(share))]),
        ].join(" "),
        target: toAnchor(accountId),
        receipts: quote(facts, "post", [figure, multiple]),
      },
    },
  ];
}

/** Earlier posts of the account that are known, when it beats them all; zero when one was as good. */
function countBeaten({ current, history }: AccountWeek, value: number, { sortBy }: Facts): number {
  const read = measurePost(toPostMeasure(sortBy));
  const own = new Set(current.posts.map(({ media }) => media.mediaId));
  const earlier = history
    .filter(({ media }) => !own.has(media.mediaId))
    .map(read)
    .filter(isHeld);
  return earlier.every((figure) => figure.value < value) ? earlier.length : 0;
}

/** Of what all posts of the account won in the period; undefined for the only one. */
function shareOfPosts({ current }: AccountWeek, value: number, { sortBy }: Facts): number | undefined {
  const all = current.posts.map(measurePost(toPostMeasure(sortBy))).filter(isHeld);
  const whole = all.reduce((sum, figure) => sum + figure.value, 0);
  return all.length < 2 || whole === 0 ? undefined : value / whole;
}

function wonByAll({ weeks, sortBy }: Facts): number {
  const read = measurePost(toPostMeasure(sortBy));
  const won = weeks.flatMap(({ current }) => current.posts.map(read)).filter(isHeld);
  return won.reduce((sum, figure) => sum + figure.value, 0);
}
