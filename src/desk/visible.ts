// What a person may see of the accounts, put in the order lists ask for; made once for as long as the accounts are the same.
import { foldText } from "../dataset/index.ts";
import { isWithin, type Scope } from "./person.ts";
import type { DeskPorts } from "./ports.ts";
import { listOwned, type OwnedAccount } from "./whose.ts";

export interface Visible {
  readonly owned: readonly OwnedAccount[];
  /** Names of clients and connections, sorted; the nameless client is left out. */
  readonly clients: readonly string[];
  readonly connections: readonly string[];
  readonly byId: ReadonlyMap<string, OwnedAccount>;
  /** By user name as `foldText` writes it. */
  readonly byName: ReadonlyMap<string, readonly OwnedAccount[]>;
  readonly byClient: ReadonlyMap<string, readonly OwnedAccount[]>;
}

const made = new WeakMap<readonly OwnedAccount[], Map<string, Visible>>();

export async function listVisible(scope: Scope, ports: DeskPorts): Promise<Visible> {
  const all = await listOwned(ports);
  const known = made.get(all) ?? new Map<string, Visible>();
  made.set(all, known);
  const key = JSON.stringify(scope);
  const visible = known.get(key) ?? toVisible(all.filter(({ clients }) => isWithin(scope, clients)));
  known.set(key, visible);
  return visible;
}

function toVisible(owned: readonly OwnedAccount[]): Visible {
  const byClient = new Map<string, OwnedAccount[]>();
  for (const one of owned) {
    for (const client of one.clients) {
      const held = byClient.get(client) ?? [];
      byClient.set(client, held);
      held.push(one);
    }
  }
  return {
    owned,
    clients: [...byClient.keys()].filter(Boolean).sort(),
    connections: [...new Set(owned.map(({ account }) => account.connection))].sort(),
    byId: new Map(owned.map((one) => [one.account.accountId, one])),
    byName: Map.groupBy(owned, ({ account }) => foldText(account.username)),
    byClient,
  };
}
