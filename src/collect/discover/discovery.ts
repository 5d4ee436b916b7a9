// A walk of listings: what it found, and what is still to be asked. JSON-able, so that an interrupted walk goes on.
import type { AccountRecord, MissingAccount } from "../../dataset/index.ts";
import type { Permissions } from "../../graph/index.ts";

/** One question still to be asked, in pages of its own. */
export interface OpenListing {
  readonly kind: "own-pages" | "permissions" | "portfolios" | "portfolio-pages";
  readonly path: string;
  /** For messages. */
  readonly about: string;
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
  /** Pages asked for at once; absent where the most were taken. */
  readonly pageSize?: number | undefined;
  /** Fields of the accounts left off because the API does not know them any more, "account:website". */
  readonly withoutFields?: readonly string[] | undefined;
  /** When the last list was answered, UTC ISO 8601. */
  readonly takenAt: string;
  readonly done: boolean;
}

/** What to do about Pages that only a Business portfolio lists. */
export interface PortfolioSearch {
  /** True asks who the portfolios are; false asks the remembered edges alone. */
  readonly isThorough: boolean;
  readonly rememberedEdges: readonly string[];
  /** What the connection took last time; absent where nothing was too much. */
  readonly pageSize?: number | undefined;
  readonly withoutFields?: readonly string[] | undefined;
}

export function startDiscovery(connection: string, pageSize?: number, withoutFields?: readonly string[]): Discovery {
  const open: OpenListing = {
    kind: "own-pages",
    path: "me/accounts",
    about: `the Pages of connection "${connection}"`,
  };
  return { accounts: [], missing: [], pageIds: [], open: [open], pageSize, withoutFields, takenAt: "", done: false };
}

/** What to ask after `/me/accounts` has come to its end. */
export function listSearches(
  connection: string,
  isEmpty: boolean,
  { isThorough, rememberedEdges }: PortfolioSearch,
): readonly OpenListing[] {
  const portfolios: OpenListing = {
    kind: "portfolios",
    path: "me/businesses",
    about: `the Business portfolios of connection "${connection}"`,
  };
  if (!isThorough && rememberedEdges.length > 0) {
    return rememberedEdges.map((path) => ({ kind: "portfolio-pages", path, about: `the Pages of portfolio ${path}` }));
  }
  if (isEmpty) return [toPermissionsQuestion(connection), portfolios];
  return isThorough ? [portfolios] : [];
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
  }));
}
