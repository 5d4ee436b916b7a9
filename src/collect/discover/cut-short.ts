// What a walk makes of a refusal: which question is given up, and what is told of it.
import type { MissingAccount } from "../../dataset/index.ts";
import type { GraphError } from "../../graph/index.ts";
import {
  type Discovery,
  listSearches,
  type OpenListing,
  type PortfolioSearch,
  toAccountQuestion,
} from "./discovery.ts";
import { explainCutShort, explainNothingListed, explainRefusedPortfolio } from "./explain-missing.ts";

/** The walk goes on without a question the API would not answer. */
export function withoutRefused(
  found: Discovery,
  listing: OpenListing,
  error: GraphError,
  connection: string,
  search: PortfolioSearch,
): Discovery {
  const open = found.open.slice(1);
  if (listing.kind === "page") {
    // The Page may be out of reach and the account not.
    const known = search.expected?.find(({ pageId }) => pageId === listing.path);
    const direct = known === undefined ? [] : [toAccountQuestion(known.accountId, `@${known.username}`)];
    return { ...found, open: [...direct, ...open] };
  }
  if (["granted", "account", "permissions"].includes(listing.kind)) return { ...found, open };
  if (listing.after !== undefined) {
    const searches = listing.kind === "own-pages" ? listSearches(connection, found.pageIds.length === 0, search) : [];
    return { ...cutShort(found, connection, listing, error), open: [...open, ...searches] };
  }
  // What a portfolio holds is not known, and whether one is there neither: the next walk looks again.
  if (error.recovery !== "skip") return { ...cutShort(found, connection, listing, error), open };
  // Not allowed to see portfolios at all: no loss to tell of, only not worth asking again soon.
  if (listing.kind === "portfolios") {
    const edges = found.portfolios?.edges ?? [];
    return { ...found, open, portfolios: { edges, refusal: error.apiMessage ?? error.message } };
  }
  const refused = explainRefusedPortfolio(connection, listing, error, found.takenAt);
  return { ...found, open, missing: addMissing(found.missing, refused) };
}

/** What is listed behind the page where a list broke off is not known, and that is told. */
export function cutShort(found: Discovery, connection: string, listing: OpenListing, error: GraphError): Discovery {
  const cut = explainCutShort(connection, listing, error, found.takenAt);
  return { ...found, missing: addMissing(found.missing, cut) };
}

function addMissing(known: readonly MissingAccount[], one: MissingAccount): readonly MissingAccount[] {
  const isTold = known.some(({ pageId, reason }) => pageId === one.pageId && reason === one.reason);
  return isTold ? known : [...known, one];
}

export function finish(found: Discovery, connection: string): Discovery {
  if (found.pageIds.length > 0 || found.accounts.length > 0) return { ...found, done: true };
  const nothing = explainNothingListed(connection, found.permissions, found.takenAt);
  return { ...found, missing: [...found.missing, nothing], done: true };
}
