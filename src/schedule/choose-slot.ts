// Which open slot is next, and which are over without a run. Pure.
import type { SlotRow } from "../store/index.ts";
import type { Job } from "./job.ts";
import { findNextSlot } from "./list-slots.ts";
import { isTooOld } from "./note-slots.ts";
import { text } from "./text.ts";

export interface Choice {
  /** Run this one now; the newest of the first job that has one. */
  readonly run?: { readonly job: Job; readonly row: SlotRow } | undefined;
  /** Over without a run, or without another one. */
  readonly over: readonly {
    readonly job: Job;
    readonly row: SlotRow;
    readonly state: "missed" | "skipped" | "failed";
    readonly message: string;
  }[];
}

const YIELD_MS = 3_600_000;

/** `open` is newest first; `heldUntil` tells until when a paused slot waits, in milliseconds. */
export function chooseSlot(
  jobs: readonly Job[],
  open: readonly SlotRow[],
  heldUntil: ReadonlyMap<string, number>,
  now: Date,
): Choice {
  const over: Choice["over"][number][] = [];
  const candidates: { readonly job: Job; readonly row: SlotRow }[] = [];
  for (const job of jobs) {
    const rows = open.filter((row) => row.job === job.name);
    for (const [index, row] of rows.entries()) {
      const end = findEnd(job, row, index === 0, now);
      const masters = jobs.filter(({ name }) => job.yieldsTo?.includes(name));
      const master = end === undefined ? masters.find((one) => hasClaim(one, open, now)) : undefined;
      if (end !== undefined) over.push({ job, row, ...end });
      else if (master !== undefined) {
        if (row.startedAt === undefined) over.push({ job, row, state: "skipped", message: text.yielded(master.name) });
      } else if ((heldUntil.get(toKey(row)) ?? 0) <= now.getTime()) candidates.push({ job, row });
    }
  }
  return { run: candidates[0], over };
}

export function toKey({ job, slotAt }: Pick<SlotRow, "job" | "slotAt">): string {
  return `${job} ${slotAt}`;
}

function findEnd(
  job: Job,
  row: SlotRow,
  isNewest: boolean,
  now: Date,
): Pick<Choice["over"][number], "state" | "message"> | undefined {
  const slotAt = new Date(row.slotAt);
  const isBegun = row.startedAt !== undefined;
  if (job.catchUp === "latest" && !isNewest) {
    return isBegun ? { state: "failed", message: text.gaveUp } : { state: "missed", message: text.overtaken };
  }
  if (!isTooOld(job, slotAt, now)) return undefined;
  if (!isBegun) return { state: "missed", message: text.tooOld(job.catchUpHours) };
  // What was begun goes on until its next slot has come, however long that is.
  const next = findNextSlot(job, slotAt);
  if (next !== undefined && next > now) return undefined;
  return { state: "failed", message: row.state === "running" ? text.neverEnded : text.gaveUp };
}

/** At work, waiting, or due so soon that calls spent now would be missing then. */
function hasClaim(master: Job, open: readonly SlotRow[], now: Date): boolean {
  if (open.some(({ job }) => job === master.name)) return true;
  const next = findNextSlot(master, now);
  return next !== undefined && next.getTime() - now.getTime() <= YIELD_MS;
}
