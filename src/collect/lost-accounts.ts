// Accounts that were there before and that no list names any more (RELIABILITY K8): looked for one by one, then told.
import type { AccountRecord, MissingAccount } from "../dataset/index.ts";
import type { Store } from "../store/index.ts";
import { isFresh } from "./capabilities/index.ts";
import { type Discovery, explainNoLongerListed } from "./discover/index.ts";

/** An account that is gone is named this long; then it is history. */
const NAMED_MS = 35 * 86_400_000;
/** One that did not answer is asked again after a day, not by each look at the stories. */
const ASK_AGAIN_MS = 86_400_000;

export interface Expected {
  /** Accounts of a connection that are worth looking for where no list names them. */
  of(connection: string): readonly AccountRecord[];
  /** Those that were looked for and did not answer, in this walk or a little while ago. */
  lostOf(connection: string, found: Discovery): readonly AccountRecord[];
  /** As it was told before; undefined where it was not, or must be found out again. */
  told(account: AccountRecord): MissingAccount | undefined;
}

export async function findExpected(store: Store, now: Date): Promise<Expected> {
  const known = (await store.read.accounts()).filter(({ takenAt }) => isFresh(takenAt, now, NAMED_MS));
  const rows = (await store.read.missing()).filter(
    ({ reason, seenAt }) => reason === "no-longer-listed" && isFresh(seenAt, now, ASK_AGAIN_MS),
  );
  const told = ({ connection, pageId }: AccountRecord): MissingAccount | undefined =>
    rows.find((row) => row.connection === connection && (row.pageId ?? "") === pageId);
  const isOf = (connection: string) => (account: AccountRecord) => account.connection === connection;
  return {
    of: (connection) => known.filter(isOf(connection)).filter((account) => told(account) === undefined),
    lostOf(connection, { accounts, isDirect }) {
      const listed = new Set(accounts.map(({ accountId }) => accountId));
      const unlisted = known.filter(isOf(connection)).filter(({ accountId }) => !listed.has(accountId));
      return unlisted.filter((account) => isDirect === true || told(account) !== undefined);
    },
    told,
  };
}

/** A row for each that no other row is about: a Page without its link says so itself. */
export function nameLost(
  lost: readonly AccountRecord[],
  others: readonly MissingAccount[],
  { told }: Expected,
  now: Date,
): readonly MissingAccount[] {
  return lost
    .filter(({ connection, pageId }) => !others.some((one) => one.connection === connection && one.pageId === pageId))
    .map((account) => told(account) ?? explainNoLongerListed(account, now.toISOString()));
}

/** Whom a collection could not reach any more, in one sentence; undefined when there is nobody. */
export function explainLost(lost: readonly AccountRecord[]): string | undefined {
  if (lost.length === 0) return undefined;
  const shown = lost.slice(0, 8).map(({ username }) => `@${username}`);
  const more = lost.length > shown.length ? ` and ${lost.length - shown.length} more` : "";
  const [verb, whom, its] = lost.length === 1 ? ["is", "It", "its Page"] : ["are", "They", "their Pages"];
  return (
    `${shown.join(", ")}${more} ${verb} no longer listed and did not answer by id. ${whom} may have lost the link to ` +
    `${its}, or you your role there; name them under accounts.exclude if that is meant.`
  );
}
