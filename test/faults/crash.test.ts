// kill -9 at random moments of `gazette collect` over 60 accounts, then run to the end: dataset and ledger are those of
// an undisturbed run (RELIABILITY V3, T12). GAZETTE_CRASHES sets how many kills, GAZETTE_SEED repeats a failing run.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { openStore } from "../../src/store/index.ts";
import { CLOCK, runGazette, runGazetteProcess } from "../support/journey.ts";
import { type Dataset, readDataset } from "./fault-house.ts";
import { createRandom } from "./random.ts";

const ACCOUNTS = 60;
const CRASHES = Number(process.env.GAZETTE_CRASHES ?? 4);
const SEED = Number(process.env.GAZETTE_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** Requests of a connection under way at once: what was when the process died is asked again. */
const UNDER_WAY = 6;
/** Accounts in work at once: an answer may have come and not yet be kept when the process dies. */
const IN_WORK = 2 * UNDER_WAY;

interface Collected {
  readonly dataset: Dataset;
  /** Paths of the calls whose answers are in the dataset, in order of their names. */
  readonly kept: readonly string[];
  /** Calls the ledger knows, kept or not. */
  readonly entered: number;
  /** Of those, the ones no answer is known of. */
  readonly unanswered: number;
  /** Calls the server counted. */
  readonly counted: number;
  readonly tookMs: number;
}

let sandbox: Sandbox;
let folder: string;
let clean: Collected;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-crash-"));
  // Time stands still on its side, so that the figures of two runs are the same; pictures are no matter here.
  const now = CLOCK.now();
  sandbox = await startSandbox({
    accounts: ACCOUNTS,
    seed: 11,
    now: () => now,
    settings: { callsPerHour: 1_000_000, pictures: "none" },
  });
  const undisturbed = await collectThrough();
  if (undisturbed === "ended before") throw new Error("nobody was to be killed");
  clean = undisturbed;
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** One dataset from start to end, by a process that is killed after the delay and another that is not. */
async function collectThrough(killAfterMs?: number): Promise<Collected | "ended before"> {
  const name = `${performance.now()}`.replace(".", "");
  await writeFile(
    join(folder, `${name}.yaml`),
    [
      `graph: { url: ${sandbox.url}, timeoutSeconds: 600 }`,
      "connections: [{ name: agency, token: '${GAZETTE_TOKEN}', callsPerHour: 100000 }]",
      `store: { url: 'sqlite:${name}.db' }`,
      // Every post there is: the program's clock goes on, and one would cross the line of 35 days between two runs.
      "collect: { mediaDays: 365 }",
    ].join("\n"),
  );
  const words = ["--config", `${name}.yaml`, "collect", "--quiet"];
  const env = { GAZETTE_TOKEN: sandbox.token };
  const before = sandbox.callsCounted();
  if (killAfterMs !== undefined) {
    const killed = await runGazetteProcess(folder, words, env, (kill) => {
      const timer = setTimeout(kill, killAfterMs);
      return () => clearTimeout(timer);
    });
    if (killed.code !== null || (await hasEnded(name))) return "ended before";
  }
  const begun = performance.now();
  // Whose life is measured is a process; who takes over from a killed one need not be.
  const ended = await (killAfterMs === undefined ? runGazetteProcess : runGazette)(folder, words, env);
  const tookMs = performance.now() - begun;
  expect([0, 3], ended.stderr).toContain(ended.code);
  await using store = await openStore({ url: `sqlite:${join(folder, `${name}.db`)}` });
  const calls: { readonly path: string; readonly kept: boolean; readonly isAnswered: boolean }[] = [];
  for await (const row of store.exportRows("calls")) {
    calls.push({ path: String(row.path), kept: row.kept === true, isAnswered: row.answered_at !== null });
  }
  return {
    dataset: await readDataset(store, sandbox.url),
    kept: calls.flatMap(({ path, kept }) => (kept ? [path] : [])).toSorted(),
    entered: calls.length,
    unanswered: calls.filter(({ isAnswered }) => !isAnswered).length,
    counted: sandbox.callsCounted() - before,
    tookMs,
  };
}

/** The run was over and the process on its way out when it was killed: another `collect` is another collection then. */
async function hasEnded(name: string): Promise<boolean> {
  await using store = await openStore({ url: `sqlite:${join(folder, `${name}.db`)}` });
  return (await store.read.runs(1)).some(({ endedAt }) => endedAt !== undefined);
}

describe(`${CRASHES} kills -9 with seed ${SEED}`, () => {
  it("each leave a dataset and a ledger that the next run completes", async () => {
    console.info(
      `an undisturbed collection took ${Math.round(clean.tookMs)} ms and ${clean.counted} calls; GAZETTE_SEED=${SEED}`,
    );
    const random = createRandom(SEED);
    let latestMs = clean.tookMs;
    for (let crash = 0; crash < CRASHES; ) {
      const delayMs = Math.round(random() * latestMs);
      const wild = await collectThrough(delayMs);
      if (wild === "ended before") {
        // The machine has become faster since it was measured.
        latestMs = delayMs;
        continue;
      }
      crash += 1;
      const about = `killed after ${delayMs} ms, GAZETTE_SEED=${SEED}`;
      expect(wild.dataset, about).toEqual(clean.dataset);
      expect(wild.kept, about).toEqual(clean.kept);
      // Every call the server counted was entered before it was sent; what was entered and never sent counts as spent.
      expect(wild.entered, about).toBeGreaterThanOrEqual(wild.counted);
      expect(wild.unanswered, about).toBeLessThanOrEqual(UNDER_WAY);
      expect(wild.entered, about).toBeLessThanOrEqual(clean.entered + IN_WORK);
    }
  });
});
