import { StoreError } from "../store/index.ts";
import type { CollectContext, CollectOptions } from "./collect-options.ts";

/** Nothing depends on it: what could not be dropped now is dropped by the next collection. */
export async function tidyUp(
  { store, clock }: CollectContext,
  { keepDays }: CollectOptions,
  signal: AbortSignal,
): Promise<void> {
  if (keepDays === undefined) return;
  try {
    await store.dropOldLogs(new Date(clock.now().getTime() - keepDays * 86_400_000), signal);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
}
