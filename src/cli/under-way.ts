// A week is over when Meta's last day of it is (CONTRACT §3.2): whoever reads earlier is told so, with the time.
import type { Day, UnderWay } from "../dataset/index.ts";

/** "Sunday (2026-11-22) ends at 09:00 here"; with the weekday where that is not the day after. */
export function tellEnd({ day, endsAt }: UnderWay, timeZone: string): string {
  const end = new Date(endsAt);
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(end);
  const weekday = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "long" }).format(end);
  return `${toWeekday(day)} (${day}) ends on ${weekday} at ${time} here (${timeZone}), Meta's days being US Pacific`;
}

export function explainUnderWay(underWay: UnderWay, timeZone: string): string {
  return `The period is not over: ${tellEnd(underWay, timeZone)}. Figures of it are those of a day under way; the next collection reads them again.`;
}

function toWeekday(day: Day): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "long" }).format(new Date(`${day}T00:00:00Z`));
}
