// Whether the schedule's runs come when their week is over in Meta's zone, summer and winter.

import type { Settings } from "../../config/index.ts";
import { findUnderWay, parsePeriod } from "../../dataset/index.ts";
import { listSlots } from "../../schedule/index.ts";
import { tellEnd } from "../under-way.ts";
import type { Check } from "./check.ts";

const YEAR_MS = 366 * 86_400_000;
/** A week's slots for a year, or a few weeks of one that runs every hour: the clocks' changes need the year. */
const SLOTS_MOST = 1_000;

interface OfReport {
  /** As `--period` takes them. */
  readonly words?: string | undefined;
  readonly cron?: string | undefined;
  /** "Kaffee Nord, week: ". */
  readonly of?: string | undefined;
}

/** One warning for the first slot of the year to come that begins before its week is over; nothing where none does. */
export function checkSchedule(
  { schedule, period }: Pick<Settings, "schedule" | "period">,
  now: Date,
  { words = "last-week", cron = schedule.cron, of = "" }: OfReport = {},
): readonly Check[] {
  const { timeZone } = schedule;
  if (cron === undefined) return [];
  for (const slot of listSlots({ cron, timeZone }, now, new Date(now.getTime() + YEAR_MS), SLOTS_MOST)) {
    const span = parsePeriod(words, slot, period);
    const underWay = span === undefined ? null : findUnderWay(span, slot);
    if (underWay === null) continue;
    const at = new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "full", timeStyle: "short" }).format(slot);
    return [
      {
        name: "schedule",
        state: "warn",
        message: `${of}schedule.cron "${cron}" runs before its ${of === "" ? "week" : "period"} is over: on ${at}, but ${tellEnd(underWay, timeZone)}.`,
        hint: 'Let it run later, such as "0 9 * * 2": Tuesdays at nine.',
      },
    ];
  }
  return [];
}
