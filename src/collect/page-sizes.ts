// How many posts a page: halved where a server says it is too much, and slowly raised again (CALL-COST §4.4).
import type { FetchOptions } from "./fetch/index.ts";
import { type Lessons, TOPIC } from "./lessons.ts";

/** Full pages in a row after which more may be asked for; a page that was not full proves nothing. */
const GOOD_PAGES = 20;
/** A size is raised by half, and never above where every connection begins. */
const RAISE = 1.5;
const LARGEST = 50;

type Learn = (connection: string, topic: string, finding: string, message: string) => Promise<void>;

/**
 * A size stepped down to is used at once, by every account still to come. One that is raised is for the next run: this
 * one's price was told beforehand. A raise that is refused leads back to the size that held, and is not tried again as
 * long as the refusal is remembered.
 */
export function createPageSizes(
  { pageSizes, goodPageSizes, refusedPageSizes }: Lessons,
  learn: Learn,
): Pick<FetchOptions, "pageSize" | "onPageSize" | "onFullPage" | "provenPosts" | "onAnsweredPosts"> {
  const inARow = new Map<string, number>();
  /** By connection, the most posts that came with their figures in one page of this run. */
  const proven = new Map<string, number>();
  /** And the largest size that was asked for and answered. */
  const largest = new Map<string, number>();
  /** Accounts a size was too much for. */
  const refusedTo = new Map<string, Set<string>>();
  return {
    provenPosts: (connection) => Math.max(proven.get(connection) ?? 0, goodPageSizes.get(connection) ?? 0),

    onAnsweredPosts(connection, posts, pageSize) {
      proven.set(connection, Math.max(posts, proven.get(connection) ?? 0));
      if (posts > 0) largest.set(connection, Math.max(pageSize, largest.get(connection) ?? 0));
    },

    pageSize: (connection) => pageSizes.get(connection),

    async onPageSize(connection, pageSize, refused, accountId = "") {
      const accounts = (refusedTo.get(connection) ?? new Set()).add(accountId);
      refusedTo.set(connection, accounts);
      // As large a page was answered to others: it is about one account, unless a second one says the same.
      if ((largest.get(connection) ?? 0) >= refused && accounts.size < 2) return;
      inARow.delete(connection);
      if (refused < (refusedPageSizes.get(connection) ?? Number.POSITIVE_INFINITY)) {
        refusedPageSizes.set(connection, refused);
        await learn(connection, TOPIC.refusedPageSize, String(refused), "too much data");
      }
      const good = goodPageSizes.get(connection) ?? 0;
      const next = good < refused ? Math.max(pageSize, good) : pageSize;
      if (next >= (pageSizes.get(connection) ?? Number.POSITIVE_INFINITY)) return;
      pageSizes.set(connection, next);
      await learn(connection, TOPIC.pageSize, String(next), "a larger page was too much data");
    },

    async onFullPage(connection, pageSize) {
      if (pageSize !== pageSizes.get(connection)) return;
      const count = (inARow.get(connection) ?? 0) + 1;
      inARow.set(connection, count);
      if (count !== GOOD_PAGES) return;
      goodPageSizes.set(connection, pageSize);
      await learn(connection, TOPIC.goodPageSize, String(pageSize), `${GOOD_PAGES} full pages in a row`);
      const raised = Math.min(LARGEST, Math.ceil(pageSize * RAISE));
      if (raised <= pageSize || raised >= (refusedPageSizes.get(connection) ?? Number.POSITIVE_INFINITY)) return;
      await learn(connection, TOPIC.pageSize, String(raised), `${GOOD_PAGES} full pages of ${pageSize} in a row`);
    },
  };
}
