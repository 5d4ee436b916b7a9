import type { AccountRecord, MissingAccount } from "../dataset/index.ts";
import type { Store } from "../store/index.ts";
import type { FoundAccounts } from "./found-accounts.ts";

/** What was known before a walk. */
export async function readBefore(store: Store) {
  const held = new Set((await store.read.accounts()).map(({ accountId }) => accountId));
  const missing = await store.read.missing();
  return {
    /** User names of accounts that are not held; on a first collection that would be all, and is nothing to tell. */
    listNew: (accounts: readonly AccountRecord[]): readonly string[] =>
      held.size === 0 ? [] : accounts.filter(({ accountId }) => !held.has(accountId)).map(({ username }) => username),
    /** Who was missing of the connections that have not been walked yet. */
    listMissing: (connections: readonly string[], found: readonly FoundAccounts[]): readonly MissingAccount[] =>
      missing.filter(
        ({ connection }) =>
          connections.includes(connection) &&
          !found.some(
            (one) => one.walked.includes(connection) || one.missing.some((row) => row.connection === connection),
          ),
      ),
  };
}
