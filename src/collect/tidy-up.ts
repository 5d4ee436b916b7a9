import { type DataKind, StoreError } from "../store/index.ts";
import type { CollectContext, KeptDays } from "./collect-context.ts";

/** Nothing depends on it: what could not be dropped now is dropped by the next collection. */
export async function tidyUp(
  { store, clock }: Pick<CollectContext, "store" | "clock">,
  { keepDays, keepKinds = {} }: KeptDays,
  signal: AbortSignal,
): Promise<void> {
  if (keepDays === undefined) return;
  try {
    const toBound = (days: number): Date => new Date(clock.now().getTime() - days * 86_400_000);
    await store.dropOldLogs(toBound(keepDays), signal);
    for (const [kind, days] of Object.entries(keepKinds)) {
      if (days !== undefined && !signal.aborted) await store.dropOldData(kind as DataKind, toBound(days));
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
}
