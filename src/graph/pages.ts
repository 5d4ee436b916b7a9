import { GraphError } from "./errors.ts";

/** One page of a cursor edge, as this room hands it over: no URLs. */
export interface Listing {
  readonly data: readonly unknown[];
  /** Cursor of the next page; absent when the API says there is none. */
  readonly after?: string | undefined;
  /** The API says that there is a next page and not where: what it holds is lost. */
  readonly isCut?: true | undefined;
}

/**
 * A listing out of a decoded body. `next` decides, not the cursor (the last page has one too) and not the number of
 * rows (a page may be empty and go on): CONTRACT §6.
 */
export function toListing(body: unknown, about: string): Listing {
  const { data, paging } = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  if (!Array.isArray(data)) {
    throw new GraphError({
      code: "GRAPH_UNEXPECTED_SHAPE",
      sentence: `Could not read ${about}: the answer has no list called "data".`,
      recovery: "skip",
      scope: "call",
    });
  }
  const { after, hasNext } = (typeof paging === "object" && paging !== null ? paging : {}) as Record<string, unknown>;
  if (hasNext !== true) return { data, after: undefined };
  return typeof after === "string" ? { data, after } : { data, isCut: true };
}

/** For the loss of what a listing holds behind a page that is `isCut`. */
export function explainCut(about: string): GraphError {
  return new GraphError({
    code: "GRAPH_UNEXPECTED_SHAPE",
    sentence: `Stopped reading ${about}: the answer says that there is a next page and not where it is.`,
    hint: "What came before it was kept. This is worth a bug report if it happens again.",
    recovery: "skip",
    scope: "call",
  });
}

/** More pages than this cannot be: the longest edge has 10,000 entries (CONTRACT §2.2). */
const MAX_PAGES = 10_000;

/** Refuses a cursor that was already followed, and a walk without end: it ends whatever the server says. */
export function refuseLoop(after: string, followed: ReadonlySet<string>, about: string): void {
  if (!followed.has(after) && followed.size < MAX_PAGES) return;
  throw new GraphError({
    code: "GRAPH_CURSOR_LOOP",
    sentence: `Stopped reading ${about}: its pages do not come to an end.`,
    hint: "What came before it was kept. This is worth a bug report if it happens again.",
    recovery: "skip",
    scope: "call",
  });
}
