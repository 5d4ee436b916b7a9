// kill -9 right before the n-th write to the store, and while the n-th call is on its way, by a process of its own; then
// run again (RELIABILITY §6.2c, V2, V3). GAZETTE_EVERY_N=1 takes every n, as SQLite's loop does; else a stride.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collect } from "../../src/collect/index.ts";
import { createGraph } from "../../src/graph/index.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { openStore } from "../../src/store/index.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { HANG } from "../support/hang.ts";
import { type Dataset, listAsked, NOW, readDataset, SMALL_RUN, teachPageSize, toConnection } from "./fault-house.ts";

const PROCESS = join(import.meta.dirname, "processes/collect-until.ts");
const EVERY_N = process.env.GAZETTE_EVERY_N === "1";
/** How many of the writes, and of the calls, are tried by default. */
const TRIES = 5;
const ACCOUNTS = 3;

let sandbox: Sandbox;
let folder: string;
/** Called whenever the stand-in asks for the time, which it does while it handles a call. */
let onCall: (() => void) | undefined;
let clean: { readonly dataset: Dataset; readonly writes: number; readonly calls: number };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-nth-"));
  const now = () => {
    onCall?.();
    return NOW;
  };
  const settings = { callsPerHour: 1_000_000, pictures: "none" } as const;
  sandbox = await startSandbox({ accounts: ACCOUNTS, seed: 7, now, settings });
  const storeUrl = await newStore();
  const child = start(storeUrl, 0);
  let said = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  await once(child, "close");
  await using store = await openStore({ url: storeUrl });
  clean = { dataset: await readDataset(store, sandbox.url), writes: Number(said), calls: sandbox.callsCounted() };
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** Small pages, so that walks have cursors to be resumed at. */
async function newStore(): Promise<string> {
  const url = `sqlite:${join(folder, `${crypto.randomUUID()}.db`)}`;
  await using store = await openStore({ url });
  await teachPageSize(store, 12);
  return url;
}

function start(storeUrl: string, lastWrite: number): ChildProcess {
  const words = ["--no-warnings", PROCESS, storeUrl, sandbox.url, sandbox.token, String(lastWrite)];
  return spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
}

function listTries(most: number): readonly number[] {
  const stride = EVERY_N ? 1 : Math.ceil(most / TRIES);
  return Array.from({ length: Math.ceil(most / stride) }, (_, index) => 1 + index * stride);
}

/** What the dead have left, and what an undisturbed run makes of it. */
async function expectWhole(storeUrl: string, from: number): Promise<void> {
  const clock = new FakeClock(NOW.toISOString());
  await using store = await openStore({ url: storeUrl, clock });
  let [kept, entered] = [0, 0];
  for await (const row of store.exportRows("calls")) {
    entered += 1;
    if (row.kept === true) kept += 1;
  }
  const log = sandbox.log().slice(from);
  // Entered before it was sent, always (V1).
  expect(entered).toBeGreaterThanOrEqual(log.length);
  // One account at a time: answers are acknowledged in the order they came.
  const acknowledged = new Set(listAsked(log.filter(({ status }) => status === 200)).slice(0, kept));
  const before = sandbox.log().length;
  await using graph = createGraph(
    {
      url: sandbox.url,
      version: "v25.0",
      timeoutMs: HANG.timeout,
      connections: [toConnection(sandbox, "agency", 1_000)],
      ledger: store.ledger,
      whenSpent: "wait",
    },
    clock,
  );
  await collect({ graph, store, clock }, SMALL_RUN, new AbortController().signal);
  const again = listAsked(sandbox.log().slice(before)).filter((asked) => acknowledged.has(asked));
  expect(again).toEqual([]);
  expect(await readDataset(store, sandbox.url)).toEqual(clean.dataset);
}

describe("a process killed", () => {
  it("right before its n-th write leaves what the next run completes, and nothing answered is asked again", async () => {
    for (const nth of listTries(clean.writes)) {
      const storeUrl = await newStore();
      const from = sandbox.log().length;
      const child = start(storeUrl, nth);
      const [, signal] = await once(child, "close");
      expect(signal, `write ${nth}`).toBe("SIGKILL");
      await expectWhole(storeUrl, from);
    }
  });

  it("while its n-th call is on its way, too", async () => {
    for (const nth of listTries(clean.calls)) {
      const storeUrl = await newStore();
      const from = sandbox.log().length;
      const counted = sandbox.callsCounted();
      const child = start(storeUrl, 0);
      onCall = () => {
        if (sandbox.callsCounted() - counted >= nth) child.kill("SIGKILL");
      };
      const [, signal] = await once(child, "close");
      onCall = undefined;
      expect(signal, `call ${nth}`).toBe("SIGKILL");
      await expectWhole(storeUrl, from);
    }
  });
});
