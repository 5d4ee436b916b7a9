// Threads for people (a table, replies below their comment) and for scripts (JSON).
import type { CommentAction, CommentRecord } from "../../../dataset/index.ts";
import { type CountMismatch, isOwn, isUnanswered, type Match, type Thread } from "../../../moderate/index.ts";
import type { Print } from "../../print.ts";
import type { TableCell, Tone } from "../../table.ts";

/** What is known of each comment besides the comment: deletions that wait, flags, suggested replies. */
export type Notes = ReadonlyMap<string, readonly CommentAction[]>;

export function toNotes(actions: readonly CommentAction[]): Notes {
  const kept = actions.filter(
    ({ kind, state }) => kind === "flag" || kind === "suggest" || (kind === "delete" && state === "planned"),
  );
  return Map.groupBy(kept, ({ commentId }) => commentId ?? "");
}

export function toJsonThread({ thread, comments }: Match, notes: Notes): unknown {
  const { account, media, top, replies } = thread;
  const toJson = (comment: CommentRecord) => ({
    commentId: comment.commentId,
    parentId: comment.parentId ?? null,
    author: comment.username ?? null,
    own: isOwn(comment, account),
    text: comment.text,
    createdAt: comment.createdAt,
    hidden: comment.hidden ?? null,
    likeCount: comment.likeCount ?? null,
    takenAt: comment.takenAt,
    notes: (notes.get(comment.commentId) ?? []).map(({ kind, text, reason, dueAt }) => ({
      kind,
      text: text ?? null,
      reason: reason ?? null,
      dueAt: kind === "delete" ? dueAt : null,
    })),
  });
  return {
    account: account.username,
    accountId: account.accountId,
    mediaId: top.mediaId,
    permalink: media.permalink ?? null,
    caption: media.caption ?? null,
    unanswered: isUnanswered(thread),
    ...toJson(top),
    replies: replies.map(toJson),
    matches: comments.map(({ commentId }) => commentId),
  };
}

export function printThreads(matches: readonly Match[], notes: Notes, print: Print): void {
  print.table(
    [
      { title: "WRITTEN (UTC)" },
      { title: "ACCOUNT" },
      { title: "AUTHOR" },
      { title: "TEXT" },
      { title: "STATE" },
      { title: "ID", whole: true },
    ],
    matches.flatMap(({ thread }) => [
      toRow(thread, thread.top, notes),
      ...thread.replies.map((one) => toRow(thread, one, notes)),
    ]),
  );
}

function toRow(thread: Thread, comment: CommentRecord, notes: Notes): readonly TableCell[] {
  const isTop = comment === thread.top;
  return [
    toMinute(comment.createdAt),
    isTop ? `@${thread.account.username}` : "",
    `${isTop ? "" : "  ↳ "}${comment.username ?? (isOwn(comment, thread.account) ? thread.account.username : "somebody")}`,
    comment.text,
    toState(thread, comment, notes),
    comment.commentId,
  ];
}

function toState(thread: Thread, comment: CommentRecord, notes: Notes): TableCell {
  const words: string[] = [];
  let tone: Tone = "dim";
  if (comment === thread.top && isUnanswered(thread)) [words[0], tone] = ["open", "warn"];
  else if (comment === thread.top && thread.replies.some((reply) => isOwn(reply, thread.account))) {
    words.push("answered");
  }
  if (comment.hidden === true) words.push("hidden");
  for (const { kind, reason, text, dueAt } of notes.get(comment.commentId) ?? []) {
    if (kind === "delete") words.push(`is deleted ${toMinute(dueAt)}`);
    else words.push(kind === "flag" ? `flagged by ${reason}` : `suggested: ${text}`);
  }
  return { text: words.join(", "), tone };
}

/** "2026-11-24 07:30", UTC. */
export function toMinute(instant: string): string {
  return instant.slice(0, 16).replace("T", " ");
}

/** Counted and never returned: said instead of shown as "no comments". */
export function printMismatches(mismatches: readonly CountMismatch[], print: Print): void {
  for (const { username, mediaId, permalink, counted, returned } of mismatches) {
    print.result(
      `@${username}, ${permalink ?? `media ${mediaId}`}: its count says ${counted}, the API returned ${returned}.`,
      "warn",
    );
  }
  if (mismatches.length > 0) {
    print.result("Comments of restricted users, on age-gated media and on ads are counted but not returned.", "dim");
  }
}
