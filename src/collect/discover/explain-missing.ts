import type { AccountRecord, MissingAccount } from "../../dataset/index.ts";
import type { GraphError, Permissions } from "../../graph/index.ts";
import { withRemedy } from "../../shared/index.ts";
import type { OpenListing } from "./discovery.ts";

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

/** A role that was taken away, a Page or account that was unlinked or removed: the API leaves it out without a word. */
export function explainNoLongerListed(
  { connection, pageId, pageName, username, takenAt }: AccountRecord,
  seenAt: string,
): MissingAccount {
  return {
    connection,
    pageId,
    pageName,
    reason: "no-longer-listed",
    message:
      `@${username} was last listed on ${takenAt.slice(0, 10)}; what was collected of it is kept. Ask an admin of the ` +
      "Page whether your role on it or its link to Instagram was taken away.",
    seenAt,
  };
}

/**
 * 200 with an empty list is a permission question, not "no accounts" (CONTRACT §1.1, RELIABILITY K6): the permissions
 * tell a token that may not see from one that has nothing to see.
 */
export function explainNothingListed(
  connection: string,
  permissions: Permissions | undefined,
  seenAt: string,
): MissingAccount {
  const start = `Connection "${connection}" lists no Page at all`;
  return { connection, reason: "nothing-listed", message: start + explainWhyNothing(permissions), seenAt };
}

function explainWhyNothing(permissions: Permissions | undefined): string {
  if (permissions === undefined) {
    return (
      ". Its token probably lacks pages_show_list, or business_management where the Pages belong to a Business " +
      "portfolio. Grant both when logging in and choose the Pages."
    );
  }
  const { missing, declined } = permissions;
  if (missing.length === 0) {
    return (
      ", though its token has every permission, business_management included. Either no Page was chosen when logging in, or its user has no role on " +
      "any Page and no portfolio with one. Log in again and choose the Pages, or ask their admin for a role."
    );
  }
  const lacks = missing.map((name) => `${name} (${declined.includes(name) ? "declined" : "not asked for"})`);
  return `: its token lacks ${lacks.join(", ")}. Log in again, grant ${missing.length === 1 ? "it" : "them"} and choose the Pages.`;
}

/** One portfolio keeps its Pages to itself; the others and the user's own Pages go on. */
export function explainRefusedPortfolio(
  connection: string,
  { path, about }: OpenListing,
  error: GraphError,
  seenAt: string,
): MissingAccount {
  return {
    connection,
    pageId: path.split("/")[0],
    reason: "not-permitted",
    message: withRemedy(
      `Could not list ${about}: ${error.apiMessage ?? error.message}`,
      "Ask an admin of the portfolio for access.",
    ),
    seenAt,
  };
}
