// Whom a command is about: the accounts of the settings, narrowed by flags.
import { findNearestName, type Settings } from "../config/index.ts";
import { type AccountFilter, type AccountRecord, matchesFilter } from "../dataset/index.ts";
import { chooseClients } from "./clients/choose-clients.ts";
import { listNearest } from "./configured-names.ts";
import { UsageError } from "./exit.ts";

/** Names a refusal tells of. */
const NAMES_TOLD = 8;

/** What a person narrowed a command to. */
export interface Narrowing {
  readonly account: readonly string[];
  readonly group: readonly string[];
  readonly client?: readonly string[] | undefined;
}

/** Narrowed to nobody: all the settings are about. */
export const EVERYBODY = { account: [], group: [] } as const satisfies Narrowing;

/** `accounts.include` and `exclude`, narrowed by `--account`, `--group` and `--client`. */
export function toFilter(settings: Settings, { account, group, client = [] }: Narrowing): AccountFilter {
  const { include, exclude, groups, within = [] } = settings.accounts;
  const ofClients = settings.client === undefined && client.length > 0 ? chooseClients(settings, client) : [];
  const whose = [...within, ...(ofClients.length === 0 ? [] : [ofClients.flatMap(({ accounts }) => accounts)])].filter(
    (names) => !names.includes("*"),
  );
  const members = group.flatMap((name) => {
    const found = Object.hasOwn(groups, name) ? groups[name] : undefined;
    if (found !== undefined) return found;
    const known = Object.keys(groups);
    const nearest = findNearestName(name, known);
    throw new UsageError(
      `There is no group "${name}" in accounts.groups.`,
      known.length === 0
        ? "Add it to the configuration."
        : `${nearest === undefined ? "" : `Did you mean ${nearest}? `}Known groups: ${known.join(", ")}.`,
    );
  });
  const named = [...account, ...members];
  return {
    include: named.length === 0 ? include : named,
    exclude,
    ...(whose.length === 0 ? {} : { within: whose }),
  };
}

/** Of these accounts those the settings, narrowed, are about. */
export function selectAccounts(
  settings: Settings,
  accounts: readonly AccountRecord[],
  narrowing: Narrowing = EVERYBODY,
): readonly AccountRecord[] {
  const filter = toFilter(settings, narrowing);
  return accounts.filter((account) => matchesFilter(account, filter));
}

/** Refuses a name that fits no account, telling who is there. */
export function refuseStrangers(
  narrowing: Narrowing,
  exclude: readonly string[],
  known: readonly AccountRecord[],
): void {
  for (const name of narrowing.account) {
    if (known.some((account) => matchesFilter(account, { include: [name], exclude }))) continue;
    const near = listNearest(name, known).slice(0, NAMES_TOLD);
    const names = known.slice(0, NAMES_TOLD).map(({ username }) => username);
    const more = known.length > names.length ? ", …" : "";
    const suggestion = near.length === 0 ? "" : `Did you mean ${near.join(" or ")}? `;
    throw new UsageError(
      `There is no account "${name}" to work on.`,
      names.length === 0
        ? "Run `gazette accounts` to see who is reachable."
        : `${suggestion}Known accounts: ${names.join(", ")}${more}.`,
    );
  }
}
