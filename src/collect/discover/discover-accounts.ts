import { type Graph, GraphError, isOptional, type ListingWalk, toFieldKey } from "../../graph/index.ts";
import { ask } from "./ask.ts";
import { cutShort, finish, withoutRefused } from "./cut-short.ts";
import {
  type Discovery,
  listLastQuestions,
  type OpenListing,
  PAGE_SIZE,
  type PortfolioSearch,
  startDiscovery,
} from "./discovery.ts";

type Keep = (discovery: Discovery, callIds: readonly string[]) => Promise<void>;

/**
 * Walks every Page of a connection to its end and keeps those with a linked professional account: discovery and profile
 * snapshot for one call per 100 Pages (CONTRACT fact 1). Portfolios cost further calls and are asked for as `search`
 * says, or when there is nothing else. `keep` is told after each answer. A list that breaks off or goes in circles
 * keeps what came of it, and that more is behind it is told.
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
  const walks = new Map<string, ListingWalk>();
  for (let listing = found.open[0]; listing !== undefined; listing = found.open[0]) {
    let callIds: readonly string[];
    let end: GraphError | undefined;
    try {
      const step = await ask(graph, connection, listing, found, search, walks, signal);
      ({ callIds, end } = step);
      found = afterLeast(step.found);
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      if (error.code === "GRAPH_CURSOR_STALE" && listing.after !== undefined && !isRestarted) {
        // The cursor of a walk interrupted days ago: begin anew, once (RELIABILITY P8).
        [found, isRestarted] = [startDiscovery(connection, found.pageSize, found.withoutFields), true];
        walks.clear();
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
        found = { ...found, ...toSmaller(pageSize, listing) };
        await keep(found, error.callIds);
        continue;
      }
      if (!(await mayGoOn(error, listing, graph, connection, signal))) throw error;
      // Whether it is this page or the network, the next run finds out: it goes on with this page.
      if (error.code === "GRAPH_UNREACHABLE") return finish(cutShort(found, connection, listing, error), connection);
      callIds = error.callIds;
      // Refused one by one, too, it was not the number.
      const isOfSize = error.code === "GRAPH_TOO_MUCH_DATA";
      const sized = isOfSize ? { ...found, pageSize: search.pageSize || undefined, nextPageSize: undefined } : found;
      found = withoutRefused(sized, listing, error, connection, search);
    }
    const [next] = found.open;
    if (next !== undefined && end !== undefined) found = withoutRefused(found, next, end, connection, search);
    found = withCalls(found, listing, callIds.length);
    if (found.open.length === 0) found = { ...found, ...listLastQuestions(found, connection, search) };
    if (found.open.length === 0) found = finish(found, connection);
    await keep(found, callIds);
  }
  return found;
}

/**
 * What a list that breaks on a further page costs is that page and those behind it. Without the first page of
 * `/me/accounts` there is nothing to go on with, and a dead token is asked nothing more: `/me` tells whether it is one
 * (CONTRACT §13.16).
 */
async function mayGoOn(
  { recovery }: GraphError,
  { kind, after }: OpenListing,
  graph: Graph,
  connection: string,
  signal: AbortSignal,
): Promise<boolean> {
  // A dead token has no list to be missing from: what is refused of one Page or account is its own trouble.
  if (kind === "page" || kind === "account" || kind === "granted") return true;
  if (kind === "own-pages" && after === undefined) return false;
  return recovery !== "stop" || (await isTokenAlive(graph, connection, signal));
}

async function isTokenAlive(graph: Graph, connection: string, signal: AbortSignal): Promise<boolean> {
  const about = `the token of connection "${connection}"`;
  try {
    await graph.send({ connection, path: "me", params: { fields: "id" }, about }, signal);
    return true;
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return error.recovery !== "stop";
  }
}

function withCalls(found: Discovery, { kind, path }: OpenListing, count: number): Discovery {
  const { calls = {} } = found;
  return kind === "own-pages" ? found : { ...found, calls: { ...calls, [path]: (calls[path] ?? 0) + count } };
}

/** Below this it is doubtful that their number is to blame: one Page alone tells. */
const DOUBTFUL_SIZE = 25;

function toSmaller(pageSize: number, { kind, after }: OpenListing): Pick<Discovery, "pageSize" | "nextPageSize"> {
  const half = Math.floor(pageSize / 2);
  // Behind a page that was answered it can be nothing else; a portfolio's list is seldom long.
  const isLikely = after !== undefined || (kind === "own-pages" && pageSize > DOUBTFUL_SIZE);
  return isLikely ? { pageSize: half } : { pageSize: 1, nextPageSize: half };
}

function afterLeast(found: Discovery): Discovery {
  const { nextPageSize, ...rest } = found;
  return nextPageSize === undefined ? found : { ...rest, pageSize: nextPageSize };
}

/** A withdrawn field of the accounts, which the list can do without (CONTRACT §13.13). */
function withoutField(found: Discovery, { fieldName = "" }: GraphError): Discovery | undefined {
  const key = toFieldKey("account", fieldName);
  const { withoutFields = [] } = found;
  if (!isOptional("account", fieldName) || withoutFields.includes(key)) return undefined;
  return { ...found, withoutFields: [...withoutFields, key] };
}
