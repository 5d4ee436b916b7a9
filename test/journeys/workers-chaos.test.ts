// Three workers that are killed, frozen and cut off at random while they carry a run (GAZETTE_CHAOS_ROUNDS and
// GAZETTE_CHAOS_ACTS for more, GAZETTE_SEED repeats them): no call over the budget, the dataset of an undisturbed run, each letter once.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { openQueue } from "../../src/jobs/index.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { openStore } from "../../src/store/index.ts";
import { type GazetteProcess, startGazette } from "../cli/start-gazette.ts";
import { createRandom } from "../faults/random.ts";
import { createDatabasePlace, postgresAbsent } from "../store/engines.ts";
import { runOnServer } from "../store/postgres-door.ts";
import { HANG } from "../support/hang.ts";
import { CLOCK, runGazette } from "../support/journey.ts";
import { startMailServer } from "../support/mail-server.ts";

const ROUNDS = Number(process.env.GAZETTE_CHAOS_ROUNDS ?? 1);
const SEED = Number(process.env.GAZETTE_SEED ?? 7);
const WORKERS = 3;
const ACTS = Number(process.env.GAZETTE_CHAOS_ACTS ?? 6);
const TABLES = ["accounts", "account_days", "account_totals", "media", "media_insights", "audience", "gaps"];

it.skipIf(postgresAbsent !== undefined).each(Array.from({ length: ROUNDS }, (_, round) => SEED + round))(
  "workers killed, frozen and cut off leave what an undisturbed run leaves (seed %i)",
  async (seed) => {
    const random = createRandom(seed);
    const folder = await mkdtemp(join(tmpdir(), "gazette-chaos-"));
    // It stands still: its figures grow by the minute.
    const now = CLOCK.now();
    const sandbox = await startSandbox({ now: () => now, accounts: 8 });
    const mail = await startMailServer();
    const calm = await createDatabasePlace();
    const wild = await createDatabasePlace();
    const workers: GazetteProcess[] = [];
    onTestFinished(async () => {
      for (const { child, ended } of workers) {
        child.kill("SIGKILL");
        await ended;
      }
      await sandbox.close();
      await mail[Symbol.asyncDispose]();
      await calm.remove();
      await wild.remove();
      await rm(folder, { recursive: true, force: true });
    });
    const env = { GAZETTE_TOKEN: sandbox.token, HOME: process.env.HOME ?? "" };
    const configure = async (name: string, url: string, more: string): Promise<void> =>
      writeFile(
        join(folder, name),
        [
          `graph: { url: ${sandbox.url}, timeoutSeconds: 600 }`,
          "connections: [{ name: agency, token: '${GAZETTE_TOKEN}' }]",
          `store: { url: '${url}' }`,
          "period: { timeZone: Europe/Berlin, weekStartsOn: monday }",
          "report: { formats: [html] }",
          more,
        ].join("\n"),
      );
    await configure("calm.yaml", calm.url, "");
    await runGazette(folder, ["--config", "calm.yaml", "collect", "--json"], env);
    const spent = sandbox.callsCounted();
    await configure(
      "wild.yaml",
      wild.url,
      `delivery: { smtp: 'smtp://127.0.0.1:${mail.port}?tls=off', from: 'R <r@acme.test>', recipients: [{ to: [a@b.test, c@d.test], attach: [html] }] }`,
    );
    // The shortest heartbeat there is: whoever is silent is replaced within the test.
    await (await openQueue({ url: wild.url, name: "a test", heartbeatSeconds: 10 })).close();
    const start = (): void =>
      void workers.push(startGazette(["worker", "--config", "wild.yaml"], { cwd: folder, env }));
    for (let one = 0; one < WORKERS; one += 1) start();
    let isOver = false;
    const nemesis = async (): Promise<void> => {
      for (let act = 0; act < ACTS && !isOver; act += 1) {
        await new Promise((resolve) => setTimeout(resolve, 500 + random() * 3_000));
        // One that ended by itself, because it was cut off as it started, is started again by whoever looks after it.
        const alive = workers.filter(({ child }) => child.exitCode === null && child.signalCode === null);
        for (let missing = alive.length; missing < WORKERS; missing += 1) start();
        const victim = alive[Math.floor(random() * alive.length)]?.child;
        const what = random();
        if (what < 0.4) victim?.kill("SIGKILL");
        else if (what < 0.8) {
          victim?.kill("SIGSTOP");
          setTimeout(() => victim?.kill("SIGCONT"), 15_000 + random() * 10_000).unref();
        } else await runOnServer(wild.url, CUT).catch(() => undefined);
      }
    };
    const run = async (): Promise<string> => {
      const { code, stdout, stderr } = await runGazette(folder, ["--config", "wild.yaml", "run", "--json"], env);
      if (code === 2) throw new Error(stderr);
      return (JSON.parse(stdout) as { outcome: string }).outcome;
    };
    const trouble = nemesis();
    // As whoever runs it would: again, until it has come to its end.
    await vi.waitFor(async () => expect(["complete", "partial"]).toContain(await run()), { ...HANG, interval: 1_000 });
    isOver = true;
    await trouble;
    for (const { child } of workers) child.kill("SIGCONT");
    await vi.waitFor(async () => expect(["complete", "partial"]).toContain(await run()), { ...HANG, interval: 1_000 });

    const recipients = mail.mails.flatMap(({ to }) => to).toSorted();
    expect(new Set(recipients).size, recipients.join()).toBe(recipients.length);
    expect(sandbox.callsCounted() - spent).toBeLessThanOrEqual(180);
    expect(await readTables(wild.url)).toEqual(await readTables(calm.url));
  },
);

const CUT =
  "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

/** Moments aside: what was read, not when. */
async function readTables(url: string): Promise<Readonly<Record<string, readonly string[]>>> {
  await using store = await openStore({ url });
  const tables: Record<string, readonly string[]> = {};
  for (const table of TABLES) {
    const rows: string[] = [];
    for await (const { taken_at: _taken, seen_at: _seen, ...row } of store.exportRows(table))
      rows.push(JSON.stringify(row));
    tables[table] = rows.toSorted();
  }
  return tables;
}
