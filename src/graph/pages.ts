import { GraphError } from "./errors.ts";
import { type ReadComment, readComment, readKey, readOwnId } from "./wire.ts";

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
  const data = readKey(body, "data");
  if (!Array.isArray(data)) {
    throw new GraphError({
      code: "GRAPH_UNEXPECTED_SHAPE",
      sentence: `Could not read ${about}: the answer has no list called "data".`,
      recovery: "skip",
      scope: "call",
    });
  }
  const paging = readKey(body, "paging");
  const after = readKey(paging, "after");
  if (readKey(paging, "hasNext") !== true) return { data, after: undefined };
  return typeof after === "string" ? { data, after } : { data, isCut: true };
}

/** A nested edge; one that was left out is empty (CONTRACT §5.1). */
export function readEdge(part: unknown, about: string): Listing {
  return part === undefined ? { data: [] } : toListing(part, about);
}

/** The same where what cannot be read has nothing after it: that it could not is told by whoever keeps it. */
export function readWhatCame(part: unknown): Listing {
  return Array.isArray(readKey(part, "data")) ? toListing(part, "what came") : { data: [] };
}

/** For the loss of what a listing holds behind a page that is `isCut`. */
export function explainCut(about: string): GraphError {
  return new GraphError({
    code: "GRAPH_UNEXPECTED_SHAPE",
    sentence: `Stopped reading ${about}: the answer says that there is a next page and not where it is.`,
    hint: "What came before it was kept. This is worth a bug report if it happens again.",
    recovery: "skip",
    scope: "call",
    note: { code: "no-next-page" },
  });
}

/** The longest edge that is documented holds so many entries (CONTRACT §2.2); nothing is walked further. */
const MOST_ENTRIES = 10_000;
/** A page may be empty and go on (CONTRACT §6); so many in a row that bring nothing new lead nowhere. */
const MOST_IDLE_PAGES = 3;
/** Counts are no exact bound (243 were walked where 229 were told, CONTRACT §2.1). */
const PAGES_BEYOND_COUNT = 3;

/** The walk of one listing, from its first page on. */
export interface ListingWalk {
  /**
   * Takes a page in. Gives the reason when the next one must not be asked for, though there is one: nobody tells where it is,
   * its cursor came before, three pages brought nothing new, or there are more than there can be.
   */
  take(page: Listing): GraphError | undefined;
}

/** Watches that a walk ends whatever the server says. `known`: how many entries there should be, where that was told. */
export function watchWalk(about: string, known?: number): ListingWalk {
  const seen = new Set<string>();
  const cursors = new Set<string>();
  let pages = 0;
  let idlePages = 0;
  return {
    take({ data, after, isCut }) {
      const before = seen.size;
      for (const id of data.flatMap((item) => readOwnId(item) ?? [])) seen.add(id);
      pages += 1;
      idlePages = seen.size === before ? idlePages + 1 : 0;
      if (after === undefined) return isCut === true ? explainCut(about) : undefined;
      const most = Math.min(MOST_ENTRIES, (known ?? MOST_ENTRIES) + (PAGES_BEYOND_COUNT * seen.size) / pages);
      const isEndless = cursors.has(after) || idlePages >= MOST_IDLE_PAGES || seen.size >= most;
      cursors.add(after);
      return isEndless ? explainEndless(about) : undefined;
    },
  };
}

function explainEndless(about: string): GraphError {
  return new GraphError({
    code: "GRAPH_CURSOR_LOOP",
    sentence: `Stopped reading ${about}: its pages do not come to an end.`,
    hint: "What came before it was kept. This is worth a bug report if it happens again.",
    recovery: "skip",
    scope: "call",
  });
}

/** Those of its entries that are comments. */
export function readComments({ data }: Listing): readonly ReadComment[] {
  return data.flatMap((item) => readComment(item) ?? []);
}
