import { emptyBatch } from "../dataset/index.ts";
import type { Run } from "../store/index.ts";
import type { CollectContext } from "./collect-context.ts";
import type { CollectOptions } from "./collect-options.ts";
import type { Discovery } from "./discover/index.ts";
import type { FoundAccounts } from "./found-accounts.ts";
import { type WalkOptions, walkConnections } from "./walk-connections.ts";

/** Walks every connection, or goes on where an interrupted walk stopped. */
export async function discoverInRun(
  context: CollectContext,
  run: Run,
  { filter, onProgress }: CollectOptions,
  more: Partial<WalkOptions>,
  signal: AbortSignal,
): Promise<FoundAccounts> {
  const progress = await run.progress();
  const toKey = (connection: string) => `discover/${connection}`;
  return await walkConnections(
    context,
    {
      filter,
      resume: (connection) => progress.get(toKey(connection))?.resume as Discovery | undefined,
      keep: (connection, soFar, callIds) =>
        run.keep(emptyBatch, { callKey: toKey(connection), done: soFar.done, resume: soFar }, callIds),
      onConnection: (connection) => onProgress?.({ step: "discovering", connection }),
      ...more,
    },
    signal,
  );
}
