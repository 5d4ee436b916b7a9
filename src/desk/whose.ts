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
/** What the mark does not show, of machines whose clocks differ, is seen after so long. */
const KEPT_LONGEST_MS = 60_000;

interface Kept {
  readonly readAt: number;
  readonly mark: string;
  readonly owned: readonly OwnedAccount[];
}

const kept = new WeakMap<DeskPorts["store"], { readonly at: number; readonly look: Promise<Kept> }>();

/** All accounts ever seen with their clients, by username; read again when one of them has changed. */
export async function listOwned(ports: DeskPorts): Promise<readonly OwnedAccount[]> {
  const { store, clock } = ports;
  const at = clock.now().getTime();
  const known = kept.get(store);
  if (known !== undefined && Math.abs(at - known.at) < KEPT_MS) return (await known.look).owned;
  const look = lookAgain(ports, at, known?.look);
  kept.set(store, { at, look });
  look.catch(() => kept.delete(store));
  return (await look).owned;
}

async function lookAgain({ settings, store }: DeskPorts, at: number, before?: Promise<Kept>): Promise<Kept> {
  const mark = await store.accountBook.mark();
  const known = await before?.catch(() => undefined);
  if (known?.mark === mark && Math.abs(at - known.readAt) < KEPT_LONGEST_MS) return known;
  const accounts = await store.read.accounts();
  return { readAt: at, mark, owned: accounts.map((account) => toOwned(account, settings)) };
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
