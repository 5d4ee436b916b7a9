/** Section id of an account's page. */
export function toAnchor(accountId: string): string {
  return `account-${accountId}`;
}
