// The loop: note what has come, run what is due, sleep until the next. All it knows is in the store, so that it may be killed
// at any moment, and a second one on the same store does no harm.
import { CollectorError } from "../shared/index.ts";
import type { SlotRow } from "../store/index.ts";
import { chooseSlot, toKey } from "./choose-slot.ts";
import type { Job } from "./job.ts";
import { findNextSlot } from "./list-slots.ts";
import { markBeginning, noteSlots } from "./note-slots.ts";
import { runSlot, type SlotContext } from "./run-slot.ts";

/** Longer sleeps are cut, so that a machine that slept or a clock that was set is noticed (RELIABILITY S2, S4). */
export const LONGEST_SLEEP_MS = 30_000;
/** A paused slot is not tried again at once: what held it up is seldom over within a moment. */
const SHORTEST_PAUSE_MS = 60_000;

export interface Schedule extends SlotContext {
  /** The first goes first; none yields to one behind it. */
  readonly jobs: readonly Job[];
  /** Small work for when no slot is: told as trouble when it fails, and tried again at the next turn. */
  readonly between?: ((signal: AbortSignal) => Promise<void>) | undefined;
  /** Called at every turn of the loop. */
  readonly onTurn?: ((now: Date) => void) | undefined;
}

/** Runs every slot once, for its own period, until the signal; then ends within ten seconds with everything resumable. */
export async function keepSchedule(schedule: Schedule, signal: AbortSignal): Promise<void> {
  const { jobs, book, clock, tell, between, onTurn } = schedule;
  const heldUntil = new Map<string, number>();
  const toldNext = new Map<string, number | undefined>();
  let toldWaiting = "";
  let isMarked = false;
  let toldTrouble: string | undefined;

  /** True when there is more to do at once. */
  async function turn(): Promise<boolean> {
    if (!isMarked) for (const job of jobs) await markBeginning(job, book, clock.now(), tell);
    isMarked = true;
    for (const job of jobs) while (await noteSlots(job, book, clock.now(), tell)) onTurn?.(clock.now());
    const { run, over } = chooseSlot(jobs, await book.open(), heldUntil, clock.now());
    for (const { job, row, state, message } of over) {
      if (!(await book.settle(row, { state, outcome: row.outcome, message }))) continue;
      const kind = state === "failed" ? "gave-up" : state;
      tell({ kind, ...toSlot(job, row), message });
    }
    if (run !== undefined) return await attempt(run.job, run.row);
    tellNext();
    await between?.(signal);
    return false;
  }

  async function attempt(job: Job, row: SlotRow): Promise<boolean> {
    const result = await runSlot(schedule, job, row, signal);
    if (result.kind === "waiting") {
      heldUntil.set(toKey(row), clock.now().getTime() + LONGEST_SLEEP_MS);
      if (toldWaiting !== toKey(row)) tell({ kind: "waiting", ...toSlot(job, row), heldBy: result.heldBy });
      toldWaiting = toKey(row);
      return false;
    }
    heldUntil.delete(toKey(row));
    if (result.kind === "ended" && result.end.outcome === "paused") {
      const soonest = clock.now().getTime() + SHORTEST_PAUSE_MS;
      heldUntil.set(toKey(row), Math.max(result.end.resumesAt?.getTime() ?? 0, soonest));
    }
    return true;
  }

  function tellNext(): void {
    for (const job of jobs) {
      const next = findNextSlot(job, clock.now());
      if (toldNext.has(job.name) && toldNext.get(job.name) === next?.getTime()) continue;
      toldNext.set(job.name, next?.getTime());
      tell({ kind: "next", job: job.name, slotAt: next });
    }
  }

  function untilNextMs(): number {
    const now = clock.now().getTime();
    const moments = [...jobs.map((job) => findNextSlot(job, clock.now())?.getTime() ?? 0), ...heldUntil.values()];
    return Math.min(LONGEST_SLEEP_MS, ...moments.filter((at) => at > now).map((at) => at - now));
  }

  while (!signal.aborted) {
    onTurn?.(clock.now());
    try {
      const hasMore = await turn();
      if (toldTrouble !== undefined) tell({ kind: "recovered" });
      toldTrouble = undefined;
      if (hasMore) continue;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof CollectorError)) throw error;
      if (toldTrouble !== error.message) tell({ kind: "trouble", error });
      toldTrouble = error.message;
      await rest(LONGEST_SLEEP_MS);
      continue;
    }
    await rest(untilNextMs());
  }

  async function rest(delayMs: number): Promise<void> {
    try {
      await clock.sleep(delayMs, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

function toSlot(job: Job, row: SlotRow) {
  const slotAt = new Date(row.slotAt);
  return { job: job.name, slotAt, period: row.period ?? job.periodOf(slotAt) };
}
