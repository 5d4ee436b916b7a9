// How often a name may be tried: guessing is slow, and nobody locks another out from elsewhere.
import type { Clock } from "../../shared/index.ts";

const WINDOW_MS = 15 * 60_000;
/** Wrong tries of a name from one address, and from all of them together. */
const FROM_ONE = 5;
const FROM_ALL = 50;
/** Names and addresses remembered; the oldest are forgotten. */
const HELD_MOST = 10_000;

export interface Throttle {
  /** Minutes to wait; undefined when it may be tried. */
  waitMinutes(name: string, address: string): number | undefined;
  failed(name: string, address: string): void;
  succeeded(name: string, address: string): void;
}

export function createThrottle(clock: Pick<Clock, "now">): Throttle {
  const tries = new Map<string, readonly number[]>();
  const recent = (key: string): readonly number[] =>
    (tries.get(key) ?? []).filter((at) => at > clock.now().getTime() - WINDOW_MS);
  const toKeys = (name: string, address: string) =>
    [
      [JSON.stringify([name, address]), FROM_ONE],
      [JSON.stringify([name]), FROM_ALL],
    ] as const;
  return {
    waitMinutes(name, address) {
      const waits = toKeys(name, address).flatMap(([key, most]) => {
        const all = recent(key);
        const oldest = all.at(-most);
        return oldest === undefined ? [] : [oldest + WINDOW_MS - clock.now().getTime()];
      });
      return waits.length === 0 ? undefined : Math.max(1, Math.ceil(Math.max(...waits) / 60_000));
    },
    failed(name, address) {
      for (const [key, most] of toKeys(name, address)) {
        const all = [...recent(key), clock.now().getTime()].slice(-most);
        tries.delete(key);
        tries.set(key, all);
      }
      for (const key of tries.keys()) {
        if (tries.size <= HELD_MOST) break;
        tries.delete(key);
      }
    },
    succeeded(name, address) {
      const [[key]] = toKeys(name, address);
      tries.delete(key);
    },
  };
}
