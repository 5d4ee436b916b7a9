// Three workers, one of them on a clock two hours off, that are killed, frozen beyond their heartbeat and cut off at random, on
// a database that is restarted, while they carry a run whose own process is killed as well (GAZETTE_CHAOS_ROUNDS and
// GAZETTE_CHAOS_ACTS for more, GAZETTE_CHAOS_FREEZE seconds for every fourth freeze, GAZETTE_SEED repeats them): no call over the
// budget, none kept twice, the dataset of an undisturbed run, each report there, each letter once.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openQueue } from "../../src/jobs/index.ts";
import { createWorld, startSandbox, type WorldOptions } from "../../src/sandbox/index.ts";
import { openStore } from "../../src/store/index.ts";
import { type GazetteProcess, type GazetteResult, startGazette } from "../cli/start-gazette.ts";
import { createRandom } from "../faults/random.ts";
import { createDatabasePlace, postgresAbsent } from "../store/engines.ts";
import { type RunningServer, runOnServer, startServer, TEMPLATE } from "../store/postgres-door.ts";
import { HANG } from "../support/hang.ts";
import { CLOCK, runGazette } from "../support/journey.ts";
import { startMailServer } from "../support/mail-server.ts";

const ROUNDS = Number(process.env.GAZETTE_CHAOS_ROUNDS ?? 1);
const SEED = Number(process.env.GAZETTE_SEED ?? 7);
const WORKERS = 3;
/** Each with a connection of its own, so that stretches are asked and kept side by side. */
const USERS: NonNullable<WorldOptions["users"]> = [
  { accounts: [0, 1, 2] },
  { accounts: [3, 4, 5] },
  { accounts: [6, 7, 8] },
];
const ACTS = Number(process.env.GAZETTE_CHAOS_ACTS ?? 6);
/** How long one of four freezes lasts; as the others do without it. */
const LONG_FREEZE_MS = Number(process.env.GAZETTE_CHAOS_FREEZE ?? 0) * 1_000;
const BUDGET = 180;
/** The shortest heartbeat there is: whoever is silent is replaced within the test. */
const HEARTBEAT_SECONDS = 10;
const TWO_HOURS_MS = 2 * 3_600_000;
const TABLES = ["accounts", "account_days", "account_totals", "media", "media_insights", "audience", "gaps"];
const RECIPIENTS = ["a@b.test", "c@d.test"];
/** It stands still: the sandbox's figures grow by the minute. */
const NOW = CLOCK.now();

let server: RunningServer;
let undisturbed: Dataset;

// A server of their own: everybody else's is not restarted.
beforeAll(async () => {
  if (postgresAbsent !== undefined) return;
  server = await startServer();
  await using world = await openWorld();
  await world.configure("");
  await world.gazette(["collect", "--json"]);
  undisturbed = await world.read();
});

afterAll(() => server?.stop());

it.skipIf(postgresAbsent !== undefined).each(Array.from({ length: ROUNDS }, (_, round) => SEED + round))(
  "workers in all kinds of trouble leave what an undisturbed run leaves (seed %i)",
  async (seed) => {
    await using mail = await startMailServer();
    await using world = await openWorld();
    await world.configure(
      [
        `delivery: { smtp: 'smtp://127.0.0.1:${mail.port}?tls=off', from: 'R <r@acme.test>' }`,
        "clients:",
        ...RECIPIENTS.map(
          (to, index) =>
            `  - { name: Client ${index}, accounts: ["*"], reports: [{ every: week, to: [${to}], attach: [html] }] }`,
        ),
      ].join("\n"),
    );
    await (await openQueue({ url: world.url, name: "a test", heartbeatSeconds: HEARTBEAT_SECONDS })).close();
    const trouble = makeTrouble(world, createRandom(seed));
    // As whoever runs it would: again, until it has come to its end.
    const runToItsEnd = async (): Promise<readonly string[]> =>
      vi.waitFor(
        async () => {
          const { exitCode, stdout, stderr } = await world.conduct();
          if (exitCode === null || exitCode === 2) throw new Error(`it ended with ${exitCode}: ${stderr}`);
          const { outcome, files } = JSON.parse(stdout) as { outcome: string; files: readonly { path: string }[] };
          expect(["complete", "partial"], stderr).toContain(outcome);
          return files.map(({ path }) => path);
        },
        { ...HANG, interval: 1_000 },
      );
    await runToItsEnd();
    await trouble.end();
    const files = await runToItsEnd();

    expect(mail.mails.flatMap(({ to }) => to).toSorted(), trouble.acts.join()).toEqual(RECIPIENTS);
    expect(files).toHaveLength(RECIPIENTS.length);
    for (const path of files) expect(await readFile(path, "utf8")).toContain("</html>");
    expect(world.callsCounted()).toBeLessThanOrEqual(BUDGET);
    expect(await world.read(), trouble.acts.join()).toEqual(undisturbed);
  },
);

interface World extends AsyncDisposable {
  readonly url: string;
  configure(more: string): Promise<void>;
  /** Runs a command in this process. */
  gazette(words: readonly string[]): ReturnType<typeof runGazette>;
  /** A run in a process of its own. */
  conduct(): Promise<GazetteResult>;
  /** The process of the run that is under way. */
  conductor(): GazetteProcess["child"] | undefined;
  /** A worker; on a clock so far off. */
  work(aheadMs: number): GazetteProcess;
  callsCounted(): number;
  read(): Promise<Dataset>;
}

async function openWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "gazette-chaos-"));
  const sandbox = await startSandbox({ now: () => NOW, world: createWorld({ accounts: 9, users: USERS, now: NOW }) });
  const { url, remove } = await createDatabasePlace(TEMPLATE, server.offer);
  const tokens = sandbox.world.users.map(({ token }, index) => [`TOKEN_${index}`, token] as const);
  const env = { ...Object.fromEntries(tokens), HOME: process.env.HOME ?? "" };
  const started: GazetteProcess[] = [];
  const start = (words: readonly string[], env: Readonly<Record<string, string>>): GazetteProcess => {
    const one = startGazette([...words, "--config", "gazette.yaml"], { cwd: folder, env });
    started.push(one);
    return one;
  };
  let conductor: GazetteProcess | undefined;
  return {
    url,
    configure: (more) =>
      writeFile(
        join(folder, "gazette.yaml"),
        [
          `graph: { url: ${sandbox.url}, timeoutSeconds: 600 }`,
          `connections: [${tokens.map(([name], index) => `{ name: app-${index}, token: '\${${name}}' }`).join()}]`,
          `store: { url: '${url}' }`,
          "period: { timeZone: Europe/Berlin, weekStartsOn: monday }",
          "report: { formats: [html] }",
          more,
        ].join("\n"),
      ),
    gazette: (words) => runGazette(folder, ["--config", "gazette.yaml", ...words], env),
    async conduct() {
      conductor = start(["run", "--json"], env);
      const result = await conductor.ended;
      conductor = undefined;
      return result;
    },
    conductor: () => conductor?.child,
    work(aheadMs) {
      const ahead = String(Number(CLOCK.env.GAZETTE_CLOCK_AHEAD_MS) + aheadMs);
      return start(["worker"], { ...env, GAZETTE_CLOCK_AHEAD_MS: ahead });
    },
    callsCounted: () => sandbox.callsCounted(),
    read: () => readDataset(url),
    async [Symbol.asyncDispose]() {
      for (const { child, ended } of started) {
        child.kill("SIGKILL");
        await ended;
      }
      await sandbox.close();
      await remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Trouble {
  /** What was done, in its order. */
  readonly acts: readonly string[];
  /** Lets whoever is left work in peace. */
  end(): Promise<void>;
}

function makeTrouble(world: World, random: () => number): Trouble {
  const acts: string[] = [];
  const workers: { readonly process: GazetteProcess; readonly aheadMs: number }[] = [];
  let isOver = false;
  const isAlive = ({ process: { child } }: (typeof workers)[number]): boolean =>
    child.exitCode === null && child.signalCode === null;
  /** One that ended, because it was killed or cut off as it started, is started again by whoever looks after it. */
  const start = (): void => {
    const alive = workers.filter(isAlive);
    for (let count = alive.length; count < WORKERS; count += 1) {
      const isOneOff = workers.some((worker) => isAlive(worker) && worker.aheadMs !== 0);
      const aheadMs = isOneOff ? 0 : Math.sign(random() - 0.5) * TWO_HOURS_MS;
      workers.push({ process: world.work(aheadMs), aheadMs });
    }
  };
  const act = async (victim: GazetteProcess["child"] | undefined): Promise<string> => {
    const what = random();
    if (what < 0.25) return victim?.kill("SIGKILL") ? "killed" : "missed";
    if (what < 0.35) return world.conductor()?.kill("SIGKILL") ? "conductor killed" : "missed";
    if (what < 0.6) {
      victim?.kill("SIGSTOP");
      const shortMs = (1.5 + random()) * HEARTBEAT_SECONDS * 1_000;
      const forMs = random() < 0.25 ? Math.max(shortMs, LONG_FREEZE_MS) : shortMs;
      setTimeout(() => victim?.kill("SIGCONT"), forMs).unref();
      return forMs > shortMs ? "frozen for long" : "frozen";
    }
    if (what < 0.8) return runOnServer(world.url, CUT).then(...both("cut off"));
    await server.restart();
    return "restarted";
  };
  start();
  const done = (async () => {
    for (let round = 0; round < ACTS && !isOver; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 500 + random() * 3_000));
      const alive = workers.filter(isAlive);
      start();
      acts.push(await act(alive[Math.floor(random() * alive.length)]?.process.child));
    }
  })();
  return {
    acts,
    async end() {
      isOver = true;
      await done;
      for (const { process } of workers) process.child.kill("SIGCONT");
      start();
    },
  };
}

/** The same word for both ends: whoever cuts every line loses its own. */
function both(word: string): [() => string, () => string] {
  return [() => word, () => word];
}

const CUT =
  "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

type Dataset = Readonly<Record<string, readonly string[]>>;

/** Moments aside, and the sandbox's port: what was read, not when. Of the calls those whose answer was kept. */
async function readDataset(url: string): Promise<Dataset> {
  await using store = await openStore({ url });
  const tables: Record<string, readonly string[]> = {};
  for (const table of TABLES) {
    const rows: string[] = [];
    for await (const { taken_at: _taken, seen_at: _seen, ...row } of store.exportRows(table))
      rows.push(JSON.stringify(row).replaceAll(/127\.0\.0\.1:\d+/g, "the server"));
    tables[table] = rows.toSorted();
  }
  const kept: string[] = [];
  for await (const { kept: isKept, path, run_id: runId } of store.exportRows("calls"))
    if (isKept && runId !== null) kept.push(String(path));
  return { ...tables, kept: kept.toSorted() };
}
