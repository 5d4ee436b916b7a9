// What people call an account, and the groups it stands in.
import { type AccountRecord, isNamed } from "../../../dataset/index.ts";
import type { Naming } from "../model/report-options.ts";

/** Alias, else name, else "@username"; and every group that names the account, in the configuration's order. */
export function nameAccount(
  account: AccountRecord,
  { groups, alias }: Naming,
): { readonly label: string; readonly groups: readonly string[] } {
  const called = Object.keys(alias).find((name) => isNamed(toNames(alias, name), account));
  const own = account.name === undefined || account.name === "" ? `@${account.username}` : account.name;
  return {
    label: (called === undefined ? undefined : alias[called]) ?? own,
    groups: Object.keys(groups).filter((name) => isNamed(groups[name] ?? [], account)),
  };
}

const names = new WeakMap<Naming["alias"], Map<string, readonly string[]>>();

/** One list a name, kept: `isNamed` reads a list once. */
function toNames(alias: Naming["alias"], name: string): readonly string[] {
  const known = names.get(alias) ?? new Map<string, readonly string[]>();
  names.set(alias, known);
  const list = known.get(name) ?? [name];
  known.set(name, list);
  return list;
}
