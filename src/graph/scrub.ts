/**
 * The body with every `paging` object, at any depth, reduced to its cursors and `hasNext`: those URLs carry the live
 * token, once at the top and once in every nested edge (CONTRACT §1.4; 51 copies in one recorded answer).
 */
export function dropPagingUrls(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(dropPagingUrls);
  if (typeof body !== "object" || body === null) return body;
  const clean: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(body)) {
    clean[key] = key === "paging" ? toCursors(value) : dropPagingUrls(value);
  }
  return clean;
}

function toCursors(paging: unknown): unknown {
  if (typeof paging !== "object" || paging === null) return {};
  const { cursors, next } = paging as Record<string, unknown>;
  const after =
    typeof cursors === "object" && cursors !== null ? (cursors as Record<string, unknown>).after : undefined;
  return {
    ...(typeof after === "string" ? { after } : {}),
    hasNext: typeof next === "string" && next !== "",
  };
}
