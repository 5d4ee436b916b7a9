import { type Scrubber, Secret } from "../shared/index.ts";

/** No answer of the API is nested this deep; what lies deeper is left out. */
const MAX_DEPTH = 60;

/**
 * A parsed body without secrets: none of those the scrubber knows in any text or name, in whatever encoding (V12), and
 * every `paging`, at any depth, reduced to its cursor and `hasNext`. Those addresses carry the live token, once at the
 * top and once in every nested edge (CONTRACT §1.4; 51 copies in one recorded answer). The body itself is changed, so
 * that no copy with them is left anywhere.
 */
export function scrubBody(body: unknown, scrubber: Scrubber, depth = 0): unknown {
  if (typeof body === "string") return scrubber.clean(body);
  if (typeof body !== "object" || body === null) return body;
  if (depth > MAX_DEPTH) return undefined;
  const held = body as Record<string, unknown>;
  for (const key of Object.keys(held)) {
    const value = key === "paging" ? toCursor(held[key]) : held[key];
    // Most values are short texts and numbers that cannot hold a secret and stay where they are.
    const scrubbed =
      typeof value === "string" || typeof value === "object" ? scrubBody(value, scrubber, depth + 1) : value;
    if (scrubbed !== held[key]) held[key] = scrubbed;
    const name = scrubber.clean(key);
    if (name === key) continue;
    delete held[key];
    held[name] = scrubbed;
  }
  return body;
}

/** What Meta calls a token is longer, without a space; ids are shorter, and words of a report must stay. */
const TOKEN = /^\S{24,}$/;
/** Only Pages whose accounts insist are asked for theirs; a server that sends more without end must not fill the memory. */
const MOST_TOKENS = 500;

/**
 * Tokens of others that a body brings (a Page's) become secrets, in place, and are known before any of its texts is kept.
 * `taken` counts those of all answers.
 */
export function takeTokens(body: unknown, scrubber: Scrubber, taken: Set<string>, depth = 0): void {
  if (typeof body !== "object" || body === null || depth > MAX_DEPTH) return;
  const held = body as Record<string, unknown>;
  for (const [key, value] of Object.entries(held)) {
    if (key !== "access_token" || typeof value !== "string") takeTokens(value, scrubber, taken, depth + 1);
    else {
      held[key] = new Secret(value);
      if (!TOKEN.test(value) || (taken.size >= MOST_TOKENS && !taken.has(value))) continue;
      taken.add(value);
      scrubber.know(value);
    }
  }
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
