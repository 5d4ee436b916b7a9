import { type AccountRecord, type MissingAccount, type Note, toNoted } from "../../dataset/index.ts";
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
    ...toNoted({ code: "no-linked-account" }),
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
    ...toNoted({ code: "no-longer-listed", args: { username, lastListed: takenAt.slice(0, 10) } }),
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
  return { connection, reason: "nothing-listed", ...toNoted(explainWhyNothing(connection, permissions)), seenAt };
}

function explainWhyNothing(connection: string, permissions: Permissions | undefined): Note {
  if (permissions === undefined) return { code: "nothing-listed", args: { connection } };
  const { missing, declined } = permissions;
  if (missing.length === 0) return { code: "nothing-listed-though-granted", args: { connection } };
  const lacking = missing.map((name) => ({ name, isDeclined: declined.includes(name) }));
  return { code: "permissions-lacking", args: { connection, missing: lacking } };
}

/** One portfolio keeps its Pages to itself; the others and the user's own Pages go on. */
export function explainRefusedPortfolio(
  connection: string,
  listing: OpenListing,
  error: GraphError,
  seenAt: string,
): MissingAccount {
  const words = withRemedy(error.apiMessage ?? error.message);
  return {
    connection,
    pageId: listing.path.split("/")[0],
    reason: "not-permitted",
    ...toNoted({ code: "portfolio-refused", args: { list: nameList(listing, connection), words } }),
    seenAt,
  };
}

/** Behind the page where a list broke off, what is listed is not known. */
export function explainCutShort(
  connection: string,
  listing: OpenListing,
  { message, apiMessage, hint, note }: GraphError,
  seenAt: string,
): MissingAccount {
  const list = nameList(listing, connection);
  return {
    connection,
    reason: "cut-short",
    message: withRemedy(message, hint ?? LOOK_AGAIN),
    note:
      note === undefined
        ? { code: "list-unread", args: { list, words: withRemedy(apiMessage ?? message, hint ?? LOOK_AGAIN) } }
        : { code: "list-cut-short", args: { list, why: note } },
    seenAt,
  };
}

const LOOK_AGAIN = "What came before is kept; the next run looks again.";

function nameList({ kind, path, portfolio }: OpenListing, connection: string): Note {
  if (portfolio !== undefined) return { code: "pages-of-portfolio", args: portfolio };
  if (kind === "portfolio-pages") return { code: "pages-of-path", args: { path } };
  return { code: kind === "portfolios" ? "portfolios-of-connection" : "pages-of-connection", args: { connection } };
}
