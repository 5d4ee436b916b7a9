// Our collection as the command line runs it, before a sandbox of the bench.
import { join } from "node:path";
import { type CollectOutcome, collect } from "../../src/collect/index.ts";
import type { DaySpan } from "../../src/dataset/index.ts";
import { createGraph } from "../../src/graph/index.ts";
import { type Clock, Secret, systemClock } from "../../src/shared/index.ts";
import { openStore } from "../../src/store/index.ts";

/** As `cli/compose.ts` has it. */
export const CONCURRENCY = 6;
const CONNECTION = "bench";
const PER_HOUR = 10_000_000;

export interface Week {
  readonly startedAt: Date;
  readonly span: DaySpan;
}

/**
 * Two weekly runs. The first begins a minute late: what it learns is then less than a week old when the second begins,
 * as with any schedule that is kept, since lessons are learnt during a run.
 */
export const FIRST_WEEK: Week = {
  startedAt: new Date("2026-11-23T06:01:00Z"),
  span: { from: "2026-11-16", to: "2026-11-22" },
};
export const STEADY_WEEK: Week = {
  startedAt: new Date("2026-11-30T06:00:00Z"),
  span: { from: "2026-11-23", to: "2026-11-29" },
};

export interface Server {
  readonly url: string;
  readonly token: string;
}

export interface Collected {
  readonly outcome: CollectOutcome["outcome"];
  readonly accounts: number;
  readonly calls: number;
  readonly gaps: number;
  readonly ms: number;
}

/** One collection of a week into the store of a folder; `ms` leaves out opening and closing. */
export async function collectWeek(server: Server, folder: string, { startedAt, span }: Week): Promise<Collected> {
  const clock = startClock(startedAt);
  await using store = await openStore({ url: toStoreUrl(folder), clock });
  await using graph = createGraph(
    {
      url: server.url,
      version: "v25.0",
      timeoutMs: 60_000,
      connections: [{ name: CONNECTION, token: new Secret(server.token), perHour: PER_HOUR }],
      ledger: store.ledger,
      whenSpent: "stop",
    },
    clock,
  );
  const begun = performance.now();
  const { outcome, accounts, calls, gaps } = await collect(
    { graph, store, clock },
    {
      span,
      filter: { include: ["*"], exclude: [] },
      mediaDays: 35,
      rereadDays: 3,
      stories: true,
      // Pictures come from the CDN and are no calls: they are left out on both sides of every comparison.
      pictures: false,
      audience: true,
      stampReading: "end",
      concurrency: CONCURRENCY,
    },
    new AbortController().signal,
  );
  return { outcome, accounts, calls, gaps, ms: performance.now() - begun };
}

/** Writes the lesson that form 1 was refused, so that form 2 is used: the sandbox has no switch that refuses 1 alone. */
export async function teachFormTwo(folder: string): Promise<void> {
  await using store = await openStore({ url: toStoreUrl(folder), clock: systemClock });
  const learntAt = FIRST_WEEK.startedAt.toISOString();
  await store.learn({ connection: CONNECTION, topic: "form", finding: "2", message: "told by the bench", learntAt });
}

const toStoreUrl = (folder: string): string => `sqlite:${join(folder, "bench.db")}`;

/** Runs like the system's, from another moment. */
function startClock(startedAt: Date): Clock {
  const begun = performance.now();
  return { ...systemClock, now: () => new Date(startedAt.getTime() + performance.now() - begun) };
}
