// From the wall into the store: every slot that has come since the last one known gets its row, whatever becomes of it.
import type { NewSlot, SlotBook } from "../store/index.ts";
import type { Job } from "./job.ts";
import { listSlots } from "./list-slots.ts";
import type { Tell } from "./schedule-event.ts";
import { text } from "./text.ts";

const HOUR_MS = 3_600_000;
/** A machine under load wakes late, and a late waking is still that slot (RELIABILITY S4). */
const GRACE_MS = 5 * 60_000;
/** Slots written down at once; a minutely schedule that slept a year has more. */
const MOST_AT_ONCE = 500;

/** Too late to be made up for. */
export function isTooOld({ catchUpHours }: Pick<Job, "catchUpHours">, slotAt: Date, now: Date): boolean {
  return now.getTime() - slotAt.getTime() > catchUpHours * HOUR_MS + GRACE_MS;
}

/** A schedule counts from when it was first seen, or was given other times; what lies before was never promised. */
export async function markBeginning(job: Job, book: SlotBook, now: Date, tell: Tell): Promise<void> {
  const when = `${job.cron} ${job.timeZone}`;
  const mark = await book.latestMark(job.name);
  if (mark?.message === when && (await book.latest(job.name, now)) !== undefined) return;
  // A slot that falls on this very moment comes after the mark.
  const slotAt = new Date(now.getTime() - 1).toISOString();
  await book.note([{ job: job.name, slotAt, state: "begun", message: when }]);
  tell({ kind: "begun", job: job.name, when });
}

/** Notes the slots up to now, and tells the missed ones, newest first. True when there are still more. */
export async function noteSlots(job: Job, book: SlotBook, now: Date, tell: Tell): Promise<boolean> {
  const last = await book.latest(job.name, now);
  if (last === undefined) {
    await markBeginning(job, book, now, tell);
    return false;
  }
  const slots = listSlots(job, new Date(last.slotAt), now, MOST_AT_ONCE);
  const hasMore = slots.length === MOST_AT_ONCE;
  const noted = slots.map((slotAt, index): NewSlot => {
    const row = { job: job.name, slotAt: slotAt.toISOString(), period: job.periodOf(slotAt) };
    if (isTooOld(job, slotAt, now)) return { ...row, state: "missed", message: text.tooOld(job.catchUpHours) };
    const isLast = index === slots.length - 1 && !hasMore;
    if (job.catchUp === "latest" && !isLast) return { ...row, state: "missed", message: text.overtaken };
    return { ...row, state: "due" };
  });
  await book.note(noted);
  for (const [index, { state, message = "" }] of [...noted.entries()].toReversed()) {
    const slotAt = slots[index];
    if (state !== "missed" || slotAt === undefined) continue;
    tell({ kind: "missed", job: job.name, slotAt, period: job.periodOf(slotAt), message });
  }
  return hasMore;
}
