import { GraphError } from "./errors.ts";

/** One page of a cursor edge, as this room hands it over: no URLs. */
export interface Listing {
  readonly data: readonly unknown[];
  /** Cursor of the next page; absent when the API says there is none. */
  readonly after?: string | undefined;
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
  return { data, after: hasNext === true && typeof after === "string" ? after : undefined };
}

/** Refuses a cursor that was already followed: a walk ends whatever the server says. */
export function refuseLoop(after: string, followed: ReadonlySet<string>, about: string): void {
  if (!followed.has(after)) return;
  throw new GraphError({
    code: "GRAPH_CURSOR_LOOP",
    sentence: `Stopped reading ${about}: the API returned a cursor it had already returned.`,
    hint: "What came before it was kept. This is worth a bug report if it happens again.",
    recovery: "skip",
    scope: "call",
  });
}
