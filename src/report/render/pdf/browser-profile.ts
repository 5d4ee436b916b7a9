// The folder a browser lives in: made for one print, named after the process that made it, gone when the print ends. What
// a killed process left, folder and browser alike, is swept by the next one (RELIABILITY C8, C9).
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { mkdtemp, readdir, readFile, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { canSignal, isLeftBehind, PROCESS_MARK, readProcessWords } from "../../../shared/index.ts";

const PREFIX = "gazette-browser-";
const TIDY_MS_MOST = 500;
const TIDY_STEP_MS = 20;
const SOCKET_FOLDER = /^\.?(?:org\.chromium\.Chromium|com\.google\.Chrome)\.\w+$/;

/** A fresh profile folder; leftovers of processes that are gone are swept first. */
export async function openProfile(): Promise<string> {
  await sweepLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${PROCESS_MARK}-`));
  if (open.size === 0) process.on("exit", removeAllNow);
  open.add(folder);
  return folder;
}

/** Of this process, for an end that waits for nothing: a second Ctrl-C or SIGTERM. */
const open = new Set<string>();

function forget(folder: string): void {
  open.delete(folder);
  if (open.size === 0) process.off("exit", removeAllNow);
}

/** When a process exits only what is done at once is done. Its browsers were told to end, or are ended here. */
function removeAllNow(): void {
  const names = [...open].map((folder) => basename(folder));
  for (const pid of process.platform === "linux" ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : []) {
    const words = readCommandLine(pid);
    if (names.some((name) => words.includes(name))) end(Number(pid));
  }
  for (const folder of open) {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 25 });
    } catch {
      // The next print sweeps it.
    }
  }
}

function readCommandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

/** Removes a profile; what a dying browser still writes is waited for. Its browser has to be gone. */
export async function removeProfile(folder: string): Promise<void> {
  const socket = await findSocketFolder(folder);
  if (socket !== undefined) await rm(socket, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  forget(folder);
}

/** Beside the profile Chromium makes a folder for a socket, and one that is killed leaves it behind. */
async function findSocketFolder(profile: string): Promise<string | undefined> {
  const folder = dirname(await readlink(join(profile, "SingletonSocket")).catch(() => ""));
  return dirname(folder) === tmpdir() && SOCKET_FOLDER.test(basename(folder)) ? folder : undefined;
}

/** Ends browsers whose owner is gone and removes their folders. Never fails: a leftover is no reason to make no report. */
export async function sweepLeftovers(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  const left = names.filter((name) => name.startsWith(PREFIX) && isLeftBehind(name));
  if (left.length === 0) return;
  const running = await listProcesses().catch(() => []);
  for (const name of left) {
    const folder = join(tmpdir(), name);
    // The name is random and ours: nothing but that browser and its children can carry it in their arguments.
    const own = running.filter(({ words }) => words.includes(name));
    const socket = await findSocketFolder(folder);
    // One that has noticed is tidying up after itself; killed in the middle of that, it would leave the rest to nobody.
    for (let waited = 0; waited < TIDY_MS_MOST && own.some(({ pid }) => canSignal(pid)); waited += TIDY_STEP_MS)
      await delay(TIDY_STEP_MS);
    for (const { pid } of own) end(pid);
    if (socket !== undefined) await rm(socket, { recursive: true, force: true }).catch(() => undefined);
    await removeProfile(folder).catch(() => undefined);
  }
}

/** Ends a process and everything it started, when it leads a group of its own. */
export function endGroup(pid: number): void {
  if (process.platform !== "win32") end(-pid);
  end(pid);
}

/** Whether a process of the group is still there. One that has ended and only waits to be reaped, by whoever reaps here, is not. */
export function isGroupAlive(pid: number): boolean {
  if (process.platform === "win32" || !canSignal(-pid)) return false;
  if (process.platform !== "linux") return true;
  return readdirSync("/proc").some((name) => {
    const [state = "Z", , group] = /^\d+$/.test(name) ? readProcessWords(Number(name)) : [];
    return group === String(pid) && state !== "Z" && state !== "X";
  });
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone already, or another user's with the same number.
  }
}

async function listProcesses(): Promise<readonly { readonly pid: number; readonly words: string }[]> {
  if (process.platform === "win32") return [];
  if (process.platform !== "linux") {
    const { stdout } = await promisify(execFile)("ps", ["-axo", "pid=,command="], { maxBuffer: 16 * 1024 * 1024 });
    return stdout.split("\n").map((line) => ({ pid: Number.parseInt(line, 10), words: line }));
  }
  const numbers = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  return Promise.all(
    numbers.map(async (name) => ({
      pid: Number(name),
      words: await readFile(`/proc/${name}/cmdline`, "utf8").catch(() => ""),
    })),
  );
}
