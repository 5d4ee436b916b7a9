// Comments: far more than usual, and those that wait for an answer.

import { toDayInZone } from "../../../dataset/index.ts";
import { type AccountWeek, isHeld, readTotal, sum } from "../../figures/index.ts";
import { toAnchor } from "../pages/anchor.ts";
import type { PageData } from "../pages/page-data.ts";
import { type Candidate, quote, toPhrases, weigh } from "./candidate.ts";
import { findUnusual, findUsual } from "./usual.ts";

/** Fewer comments are no spike, however few are usual. */
const SPIKE_LEAST = 20;
const SPIKE_MULTIPLE = 3;
/** Fewer that wait are nobody's news. */
const OPEN_LEAST = 3;
const OPEN_UNUSUAL = 2;
const NAMED_MOST = 3;

/** Accounts with three times the comments of their usual week. */
export function findCommentSpikes(
  data: Pick<PageData, "comments" | "receipts" | "weeks" | "write">,
): readonly Candidate[] {
  const { weeks, write } = data;
  const text = write.words.findings;
  const all = sum(weeks.map(({ current }) => countComments(current)));
  return weeks.flatMap((week) => {
    const comments = readTotal(week.current, "comments");
    const past = week.past
      .slice(0, -1)
      .map((period) => readTotal(period, "comments"))
      .filter(isHeld);
    const usual = findUsual(past.map(({ value }) => value));
    if (!isHeld(comments) || usual === undefined) return [];
    if (comments.value < SPIKE_LEAST || comments.value < usual.middle * SPIKE_MULTIPLE) return [];
    const { accountId } = week.account;
    const values = past.map(({ value }) => value);
    return [
      {
        about: accountId,
        weight: weigh(findUnusual(comments.value, values, undefined), comments.value / all),
        headline: toPhrases(text.spikeHeadline(week.label, write.count(comments.value)), "warning"),
        finding: {
          tone: "warning" as const,
          text: text.spike(week.label, write.count(comments.value), write.count(usual.middle)),
          why: tellMostCommented(week, data),
          target: toAnchor(accountId),
          receipts: quote(data, accountId, [comments]),
        },
      },
    ];
  });
}

function countComments(period: AccountWeek["current"]): number {
  const comments = readTotal(period, "comments");
  return isHeld(comments) ? comments.value : 0;
}

/** The media with the most comments of the period, where most of them stand under one. */
function tellMostCommented(
  { account, current }: AccountWeek,
  { comments, write }: Pick<PageData, "comments" | "write">,
): string | undefined {
  const written = comments.get(account.accountId) ?? [];
  const most = [...Map.groupBy(written, ({ mediaId }) => mediaId)].toSorted((a, b) => b[1].length - a[1].length).at(0);
  const post = current.posts.find(({ media }) => media.mediaId === most?.[0]);
  if (most === undefined || post === undefined || most[1].length * 2 < written.length) return undefined;
  return write.words.findings.spikeUnder(write.count(most[1].length), write.day(post.day));
}

/** All comments of the period that wait for an answer, told once for all accounts. */
export function findUnanswered(data: Pick<PageData, "answers" | "frame" | "weeks" | "write">): readonly Candidate[] {
  const { weeks, answers, frame, write } = data;
  const text = write.words.findings;
  const open = weeks
    .map((week) => ({
      week,
      waiting: (answers.get(week.account.accountId)?.foreign ?? []).filter(
        ({ comment, firstReply }) => firstReply === undefined && comment.hidden !== true,
      ),
    }))
    .filter(({ waiting }) => waiting.length > 0)
    .toSorted((a, b) => b.waiting.length - a.waiting.length);
  const count = sum(open.map(({ waiting }) => waiting.length));
  const oldest = open.flatMap(({ waiting }) => waiting.map(({ comment }) => comment.createdAt)).sort()[0];
  if (count < OPEN_LEAST || oldest === undefined) return [];
  const since = write.day(toDayInZone(new Date(oldest), frame.timeZone));
  const names = open.slice(0, NAMED_MOST).map(({ week, waiting }) => `${week.label} ${write.count(waiting.length)}`);
  return [
    {
      about: "comments",
      weight: weigh(OPEN_UNUSUAL, 1),
      headline: toPhrases(text.openHeadline(write.plural(count, "comment")), "warning"),
      finding: {
        tone: "warning",
        text: text.open(write.plural(count, "comment"), since),
        why: open.length > 1 ? `${names.join(", ")}${open.length > NAMED_MOST ? ", …" : "."}` : undefined,
        target: open[0] === undefined ? undefined : toAnchor(open[0].week.account.accountId),
      },
    },
  ];
}
