import type { MissingAccount } from "../../dataset/index.ts";

/** A Page without the key has no linked professional account (CONTRACT §1.1). */
export function explainNoLinkedAccount(
  connection: string,
  pageId: string,
  pageName: string,
  seenAt: string,
): MissingAccount {
  return {
    connection,
    pageId,
    pageName,
    reason: "no-linked-account",
    message:
      "This Page has no Instagram business account linked to it. Link one under Page settings › Linked accounts.",
    seenAt,
  };
}

/** 200 with an empty list is a permission question, not "no accounts" (CONTRACT §1.1, RELIABILITY K6). */
export function explainNothingListed(connection: string, seenAt: string): MissingAccount {
  return {
    connection,
    reason: "nothing-listed",
    message:
      `Connection "${connection}" lists no Page at all. Its token probably lacks pages_show_list, or business_management ` +
      "where the Pages belong to a Business portfolio. Grant both when logging in and choose the Pages.",
    seenAt,
  };
}
