// One line an event of the schedule: this is what stands in the journal of a server.
import type { ScheduleEvent } from "../../schedule/index.ts";
import { formatDuration } from "../progress.ts";

export interface EventLine {
  readonly words: string;
  readonly hint?: string | undefined;
  /** Told even with --quiet. */
  readonly isTrouble: boolean;
}

type OfSlot = Extract<ScheduleEvent, { readonly period: unknown }>;

/** Below that nobody calls it late. */
const LATE_MS = 2 * 60_000;

export function toEventLine(event: ScheduleEvent, timeZone: string): EventLine {
  const talk = (words: string): EventLine => ({ words, isTrouble: false });
  const trouble = (words: string, hint?: string): EventLine => ({ words, hint, isTrouble: true });
  const name = (of: OfSlot): string => `Job "${of.job}" of ${formatSlot(of.slotAt, timeZone)}`;
  switch (event.kind) {
    case "begun":
      return talk(`Job "${event.job}" counts from now: ${event.when}.`);
    case "next":
      if (event.slotAt === undefined) return trouble(`Job "${event.job}" never comes again.`);
      return talk(`Next ${event.job}: ${formatSlot(event.slotAt, timeZone)}.`);
    case "started": {
      const late = event.lateMs < LATE_MS ? "" : `, ${formatDuration(event.lateMs)} late`;
      return talk(`${name(event)} ${event.isContinued ? "goes on" : "starts"}${late}: ${toSpanWords(event)}.`);
    }
    case "ended": {
      const { outcome, message } = event.end;
      const line = `${name(event)} ended ${outcome} after ${formatDuration(event.tookMs)}.`;
      const words = message === undefined ? line : `${line} ${message}`;
      return outcome === "failed" ? trouble(words) : talk(words);
    }
    case "missed":
    case "gave-up": {
      const { from, to } = event.period;
      const remedy = `Make up for it with \`gazette run --period ${from}..${to}\`.`;
      return trouble(
        `${name(event)} (${toSpanWords(event)}): ${event.message}`,
        event.job === "run" ? remedy : undefined,
      );
    }
    case "skipped":
      return talk(`${name(event)}: ${event.message}`);
    case "waiting":
      return talk(`${name(event)} waits: ${event.heldBy} is at work on this store.`);
    case "trouble":
      return trouble(`${event.error.message} It is tried again.`);
    case "recovered":
      return talk("That is over; the schedule goes on.");
  }
}

function toSpanWords({ period }: OfSlot): string {
  return `${period.from} to ${period.to}`;
}

/** "Mon, 30 Nov 2026, 07:00 Europe/Berlin". */
function formatSlot(slotAt: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  return `${format.format(slotAt)} ${timeZone}`;
}
