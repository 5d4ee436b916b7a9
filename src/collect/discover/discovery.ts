// A walk of questions: what it found, and what is still to be asked. JSON-able, so that an interrupted walk goes on.
import type { AccountRecord, MissingAccount } from "../../dataset/index.ts";
import type { Permissions } from "../../graph/index.ts";

/** One question still to be asked; a list is asked in pages of its own. */
export interface OpenListing {
  readonly kind: "own-pages" | "permissions" | "portfolios" | "portfolio-pages" | "granted" | "page" | "account";
  readonly path: string;
  /** For messages. */
  readonly about: string;
  /** Whose Pages it lists, where that was told. */
  readonly portfolio?: { readonly which: "owned" | "client"; readonly name: string } | undefined;
  /** Cursor of the next page; absent at the start. */
  readonly after?: string | undefined;
}

/** What the portfolios of a connection taught, for the next walk to remember. */
export interface PortfolioFinding {
  /** Edges that list Pages `/me/accounts` does not. */
  readonly edges: readonly string[];
  /** The API's words when it would not tell; absent otherwise. */
  readonly refusal?: string | undefined;
}

/** What one walk of a connection's Pages has found so far. */
export interface Discovery {
  readonly accounts: readonly AccountRecord[];
  readonly missing: readonly MissingAccount[];
  /** Ids of every Page seen: one that is listed twice counts once. */
  readonly pageIds: readonly string[];
  readonly open: readonly OpenListing[];
  /** Known once they were asked for, which an empty `/me/accounts` makes worth a call. */
  readonly permissions?: Permissions | undefined;
  /** Present when the portfolios were asked for. */
  readonly portfolios?: PortfolioFinding | undefined;
  /** How many Pages `/me/accounts` says there are (CONTRACT §1.1). */
  readonly counted?: number | undefined;
  /** Those no list names have been asked for one by one. */
  readonly isDirect?: true | undefined;
  /** Calls by path, without `/me/accounts`. */
  readonly calls?: Readonly<Record<string, number>> | undefined;
  /** Pages asked for at once; absent where the most were taken. */
  readonly pageSize?: number | undefined;
  /** One Page at a time for now, to see whether it is their number; the size to go on with once that is answered. */
  readonly nextPageSize?: number | undefined;
  /** Fields of the accounts left off because the API does not know them any more, "account:website". */
  readonly withoutFields?: readonly string[] | undefined;
  /** When the last list was answered, UTC ISO 8601. */
  readonly takenAt: string;
  readonly done: boolean;
}

/** What to do about Pages that `/me/accounts` does not list. */
export interface PortfolioSearch {
  /** True asks who the portfolios are; false asks the remembered edges alone. */
  readonly isThorough: boolean;
  readonly rememberedEdges: readonly string[];
  /** Accounts that were there before: where no list names one, it is looked for before it is called lost. */
  readonly expected?: readonly AccountRecord[] | undefined;
  /** What the connection took last time; 0 where no size held, absent where nothing was too much. */
  readonly pageSize?: number | undefined;
  readonly withoutFields?: readonly string[] | undefined;
}

/** The most these edges are known to give at once (CONTRACT fact 1). */
export const PAGE_SIZE = 100;

export function startDiscovery(connection: string, pageSize?: number, withoutFields?: readonly string[]): Discovery {
  const open: OpenListing = {
    kind: "own-pages",
    path: "me/accounts",
    about: `the Pages of connection "${connection}"`,
  };
  // Where no size held, the smallest tells whether it still is that way.
  const size = pageSize === 0 ? { pageSize: 1, nextPageSize: PAGE_SIZE } : { pageSize };
  return { accounts: [], missing: [], pageIds: [], open: [open], ...size, withoutFields, takenAt: "", done: false };
}

/** What to ask after `/me/accounts` has come to its end. */
export function listSearches(
  connection: string,
  isEmpty: boolean,
  { isThorough, rememberedEdges }: PortfolioSearch,
): readonly OpenListing[] {
  if (!isThorough && rememberedEdges.length > 0) {
    return rememberedEdges.map((path) => ({ kind: "portfolio-pages", path, about: `the Pages of portfolio ${path}` }));
  }
  if (isEmpty) return [toPermissionsQuestion(connection), toPortfoliosQuestion(connection)];
  return isThorough ? [toPortfoliosQuestion(connection)] : [];
}

/**
 * What to ask once every list has come to its end and somebody is missing: `/me/accounts` comes shorter or empty at
 * times, and what it left out still answers by its id (CONTRACT §13.17). First the portfolios, then one by one.
 */
export function listLastQuestions(
  found: Discovery,
  connection: string,
  { expected = [], isThorough }: PortfolioSearch,
): Pick<Discovery, "open" | "isDirect"> {
  const listed = new Set(found.accounts.map(({ accountId }) => accountId));
  const unlisted = expected.filter(({ accountId }) => !listed.has(accountId));
  const isEmpty = found.pageIds.length === 0;
  // Shorter than it says, though nobody is known to be missing: what was granted is named elsewhere.
  const isShort = isThorough && (found.counted ?? 0) > found.pageIds.length;
  if (found.isDirect === true || (unlisted.length === 0 && !isEmpty && !isShort)) return { open: [] };
  if (isEmpty && found.calls?.["me/permissions"] === undefined) return { open: [toPermissionsQuestion(connection)] };
  const maySearch = found.permissions?.granted.includes("business_management") !== false;
  const isSearched = found.portfolios !== undefined || found.calls?.["me/businesses"] !== undefined;
  if (unlisted.length > 0 && !isSearched && maySearch) {
    return { open: [toPortfoliosQuestion(connection)] };
  }
  const granted = {
    kind: "granted",
    path: "debug_token",
    about: `what connection "${connection}" was granted`,
  } as const;
  return { open: [granted, ...unlisted.map((account) => toDirectQuestion(account, found))], isDirect: true };
}

/** By its Page, whose answer tells the link too; by itself where the Page is known to say nothing of it. */
function toDirectQuestion({ accountId, pageId, username }: AccountRecord, { pageIds }: Discovery): OpenListing {
  if (pageId === "" || pageIds.includes(pageId)) return toAccountQuestion(accountId, `@${username}`);
  return toPageQuestion(pageId, `the Page of @${username}`);
}

export function toPageQuestion(pageId: string, about: string): OpenListing {
  return { kind: "page", path: pageId, about };
}

export function toAccountQuestion(accountId: string, about: string): OpenListing {
  return { kind: "account", path: accountId, about };
}

function toPortfoliosQuestion(connection: string): OpenListing {
  const about = `the Business portfolios of connection "${connection}"`;
  return { kind: "portfolios", path: "me/businesses", about };
}

export function toPermissionsQuestion(connection: string): OpenListing {
  return { kind: "permissions", path: "me/permissions", about: `the permissions of connection "${connection}"` };
}

/** The two Page lists of a portfolio. */
export function listPortfolioEdges(id: string, name: string): readonly OpenListing[] {
  return (["owned", "client"] as const).map((which) => ({
    kind: "portfolio-pages",
    path: `${id}/${which}_pages`,
    about: `the ${which} Pages of Business portfolio "${name}"`,
    portfolio: { which, name },
  }));
}

/** Calls of a walk that the next one will not repeat: those that looked for lists, and lists that brought nothing. */
export function countSearchCalls({ calls = {}, portfolios }: Discovery, remembered: readonly string[]): number {
  const edges = portfolios?.edges ?? remembered;
  return Object.entries(calls).reduce((sum, [path, count]) => sum + (edges.includes(path) ? 0 : count), 0);
}
