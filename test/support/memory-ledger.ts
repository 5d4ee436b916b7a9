import type { GraphOptions } from "../../src/graph/index.ts";

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

/** A rolling hour in memory, with everything that was entered. */
export class MemoryLedger implements Ledger {
  readonly entries: Entry[] = [];
  readonly #blocks = new Map<string, Date>();

  async reserve({ connection, pool, cost, perHour, now }: Parameters<Ledger["reserve"]>[0]) {
    const at = now.getTime();
    const key = `${connection}/${pool}`;
    const blockMs = (this.#blocks.get(key)?.getTime() ?? 0) - at;
    const spent = this.entries.filter((entry) => entry.pool === key && entry.at > at - HOUR_MS);
    const isFull = spent.reduce((sum, entry) => sum + entry.cost, cost) > perHour;
    const roomMs = isFull ? (spent[0]?.at ?? at) + HOUR_MS - at : 0;
    const waitMs = Math.max(roomMs, blockMs);
    if (waitMs > 0) return { granted: false, waitMs } as const;
    const callId = `call-${this.entries.length + 1}`;
    this.entries.push({ callId, pool: key, at, cost });
    return { granted: true, callId } as const;
  }

  async settle(callId: string, outcome: Settled): Promise<void> {
    const entry = this.entries.find((candidate) => candidate.callId === callId);
    if (entry !== undefined) entry.settled = outcome;
  }

  async callsLeft(connection: string, pool: string, perHour: number, now: Date) {
    const spent = this.entries.filter(
      (entry) => entry.pool === `${connection}/${pool}` && entry.at > now.getTime() - HOUR_MS,
    );
    return { left: perHour - spent.length };
  }

  async block(connection: string, pool: string, until: Date): Promise<void> {
    const key = `${connection}/${pool}`;
    const before = this.#blocks.get(key);
    if (before === undefined || before < until) this.#blocks.set(key, until);
  }
}
