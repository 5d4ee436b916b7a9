// The face of the schedule's memory: which slots there were, what became of each, and who may run one.
import type { DaySpan } from "../dataset/index.ts";

/**
 * `begun` marks when a schedule was first seen and is no slot. `due`, `running` and `paused` are open; the rest is over:
 * `done` and `failed` were run, `missed` never was, `skipped` was not needed.
 */
export type SlotState = "begun" | "due" | "running" | "paused" | "done" | "failed" | "missed" | "skipped";

export interface SlotRow {
  readonly job: string;
  /** UTC ISO 8601. */
  readonly slotAt: string;
  readonly state: SlotState;
  readonly period?: DaySpan | undefined;
  readonly startedAt?: string | undefined;
  readonly finishedAt?: string | undefined;
  /** How its last run ended: "complete", "partial", "paused", "failed"; absent when it never ran. */
  readonly outcome?: string | undefined;
  readonly message?: string | undefined;
}

export type NewSlot = Pick<SlotRow, "job" | "slotAt" | "period" | "message"> & {
  readonly state: "begun" | "due" | "missed" | "skipped";
};

export interface SlotEnd {
  readonly state: Exclude<SlotState, "begun" | "due" | "running">;
  readonly outcome?: string | undefined;
  readonly message?: string | undefined;
}

/** A slot this process runs, and with it the right to be the only runner. The lease lives by a heartbeat. */
export interface SlotClaim {
  /** True when somebody had begun the slot before. */
  readonly isContinued: boolean;
  /** Aborted when another process has taken over, as after a long sleep of this machine. */
  readonly lost: AbortSignal;
  /** Ends the claim. Throws `STORE_BUSY` when it was lost meanwhile. */
  finish(end: SlotEnd): Promise<void>;
}

export type ClaimOutcome =
  | { readonly claim: SlotClaim }
  /** Somebody else runs a slot: "process 4711 on mercury". */
  | { readonly heldBy: string }
  /** It is no longer open. */
  | { readonly over: SlotState | "unknown" };

export interface SlotBook {
  /** The newest row of a job that is not after `now`, marks included. */
  latest(job: string, now: Date): Promise<SlotRow | undefined>;
  /** The newest mark of a job. */
  latestMark(job: string): Promise<SlotRow | undefined>;
  /** Writes slots down; one that is there already stays as it is. */
  note(slots: readonly NewSlot[]): Promise<void>;
  /** Open slots, newest first. */
  open(): Promise<readonly SlotRow[]>;
  /** Slots of all jobs, newest first, without marks. */
  recent(limit: number): Promise<readonly SlotRow[]>;
  /** Takes an open slot, one that its dead runner left behind included. */
  claim(slot: Pick<SlotRow, "job" | "slotAt">): Promise<ClaimOutcome>;
  /** Ends an open slot that nobody runs; false when somebody does or it is over. */
  settle(slot: Pick<SlotRow, "job" | "slotAt">, end: SlotEnd): Promise<boolean>;
}
