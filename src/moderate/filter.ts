// Which comments are meant: the same filter for lists, bulk work and rules. Pure.
import { type CommentRecord, foldText, guessScript, type ScriptName } from "../dataset/index.ts";
import { isUnanswered, mayBeOwn, type Thread } from "./context.ts";

/** Absent keys let everything through. */
export interface CommentFilter {
  readonly mediaIds?: readonly string[] | undefined;
  /** Written in [since, until), UTC ISO 8601. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Somebody else's top comment without a reply of the account. */
  readonly unanswered?: boolean | undefined;
  readonly hidden?: boolean | undefined;
  /** Any of these, whatever their case. */
  readonly contains?: readonly string[] | undefined;
  readonly script?: ScriptName | undefined;
  /** User names, with or without @. */
  readonly authors?: readonly string[] | undefined;
}

export interface Match {
  readonly thread: Thread;
  readonly comments: readonly CommentRecord[];
}

/** Threads in which something fits, with what fits. */
export function filterThreads(threads: readonly Thread[], filter: CommentFilter): readonly Match[] {
  return threads.flatMap((thread) => {
    const comments = [thread.top, ...thread.replies].filter((comment) => fits(comment, thread, filter));
    return comments.length === 0 ? [] : [{ thread, comments }];
  });
}

function fits(comment: CommentRecord, thread: Thread, filter: CommentFilter): boolean {
  const { mediaIds, since, until, unanswered, hidden, contains, script, authors } = filter;
  if (mediaIds !== undefined && !mediaIds.includes(comment.mediaId)) return false;
  if (since !== undefined && comment.createdAt < since) return false;
  if (until !== undefined && comment.createdAt >= until) return false;
  if (unanswered === true && (comment !== thread.top || !isUnanswered(thread))) return false;
  if (hidden === true && comment.hidden !== true) return false;
  if (contains !== undefined && !containsAny(comment.text, contains)) return false;
  if (script !== undefined && guessScript(comment.text) !== script) return false;
  return authors === undefined || isBy(comment, authors);
}

/** As `foldText` compares. */
export function containsAny(text: string, words: readonly string[]): boolean {
  const folded = foldText(text);
  return words.some((word) => folded.includes(foldText(word)));
}

export function isBy({ username }: CommentRecord, authors: readonly string[]): boolean {
  const name = username?.toLowerCase();
  return authors.some((author) => author.replace(/^@/, "").toLowerCase() === name);
}

/** Comments one may act on: those of others; what is or may be the account's own is left out of bulk work. */
export function listForeign(matches: readonly Match[]): readonly { thread: Thread; comment: CommentRecord }[] {
  return matches.flatMap(({ thread, comments }) =>
    comments.filter((comment) => !mayBeOwn(comment, thread.account)).map((comment) => ({ thread, comment })),
  );
}
