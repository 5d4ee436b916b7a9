// Who keeps still, for how long, and why in the API's words: a pause that gives no reason reads like a spent hour.
import type { Clock } from "../shared/index.ts";
import type { CallPool, Ledger } from "./graph.ts";

interface Pause {
  readonly untilTick: number;
  readonly why: string;
}

export interface Pauses {
  pauseAccount(accountId: string, waitMs: number, why: string): void;
  /** Told to every process on the ledger. */
  pauseConnections(names: readonly string[], pool: CallPool, waitMs: number, why: string): Promise<void>;
  ofAccount(accountId: string): { readonly waitMs: number; readonly why: string } | undefined;
  /** Why the API keeps this connection still; undefined where it does not, as far as this process knows. */
  whyOfConnection(name: string, pool: CallPool): string | undefined;
}

/** Counted by `tick`: a clock that is set neither lifts nor lengthens a pause (RELIABILITY T13). */
export function createPauses(clock: Clock, tick: () => number, ledger: Pick<Ledger, "block">): Pauses {
  const accounts = new Map<string, Pause>();
  const connections = new Map<string, Pause>();

  /** Later answers of calls under way must not shorten a pause. */
  function extend(pauses: Map<string, Pause>, key: string, waitMs: number, why: string): void {
    const untilTick = tick() + waitMs;
    if (untilTick >= (pauses.get(key)?.untilTick ?? 0)) pauses.set(key, { untilTick, why });
  }

  return {
    pauseAccount: (accountId, waitMs, why) => extend(accounts, accountId, waitMs, why),

    async pauseConnections(names, pool, waitMs, why) {
      const until = new Date(clock.now().getTime() + waitMs);
      for (const name of names) {
        extend(connections, `${name}/${pool}`, waitMs, why);
        await ledger.block(name, pool, until);
      }
    },

    ofAccount(accountId) {
      const pause = accounts.get(accountId);
      const waitMs = pause === undefined ? 0 : pause.untilTick - tick();
      return pause === undefined || waitMs <= 0 ? undefined : { waitMs, why: pause.why };
    },

    whyOfConnection(name, pool) {
      const pause = connections.get(`${name}/${pool}`);
      return pause !== undefined && pause.untilTick > tick() ? pause.why : undefined;
    },
  };
}
