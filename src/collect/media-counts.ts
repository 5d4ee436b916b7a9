// How many posts each account had when they were listed last: what it has more by the next run are pages to come, which
// its plan can then count beforehand (RELIABILITY V17).
import type { AccountRecord } from "../dataset/index.ts";
import type { Store } from "../store/index.ts";
import { put, toCapabilities, toLesson } from "./capabilities/index.ts";

/** Once a run, a row a connection; accounts that are not collected this time keep what is known of them. */
export async function rememberMediaCounts(store: Store, accounts: readonly AccountRecord[], now: Date): Promise<void> {
  const known = toCapabilities(await store.lessons(), now);
  const learntAt = now.toISOString();
  for (const [connection, some] of Map.groupBy(accounts, (account) => account.connection)) {
    for (const { accountId, mediaCount: value } of some) {
      const finding = { state: "proven", words: "", since: learntAt } as const;
      if (value !== undefined) put(known, "media-counts", connection, { ...finding, value }, accountId);
    }
    await store.learn(toLesson(known, connection, "media-counts", { message: "", learntAt }));
  }
}
