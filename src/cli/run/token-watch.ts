// The schedule looks at each token once a day: one that ends soon, or has died, is told before the next run meets it.
import type { Settings } from "../../config/index.ts";
import { readToken } from "../../graph/index.ts";
import { type Clock, CollectorError } from "../../shared/index.ts";
import type { Store } from "../../store/index.ts";
import { openHouse } from "../compose.ts";
import { readTokenMemory, rememberToken } from "./token-memory.ts";

const LOOK_AGAIN_MS = 24 * 3_600_000;
/** After a look that came to nothing. */
const REST_MS = 60 * 60_000;
/** The schedule is held for stuck when it has not turned for 90 seconds. */
const LONGEST_MS = 30_000;

export interface TokenWatch {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly store: Store;
}

/** One call a connection and day, two where a permission is missing. Never waits for an hour. */
export function createTokenWatch({ settings, clock, store }: TokenWatch): (stop: AbortSignal) => Promise<void> {
  let restsUntil = 0;
  return async (stop) => {
    const now = clock.now();
    if (now.getTime() < restsUntil) return;
    const known = readTokenMemory(await store.lessons());
    const due = settings.connections.filter(({ name }) => {
      const readAt = known.get(name)?.readAt;
      return readAt === undefined || now.getTime() - Date.parse(readAt) >= LOOK_AGAIN_MS;
    });
    if (due.length === 0) return;
    restsUntil = now.getTime() + REST_MS;
    await using house = await openHouse(settings, clock, { whenSpent: "stop" });
    const signal = AbortSignal.any([stop, AbortSignal.timeout(LONGEST_MS)]);
    for (const { name } of due) {
      try {
        await rememberToken(store, name, await readToken(house.graph, name, signal), clock.now());
      } catch (error) {
        if (stop.aborted) throw error;
        // A spent hour or a server out of reach says nothing about the token.
        if (!(error instanceof CollectorError) && !signal.aborted) throw error;
      }
    }
  };
}
