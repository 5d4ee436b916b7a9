// What the bench of workers runs: the command line in processes of its own, before a sandbox 100 ms away, on a PostgreSQL of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { Client } from "pg";
import { NODE_FLAGS } from "../../src/cli/node-flags.ts";
import { runOnServer, startServer, TEMPLATE, toDatabaseUrl } from "../store/postgres-door.ts";
import { startClock } from "../support/test-clock.ts";
import { FIRST_WEEK } from "./collection.ts";
import type { BenchSandbox } from "./start-sandbox.ts";

const MAIN = resolve(import.meta.dirname, "../../src/start.mjs");
const LOOK_MS = 250;

export interface BenchHouse extends AsyncDisposable {
  /** An empty, migrated database. */
  newDatabase(name: string): Promise<string>;
  configure(name: string, storeUrl: string, clients: number): Promise<void>;
  run(name: string, words: readonly string[]): Promise<{ readonly ms: number; readonly document: unknown }>;
  /** Workers that are alive; stops them when disposed. */
  work(name: string, count: number, words?: readonly string[]): Promise<AsyncDisposable>;
  /** What a database does while something is done. */
  watch<T>(
    url: string,
    work: () => Promise<T>,
  ): Promise<T & { readonly connections: number; readonly databaseMs: number }>;
}

export async function openBenchHouse(sandbox: BenchSandbox): Promise<BenchHouse> {
  const folder = await mkdtemp(join(tmpdir(), "gazette-bench-workers-"));
  const server = await startServer();
  const { offer } = server;
  if ("absent" in offer) throw new Error(offer.absent);
  const tokens = sandbox.tokens.map((token, index) => [`TOKEN_${index}`, token] as const);
  const { env: clock } = startClock(FIRST_WEEK.startedAt);
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...clock, ...Object.fromEntries(tokens) };
  const start = (name: string, words: readonly string[]) =>
    spawn(process.execPath, [...NODE_FLAGS, MAIN, "--config", `${name}.yaml`, ...words], {
      cwd: folder,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
  const run: BenchHouse["run"] = async (name, words) => {
    const begun = performance.now();
    const child = start(name, [...words, "--json"]);
    const [out, complaint] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    if (out === "") throw new Error(complaint);
    return { ms: performance.now() - begun, document: JSON.parse(out) };
  };
  return {
    run,
    async newDatabase(name) {
      await runOnServer(offer.url, `create database ${name} template ${TEMPLATE}`);
      return toDatabaseUrl(offer.url, name);
    },
    async configure(name, storeUrl, clients) {
      const listed = Array.from({ length: clients }, (_, index) => ({
        name: `Client ${index}`,
        accounts: ["*"],
        reports: [{ every: "week", to: [`c${index}@bench.test`], attach: [] }],
      }));
      const config = {
        graph: { url: sandbox.slowUrl, timeoutSeconds: 600 },
        connections: tokens.map(([variable], index) => ({ name: `app-${index}`, token: `\${${variable}}` })),
        budget: { callsPerHour: 1_000_000 },
        store: { url: storeUrl },
        report: { outDir: `reports-${name}`, formats: ["html", "xlsx"] },
        // Nobody listens there: letters are made, and wait.
        delivery: { from: "bench@bench.test", smtp: "smtp://127.0.0.1:9?tls=off" },
        ...(clients === 0 ? {} : { clients: listed }),
      };
      await writeFile(join(folder, `${name}.yaml`), JSON.stringify(config));
    },
    async work(name, count, words = []) {
      const workers = Array.from({ length: count }, () => start(name, ["worker", ...words]));
      const ended = workers.map((child) => once(child, "close"));
      for (const { stdout, stderr } of workers) for (const stream of [stdout, stderr]) stream.resume();
      const alive = async (): Promise<number> =>
        ((await run(name, ["workers"])).document as { workers: readonly unknown[] }).workers.length;
      while ((await alive()) < count) await new Promise((done) => setTimeout(done, LOOK_MS));
      return {
        async [Symbol.asyncDispose]() {
          for (const child of workers) child.kill("SIGTERM");
          await Promise.all(ended);
        },
      };
    },
    async watch(url, work) {
      const client = new Client({ connectionString: url });
      await client.connect();
      const ask = async (): Promise<{ connections: number; databaseMs: number }> => {
        const { rows } = await client.query(
          'select numbackends::int as connections, active_time as "databaseMs" from pg_stat_database where datname = current_database()',
        );
        return rows[0];
      };
      const before = await ask();
      let connections = 0;
      const look = async (): Promise<void> => {
        connections = Math.max(connections, (await ask()).connections - 1);
      };
      // A look that is under way at the end is nobody's affair.
      const timer = setInterval(() => void look().catch(() => undefined), LOOK_MS);
      try {
        const result = await work();
        // What the others did is counted once they have been idle for a second.
        await new Promise((done) => setTimeout(done, 1_500));
        return { ...result, connections, databaseMs: (await ask()).databaseMs - before.databaseMs };
      } finally {
        clearInterval(timer);
        await client.end();
      }
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
