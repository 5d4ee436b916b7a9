import { type AccountFilter, type AccountRecord, matchesFilter } from "../../dataset/index.ts";

/**
 * The accounts to collect, each once: one that is reachable twice goes through the connection with more calls left
 * (PRODUCT §3). Sorted by user name, so that the same accounts give the same plan.
 */
export function chooseAccounts(
  found: readonly AccountRecord[],
  filter: AccountFilter,
  callsLeft: ReadonlyMap<string, number>,
): readonly AccountRecord[] {
  const byId = new Map<string, AccountRecord>();
  for (const account of found) {
    if (!matchesFilter(account, filter)) continue;
    const other = byId.get(account.accountId);
    const isBetter = (callsLeft.get(account.connection) ?? 0) > (callsLeft.get(other?.connection ?? "") ?? 0);
    if (other === undefined || isBetter) byId.set(account.accountId, account);
  }
  return [...byId.values()].sort((a, b) => (a.username < b.username ? -1 : a.username > b.username ? 1 : 0));
}
