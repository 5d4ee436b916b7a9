// Workers on PostgreSQL: a collection with one, two and four of them, editions with one and two, the queue alone, and one worker
// against the single process on SQLite. Ratios, as seconds belong to the machine.
import { createJobQueue, type JobFunctions, keepWorking, openQueue } from "../../src/jobs/index.ts";
import { openStore } from "../../src/store/index.ts";
import { FIRST_WEEK } from "./collection.ts";
import { startBenchSandbox } from "./start-sandbox.ts";
import { type BenchHouse, openBenchHouse } from "./workers-house.ts";

/** Of everybody's report. */
const ACCOUNTS_AN_EDITION = 10;
const COLLECTING = [1, 2, 4];
const RENDERING = [1, 2];
const LEAST_SHARE = 0.85;
const MOST_OVER_SQLITE = 1.25;
const JOBS_ALONE = 2_000;

interface Reading {
  readonly workers: number;
  readonly ms: number;
  readonly connections: number;
  readonly databaseMs: number;
}

export interface WorkersSize {
  readonly accounts: number;
  readonly editions: number;
  readonly connections: number;
  /** What an answer of the API takes. */
  readonly latencyMs: number;
}

export interface WorkersResult extends WorkersSize {
  readonly calls: number;
  readonly alone: { readonly ms: number };
  readonly collected: readonly Reading[];
  readonly rendered: readonly Reading[];
  readonly jobsASecond: number;
}

export async function measureWorkers(
  { accounts, editions, connections, latencyMs }: WorkersSize,
  onStep: (step: string) => void,
): Promise<WorkersResult> {
  await using sandbox = await startBenchSandbox(accounts, FIRST_WEEK.startedAt, connections, latencyMs);
  // Painting pictures takes the stand-in longer than all its answers, and is nothing Meta's servers do on this machine.
  await sandbox.tell("configure", { pictures: "none" });
  await using house = await openBenchHouse(sandbox);
  onStep(`${accounts} accounts by one process on SQLite`);
  await house.configure("alone", "sqlite:alone.db", 0);
  const alone = await collect(house, "alone");
  const collected: Reading[] = [];
  for (const workers of COLLECTING) {
    onStep(`${accounts} accounts with ${workers} workers`);
    const name = `collect_${workers}`;
    const url = await house.newDatabase(name);
    await house.configure(name, url, 0);
    await using _workers = await house.work(name, workers, ["--jobs", "collect"]);
    collected.push({ workers, ...(await house.watch(url, () => collect(house, name))) });
  }
  const rendered = editions === 0 ? [] : await render(editions, onStep);
  onStep(`${JOBS_ALONE} jobs that do nothing`);
  const jobsASecond = await measureQueue(await house.newDatabase("queue"));
  return { accounts, editions, connections, latencyMs, calls: alone.calls, alone, collected, rendered, jobsASecond };
}

async function collect(house: BenchHouse, name: string): Promise<{ readonly ms: number; readonly calls: number }> {
  const { ms, document } = await house.run(name, ["collect"]);
  const { outcome, calls } = document as { outcome: string; calls: number };
  if (outcome !== "complete" && outcome !== "partial")
    throw new Error(`the collection ended ${outcome}: ${JSON.stringify(document)}`);
  return { ms, calls };
}

/** Everybody's report is of the same ten accounts, collected before. */
async function render(editions: number, onStep: (step: string) => void): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  await using sandbox = await startBenchSandbox(ACCOUNTS_AN_EDITION, FIRST_WEEK.startedAt, ACCOUNTS_AN_EDITION);
  await using small = await openBenchHouse(sandbox);
  const url = await small.newDatabase("render");
  await small.configure("before", url, editions);
  await collect(small, "before");
  for (const workers of RENDERING) {
    onStep(`${editions} editions with ${workers} workers`);
    const name = `render_${workers}`;
    await small.configure(name, url, editions);
    await using _workers = await small.work(name, workers);
    const run = async () => {
      const { ms, document } = await small.run(name, ["run"]);
      const { files, calls } = document as { files: readonly unknown[]; calls: number };
      if (files.length !== 2 * editions || calls > 0) throw new Error(`${files.length} files, ${calls} calls`);
      return { ms };
    };
    readings.push({ workers, ...(await small.watch(url, run)) });
  }
  return readings;
}

async function measureQueue(url: string): Promise<number> {
  const queue = createJobQueue(await openQueue({ url, name: "a bench" }));
  const store = await openStore({ url });
  const stopping = new AbortController();
  let done = 0;
  const all = Promise.withResolvers<void>();
  const functions = {
    deliver: async () => {
      done += 1;
      if (done === JOBS_ALONE) all.resolve();
      return {};
    },
  } as unknown as JobFunctions;
  const begun = performance.now();
  for (let sent = 0; sent < JOBS_ALONE; sent += 1) await queue.send("deliver", { deliveryId: null, client: "" });
  const working = keepWorking({ queue, store, kinds: ["deliver"], parallel: () => 4, functions }, stopping.signal);
  await all.promise;
  const ms = performance.now() - begun;
  stopping.abort();
  await working;
  await queue[Symbol.asyncDispose]();
  await store.close();
  return (JOBS_ALONE / ms) * 1_000;
}

export function printWorkers({
  accounts,
  editions,
  connections: tokens,
  latencyMs,
  calls,
  alone,
  collected,
  rendered,
  jobsASecond,
}: WorkersResult): string {
  const toLines = (readings: readonly Reading[]): readonly string[] => {
    const [one] = readings;
    return readings.map(({ workers, ms, connections, databaseMs }) => {
      const share = (one?.ms ?? Number.NaN) / ms / (workers / (one?.workers ?? 1));
      const goal =
        workers === 1
          ? ""
          : `, of linear ×${share.toFixed(2)}, goal ×${LEAST_SHARE} ${toVerdict(share >= LEAST_SHARE)}`;
      return `    ${workers} workers: ${toSeconds(ms)}${goal}; ${connections} connections, ${(databaseMs / ms).toFixed(2)} statements at work or in turn at a time`;
    });
  };
  const over = (collected[0]?.ms ?? Number.NaN) / alone.ms;
  return [
    `Workers on PostgreSQL, an API ${latencyMs} ms away, the command and the workers on this machine:`,
    `  ${accounts} accounts over ${tokens} connections, ${calls} calls; one process on SQLite ${toSeconds(alone.ms)}:`,
    ...toLines(collected),
    `    One worker over SQLite ×${over.toFixed(2)}, goal ×${MOST_OVER_SQLITE} ${toVerdict(over <= MOST_OVER_SQLITE)}`,
    ...(editions === 0
      ? []
      : [`  ${editions} editions of ${ACCOUNTS_AN_EDITION} accounts, HTML and XLSX:`, ...toLines(rendered)]),
    `  The queue alone, sent one by one and done by four at a time: ${jobsASecond.toFixed(0)} jobs a second`,
    "",
  ].join("\n");
}

function toSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

function toVerdict(isMet: boolean): string {
  return isMet ? "met" : "MISSED";
}
