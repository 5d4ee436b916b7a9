// Which of the accounts found are wanted.
import type { AccountRecord } from "./account.ts";
import { isNamed } from "./members.ts";

/** Which of the accounts found are wanted; names as `isNamed` reads them. */
export interface AccountFilter {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Lists of names, each of which must mean the account as well: whose it is. */
  readonly within?: readonly (readonly string[])[] | undefined;
}

/** Whether the filter wants this account. */
export function matchesFilter(account: AccountRecord, { include, exclude, within = [] }: AccountFilter): boolean {
  const isOurs = within.every((names) => isNamed(names, account));
  return isOurs && isNamed(include, account) && !isNamed(exclude, account);
}

/** Runs about the same accounts and questions can be compared, whatever their period. */
export function toTallyScope({ include, exclude }: AccountFilter, storiesOnly = false): string {
  return JSON.stringify([include, exclude, ...(storiesOnly ? ["stories"] : [])]);
}
