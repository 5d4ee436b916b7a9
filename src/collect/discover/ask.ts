// One question of a walk: asked, and what its answer adds to what was found and opens up.
import type { AccountRecord } from "../../dataset/index.ts";
import {
  type Graph,
  type GraphError,
  type GraphReply,
  type ListingWalk,
  readGranted,
  readKey,
  readOwnId,
  readPermissions,
  toListing,
  watchWalk,
} from "../../graph/index.ts";
import { cutShort } from "./cut-short.ts";
import {
  type Discovery,
  listPortfolioEdges,
  listSearches,
  type OpenListing,
  PAGE_SIZE,
  type PortfolioSearch,
  toAccountQuestion,
  toPageQuestion,
} from "./discovery.ts";
import { type ReadPages, readAccount, readPages, toAccountFields, toPageFields } from "./read-pages.ts";

interface Step {
  readonly found: Discovery;
  readonly callIds: readonly string[];
  /** Why the next page of this list, first of what is open, must not be asked for: it has no end. */
  readonly end?: GraphError | undefined;
}

/** One call: the answer's part of the discovery, and what it opens up. */
export async function ask(
  graph: Graph,
  connection: string,
  listing: OpenListing,
  found: Discovery,
  search: PortfolioSearch,
  walks: Map<string, ListingWalk>,
  signal: AbortSignal,
): Promise<Step> {
  if (listing.kind === "permissions") {
    const { permissions, callIds } = await readPermissions(graph, connection, signal);
    // Without the permission the portfolios would only be refused: that call is saved.
    const isAllowed = permissions.granted.includes("business_management");
    const open = found.open.slice(1).filter(({ kind }) => isAllowed || kind !== "portfolios");
    return { found: { ...found, permissions, open }, callIds };
  }
  const { kind, path, about, after } = listing;
  const rest = found.open.slice(1);
  if (kind === "granted") {
    const { pageIds, accountIds, callIds } = await readGranted(graph, connection, signal);
    const pages = pageIds.map((id) => toPageQuestion(id, `Page ${id}`));
    const accounts = accountIds.map((id) => toAccountQuestion(id, `account ${id}`));
    return { found: withOpen(found, [...rest, ...pages, ...accounts]), callIds };
  }
  if (kind === "page" || kind === "account") {
    const reply = await graph.send(
      {
        connection,
        path,
        params: {
          fields: kind === "page" ? toPageFields(false, found.withoutFields) : toAccountFields(found.withoutFields),
        },
        about,
      },
      signal,
    );
    const read =
      kind === "page"
        ? readPages([reply.body], new Set(found.pageIds), connection, reply.takenAt)
        : readAccount(reply.body, path, connection, reply.takenAt);
    return { found: withOpen(withPages(found, read, search, reply), rest), callIds: reply.callIds };
  }
  const params = {
    fields: toFields(kind, found.withoutFields),
    limit: String(found.pageSize ?? PAGE_SIZE),
    ...(kind === "own-pages" ? { summary: "total_count" } : {}),
    ...(after === undefined ? {} : { after }),
  };
  const reply = await graph.send({ connection, path, params, about }, signal);
  const { callIds } = reply;
  const answer = toListing(reply.body, about);
  const walk = walks.get(path) ?? watchWalk(about);
  walks.set(path, walk);
  const stop = walk.take(answer);
  const more = answer.after === undefined ? [] : [{ ...listing, after: answer.after }];
  const [cut, end] = more.length === 0 ? [stop] : [undefined, stop];
  if (kind === "portfolios") {
    // Remembered lists have been asked by now, unless all are to be.
    const known = search.isThorough ? [] : search.rememberedEdges;
    const edges = answer.data.flatMap(readPortfolio).filter((edge) => !known.includes(edge.path));
    const portfolios = found.portfolios ?? { edges: known };
    return { found: { ...found, portfolios, open: [...more, ...rest, ...edges] }, callIds, end };
  }
  const read = readPages(answer.data, new Set(found.pageIds), connection, reply.takenAt);
  const counted = kind === "own-pages" ? readCount(reply.body) : undefined;
  const all = counted === undefined ? found : { ...found, counted };
  const listed = withEdge(withPages(all, read, search, reply), listing, read.pageIds.length > 0);
  const grown = cut === undefined ? listed : cutShort(listed, connection, listing, cut);
  if (kind === "own-pages" && more.length === 0) {
    const searches = listSearches(connection, grown.pageIds.length === 0, search);
    return { found: { ...grown, open: [...rest, ...searches] }, callIds };
  }
  return { found: { ...grown, open: [...more, ...rest] }, callIds, end };
}

function toFields(kind: OpenListing["kind"], without: Discovery["withoutFields"]): string {
  return kind === "portfolios" ? "id,name" : toPageFields(kind === "own-pages", without);
}

function readCount(body: unknown): number | undefined {
  const count = readKey(readKey(body, "summary"), "total_count");
  return typeof count === "number" ? count : undefined;
}

function readPortfolio(row: unknown): readonly OpenListing[] {
  const [id, name] = [readOwnId(row), readKey(row, "name")];
  return id === undefined ? [] : listPortfolioEdges(id, typeof name === "string" ? name : id);
}

/** What is found by now need not be asked for one by one. */
function withOpen(found: Discovery, open: readonly OpenListing[]): Discovery {
  const ids = new Set([...found.pageIds, ...found.accounts.map(({ accountId }) => accountId)]);
  return { ...found, open: open.filter(({ kind, path }) => (kind !== "page" && kind !== "account") || !ids.has(path)) };
}

function withPages(
  found: Discovery,
  { pageIds, accounts, missing }: ReadPages,
  { expected = [] }: PortfolioSearch,
  { takenAt }: GraphReply,
): Discovery {
  return {
    ...found,
    accounts: addAccounts(
      found.accounts,
      accounts.map((account) => withKnown(account, expected)),
    ),
    missing: [...found.missing, ...missing],
    pageIds: [...found.pageIds, ...pageIds],
    takenAt,
  };
}

/** What an answer about one Page or account does not tell: the Page behind it, and the user's tasks on it. */
function withKnown(account: AccountRecord, expected: readonly AccountRecord[]): AccountRecord {
  const known = expected.find(({ accountId }) => accountId === account.accountId);
  if (known === undefined) return account;
  const { pageId, pageName } = account.pageId === "" ? known : account;
  return { ...account, pageId, pageName, tasks: account.tasks.length === 0 ? known.tasks : account.tasks };
}

/** A list of a portfolio that brings Pages no other does is worth asking again. */
function withEdge(found: Discovery, { kind, path }: OpenListing, brings: boolean): Discovery {
  const { portfolios } = found;
  const isNew = kind === "portfolio-pages" && brings && portfolios?.edges.includes(path) === false;
  return isNew ? { ...found, portfolios: { ...portfolios, edges: [...portfolios.edges, path] } } : found;
}

/** An account of two Pages is one account. */
function addAccounts(known: readonly AccountRecord[], more: readonly AccountRecord[]): readonly AccountRecord[] {
  const ids = new Set(known.map(({ accountId }) => accountId));
  return [...known, ...more.filter(({ accountId }) => !ids.has(accountId))];
}
