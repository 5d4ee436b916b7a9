// V16: whatever a command did, and however it ended, nothing runs on, nothing waits in the temporary folder, and no half of
// a file lies about. The process table and both folders are looked at after each.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { NODE_FLAGS } from "../../src/cli/node-flags.ts";
import { HANG } from "../support/hang.ts";
import { CLOCK, type Journey, startJourney } from "../support/journey.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const MAIN = join(ROOT, "src/start.mjs");
/** What may lie in the journey's folder: the dataset, finished reports and what a command was asked to write. */
const KEPT =
  /^(gazette\.(yaml|db)|(reports|out)\/\d{4}-W\d\d\/report(-appendix)?\.(html|pdf|xlsx)|posts\.parquet|mine\/.*)$/;

let journey: Journey;
let outer = "";
let temporary = "";
let env: Record<string, string>;

beforeAll(async () => {
  outer = await mkdtemp(join(tmpdir(), "gazette-nothing-"));
  temporary = join(outer, "tmp");
  await mkdir(temporary);
  env = { TMPDIR: temporary, HOME: join(outer, "home") };
  await mkdir(env.HOME ?? "");
  journey = await startJourney({ accounts: 3, seed: 11 });
});
afterAll(async () => {
  await journey[Symbol.asyncDispose]();
  await rm(outer, { recursive: true, force: true });
});

const readProc = (pid: string, file: string): Promise<string> =>
  readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");

/** Command lines of every process that was started with our temporary folder, or names it. */
async function listProcesses(): Promise<readonly string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  const found: string[] = [];
  for (const pid of pids) {
    const cmdline = await readProc(pid, "cmdline");
    if (cmdline.includes(temporary) || (await readProc(pid, "environ")).includes(`TMPDIR=${temporary}`)) {
      found.push(cmdline.replaceAll("\0", " ").trim());
    }
  }
  return found;
}

async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

async function expectNothingLeft(): Promise<void> {
  expect(await listFiles(temporary)).toEqual([]);
  expect(await readdir(temporary)).toEqual([]);
  expect((await listFiles(journey.folder)).filter((name) => !KEPT.test(name))).toEqual([]);
  expect(await listFiles(join(outer, "home"))).toEqual([]);
  if (process.platform === "linux") expect(await listProcesses()).toEqual([]);
}

describe("after success", () => {
  it.each([
    ["accounts", []],
    ["plan", []],
    ["collect", ["--quiet"]],
    ["report", ["--quiet"]],
    ["export", ["media", "--format", "parquet", "--out", "posts.parquet"]],
    ["check", []],
  ])("of %s %j", async (command, flags) => {
    const { code, stderr } = await journey.gazette([command, ...flags], { env });
    expect([0, 3], stderr).toContain(code);
    await expectNothingLeft();
  });
});

describe("after failure", () => {
  afterEach(expectNothingLeft);

  it("of a template", async () => {
    await cp(join(ROOT, "templates/weekly"), join(journey.folder, "mine"), { recursive: true });
    await writeFile(join(journey.folder, "mine/report.hbs"), "<p>{{nothing}}</p>");
    await writeFile(join(journey.folder, "mine/workbook.hbs"), "title: [");
    await journey.configure("report: { template: ./mine, outDir: out }");
    const { code, stderr } = await journey.gazette(["report", "--quiet"], { env });
    expect(code, stderr).toBe(1);
    await journey.configure("");
  });

  it("of the browser, which hangs or dies", async () => {
    const { code, stderr } = await journey.gazette(["report", "--quiet"], {
      env: { ...env, GAZETTE_BROWSER: "/bin/false" },
    });
    expect(code, stderr).toBe(3);
  });

  it("of a token", async () => {
    const { code } = await journey.gazette(["collect", "--quiet"], { env: { ...env, GAZETTE_TOKEN: "revoked" } });
    expect(code).toBe(1);
  });

  it("of the command line", async () => {
    expect((await journey.gazette(["report", "--period", "nonsense"], { env })).code).toBe(2);
  });
});

describe.runIf(process.platform === "linux")("after Ctrl-C", () => {
  afterEach(expectNothingLeft);
  /** Processes beside our own whose environment holds the token (V12). */
  const browserSecrets: string[] = [];

  /** Starts a command, presses Ctrl-C once `isTime` says so, and gives its exit code with the command lines seen then. */
  async function interrupt(args: readonly string[], isTime: () => Promise<boolean> | boolean) {
    const child = spawn(process.execPath, [...NODE_FLAGS, MAIN, "--config", "gazette.yaml", ...args], {
      cwd: journey.folder,
      env: { PATH: process.env.PATH, TZ: "UTC", ...CLOCK.env, GAZETTE_TOKEN: journey.sandbox.token, ...env },
      stdio: "ignore",
    });
    const exit = once(child, "exit") as Promise<[number | null]>;
    try {
      await vi.waitFor(async () => expect(await isTime()).toBe(true), { ...HANG, interval: 5 });
    } catch (error) {
      child.kill("SIGKILL");
      throw error;
    }
    const seen = await listProcesses();
    const token = journey.sandbox.token;
    for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && name !== String(child.pid))) {
      const isOurs = (await readProc(pid, "cmdline")).includes(temporary);
      if (isOurs && (await readProc(pid, "environ")).includes(token)) browserSecrets.push(pid);
    }
    child.kill("SIGINT");
    const [code] = await exit;
    return { code, seen };
  }

  it("of a report that is being printed; no token stands in a command line (Z10)", async () => {
    const isPrinting = async (): Promise<boolean> =>
      (await listProcesses()).some((line) => line.includes(`--user-data-dir=${temporary}`));
    const { code, seen } = await interrupt(["report", "--quiet"], isPrinting);
    expect(code).toBe(130);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.filter((line) => line.includes(journey.sandbox.token))).toEqual([]);
    expect(browserSecrets).toEqual([]);
  });

  it("of a collection, and the next one ends well", async () => {
    const before = journey.sandbox.callsCounted();
    const { code } = await interrupt(["collect", "--quiet"], () => journey.sandbox.callsCounted() > before);
    expect([0, 3, 130]).toContain(code);
    await expectNothingLeft();
    expect([0, 3]).toContain((await journey.gazette(["collect", "--quiet"], { env })).code);
  });
});
