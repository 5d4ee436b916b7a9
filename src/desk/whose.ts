// Which client an account belongs to, and which accounts a person may see.

import type { Settings } from "../config/index.ts";
import { type AccountRecord, matchesFilter } from "../dataset/index.ts";
import { isWithin, type Scope } from "./person.ts";
import type { DeskPorts } from "./ports.ts";

export interface OwnedAccount {
  readonly account: AccountRecord;
  /** Names of its clients; [""] where it has none, or there are none. */
  readonly clients: readonly string[];
}

/** A collection may bring new ones; a click later is soon enough. */
const KEPT_MS = 5_000;

const kept = new WeakMap<
  DeskPorts["store"],
  { readonly at: number; readonly owned: Promise<readonly OwnedAccount[]> }
>();

/** All accounts ever seen with their clients, by username. */
export function listOwned({ settings, store, clock }: DeskPorts): Promise<readonly OwnedAccount[]> {
  const at = clock.now().getTime();
  const known = kept.get(store);
  if (known !== undefined && Math.abs(at - known.at) < KEPT_MS) return known.owned;
  const owned = store.read.accounts().then((accounts) => accounts.map((account) => toOwned(account, settings)));
  kept.set(store, { at, owned });
  owned.catch(() => kept.delete(store));
  return owned;
}

function toOwned(account: AccountRecord, { clients, accounts: { exclude } }: Settings): OwnedAccount {
  const own = clients.filter((client) => matchesFilter(account, { include: client.accounts, exclude }));
  return { account, clients: own.length === 0 ? [""] : own.map(({ name }) => name) };
}

/** The accounts within a scope. */
export async function listAccountsWithin(scope: Scope, ports: DeskPorts): Promise<readonly AccountRecord[]> {
  const owned = await listOwned(ports);
  return owned.filter(({ clients }) => isWithin(scope, clients)).map(({ account }) => account);
}

/** For `about` of whatever belongs to an account; none where there is no such account. */
export async function findClientsOf(accountId: string, ports: DeskPorts): Promise<readonly string[]> {
  const owned = await listOwned(ports);
  return owned.find(({ account }) => account.accountId === accountId)?.clients ?? [];
}
