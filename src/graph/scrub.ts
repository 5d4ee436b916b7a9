/** No answer of the API is nested this deep; what lies deeper is left out. */
const MAX_DEPTH = 60;

/**
 * Reduces every `paging` object of a parsed body, at any depth, to its cursor and `hasNext`, and gives the body back: those
 * URLs carry the live token, once at the top and once in every nested edge (CONTRACT §1.4; 51 copies in one recorded
 * answer). The body itself is changed, so that no copy with the URLs is left anywhere.
 */
export function dropPagingUrls(body: unknown, depth = 0): unknown {
  if (typeof body !== "object" || body === null) return body;
  if (depth > MAX_DEPTH) return undefined;
  const held = body as Record<string, unknown>;
  for (const key of Object.keys(held)) {
    const value = held[key];
    if (key === "paging") held[key] = toCursor(value);
    else if (typeof value === "object" && value !== null) held[key] = dropPagingUrls(value, depth + 1);
  }
  return body;
}

function toCursor(paging: unknown): unknown {
  if (typeof paging !== "object" || paging === null) return {};
  const { cursors, next } = paging as Record<string, unknown>;
  const { after } = (typeof cursors === "object" && cursors !== null ? cursors : {}) as Record<string, unknown>;
  const hasNext = typeof next === "string" && next !== "";
  const cursor = toText(after) ?? (hasNext ? readCursor(next) : undefined);
  return { ...(cursor === undefined ? {} : { after: cursor }), hasNext };
}

/** Some edges tell the next page's cursor in its address alone; the rest of the address is not kept. */
function readCursor(next: string): string | undefined {
  const [, query = ""] = next.split("?", 2);
  return toText(new URLSearchParams(query).get("after"));
}

function toText(cursor: unknown): string | undefined {
  const text = typeof cursor === "number" ? String(cursor) : cursor;
  return typeof text === "string" && text !== "" ? text : undefined;
}
