// Whose a comment is. `from.id` may be the account's id or an id scoped to whoever asks (CONTRACT §13.11), and user names
// need a permission (§2.5): any sign may be missing, so each is taken that is there. Pure.
import type { AccountRecord } from "./account.ts";
import type { CommentRecord } from "./comment.ts";

/** What was learnt of an account's own comments. */
export interface OwnSigns {
  /** Every `from.id` that was read at a comment known to be the account's. */
  readonly authorIds: readonly string[];
  /** Ids the API returned for what was written through Gazette. */
  readonly commentIds: ReadonlySet<string>;
}

/** An account with as much of its signs as is known. */
export type OwnAccount = Pick<AccountRecord, "accountId" | "username"> & Partial<OwnSigns>;

/** `undecided`: no sign of it was told. Whoever would send something again must take it for the account's own. */
export type Authorship = "own" | "other" | "undecided";

export function judgeAuthor(
  { commentId, authorId, username }: Pick<CommentRecord, "commentId" | "authorId" | "username">,
  account: OwnAccount,
): Authorship {
  const { accountId, authorIds = [], commentIds } = account;
  if (commentIds?.has(commentId) === true) return "own";
  if (authorId !== undefined && (authorId === accountId || authorIds.includes(authorId))) return "own";
  if (username !== undefined) return isNameOf(username, account) ? "own" : "other";
  // By what this server calls the account is known: whoever is called otherwise is somebody else.
  return authorId !== undefined && authorIds.length > 0 ? "other" : "undecided";
}

/** Somebody else began it, no reply is or may be the account's, and it is not hidden, which would forbid an answer. */
export function waitsForAnswer(top: CommentRecord, replies: readonly CommentRecord[], account: OwnAccount): boolean {
  if (top.hidden === true || judgeAuthor(top, account) === "own") return false;
  return replies.every((reply) => judgeAuthor(reply, account) === "other");
}

/** The account with what these comments teach of it. */
export function learnSigns<A extends OwnAccount>(account: A, comments: readonly CommentRecord[]): A {
  const own = comments.filter((comment) => judgeAuthor(comment, account) === "own");
  const authorIds = new Set([...(account.authorIds ?? []), ...own.flatMap(({ authorId = [] }) => authorId)]);
  return { ...account, authorIds: [...authorIds] };
}

function isNameOf(username: string, account: OwnAccount): boolean {
  return username.toLowerCase() === account.username.toLowerCase();
}
