// A model that came the whole way: the stand-in's answers, collected, kept, read back and summarised; and what is kept.
import { expect } from "vitest";
import { collect } from "../../src/collect/index.ts";
import { createGraph } from "../../src/graph/index.ts";
import { buildModel, type ReportModel, type ReportOptions } from "../../src/report/summarise/index.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { Secret } from "../../src/shared/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { FakeClock } from "./fake-clock.ts";

const WEEK = { from: "2026-11-16", to: "2026-11-22" };
const NOW = "2026-11-23T12:00:00.000Z";

interface World {
  readonly accounts: number;
  readonly seed: number;
}

/** Three accounts of the stand-in, one week, one account at a time: the same records in the same order everywhere. */
export async function collectModel(more: Partial<ReportOptions> = {}): Promise<ReportModel> {
  return withCollected({ accounts: 3, seed: 7 }, ({ read }) => toModel(read, more));
}

/** The model of what was collected with `withCollected`. */
export function toModel(read: Store["read"], more: Partial<ReportOptions> = {}): Promise<ReportModel> {
  return buildModel(read, { ...fixedOptions(), ...more });
}

/** A report of that week, seen on its Monday. */
export function fixedOptions(): ReportOptions {
  return {
    span: WEEK,
    now: new Date(NOW),
    timeZone: "Europe/Berlin",
    locale: "en-GB",
    title: "Instagram weekly",
    brand: { name: "Acme", colour: "#0b5fff" },
    paper: "A4",
    groups: {},
    alias: {},
    sortBy: "engagementRate",
    generator: "Gazette",
  };
}

/** Works on the store that a collection of the stand-in's week has filled. */
export async function withCollected<Result>(
  { accounts, seed }: World,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const clock = new FakeClock(NOW);
  const signal = new AbortController().signal;
  const sandbox = await startSandbox({ accounts, seed, now: () => clock.now() });
  await using store = await openClosingStore(clock);
  try {
    await using graph = createGraph(
      {
        url: sandbox.url,
        version: "v25.0",
        timeoutMs: 20_000,
        connections: [{ name: "agency", token: new Secret(sandbox.token), perHour: 180 }],
        ledger: store.ledger,
        whenSpent: "wait",
      },
      clock,
    );
    const outcome = await collect(
      { graph, store, clock },
      {
        span: WEEK,
        filter: { include: ["*"], exclude: [] },
        mediaDays: 35,
        rereadDays: 3,
        stories: true,
        audience: true,
        pictures: false,
        stampReading: "end",
        concurrency: 1,
      },
      signal,
    );
    expect(outcome.accounts).toBe(accounts);
    return await work(store);
  } finally {
    await sandbox.close();
  }
}

async function openClosingStore(clock: FakeClock): Promise<Store & AsyncDisposable> {
  const store = await openStore({ url: "sqlite::memory:", clock });
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
}
