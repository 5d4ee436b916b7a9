// A small world under faults: the real client and store before a stand-in whose own time stands still, so that waits
// change nothing but the client's clock and two runs can be compared row by row.
import { type CollectOptions, type CollectOutcome, collect, createPostedReadMemory } from "../../src/collect/index.ts";
import { type Connection, createGraph, type GraphOptions } from "../../src/graph/index.ts";
import { type LoggedCall, type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/index.ts";
import { Secret } from "../../src/shared/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { FakeClock } from "../support/fake-clock.ts";

export const WEEK = { from: "2026-11-16", to: "2026-11-22" };
export const NOW = new Date("2026-11-23T12:00:00.000Z");
/** Of everything, one account after the other. */
export const SMALL_RUN: CollectOptions = {
  span: WEEK,
  filter: { include: ["*"], exclude: [] },
  mediaDays: 35,
  rereadDays: 14,
  stories: true,
  audience: true,
  // Pictures are no calls, and take longer than all the rest together.
  pictures: false,
  stampReading: "end",
  concurrency: 1,
};
/** What a hanging server costs in real time, each try. */
const HANG_MS = 800;
/** Everywhere else a busy machine must not pass for a hanging server. */
const PATIENT_MS = 600_000;

export interface FaultHouse extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly store: Store;
  readonly clock: FakeClock;
  /** One collection, as a process of its own would make it; `store` replaces the house's for this run. */
  run(options?: RunOptions): Promise<CollectOutcome>;
}

export interface RunOptions {
  readonly collect?: Partial<CollectOptions>;
  readonly graph?: Partial<GraphOptions>;
  readonly store?: Store;
  readonly signal?: AbortSignal;
}

export async function openFaultHouse(options: SandboxOptions = {}): Promise<FaultHouse> {
  const clock = new FakeClock(NOW.toISOString());
  // Its hour never passes: the budget has tests of its own.
  const isHanging = options.faults?.some(({ kind }) => kind === "hang") === true;
  const settings = { callsPerHour: 10_000, ...options.settings };
  const sandbox = await startSandbox({ accounts: 4, seed: 7, now: () => NOW, ...options, settings });
  const store = await openStore({ url: "sqlite::memory:", clock });
  return {
    sandbox,
    store,
    clock,
    async run(run = {}) {
      const connections = [toConnection(sandbox, "agency", 1_000)];
      await using graph = createGraph(
        {
          url: sandbox.url,
          version: "v25.0",
          timeoutMs: isHanging ? HANG_MS : PATIENT_MS,
          connections,
          ledger: (run.store ?? store).ledger,
          postedReads: createPostedReadMemory(run.store ?? store, clock),
          whenSpent: "wait",
          ...run.graph,
        },
        clock,
      );
      return await collect(
        { graph, store: run.store ?? store, clock },
        { ...SMALL_RUN, concurrency: 3, ...run.collect },
        run.signal ?? new AbortController().signal,
      );
    },
    async [Symbol.asyncDispose]() {
      await store.close();
      await sandbox.close();
    },
  };
}

export function toConnection({ token, appSecret }: Sandbox, name: string, perHour: number): Connection {
  return { name, token: new Secret(token), appSecret: new Secret(appSecret), perHour };
}

/** What was asked, each call as one text. */
export function listAsked(calls: readonly LoggedCall[]): readonly string[] {
  return calls.map(({ path, parameters }) => `${path}?${JSON.stringify(parameters)}`);
}

/** The store whose `keep` in a run is `keep`: told which one it is, counted over all runs, and given what would be done. */
export function replaceKeep(store: Store, keep: (nth: number, write: () => Promise<void>) => Promise<void>): Store {
  let nth = 0;
  return {
    ...store,
    async openRun(newRun) {
      const run = await store.openRun(newRun);
      return {
        ...run,
        keep(...batch) {
          nth += 1;
          return keep(nth, () => run.keep(...batch));
        },
      };
    },
  };
}

const DATA_TABLES = ["accounts", "account_days", "account_totals", "media", "media_insights", "audience", "gaps"];

/** Rows as texts, by account. */
export type Dataset = ReadonlyMap<string, readonly string[]>;

/** Every row of the dataset by account, each as one text without the moments of reading and the server's address. */
export async function readDataset(store: Store, serverUrl: string): Promise<Dataset> {
  const rows = new Map<string, string[]>();
  for (const table of DATA_TABLES) {
    for await (const row of store.exportRows(table)) {
      const lasting = Object.entries(row).filter(([name]) => !name.endsWith("_at") || name === "published_at");
      const text = `${table} ${JSON.stringify(Object.fromEntries(lasting)).replaceAll(serverUrl, "")}`;
      const accountId = String(row.account_id);
      rows.set(accountId, [...(rows.get(accountId) ?? []), text]);
    }
  }
  return new Map([...rows].map(([accountId, texts]) => [accountId, texts.toSorted()]));
}

/** Small pages, so that a walk has cursors and further pages. */
export async function teachPageSize(store: Store, pageSize: number): Promise<void> {
  const learntAt = NOW.toISOString();
  await store.learn({ connection: "agency", topic: "page-size", finding: String(pageSize), message: "", learntAt });
}
