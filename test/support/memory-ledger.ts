import type { GraphOptions } from "../../src/graph/index.ts";
import type { Clock } from "../../src/shared/index.ts";

type Ledger = GraphOptions["ledger"];
type Settled = Parameters<Ledger["settle"]>[1];

const HOUR_MS = 3_600_000;

interface Entry {
  readonly callId: string;
  readonly pool: string;
  readonly at: number;
  readonly cost: number;
  settled?: Settled;
}

type Pause = Parameters<Ledger["pause"]>[0];

/** A rolling hour in memory, with everything that was entered. */
export class MemoryLedger implements Ledger {
  readonly entries: Entry[] = [];
  readonly pauses: (Pause & { readonly until: number })[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async reserve({ connection, pool, accountId, cost, perHour }: Parameters<Ledger["reserve"]>[0]) {
    const at = this.#tick();
    const key = `${connection}/${pool}`;
    const pause = this.pauses
      .filter((one) =>
        one.accountId === undefined ? `${one.connection}/${one.pool}` === key : one.accountId === accountId,
      )
      .toSorted((a, b) => a.until - b.until)
      .at(-1);
    const pauseMs = pause === undefined ? 0 : pause.until - at;
    const spent = this.entries.filter((entry) => entry.pool === key && entry.at > at - HOUR_MS);
    const isFull = spent.reduce((sum, entry) => sum + entry.cost, cost) > perHour;
    const roomMs = isFull ? (spent[0]?.at ?? at) + HOUR_MS - at : 0;
    const waitMs = Math.max(roomMs, pauseMs);
    if (waitMs > 0) {
      const told = pauseMs > roomMs ? { pause: { why: pause?.why ?? "", accountId: pause?.accountId } } : {};
      return { granted: false, waitMs, ...told } as const;
    }
    const callId = `call-${this.entries.length + 1}`;
    this.entries.push({ callId, pool: key, at, cost });
    return { granted: true, callId } as const;
  }

  async settle(callId: string, outcome: Settled): Promise<void> {
    const entry = this.entries.find((candidate) => candidate.callId === callId);
    if (entry !== undefined) entry.settled = outcome;
  }

  async callsLeft(connection: string, pool: string, perHour: number) {
    const spent = this.entries.filter(
      (entry) => entry.pool === `${connection}/${pool}` && entry.at > this.#tick() - HOUR_MS,
    );
    return { left: perHour - spent.length };
  }

  async pause(pause: Pause): Promise<void> {
    this.pauses.push({ ...pause, until: this.#tick() + pause.waitMs });
  }

  #tick(): number {
    return this.#clock.elapsedMs?.() ?? this.#clock.now().getTime();
  }
}
