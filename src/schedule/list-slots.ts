// When to run. Cron's fields are read on the wall, where no time is skipped or doubled, and each wall time then becomes one
// instant: croner alone leaves out what a gap swallows of `*/30 2 * * *`, and runs `*/30 * * * *` twice in a doubled hour.
import { Cron } from "croner";
import { toInstantMs, toWallMs } from "./wall-time.ts";

export interface CronTime {
  /** Five fields. */
  readonly cron: string;
  /** IANA name. */
  readonly timeZone: string;
}

const HOUR_MS = 3_600_000;
/** The wall may stand this much behind or ahead of where the offset before a change would put it. */
const MARGIN_MS = 25 * HOUR_MS;

/**
 * Slots in (after, until], oldest first. Each wall time that fits has exactly one: right after the gap when the clock skips
 * it, at its first showing when it is shown twice. Wall times that fall on one instant are one slot. At most `most` of them.
 */
export function listSlots(when: CronTime, after: Date, until: Date, most = Number.POSITIVE_INFINITY): readonly Date[] {
  const slots: Date[] = [];
  for (const slot of walkSlots(when, after)) {
    if (slot > until || slots.length >= most) break;
    slots.push(slot);
  }
  return slots;
}

/** The first slot after an instant; undefined for a cron whose time never comes. */
export function findNextSlot(when: CronTime, after: Date): Date | undefined {
  const [next] = walkSlots(when, after);
  return next;
}

function* walkSlots({ cron, timeZone }: CronTime, after: Date): Generator<Date, void, undefined> {
  const pattern = new Cron(cron, { mode: "5-part", timezone: "UTC" });
  let wall = pattern.nextRun(new Date(toWallMs(after.getTime(), timeZone) - MARGIN_MS));
  let latestMs = after.getTime();
  while (wall !== null && wall !== undefined) {
    const slotMs = toInstantMs(wall.getTime(), timeZone);
    if (slotMs > latestMs) {
      latestMs = slotMs;
      yield new Date(slotMs);
    }
    wall = pattern.nextRun(wall);
  }
}
