// Who is to have a report, and which part of it.
import type { Settings } from "../../config/index.ts";
import { type AccountRecord, resolveMembers } from "../../dataset/index.ts";
import { type Attachment, parseAddress, type Recipient } from "../../report/index.ts";
import { UsageError } from "../exit.ts";
import { EVERYBODY, type Narrowing, selectAccounts } from "../selection.ts";
import { toAccountCut } from "./list-cuts.ts";
import { listWholeGroups } from "./report-scope.ts";

/** Every configured address with its cut; an address may stand in several entries. */
export function listRecipients(
  settings: Settings,
  known: readonly AccountRecord[],
  narrowing: Narrowing = EVERYBODY,
): readonly Recipient[] {
  const { groups } = settings.accounts;
  const ours = selectAccounts(settings, known);
  const whole = settings.client === undefined ? undefined : listWholeGroups(settings, known, ours.map(toId));
  const isNarrowed = narrowing.account.length + narrowing.group.length > 0;
  const within = new Set(selectAccounts(settings, known, narrowing).map(toId));
  const recipients = settings.delivery.recipients.flatMap(({ to, group, accounts, attach }) => {
    const named = group === undefined ? accounts : groups[group];
    const cut =
      named === undefined
        ? undefined
        : {
            name: group ?? toAccountCut(accounts?.join(", ") ?? "", groups),
            ...resolveMembers(named, ours),
            groups: group === undefined || whole?.includes(group) === false ? [] : [group],
          };
    return to.map((address) => ({ address: toAddress(address), attach: attach as readonly Attachment[], cut }));
  });
  return recipients.filter(
    ({ cut }) => !isNarrowed || cut?.accountIds.every((accountId) => within.has(accountId)) === true,
  );
}

const toId = ({ accountId }: { readonly accountId: string }): string => accountId;

/** Which recipient goes without which account: a name of its cut that means nobody. */
export function tellLacking(settings: Settings, known: readonly AccountRecord[]): readonly string[] {
  return listRecipients(settings, known).flatMap(({ address, cut }) => {
    const strangers = cut?.strangers ?? [];
    if (cut === undefined || strangers.length === 0) return [];
    const lacks = `${address} (${cut.name})`;
    return cut.accountIds.length === 0
      ? [`${lacks} gets nothing: ${strangers.join(", ")} means no account.`]
      : [`${lacks} lacks ${strangers.join(", ")}: no account is meant by it.`];
  });
}

export function toAddress(text: string): string {
  const address = parseAddress(text.trim());
  if (address !== undefined) return address;
  throw new UsageError(`"${text}" is no mail address that can be sent to.`, "Write one address, as in lead@acme.test.");
}
