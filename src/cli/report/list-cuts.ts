// The parts a report is split into: one a group, or one an account.
import type { Settings } from "../../config/index.ts";
import type { AccountRecord } from "../../dataset/index.ts";
import { toReportScope } from "./report-scope.ts";

export type Split = "none" | "groups" | "accounts";

export interface ReportCut {
  /** Group or user name; part of the folder's name. */
  readonly name: string;
  readonly accountIds: readonly string[];
  /** The group it is, whole. */
  readonly groups?: readonly string[] | undefined;
}

/** An account's cut beside the groups': where a group bears the same name, the two must not pass for each other. */
export function toAccountCut(name: string, groups: Readonly<Record<string, unknown>>): string {
  return Object.hasOwn(groups, name) ? toAccountCut(`@${name}`, groups) : name;
}

/** Cuts within the given accounts, in the configuration's or the alphabet's order; groups without an account are left out. */
export function listCuts(
  split: Split,
  settings: Settings,
  known: readonly AccountRecord[],
  within: readonly string[],
): readonly ReportCut[] {
  if (split === "none") return [];
  const inside = new Set(within);
  if (split === "accounts") {
    const accounts = known.filter(({ accountId }) => inside.has(accountId));
    const { groups } = settings.accounts;
    return accounts.map(({ username, accountId }) => ({
      name: toAccountCut(username, groups),
      accountIds: [accountId],
    }));
  }
  const cuts: ReportCut[] = [];
  for (const name of Object.keys(settings.accounts.groups)) {
    const chosen = toReportScope(settings, known, { account: [], group: [name] });
    const held = chosen.accountIds.filter((accountId) => inside.has(accountId));
    // Of a group that a narrowed command, or a client, holds in part, only these accounts are told, and no sum bears its name.
    const isWhole = held.length === chosen.accountIds.length && chosen.groups?.includes(name) === true;
    const groups = isWhole ? [name] : [];
    // A group that goes beyond a client is none of its reader's affair.
    if (settings.client !== undefined && !isWhole) continue;
    if (held.length > 0) cuts.push({ name, accountIds: held, groups });
  }
  return cuts;
}
