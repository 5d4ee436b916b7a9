// What was done to comments, or is still to be done: one row each, written before the API is asked.
import type { CommentRecord } from "./comment.ts";

/** What is written to Instagram. */
export type WriteKind = "create" | "reply" | "hide" | "unhide" | "delete" | "open" | "close";

/** Notes of our own: by a rule, or by a person of the inbox. `text` of an assignment is who it is for. */
export type NoteKind = "flag" | "suggest" | "done" | "reopen" | "assign" | "unassign";

export type ActionKind = WriteKind | NoteKind;

/**
 * - `planned`  not sent; `dueAt` says from when it may be
 * - `sending`  on its way; left behind by a process that died, it is looked up before anything is sent again
 * - `unknown`  sent, and the answer was lost; looked up likewise
 * - `done`     Instagram has it
 * - `refused`  Instagram would not, or a rule known beforehand forbids it
 * - `undone`   taken back before it was sent
 */
export type ActionState = "planned" | "sending" | "unknown" | "done" | "refused" | "undone";

export interface CommentAction {
  readonly actionId: string;
  readonly kind: ActionKind;
  readonly connection: string;
  readonly accountId: string;
  readonly mediaId: string;
  /** Absent for a new comment, and for opening and closing a media. */
  readonly commentId?: string | undefined;
  /** What is to be written. */
  readonly text?: string | undefined;
  /** The comment's text when the action was planned. */
  readonly textBefore?: string | undefined;
  /** Who wrote the comment. */
  readonly author?: string | undefined;
  /** Why, where no person typed it: "rule links", "until the deletion". */
  readonly reason?: string | undefined;
  /** Who asked for it: the user of this machine, or a person of the desk. */
  readonly osUser: string;
  readonly state: ActionState;
  readonly requestedAt: string;
  readonly dueAt: string;
  readonly sentAt?: string | undefined;
  /** How often it was sent; part of every claim, so that two processes cannot both send the same try. */
  readonly tries: number;
  readonly endedAt?: string | undefined;
  /** Id of the comment that came to be. */
  readonly resultId?: string | undefined;
  /** The API's answer in a few words. */
  readonly answer?: string | undefined;
  /** Comments of ours with the same text that were there before: none of them is this one. */
  readonly knownIds: readonly string[];
}

/** A comment as it was before its deletion, with what was written under it. */
export interface ArchivedThread {
  readonly actionId: string;
  readonly archivedAt: string;
  readonly permalink?: string | undefined;
  readonly caption?: string | undefined;
  readonly comment: CommentRecord;
  /** The comment above, when it is a reply. */
  readonly parent?: CommentRecord | undefined;
  readonly replies: readonly CommentRecord[];
}
