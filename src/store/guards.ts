// What writes that may go side by side keep to themselves. On PostgreSQL each name is a lock of its own.
import type { RecordBatch } from "../dataset/index.ts";
import type { Guards } from "./database.ts";
import type { CallPool } from "./store.ts";

/** Beyond so many one lock, the dataset's, is cheaper than one for each. */
const ACCOUNTS_MOST = 32;

/** The hour of a connection: summed up and entered by one at a time, or it is overspent (V1). */
export function guardLedger(connection: string, pool: CallPool): Guards {
  return [`ledger/${connection}/${pool}`];
}

export function guardLessons(connection: string): Guards {
  return [`lessons/${connection}`];
}

/** The accounts a batch tells of: what is held of them is compared before it is replaced. Undefined for very many. */
export function guardAccounts(batch: RecordBatch): Guards | undefined {
  const { accounts, days, totals, media, seen, mediaInsights, audience, comments, commentWalks, gaps, walks } = batch;
  const ids = new Set<string>();
  for (const records of [accounts, days, totals, media, seen ?? [], mediaInsights, audience, comments, walks])
    for (const { accountId } of records) ids.add(accountId);
  for (const { accountId } of [...(commentWalks ?? []), ...gaps]) ids.add(accountId);
  return ids.size > ACCOUNTS_MOST ? undefined : [...ids].map((accountId) => `account/${accountId}`);
}
