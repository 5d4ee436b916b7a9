// How many posts each account had when they were listed last: what it has more by the next run are pages to come, which
// its plan can then count beforehand (RELIABILITY V17).
import type { AccountRecord } from "../dataset/index.ts";
import type { Store } from "../store/index.ts";
import { TOPIC, toLessons } from "./lessons.ts";

/** Once a run, a row a connection; accounts that are not collected this time keep what is known of them. */
export async function rememberMediaCounts(store: Store, accounts: readonly AccountRecord[], now: Date): Promise<void> {
  const remembered = await store.lessons();
  for (const [connection, some] of Map.groupBy(accounts, (account) => account.connection)) {
    const known = toLessons(
      remembered.filter((lesson) => lesson.connection === connection && lesson.topic === TOPIC.mediaCounts),
      now,
    ).mediaCounts;
    for (const { accountId, mediaCount } of some) if (mediaCount !== undefined) known.set(accountId, mediaCount);
    const finding = JSON.stringify(Object.fromEntries(known));
    await store.learn({ connection, topic: TOPIC.mediaCounts, finding, message: "", learntAt: now.toISOString() });
  }
}
