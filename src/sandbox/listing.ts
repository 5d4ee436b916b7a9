// Cuts a list of things into an answer: limits, opaque cursors, and the paging links with the live token in them that
// a careful client never follows or stores (CONTRACT §1.4, §6).

import type { Call, EdgeRequest, GraphNode } from "./call.ts";
import { readNode } from "./expand.ts";
import { printFields } from "./fields.ts";
import type { Json, JsonObject } from "./json.ts";
import { refusal } from "./refusals.ts";

export interface Listing<Item> {
  /** "{node id}/{edge}": where the paging links point. */
  readonly path: string;
  readonly items: readonly Item[];
  readonly toId: (item: Item) => string;
  readonly toNode: (item: Item) => GraphNode;
  readonly defaultLimit: number;
  readonly maxLimit: number;
  /**
   * "full": cursors on every page, the last too. "stories": only `before` on the last page. "sparse": no paging once
   * complete. "none": never (album children). As recorded, CONTRACT §2.2–2.5.
   */
  readonly paging: "full" | "stories" | "sparse" | "none";
  /** Whether its rows fall under `maxRowsPerRequest`. */
  readonly isWeighed: boolean;
}

export const LISTING_PARAMETERS = ["limit", "after", "before"] as const;

/** One page of the listing. Throws the API's refusals for a bad limit or cursor. */
export function readListing<Item>(listing: Listing<Item>, request: EdgeRequest, call: Call): JsonObject {
  const limit = readLimit(listing, request, call);
  const { from, to } = readRange(listing, request, limit, call);
  const rows = listing.items.slice(from, to);
  if (listing.isWeighed) weigh(rows.length, call);
  const data = rows.map((row) => readNode(listing.toNode(row), request.fields, call));
  const paging = rows.length === 0 ? undefined : toPaging(listing, request, call, { from, to, limit });
  return { data, ...(paging === undefined ? {} : { paging }) };
}

function readLimit<Item>(listing: Listing<Item>, request: EdgeRequest, call: Call): number {
  const text = request.parameters.get("limit");
  if (text === undefined) return listing.defaultLimit;
  if (!/^\d+$/.test(text) || Number(text) === 0)
    throw refusal.badValue("Param limit must be an integer greater than zero");
  return call.settings.limitIgnored ? listing.defaultLimit : Math.min(Number(text), listing.maxLimit);
}

function readRange<Item>(
  listing: Listing<Item>,
  request: EdgeRequest,
  limit: number,
  call: Call,
): { from: number; to: number } {
  const after = request.parameters.get("after");
  if (after !== undefined && after !== "") {
    // A page of one row would repeat itself for ever.
    const from = readCursor(listing, after) + (call.repeatsRow && limit > 1 ? 0 : 1);
    return { from, to: Math.min(from + limit, listing.items.length) };
  }
  const before = request.parameters.get("before");
  if (before !== undefined && before !== "") {
    const to = readCursor(listing, before);
    return { from: Math.max(0, to - limit), to };
  }
  return { from: 0, to: Math.min(limit, listing.items.length) };
}

/** The guard of CONTRACT §5.5: an answer with too many rows is refused before it is made. */
function weigh(rows: number, call: Call): void {
  call.work.rows += rows;
  const most = call.settings.maxRowsPerRequest;
  if (most !== null && call.work.rows > most) throw refusal.tooMuchData();
}

function toPaging<Item>(
  listing: Listing<Item>,
  request: EdgeRequest,
  call: Call,
  { from, to, limit }: { from: number; to: number; limit: number },
): JsonObject | undefined {
  const [first, last] = [listing.items[from], listing.items[to - 1]];
  const hasMore = to < listing.items.length;
  if (listing.paging === "none" || (listing.paging === "sparse" && !hasMore)) return undefined;
  if (first === undefined || last === undefined) return undefined;
  const [before, after] = [toCursor(listing, first), toCursor(listing, last)];
  const link = (cursor: Readonly<Record<string, string>>): string => {
    const { after: _after, before: _before, limit: _limit, ...kept } = Object.fromEntries(request.parameters);
    const fields = request.fields === null ? {} : { fields: printFields(request.fields) };
    return toPagingUrl(call, listing.path, { ...fields, ...kept, limit: String(limit), ...cursor });
  };
  const cursors: Json =
    listing.paging === "sparse" ? { after } : listing.paging === "stories" && !hasMore ? { before } : { before, after };
  return {
    cursors,
    ...(hasMore ? { next: link({ after }) } : {}),
    ...(from > 0 && listing.paging === "full" ? { previous: link({ before }) } : {}),
  };
}

/** A link as the API gives it: absolute, with the caller's own token. */
export function toPagingUrl(call: Call, path: string, parameters: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams({ access_token: call.owner.token, ...parameters });
  return `${call.baseUrl}/${call.version}/${path}?${query}`;
}

const CURSOR_MARK = "QVFIU";

function toCursor<Item>({ path, toId }: Listing<Item>, item: Item): string {
  return `${CURSOR_MARK}${Buffer.from(`${path}:${toId(item)}`).toString("base64url")}`;
}

/** Index of the item a cursor names; a cursor dies with its item (CONTRACT §6). */
function readCursor<Item>({ path, items, toId }: Listing<Item>, cursor: string): number {
  const text = openCursor(cursor);
  const id = text.startsWith(`${path}:`) ? text.slice(path.length + 1) : null;
  const index = id === null ? -1 : items.findIndex((item) => toId(item) === id);
  if (index === -1) throw refusal.invalidCursor();
  return index;
}

/** "{path}:{id}"; empty for what is no cursor of ours. */
export function openCursor(cursor: string): string {
  const isOurs = cursor.startsWith(CURSOR_MARK);
  return isOurs ? Buffer.from(cursor.slice(CURSOR_MARK.length), "base64url").toString() : "";
}
