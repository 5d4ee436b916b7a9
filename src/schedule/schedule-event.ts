// What the schedule tells of itself: to the person at the terminal, to the health page, to the metrics.
import type { JobEnd, SlotPeriod } from "./job.ts";

interface OfSlot {
  readonly job: string;
  readonly slotAt: Date;
  readonly period: SlotPeriod;
}

export type ScheduleEvent =
  /** The schedule was never seen before, or its times have changed: it counts from now. */
  | { readonly kind: "begun"; readonly job: string; readonly when: string }
  | { readonly kind: "next"; readonly job: string; readonly slotAt: Date | undefined }
  | (OfSlot & { readonly kind: "missed" | "skipped" | "gave-up"; readonly message: string })
  | (OfSlot & { readonly kind: "started"; readonly isContinued: boolean; readonly lateMs: number })
  | (OfSlot & { readonly kind: "ended"; readonly end: JobEnd; readonly tookMs: number })
  /** Another process runs a slot; ours waits for its turn. */
  | (OfSlot & { readonly kind: "waiting"; readonly heldBy: string })
  /** The store could not be asked, or work between the slots failed; it is tried again. */
  | { readonly kind: "trouble"; readonly error: Error }
  | { readonly kind: "recovered" };

export type Tell = (event: ScheduleEvent) => void;
