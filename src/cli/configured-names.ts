// Every name of the configuration that ought to mean an account, and those that mean none.
import { findNearestNames, type Settings } from "../config/index.ts";
import { type AccountRecord, resolveMembers } from "../dataset/index.ts";
import type { Store } from "../store/index.ts";

export interface ConfiguredName {
  /** "accounts.groups.DACH". */
  readonly key: string;
  readonly name: string;
}

export interface Stranger extends ConfiguredName {
  /** The name most likely meant. */
  readonly nearest?: string | undefined;
}

/** In the order of the file. `accounts.include` and `exclude` are of those reachable, the others of those collected. */
export function listConfiguredNames(settings: Settings): readonly ConfiguredName[] {
  const { accounts, report, delivery, comments, clients } = settings;
  const under = (key: string, names: readonly string[] = []) => names.map((name) => ({ key, name }));
  return [
    ...under("accounts.include", accounts.include),
    ...under("accounts.exclude", accounts.exclude),
    ...Object.entries(accounts.groups).flatMap(([group, names]) => under(`accounts.groups.${group}`, names)),
    ...under("accounts.alias", Object.keys(accounts.alias)),
    ...under("report.goals.accounts", Object.keys(report.goals.accounts)),
    ...delivery.recipients.flatMap(({ accounts: names }, at) => under(`delivery.recipients[${at}].accounts`, names)),
    ...clients.flatMap(({ name, accounts: names }) => under(`clients[${name}].accounts`, names)),
    ...comments.rules.flatMap(({ when }, at) => under(`comments.rules[${at}].when.accounts`, when.accounts)),
  ];
}

/** Names that mean none of the accounts, each with the nearest name there is. */
export function findStrangers(
  names: readonly ConfiguredName[],
  accounts: readonly AccountRecord[],
): readonly Stranger[] {
  return names
    .filter(({ name }) => name !== "*" && resolveMembers([name], accounts).accountIds.length === 0)
    .map((one) => ({ ...one, nearest: listNearest(one.name, accounts)[0] }));
}

/** "accounts.groups.DACH names fjelvik, which is no account. Did you mean fjellvik?" */
export function tellStranger({ key, name, nearest }: Stranger): string {
  const suggestion = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  return `${key} names ${name}, which means no account.${suggestion}`;
}

/** Names of include and exclude that a collection found to mean nobody, each with the nearest name of those collected. */
export function tellUnmatched(
  { accounts: { include, exclude } }: Settings,
  unmatched: readonly string[] = [],
  accounts: readonly AccountRecord[],
): readonly string[] {
  const under = (key: string, names: readonly string[]) => names.map((name) => ({ key, name }));
  return [...under("accounts.include", include), ...under("accounts.exclude", exclude)]
    .filter(({ name }) => name !== "*" && unmatched.includes(name))
    .map((one) => tellStranger({ ...one, nearest: listNearest(one.name, accounts)[0] }));
}

/** Account names nearest to what was typed, the best first; a pattern is held against the beginnings of names. */
export function listNearest(typed: string, accounts: readonly AccountRecord[]): readonly string[] {
  const plain = typed.replace(/^@/, "").replaceAll("*", "");
  const isPattern = typed.includes("*");
  const known = accounts.flatMap(({ username, pageName }) =>
    [username, pageName].filter((name) => name !== "").map((name) => ({ name, username })),
  );
  const heads = known.map(({ name }) => (isPattern ? name.slice(0, plain.length) : name));
  const near = findNearestNames(plain, heads);
  return [
    ...new Set(near.flatMap((head) => known.filter((_, at) => heads[at] === head).map(({ username }) => username))),
  ];
}

/**
 * What the operator is told before a report is made: names that mean nobody, and names that mean others than last time.
 * Those of include and exclude are told by `check` and by collections, which see whom the tokens reach (`tellUnmatched`).
 */
export async function tellNames(
  settings: Settings,
  accounts: readonly AccountRecord[],
  store: Pick<Store, "names">,
): Promise<readonly string[]> {
  if (accounts.length === 0) return [];
  const names = listConfiguredNames(settings).filter(({ key }) => !/^accounts\.(in|ex)clude$/.test(key));
  const called = new Map(accounts.map(({ accountId, username }) => [accountId, username]));
  const toNames = (ids: readonly string[]) => ids.map((id) => called.get(id) ?? id).join(", ");
  const now = names.map(({ key, name }) => ({
    key,
    name,
    accountIds: resolveMembers([name], accounts).accountIds.toSorted(),
  }));
  const before = new Map((await store.names.read()).map((one) => [`${one.key}\n${one.name}`, one.accountIds]));
  const changed = now.flatMap(({ key, name, accountIds }) => {
    const earlier = before.get(`${key}\n${name}`);
    if (earlier === undefined || accountIds.length === 0) return [];
    const won = accountIds.filter((id) => !earlier.includes(id));
    const lost = earlier.filter((id) => !accountIds.includes(id));
    if (won.length + lost.length === 0) return [];
    const parts = [
      ...(won.length === 0 ? [] : [`also ${toNames(won)}`]),
      ...(lost.length === 0 ? [] : [`no longer ${toNames(lost)}`]),
    ];
    return [`${key} names ${name}, which now means ${parts.join(" and ")}.`];
  });
  await store.names.keep(now);
  return [...findStrangers(names, accounts).map(tellStranger), ...changed];
}
