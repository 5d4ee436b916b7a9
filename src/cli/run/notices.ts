// What of the schedule the operator is told by mail: a slot that was missed, given up or failed.
import type { Settings } from "../../config/index.ts";
import { type Notice, queueNotice } from "../../report/index.ts";
import type { OperationHealth, ScheduleEvent } from "../../schedule/index.ts";
import type { Store } from "../../store/index.ts";
import { toDelivering } from "../delivery.ts";
import { toEventLine } from "./schedule-words.ts";

export interface Notices {
  hear(event: ScheduleEvent): void;
  /**
   * Puts what was heard into the outbox; what could not be is kept for the next time. While every connection is lost, which
   * is told by itself (troubles.ts), the jobs of every few hours that fail for it are not told as well.
   */
  queue(health: OperationHealth): Promise<void>;
}

const text = {
  missed: (job: string, days: string) => `Not run: ${job}, ${days}`,
  "gave-up": (job: string, days: string) => `Not finished: ${job}, ${days}`,
  ended: (job: string, days: string) => `Failed: ${job}, ${days}`,
} as const;

export function openNotices(settings: Settings, store: Store): Notices {
  const waiting: { readonly event: ScheduleEvent; readonly notice: Notice }[] = [];
  return {
    hear(event) {
      const notice = toNotice(event, settings.schedule.timeZone);
      if (notice !== undefined) waiting.push({ event, notice });
    },
    async queue({ connections }) {
      const { from, operator } = settings.delivery;
      const isLost = connections.length > 0 && connections.every(({ failure }) => failure !== null);
      while (waiting.length > 0) {
        const [{ event, notice } = {}] = waiting;
        const isKnown = isLost && event?.kind === "ended" && (event.job === "stories" || event.job === "sweep");
        if (!isKnown && notice !== undefined && from !== undefined && operator !== undefined) {
          await queueNotice(store.outbox, toDelivering(settings), notice);
        }
        waiting.shift();
      }
    },
  };
}

function toNotice(event: ScheduleEvent, timeZone: string): Notice | undefined {
  if (event.kind !== "missed" && event.kind !== "gave-up" && event.kind !== "ended") return undefined;
  if (event.kind === "ended" && event.end.outcome !== "failed") return undefined;
  const { words, hint } = toEventLine(event, timeZone);
  return {
    edition: `schedule|${event.job}|${event.slotAt.toISOString()}|${event.kind}`,
    subject: text[event.kind](event.job, `${event.period.from}..${event.period.to}`),
    lines: hint === undefined ? [words] : [words, "", hint],
    period: event.period,
  };
}
