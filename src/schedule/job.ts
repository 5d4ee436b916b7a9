// What the schedule runs: it receives jobs as functions and does not know what a collection is.
import type { CronTime } from "./list-slots.ts";

/** Whole days, both ends included. */
export interface SlotPeriod {
  readonly from: string;
  readonly to: string;
}

export interface Slot {
  readonly at: Date;
  /** Taken from the slot and never from now: a late run is about its own week (RELIABILITY D11). */
  readonly period: SlotPeriod;
  /** True when the slot was begun before: paused, stopped, or left behind by a process that died. */
  readonly isContinued: boolean;
}

export interface JobEnd {
  readonly outcome: "complete" | "partial" | "paused" | "failed";
  /** When it may go on; only with `paused`. */
  readonly resumesAt?: Date | undefined;
  readonly message?: string | undefined;
  /** For the metrics. */
  readonly calls?: number | undefined;
  readonly gaps?: number | undefined;
  /** Accounts that answered; absent where none was to be asked. */
  readonly answered?: number | undefined;
}

export interface Job extends CronTime {
  readonly name: string;
  /** A slot missed for longer is reported instead of made up for. */
  readonly catchUpHours: number;
  /** "each": every missed slot has work of its own. "latest": the newest one does all there is to do. */
  readonly catchUp: "each" | "latest";
  /** Skips its slot when one of the named jobs has an open one or is due within the hour: it must leave that one the budget. */
  readonly yieldsTo?: readonly string[] | undefined;
  periodOf(slotAt: Date): SlotPeriod;
  /** Ends soon after the signal, with `paused`. What it throws is told and makes the slot `failed`. */
  work(slot: Slot, signal: AbortSignal): Promise<JobEnd>;
}
