// What the inbox says, in the desk's words.
import type { ActionKind, CommentAction } from "../../dataset/index.ts";
import { countOf } from "../../shared/index.ts";
import type { ThreadState } from "../../store/index.ts";
import type { Address, View } from "./address.ts";

export const VIEW_WORDS: Readonly<Record<View, string>> = {
  unanswered: "Unanswered",
  answered: "Answered",
  all: "All",
  mine: "Assigned to me",
  done: "Done",
  hidden: "Hidden",
  deleting: "Waiting to be deleted",
};

const EMPTY_WORDS: Readonly<Record<View, string>> = {
  unanswered: "Nobody waits for an answer here.",
  answered: "Nothing was answered here.",
  all: "There is no comment here.",
  mine: "Nothing is assigned to you.",
  done: "Nothing was marked as done.",
  hidden: "No comment is hidden.",
  deleting: "Nothing waits to be deleted.",
};

/** How what a view shows is called when there is none. */
const NONE: Readonly<Record<View, string>> = {
  unanswered: "No unanswered comment",
  answered: "No answered comment",
  all: "No comment",
  mine: "No comment assigned to you",
  done: "No comment marked as done",
  hidden: "No hidden comment",
  deleting: "No comment that waits to be deleted",
};

/** Why a list is empty: what was looked through, and that nothing is in it where all of it was. */
export function toEmptyWords(
  { view, q, after }: Pick<Address, "view" | "q" | "after">,
  { isNarrowed, isPart }: { readonly isNarrowed: boolean; readonly isPart: boolean },
): string {
  const among = isNarrowed ? " of those that fit the other filters" : "";
  if (q !== "")
    return `${NONE[view]}${among}${isPart ? " looked through so far" : ""} has “${q}” in its texts or names.`;
  if (after !== "") return "Nothing more is here.";
  return isNarrowed ? `${NONE[view]} fits the filters.` : EMPTY_WORDS[view];
}

export const STATE_WORDS: Readonly<Record<ThreadState, string>> = {
  open: "not answered",
  answered: "answered",
  done: "done",
  hidden: "hidden",
  own: "by the account",
  gone: "deleted",
};

/** What a person or a rule did, for the log below a thread. */
const DEEDS: Readonly<Record<ActionKind, string>> = {
  create: "wrote a comment",
  reply: "answered",
  hide: "hid it",
  unhide: "showed it again",
  delete: "ordered its deletion",
  open: "opened the comments",
  close: "closed the comments",
  flag: "flagged it",
  suggest: "suggested an answer",
  done: "marked it as done",
  reopen: "opened it again",
  assign: "assigned it",
  unassign: "took the assignment back",
};

export function toDeed({ kind, text, reason, state, answer }: CommentAction): string {
  const whom = kind === "assign" ? ` to ${text ?? "somebody"}` : "";
  const why = reason === undefined ? "" : ` (${reason})`;
  return `${DEEDS[kind]}${whom}${why}${toEnd(kind, state, answer)}`;
}

function toEnd(kind: ActionKind, state: CommentAction["state"], answer: string | undefined): string {
  if (state === "undone") return `, ${answer ?? "taken back"}`;
  const words = answer === undefined ? "" : `: ${answer}`;
  if (state === "planned") return kind === "delete" ? ", waits for its time" : ", waits to be sent";
  if (state === "sending") return ", on its way";
  if (state === "unknown") return `, not known yet whether it arrived${words}`;
  return state === "refused" ? `, refused${words}` : "";
}

/** "5 min", "3 h", "4 days". */
export function toAge(instant: string, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(instant)) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h` : countOf(Math.floor(hours / 24), "day");
}

/** The first line, as a list has room for it. */
export function toLine(text: string | undefined, most: number): string {
  const [line = ""] = (text ?? "").trim().split("\n");
  const signs = [...line];
  return signs.length <= most ? line : `${signs.slice(0, most - 1).join("")}…`;
}
