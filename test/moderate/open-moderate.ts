// The wing in process: a stand-in on its own clock, Meta's SDK beside it, a store in memory, and time that is moved.
import type { AccountRecord } from "../../src/dataset/index.ts";
import { createGraph, type Graph, type GraphOptions } from "../../src/graph/index.ts";
import {
  type CarriedOut,
  carryOut,
  commit,
  type ModerateContext,
  type Order,
  type Prepared,
  prepare,
  readAccountComments,
  type Thread,
} from "../../src/moderate/index.ts";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/index.ts";
import { Secret } from "../../src/shared/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { type Odd, startOddServer } from "../faults/odd-server.ts";
import { openSdk } from "../sandbox/open-sdk.ts";
import { FakeClock } from "../support/fake-clock.ts";

export const HOUR_MS = 3_600_000;
export const signal = new AbortController().signal;

export interface Opened extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly house: ModerateContext & { readonly store: Store; readonly graph: Graph };
  readonly clock: FakeClock;
  readonly accounts: readonly AccountRecord[];
  readonly account: AccountRecord;
  /** Threads of the first account as they are now, newest first. */
  threads(): Promise<readonly Thread[]>;
  /** Prepares, commits and carries out; deletions after `graceMs`. */
  order(orders: readonly Order[], graceMs?: number): Promise<CarriedOut & { readonly prepared: readonly Prepared[] }>;
  /** Writes the stand-in performed: "POST /178…/replies". */
  writes(): readonly string[];
}

export async function openModerate(
  options: SandboxOptions & {
    readonly whenSpent?: GraphOptions["whenSpent"];
    readonly writesPerHour?: number;
    readonly tasks?: readonly string[];
    /** A server before the stand-in. */
    readonly odd?: Odd;
  } = {},
): Promise<Opened> {
  const { whenSpent = "wait", writesPerHour = 60, tasks = ["MODERATE"], odd, ...more } = options;
  const clock = new FakeClock();
  const { sandbox } = await openSdk({ accounts: 2, seed: 5, now: () => clock.now(), ...more });
  sandbox.configure({ pictures: "none" });
  const before = odd === undefined ? undefined : await startOddServer(sandbox.url, odd);
  const store = await openStore({ url: "sqlite::memory:", clock });
  const graph = createGraph(
    {
      url: before?.url ?? sandbox.url,
      version: "v25.0",
      timeoutMs: 2_000,
      connections: [{ name: "agency", token: new Secret(sandbox.token), perHour: 100_000, writesPerHour }],
      ledger: store.ledger,
      whenSpent,
    },
    clock,
  );
  sandbox.configure({ callsPerHour: 100_000, ...options.settings });
  const accounts = sandbox.world.accounts.map(
    ({ id, username }): AccountRecord => ({
      accountId: id,
      username,
      pageId: "1",
      pageName: username,
      connection: "agency",
      tasks,
      takenAt: clock.now().toISOString(),
    }),
  );
  const [account] = accounts;
  if (account === undefined) throw new Error("an empty world");
  const house = { graph, store, clock };
  const window = { mediaSince: new Date(clock.now().getTime() - 30 * 24 * HOUR_MS).toISOString() };
  return {
    sandbox,
    house,
    clock,
    accounts,
    account,
    threads: async () => (await readAccountComments(house, account, window, signal)).threads,
    async order(orders, graceMs = 0) {
      const prepared = await prepare(house, orders, { accounts }, signal);
      const { now } = await commit(house, prepared, { osUser: "tester", graceMs });
      const fresh = new Map(
        prepared.flatMap(({ comment, thread }) => (comment && thread ? [[comment.commentId, thread]] : [])),
      );
      return { ...(await carryOut(house, now, { accounts, settleMs: 30_000, fresh }, signal)), prepared };
    },
    writes: () =>
      sandbox
        .log()
        .filter(({ method, parameters, status }) => method !== "GET" && parameters.method === undefined && status < 400)
        .map(({ method, path }) => `${method} ${path.replace(/^\/v[\d.]+/, "")}`),
    async [Symbol.asyncDispose]() {
      await graph.close();
      await store.close();
      await before?.[Symbol.asyncDispose]();
      await sandbox.close();
    },
  };
}

/** The newest visible comments of the public, as threads. */
export function pickForeign(threads: readonly Thread[], count: number): readonly Thread[] {
  return threads
    .filter(({ top, account }) => top.authorId !== account.accountId && top.hidden !== true)
    .filter(({ replies, account }) => !replies.some(({ authorId }) => authorId === account.accountId))
    .slice(0, count);
}

export function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error("an empty list");
  return one;
}
