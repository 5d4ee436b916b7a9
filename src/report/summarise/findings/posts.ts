// Single posts that stand out: a record of their account, or far above its median.
import { type AccountWeek, isHeld } from "../../figures/index.ts";
import { measurePost, ofNotableAccounts, type RatedPost } from "../figures/choose-posts.ts";
import { nameFormat, shorten } from "../model/writer.ts";
import { toAnchor } from "../pages/anchor.ts";
import type { PageData } from "../pages/page-data.ts";
import { type Candidate, quote, toPhrases, weigh } from "./candidate.ts";

/** A post must beat its account's median by this much to be told. */
const NOTABLE_MULTIPLE = 2;
/** So many posts must be beaten for a record. */
const RECORD_POSTS = 10;
const CAPTION = 40;
/** A record weighs as much as a week so many deviations away. */
const RECORD_UNUSUAL = 2;

/** The best post of each account. */
export function findOutstandingPosts(
  data: Pick<PageData, "measure" | "posts" | "receipts" | "weeks" | "write">,
): readonly Candidate[] {
  const { byAccount } = data.posts[data.measure];
  return data.weeks.flatMap(({ account }) => {
    const [best] = ofNotableAccounts(byAccount.get(account.accountId) ?? []);
    return best === undefined ? [] : toCandidate(best, data);
  });
}

function toCandidate(
  { week, post, figure, multiple }: RatedPost,
  data: Pick<PageData, "measure" | "receipts" | "weeks" | "write">,
): readonly Candidate[] {
  if (!isHeld(multiple) || multiple.value < NOTABLE_MULTIPLE) return [];
  const { measure, write } = data;
  const { accountId, caption } = post.media;
  const text = write.words.findings;
  const beaten = countBeaten(week, figure.value, data);
  const isRecord = beaten >= RECORD_POSTS;
  const format = nameFormat(post.format, write);
  const share = shareOfPosts(week, figure.value, data);
  const title = shorten(caption ?? "", CAPTION);
  return [
    {
      about: accountId,
      weight: weigh(multiple.value + (isRecord ? RECORD_UNUSUAL : 0), figure.value / wonByAll(data)),
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
        receipts: quote(data, "post", [figure, multiple]),
      },
    },
  ];
}

/** Earlier posts of the account that are known, when it beats them all; zero when one was as good. */
function countBeaten({ current, history }: AccountWeek, value: number, { measure }: Pick<PageData, "measure">): number {
  const read = measurePost(measure);
  const own = new Set(current.posts.map(({ media }) => media.mediaId));
  const earlier = history
    .filter(({ media }) => !own.has(media.mediaId))
    .map(read)
    .filter(isHeld);
  return earlier.every((figure) => figure.value < value) ? earlier.length : 0;
}

/** Of what all posts of the account won in the period; undefined for the only one. */
function shareOfPosts(
  { current }: AccountWeek,
  value: number,
  { measure }: Pick<PageData, "measure">,
): number | undefined {
  const all = current.posts.map(measurePost(measure)).filter(isHeld);
  const whole = all.reduce((sum, figure) => sum + figure.value, 0);
  return all.length < 2 || whole === 0 ? undefined : value / whole;
}

function wonByAll({ weeks, measure }: Pick<PageData, "measure" | "weeks">): number {
  const read = measurePost(measure);
  const won = weeks.flatMap(({ current }) => current.posts.map(read)).filter(isHeld);
  return won.reduce((sum, figure) => sum + figure.value, 0);
}
