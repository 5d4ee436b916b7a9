import type { AccountRecord, MissingAccount } from "../../dataset/index.ts";
import {
  explainCut,
  type Graph,
  GraphError,
  type GraphReply,
  isOptional,
  readPermissions,
  refuseLoop,
  toFieldKey,
  toListing,
} from "../../graph/index.ts";
import {
  type Discovery,
  listPortfolioEdges,
  listSearches,
  type OpenListing,
  type PortfolioSearch,
  startDiscovery,
  toPermissionsQuestion,
} from "./discovery.ts";
import { explainNothingListed, explainRefusedPortfolio } from "./explain-missing.ts";
import { readPages, toPageFields } from "./read-pages.ts";

/** The most these edges are known to give at once (CONTRACT fact 1). */
const PAGE_SIZE = 100;

type Keep = (discovery: Discovery, callIds: readonly string[]) => Promise<void>;

/**
 * Walks every Page of a connection to its end and keeps those with a linked professional account: discovery and profile
 * snapshot for one call per 100 Pages (CONTRACT fact 1). Portfolios cost further calls and are asked for as `search`
 * says, or when there is nothing else. `keep` is told after each answer.
 */
export async function discoverAccounts(
  graph: Graph,
  connection: string,
  from: Discovery | undefined,
  search: PortfolioSearch,
  keep: Keep,
  signal: AbortSignal,
): Promise<Discovery> {
  let found = from ?? startDiscovery(connection, search.pageSize, search.withoutFields);
  let isRestarted = false;
  const followed = new Set<string>();
  for (let listing = found.open[0]; listing !== undefined; listing = found.open[0]) {
    let callIds: readonly string[];
    try {
      const step = await ask(graph, connection, listing, found, search, signal);
      callIds = step.callIds;
      found = step.found;
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      if (error.code === "GRAPH_CURSOR_STALE" && listing.after !== undefined && !isRestarted) {
        // The cursor of a walk interrupted days ago: begin anew, once (RELIABILITY P8).
        [found, isRestarted] = [startDiscovery(connection, found.pageSize, found.withoutFields), true];
        followed.clear();
        continue;
      }
      const lighter = withoutField(found, error);
      if (lighter !== undefined) {
        found = lighter;
        await keep(found, error.callIds);
        continue;
      }
      const { pageSize = PAGE_SIZE } = found;
      if (error.code === "GRAPH_TOO_MUCH_DATA" && pageSize > 1) {
        found = { ...found, pageSize: Math.floor(pageSize / 2) };
        await keep(found, error.callIds);
        continue;
      }
      if (error.recovery !== "skip" || listing.kind === "own-pages") throw error;
      callIds = error.callIds;
      found = withoutRefused(found, listing, error, connection);
    }
    const [next] = found.open;
    if (next?.after !== undefined) {
      const cursor = `${next.path}:${next.after}`;
      refuseLoop(cursor, followed, next.about);
      followed.add(cursor);
    }
    if (next === undefined) found = finish(found, connection);
    await keep(found, callIds);
  }
  return found;
}

interface Step {
  readonly found: Discovery;
  readonly callIds: readonly string[];
}

/** One call: the answer's part of the discovery, and what it opens up. */
async function ask(
  graph: Graph,
  connection: string,
  listing: OpenListing,
  found: Discovery,
  search: PortfolioSearch,
  signal: AbortSignal,
): Promise<Step> {
  if (listing.kind === "permissions") {
    const { permissions, callIds } = await readPermissions(graph, connection, signal);
    // Without the permission the portfolios would only be refused: that call is saved.
    const isAllowed = permissions.granted.includes("business_management");
    const open = found.open.slice(1).filter(({ kind }) => isAllowed || kind !== "portfolios");
    return { found: { ...found, permissions, open }, callIds };
  }
  const { path, about, after } = listing;
  const params = {
    fields: toFields(listing, found.withoutFields),
    limit: String(found.pageSize ?? PAGE_SIZE),
    ...(after === undefined ? {} : { after }),
  };
  const reply = await graph.send({ connection, path, params, about }, signal);
  const { callIds } = reply;
  const answer = toListing(reply.body, about);
  const more = answer.after === undefined ? [] : [{ ...listing, after: answer.after }];
  const rest = found.open.slice(1);
  if (listing.kind === "portfolios") {
    const edges = answer.data.flatMap(readPortfolio);
    const portfolios = found.portfolios ?? { edges: [] };
    return { found: { ...found, portfolios, open: [...more, ...rest, ...edges] }, callIds };
  }
  const listed = addPages(found, answer.data, listing, connection, reply);
  const grown = answer.isCut === true ? tellCut(listed, connection, about) : listed;
  if (listing.kind === "own-pages" && more.length === 0) {
    const searches = listSearches(connection, grown.pageIds.length === 0, search);
    return { found: { ...grown, open: [...rest, ...searches] }, callIds };
  }
  const open = [...more, ...rest];
  // Remembered edges have nothing left and `/me/accounts` had nothing either: find out why.
  const isPuzzling = open.length === 0 && grown.pageIds.length === 0 && grown.permissions === undefined;
  return { found: { ...grown, open: isPuzzling ? [toPermissionsQuestion(connection)] : open }, callIds };
}

function toFields({ kind }: OpenListing, without: Discovery["withoutFields"]): string {
  return kind === "portfolios" ? "id,name" : toPageFields(kind === "own-pages", without);
}

/** A withdrawn field of the accounts, which the list can do without (CONTRACT §13.13). */
function withoutField(found: Discovery, { fieldName = "" }: GraphError): Discovery | undefined {
  const key = toFieldKey("account", fieldName);
  const { withoutFields = [] } = found;
  if (!isOptional("account", fieldName) || withoutFields.includes(key)) return undefined;
  return { ...found, withoutFields: [...withoutFields, key] };
}

function readPortfolio(row: unknown): readonly OpenListing[] {
  const { id, name } = (typeof row === "object" && row !== null ? row : {}) as Record<string, unknown>;
  return typeof id === "string" ? listPortfolioEdges(id, typeof name === "string" ? name : id) : [];
}

function addPages(
  found: Discovery,
  rows: readonly unknown[],
  { kind, path }: OpenListing,
  connection: string,
  { takenAt }: GraphReply,
): Discovery {
  const known = new Set(found.pageIds);
  const { pageIds, accounts, missing } = readPages(rows, known, connection, takenAt);
  const { portfolios } = found;
  const brings = kind === "portfolio-pages" && pageIds.length > 0 && portfolios?.edges.includes(path) === false;
  return {
    ...found,
    accounts: addAccounts(found.accounts, accounts),
    missing: [...found.missing, ...missing],
    pageIds: [...found.pageIds, ...pageIds],
    takenAt,
    portfolios: brings ? { ...portfolios, edges: [...portfolios.edges, path] } : portfolios,
  };
}

/** An account of two Pages is one account. */
function addAccounts(known: readonly AccountRecord[], more: readonly AccountRecord[]): readonly AccountRecord[] {
  const ids = new Set(known.map(({ accountId }) => accountId));
  return [...known, ...more.filter(({ accountId }) => !ids.has(accountId))];
}

/** The walk goes on without a question the API would not answer. */
function withoutRefused(found: Discovery, listing: OpenListing, error: GraphError, connection: string): Discovery {
  const open = found.open.slice(1);
  // Not allowed to see portfolios at all: no loss to tell of, only not worth asking again soon.
  if (listing.kind === "portfolios") {
    const edges = found.portfolios?.edges ?? [];
    return { ...found, open, portfolios: { edges, refusal: error.apiMessage ?? error.message } };
  }
  if (listing.kind === "permissions") return { ...found, open };
  const refused = explainRefusedPortfolio(connection, listing, error, found.takenAt);
  return { ...found, open, missing: addMissing(found.missing, refused) };
}

/** What is listed behind a page that names no next one is not known, and that is told. */
function tellCut(found: Discovery, connection: string, about: string): Discovery {
  const { message } = explainCut(about);
  const cut: MissingAccount = { connection, reason: "not-permitted", message, seenAt: found.takenAt };
  return { ...found, missing: addMissing(found.missing, cut) };
}

function addMissing(known: readonly MissingAccount[], one: MissingAccount): readonly MissingAccount[] {
  const isTold = known.some(({ pageId, reason }) => pageId === one.pageId && reason === one.reason);
  return isTold ? known : [...known, one];
}

function finish(found: Discovery, connection: string): Discovery {
  if (found.pageIds.length > 0) return { ...found, done: true };
  const nothing = explainNothingListed(connection, found.permissions, found.takenAt);
  return { ...found, missing: [...found.missing, nothing], done: true };
}
