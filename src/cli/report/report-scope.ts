// Which accounts and groups a report tells of.
import type { Settings } from "../../config/index.ts";
import { type AccountRecord, matchesFilter, resolveMembers } from "../../dataset/index.ts";
import type { ReportOptions } from "../../report/index.ts";
import { EVERYBODY, type Narrowing, refuseStrangers, selectAccounts } from "../selection.ts";

export type ReportScope = NonNullable<ReportOptions["only"]>;

/** The accounts a report is about: those of the configuration, narrowed by flags; narrowed, it tells of nobody else. */
export function toReportScope(
  settings: Settings,
  known: readonly AccountRecord[],
  narrowing: Narrowing = EVERYBODY,
): ReportScope {
  if (known.length > 0) refuseStrangers(narrowing, settings.accounts.exclude, known);
  const accountIds = selectAccounts(settings, known, narrowing).map(({ accountId }) => accountId);
  const isWhole = narrowing.account.length + narrowing.group.length === 0;
  if (settings.client !== undefined) {
    const groups = listWholeGroups(settings, known, accountIds);
    return isWhole ? { accountIds, groups, isClient: true } : { accountIds, groups };
  }
  return isWhole ? { accountIds, isWhole } : { accountIds, groups: narrowing.group };
}

/** Groups all of whose collected members are among these accounts: another's name is not told, nor a sum of some under it. */
export function listWholeGroups(
  { accounts: { groups, exclude } }: Settings,
  known: readonly AccountRecord[],
  accountIds: readonly string[],
): readonly string[] {
  const ours = new Set(accountIds);
  const collected = known.filter((account) => matchesFilter(account, { include: ["*"], exclude }));
  return Object.keys(groups).filter((name) => {
    const members = resolveMembers(groups[name] ?? [], collected).accountIds;
    return members.length > 0 && members.every((id) => ours.has(id));
  });
}
