// A zone's clock on the wall ↔ instants. Cron speaks of the wall; the house speaks of instants.
import { tzOffset } from "@date-fns/tz";

const MINUTE_MS = 60_000;
/** Farther than any clock was ever moved at once. */
const FAR_MS = 25 * 60 * MINUTE_MS;

/** What the zone's clock shows at an instant, as if it were UTC. */
export function toWallMs(instantMs: number, timeZone: string): number {
  return instantMs + offsetMs(instantMs, timeZone);
}

/**
 * The instant at which the zone's clock shows a wall time (whole minutes): the first one when it shows it twice, and the
 * moment right after the gap when it skips it. Never goes back while the wall time goes on.
 */
export function toInstantMs(wallMs: number, timeZone: string): number {
  const offsets = [wallMs - FAR_MS, wallMs + FAR_MS].map((probe) => offsetMs(probe, timeZone));
  const shown = offsets.map((offset) => wallMs - offset).filter((at) => toWallMs(at, timeZone) === wallMs);
  if (shown.length > 0) return Math.min(...shown);
  return findChange(wallMs - Math.max(...offsets), wallMs - Math.min(...offsets), timeZone);
}

/** The first minute in (before, after] with another offset than `before`. */
function findChange(before: number, after: number, timeZone: string): number {
  const offset = offsetMs(before, timeZone);
  let low = before;
  let high = after;
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS;
    if (offsetMs(middle, timeZone) === offset) low = middle;
    else high = middle;
  }
  return high;
}

function offsetMs(instantMs: number, timeZone: string): number {
  return tzOffset(timeZone, new Date(instantMs)) * MINUTE_MS;
}
