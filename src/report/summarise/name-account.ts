// The names people read and the groups, both configured by user name or account id.
import type { AccountRecord } from "../../dataset/index.ts";

export interface Naming {
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly alias: Readonly<Record<string, string>>;
}

/** Whether a name of the configuration, a user name or an account id, is this account's. */
export function nameIsOf(name: string, { username, accountId }: AccountRecord): boolean {
  return toPlain(name) === toPlain(username) || name === accountId;
}

/** Alias, else name, else "@username"; and the first group that names the account. */
export function nameAccount(account: AccountRecord, { groups, alias }: Naming): { label: string; group?: string } {
  const isMeant = (name: string) => nameIsOf(name, account);
  const called = Object.entries(alias).find(([name]) => isMeant(name))?.[1];
  const group = findGroup(account, groups);
  const label = called ?? (account.name === undefined || account.name === "" ? `@${account.username}` : account.name);
  return group === undefined ? { label } : { label, group };
}

function toPlain(name: string): string {
  return name.replace(/^@/, "").toLowerCase();
}

interface Members {
  readonly groups: readonly string[];
  /** The first group, as an index, by its members' plain names and by the names as they are written. */
  readonly byName: ReadonlyMap<string, number>;
  readonly byText: ReadonlyMap<string, number>;
}

const listed = new WeakMap<Naming["groups"], Members>();

/** Groups name as many members as there are accounts: each account asks a list that is made once. */
function findGroup({ username, accountId }: AccountRecord, groups: Naming["groups"]): string | undefined {
  const members = listed.get(groups) ?? listMembers(groups);
  listed.set(groups, members);
  const found = [members.byName.get(toPlain(username)), members.byText.get(accountId)].filter((at) => at !== undefined);
  return found.length === 0 ? undefined : members.groups[Math.min(...found)];
}

function listMembers(groups: Naming["groups"]): Members {
  const byName = new Map<string, number>();
  const byText = new Map<string, number>();
  for (const [at, members] of Object.values(groups).entries()) {
    for (const member of members) {
      if (!byName.has(toPlain(member))) byName.set(toPlain(member), at);
      if (!byText.has(member)) byText.set(member, at);
    }
  }
  return { groups: Object.keys(groups), byName, byText };
}
