// One time for a dataset that several machines use: the database server's. What one process writes to hold back another
// (calls of the hour, leases) is told in it, so that a machine whose clock is hours off neither frees the hour nor takes
// over a living run (RELIABILITY V1).
import { type Clock, watchClockSteps } from "../shared/index.ts";
import type { LedgerTime } from "./boot-time.ts";

export interface SharedClock extends Clock, StoreClock {}

/** The store's own time: asked inside the transaction, so that no wait for its turn makes what is written older than it is. */
export interface StoreClock extends Pick<Clock, "now"> {
  /** Asked before the transaction: compares with the server again, if that was a while ago. */
  refresh(): Promise<void>;
}

/** Of one machine, where there is nothing to compare with. */
export function toStoreClock(clock: Pick<Clock, "now">): StoreClock {
  return { now: () => clock.now(), refresh: async () => undefined };
}

/** How long a comparison holds: quartz drifts by less than 30 ms in so long. */
const LOOK_AGAIN_MS = 5 * 60_000;

/** Compares this process's clock with the server's, and follows it when it is set in mid-run. */
export async function openSharedClock(clock: Clock, readServerTime: () => Promise<Date>): Promise<SharedClock> {
  const steps = watchClockSteps(clock);
  const tick = (): number => clock.elapsedMs?.() ?? clock.now().getTime();
  let aheadMs = 0;
  let lookedAt = tick();

  async function look(): Promise<void> {
    follow();
    const askedAt = clock.now().getTime();
    const serverMs = (await readServerTime()).getTime();
    const waitedMs = clock.now().getTime() - askedAt;
    // Set while the question was under way: the comparison is worth nothing.
    if (follow()) return look();
    const found = serverMs - (askedAt + waitedMs / 2);
    // What the way there and back explains is no difference: processes whose clocks agree all keep their own.
    if (Math.abs(found - aheadMs) > waitedMs) aheadMs = Math.round(found);
    lookedAt = tick();
  }

  /** A clock that is set changes nothing of what the server's says. */
  function follow(): boolean {
    const step = steps.take();
    if (step === undefined) return false;
    aheadMs -= step.to.getTime() - step.from.getTime();
    return true;
  }

  await look();
  return {
    now() {
      follow();
      return new Date(clock.now().getTime() + aheadMs);
    },
    sleep: (delayMs, signal) => clock.sleep(delayMs, signal),
    async refresh() {
      if (tick() - lookedAt >= LOOK_AGAIN_MS) await look();
    },
  };
}

/** The ledger's time where machines share a dataset. */
export function toLedgerTime(time: SharedClock): LedgerTime {
  return { read: async () => time.now(), peek: async () => time.now(), refresh: () => time.refresh() };
}
