import {
  type AccountRecord,
  addDays,
  type CommentRecord,
  type DaySpan,
  judgeAuthor,
  type OwnAccount,
  toDayInZone,
} from "../../../dataset/index.ts";
import type { DatasetReader } from "../../../store/index.ts";
import { type Frame, newest } from "../../figures/index.ts";

/** A comment of somebody else that was written in the period. */
export interface ForeignComment {
  readonly comment: CommentRecord;
  /** The account's first reply, whenever it came. */
  readonly firstReply?: CommentRecord | undefined;
  readonly permalink?: string | undefined;
}

/** What is known of an account's answers. */
export interface Answers {
  /** False when comments were counted and not read since the period was over. */
  readonly areRead: boolean;
  /** Newest first. */
  readonly foreign: readonly ForeignComment[];
  /** Newest reading. */
  readonly takenAt: string | null;
}

/** The period's comments of others with the account's first replies; replies count though they came later. */
export async function readAnswers(
  reader: DatasetReader,
  accounts: readonly AccountRecord[],
  { span, timeZone }: Frame,
): Promise<ReadonlyMap<string, Answers>> {
  const answers = new Map<string, Answers>();
  // A day of margin: the zone decides, not this bound.
  const from = `${addDays(span.from, -1)}T00:00:00.000Z`;
  for (const account of accounts) {
    // What was written in the period was read after it was written.
    const walks = await reader.commentWalks(account.accountId, from);
    // Read before the period was over, what came afterwards is not known: that is no answer of "none".
    const isReadSince = walks.some(({ walkedAt }) => toDayInZone(new Date(walkedAt), timeZone) > span.to);
    if (!isReadSince) {
      answers.set(account.accountId, { areRead: false, foreign: [], takenAt: null });
      continue;
    }
    const comments = await reader.comments(account.accountId, from, "9999-12-31T00:00:00.000Z");
    const links = new Map(walks.map(({ mediaId, permalink }) => [mediaId, permalink]));
    answers.set(account.accountId, {
      areRead: true,
      foreign: toForeign(
        { ...account, ...(await reader.ownSigns(account.accountId)) },
        comments,
        span,
        timeZone,
        links,
      ),
      takenAt: newest(walks.map(({ walkedAt }) => walkedAt)),
    });
  }
  return answers;
}

function toForeign(
  account: OwnAccount,
  comments: readonly CommentRecord[],
  span: DaySpan,
  timeZone: string,
  links: ReadonlyMap<string, string | undefined>,
): readonly ForeignComment[] {
  // As everywhere: what may be the account's answer is not told as unanswered.
  const mayBeOwn = (comment: CommentRecord): boolean => judgeAuthor(comment, account) !== "other";
  const oldestFirst = comments.filter(mayBeOwn).toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  const replies = Map.groupBy(oldestFirst, ({ parentId }) => parentId);
  return comments
    .filter((comment) => {
      const day = toDayInZone(new Date(comment.createdAt), timeZone);
      return (
        comment.parentId === undefined && judgeAuthor(comment, account) !== "own" && day >= span.from && day <= span.to
      );
    })
    .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    .map((comment) => ({
      comment,
      firstReply: (replies.get(comment.commentId) ?? []).at(0),
      permalink: links.get(comment.mediaId),
    }));
}
