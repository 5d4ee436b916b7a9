// Whether there is anything left to collect. A second `run` of a period must change nothing (RELIABILITY §6, "twice equals
// once"), and an answer that is held is not paid for again (V2).
import type { RunRow, Store } from "../store/index.ts";
import { type CollectOptions, toScope } from "./collect.ts";
import { PASSING } from "./reopen.ts";

/** The last collection of the same period and accounts, when it ended complete or partial. */
export function findFinishedCollection(store: Store, options: CollectOptions): Promise<RunRow | undefined> {
  return store.findFinishedRun("collect", toScope(options));
}

/**
 * The collection of the same period and accounts that ended and left nothing another one could bring: what it lost, it
 * lost for good. Undefined when a token, a server or a permission stood in the way, or nothing was collected yet.
 */
export async function findWholeCollection(store: Store, options: CollectOptions): Promise<RunRow | undefined> {
  const run = await findFinishedCollection(store, options);
  if (run === undefined || run.accounts === 0) return undefined;
  const gaps = await store.read.gaps(options.span);
  if (gaps.some(({ reason }) => PASSING.includes(reason))) return undefined;
  const missing = await store.read.missing();
  return missing.some(({ pageId, reason }) => pageId === undefined && reason !== "no-linked-account") ? undefined : run;
}
