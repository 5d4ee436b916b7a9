// Questions about some of the accounts there are.

/** So many accounts are looked up one by one; of more, those of all are read, which is no more then. */
const LOOKED_UP_MOST = 500;

/** Whether they are to be named in the question. */
export function isFew(accountIds: readonly string[] | undefined): boolean {
  return accountIds !== undefined && accountIds.length <= LOOKED_UP_MOST;
}

/** Those of the accounts meant, where the question has not named them. */
export function ofThese<Row extends { readonly account_id: string }>(
  rows: readonly Row[],
  accountIds: readonly string[] | undefined,
): readonly Row[] {
  if (accountIds === undefined || isFew(accountIds)) return rows;
  const meant = new Set(accountIds);
  return rows.filter(({ account_id }) => meant.has(account_id));
}
