// The left wing for a test: the real client, a store in memory and the stand-in API over HTTP, on one clock.
import { type CollectContext, type CollectOptions, type CollectOutcome, collect } from "../../src/collect/index.ts";
import { createGraph } from "../../src/graph/index.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/index.ts";
import { Secret } from "../../src/shared/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { HANG } from "../support/hang.ts";

export const WEEK = { from: "2026-11-16", to: "2026-11-22" };

export const OPTIONS: CollectOptions = {
  span: WEEK,
  filter: { include: ["*"], exclude: [] },
  mediaDays: 35,
  rereadDays: 14,
  stories: true,
  audience: false,
  pictures: false,
  stampReading: "end",
  concurrency: 3,
};

export interface TestHouse extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly store: Store;
  readonly clock: FakeClock;
  /** What a process of its own would do with it. */
  within<T>(work: (house: CollectContext, signal: AbortSignal) => Promise<T>, version?: string): Promise<T>;
  /** One collection; gives its outcome and the calls the server counted. */
  run(options?: Partial<CollectOptions>, version?: string): Promise<CollectOutcome & { readonly counted: number }>;
}

export async function openTestHouse(now: string, options: SandboxOptions = {}): Promise<TestHouse> {
  const clock = new FakeClock(now);
  const sandbox = await startSandbox({ accounts: 1, seed: 7, now: () => clock.now(), ...options });
  const store = await openStore({ url: "sqlite::memory:", clock });
  const within: TestHouse["within"] = async (work, version = "v25.0") => {
    await using graph = createGraph(
      {
        url: sandbox.url,
        version,
        timeoutMs: HANG.timeout,
        connections: [
          { name: "agency", token: new Secret(sandbox.token), appSecret: new Secret(sandbox.appSecret), perHour: 180 },
        ],
        ledger: store.ledger,
        whenSpent: "wait",
      },
      clock,
    );
    return await work({ graph, store, clock }, new AbortController().signal);
  };
  return {
    sandbox,
    store,
    clock,
    within,
    run: (more = {}, version) =>
      within(async (house, signal) => {
        const before = sandbox.callsCounted();
        const outcome = await collect(house, { ...OPTIONS, ...more }, signal);
        return { ...outcome, counted: sandbox.callsCounted() - before };
      }, version),
    async [Symbol.asyncDispose]() {
      await store.close();
      await sandbox.close();
    },
  };
}
