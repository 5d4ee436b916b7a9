// One slot from claim to end.
import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../shared/index.ts";
import type { SlotBook, SlotRow, SlotState } from "../store/index.ts";
import type { Job, JobEnd } from "./job.ts";
import type { Tell } from "./schedule-event.ts";
import { text } from "./text.ts";

export interface SlotContext {
  readonly book: SlotBook;
  readonly clock: Clock;
  readonly tell: Tell;
}

/** With the rest of the house closing, a stop takes less than ten seconds. */
const STOP_MS = 8_000;
const STATES = { complete: "done", partial: "done", paused: "paused", failed: "failed" } as const satisfies Record<
  JobEnd["outcome"],
  SlotState
>;

export type SlotResult =
  | { readonly kind: "ended"; readonly end: JobEnd }
  | { readonly kind: "waiting"; readonly heldBy: string }
  | { readonly kind: "over" };

/** Runs the slot when it can be claimed. Throws `StoreError` when its end could not be written; it is then found again. */
export async function runSlot(
  { book, clock, tell }: SlotContext,
  job: Job,
  row: SlotRow,
  signal: AbortSignal,
): Promise<SlotResult> {
  const begun = clock.now();
  const slotAt = new Date(row.slotAt);
  const period = row.period ?? job.periodOf(slotAt);
  const taken = await book.claim(row);
  if ("heldBy" in taken) return { kind: "waiting", heldBy: taken.heldBy };
  if ("over" in taken) return { kind: "over" };
  const { claim } = taken;
  const about = { job: job.name, slotAt, period };
  const lateMs = begun.getTime() - slotAt.getTime();
  tell({ kind: "started", ...about, isContinued: claim.isContinued, lateMs });
  const stop = AbortSignal.any([signal, claim.lost]);
  const slot = { at: slotAt, period, isContinued: claim.isContinued };
  const end = await untilStopped(workOn(job, slot, stop), stop);
  const ended = clock.now();
  await claim.finish({ state: STATES[end.outcome], outcome: end.outcome, message: end.message });
  tell({ kind: "ended", ...about, end, tookMs: ended.getTime() - begun.getTime() });
  return { kind: "ended", end };
}

async function workOn(job: Job, slot: Parameters<Job["work"]>[0], stop: AbortSignal): Promise<JobEnd> {
  try {
    return await job.work(slot, stop);
  } catch (error) {
    if (stop.aborted) return { outcome: "paused", message: text.interrupted };
    return { outcome: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}

/** The work's end, or the end of our patience once it was told to stop. */
async function untilStopped(work: Promise<JobEnd>, stop: AbortSignal): Promise<JobEnd> {
  const done = new AbortController();
  const patience = new Promise<JobEnd>((resolve) => {
    const wait = async (): Promise<void> => {
      await delay(STOP_MS, undefined, { signal: done.signal }).catch(() => undefined);
      resolve({ outcome: "paused", message: text.stoppedLate });
    };
    if (stop.aborted) void wait();
    else stop.addEventListener("abort", wait, { once: true, signal: done.signal });
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    done.abort();
  }
}
