// What was done at the desk, in words: one for every route that writes.

/** By the route's name. */
const DEEDS: Readonly<Record<string, string>> = {
  "sign-in": "Sign in",
  "sign-out": "Sign out",
  "comment-reply": "Answer a comment",
  "comment-hide": "Hide a comment",
  "comment-unhide": "Show a comment again",
  "comment-delete": "Delete a comment",
  "comment-undo": "Take a deletion back",
  "comment-look": "Look again at a comment",
  "comment-done": "Mark a comment as done",
  "comment-reopen": "Open a comment again",
  "comment-assign": "Assign a comment",
  "comment-save-reply": "Keep an answer for use again",
  "comment-drop-reply": "Remove a kept answer",
  "comments-look": "Look again at an account's comments",
  "comments-bulk-do": "Work on several comments",
  "report-make": "Make a report",
  "report-release": "Release a report",
  "report-reject": "Reject a report",
  "report-settle": "Note that a mail has arrived",
  "report-send": "Send a report",
  "report-again": "Send a report again",
  "report-remake": "Make a report again",
  "report-share": "Share a report by link",
  "link-revoke": "Revoke a link",
  "lesson-forget": "Forget a lesson",
  "settings-check": "Check the settings",
};

/** Of a route that was named by a later edition its name. */
export function toDeedWords(action: string): string {
  return DEEDS[action] ?? action;
}

const OUTCOMES = { done: "done", refused: "refused", begun: "begun, and its end is not known" } as const;

export function toOutcomeWords(outcome: keyof typeof OUTCOMES): string {
  return OUTCOMES[outcome];
}

/** What several comments were to be, by the bulk form's kind. */
export const SEVERAL: Readonly<Record<string, string>> = {
  done: "mark as done",
  hide: "hide",
  unhide: "show again",
  delete: "delete",
  reply: "answer",
};
