// Every clock change of some zones, found minute by minute with Intl alone: the slots' own arithmetic has no part in it.

/** Summer time of an hour, of half an hour and of two; at midnight; in the middle of the day by UTC; by decree; none. */
export const ZONES = [
  "Europe/Berlin",
  "America/New_York",
  "America/Los_Angeles",
  "America/Santiago",
  "America/Sao_Paulo",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
  "Pacific/Chatham",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Asia/Tehran",
  "Antarctica/Troll",
] as const;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall shows, written as if it were UTC. */
export function readWall(instantMs: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    const numeric = "numeric";
    const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric } as const;
    format = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", ...fields });
    formats.set(timeZone, format);
  }
  const part = Object.fromEntries(format.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 0, hour = 0, minute = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute);
}

/** Instants from which on the zone's clock is set otherwise, in [from, to). */
export function listChanges(timeZone: string, from: string, to: string): readonly number[] {
  const changes: number[] = [];
  const offset = (at: number): number => readWall(at, timeZone) - at;
  const dayMs = 24 * HOUR_MS;
  for (let day = Date.parse(from); day < Date.parse(to); day += dayMs) {
    if (offset(day) === offset(day + dayMs)) continue;
    for (let minute = day + MINUTE_MS; minute <= day + dayMs; minute += MINUTE_MS) {
      if (offset(minute) !== offset(minute - MINUTE_MS)) changes.push(minute);
    }
  }
  return changes;
}

/**
 * The slots in (after, until] by the rule in words: each wall time the cron names is run once, when the clock first shows
 * it, or right after the change that skips it. `isNamed` says of a wall time (as if UTC) whether the cron names it.
 */
export function expectSlots(
  timeZone: string,
  after: number,
  until: number,
  isNamed: (wall: Date) => boolean,
): readonly string[] {
  const slots = new Set<number>();
  const shown = new Set<number>();
  // What was shown shortly before must not be run again.
  for (let at = after - 4 * HOUR_MS; at <= until; at += MINUTE_MS) {
    const wall = readWall(at, timeZone);
    const before = readWall(at - MINUTE_MS, timeZone);
    for (let label = Math.min(wall, before + MINUTE_MS); label <= wall; label += MINUTE_MS) {
      if (shown.has(label)) continue;
      shown.add(label);
      if (at > after && isNamed(new Date(label))) slots.add(at);
    }
  }
  return [...slots].sort((a, b) => a - b).map((at) => new Date(at).toISOString());
}
