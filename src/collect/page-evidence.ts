// How many posts a page: halved where a server says it is too much, and slowly raised again (CALL-COST §4.4).
import { type Capabilities, find, put } from "./capabilities/index.ts";
import type { Asked, Fact } from "./fetch/index.ts";
import type { Learn } from "./learn.ts";

/** Full pages in a row after which more may be asked for; a page that was not full proves nothing. */
const GOOD_PAGES = 20;
/** A size is raised by half, and never above where every connection begins. */
const RAISE = 1.5;
const LARGEST = 50;

type PageFact = Extract<Fact, { kind: "page-too-big" | "page-full" | "page-answered" }>;

/**
 * A size stepped down to is used at once, by every account still to come. One that is raised is for the next run: this
 * one's price was told beforehand. A raise that is refused leads back to the size that held, and is not tried again as
 * long as the refusal is remembered.
 */
export function createPageEvidence(known: Capabilities, learn: Learn): (asked: Asked, fact: PageFact) => Promise<void> {
  const inARow = new Map<string, number>();
  /** By connection, the largest size that was asked for and answered. */
  const largest = new Map<string, number>();
  /** Accounts a size was too much for. */
  const refusedTo = new Map<string, Set<string>>();
  const leastRefused = (connection: string): number =>
    find(known, "page-size-refused", connection)?.value ?? Number.POSITIVE_INFINITY;

  async function noteTooBig({ connection, accountId }: Asked, pageSize: number, refused: number): Promise<void> {
    const accounts = (refusedTo.get(connection) ?? new Set()).add(accountId);
    refusedTo.set(connection, accounts);
    // As large a page was answered to others: it is about one account, unless a second one says the same.
    if ((largest.get(connection) ?? 0) >= refused && accounts.size < 2) return;
    inARow.delete(connection);
    if (refused < leastRefused(connection)) {
      await learn(connection, "page-size-refused", { state: "refused", words: "too much data", value: refused });
    }
    const good = find(known, "page-size-good", connection)?.value ?? 0;
    const value = good < refused ? Math.max(pageSize, good) : pageSize;
    if (value >= (find(known, "page-size", connection)?.value ?? Number.POSITIVE_INFINITY)) return;
    await learn(connection, "page-size", { state: "refused", words: "a larger page was too much data", value });
  }

  async function noteFull(connection: string, pageSize: number): Promise<void> {
    const size = find(known, "page-size", connection);
    if (pageSize !== size?.value) return;
    const count = (inARow.get(connection) ?? 0) + 1;
    inARow.set(connection, count);
    if (count !== GOOD_PAGES) return;
    const words = `${GOOD_PAGES} full pages in a row`;
    await learn(connection, "page-size-good", { state: "proven", words, value: pageSize });
    const value = Math.min(LARGEST, Math.ceil(pageSize * RAISE));
    if (value <= pageSize || value >= leastRefused(connection)) return;
    const raised = `${GOOD_PAGES} full pages of ${pageSize} in a row`;
    await learn(connection, "page-size", { state: "refused", words: raised, value });
    put(known, "page-size", connection, size);
  }

  function noteAnswered(connection: string, pageSize: number, posts: number): void {
    const value = Math.max(posts, find(known, "page-posts", connection)?.value ?? 0);
    put(known, "page-posts", connection, { state: "proven", words: "answered", since: "", value });
    if (posts > 0) largest.set(connection, Math.max(pageSize, largest.get(connection) ?? 0));
  }

  return async (asked, fact) => {
    const { pageSize } = fact;
    if (fact.kind === "page-too-big") await noteTooBig(asked, pageSize, fact.refused);
    else if (fact.kind === "page-full") await noteFull(asked.connection, pageSize);
    else noteAnswered(asked.connection, pageSize, fact.posts);
  };
}
