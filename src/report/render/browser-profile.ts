// The folder a browser lives in: made for one print, named after the process that made it, gone when the print ends. What
// a killed process left, folder and browser alike, is swept by the next one (RELIABILITY C8, C9).
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const PREFIX = "gazette-browser-";
/** Other machines may share the folder; their process numbers mean nothing here. */
const HOST = createHash("sha256").update(hostname()).digest("hex").slice(0, 8);
const NAME = new RegExp(`^${PREFIX}${HOST}-(\\d+)-(\\d+)-`);

/** A fresh profile folder; leftovers of processes that are gone are swept first. */
export async function openProfile(): Promise<string> {
  await sweepLeftovers();
  return mkdtemp(join(tmpdir(), `${PREFIX}${HOST}-${process.pid}-${startOf(process.pid)}-`));
}

/** Removes a profile; what a dying browser still writes is waited for. */
export async function removeProfile(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

/** Ends browsers whose owner is gone and removes their folders. Never fails: a leftover is no reason to make no report. */
export async function sweepLeftovers(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  const left = names.filter((name) => {
    const [, pid, start] = NAME.exec(name) ?? [];
    return pid !== undefined && !isAlive(Number(pid), Number(start));
  });
  if (left.length === 0) return;
  const running = await listProcesses().catch(() => []);
  for (const name of left) {
    const folder = join(tmpdir(), name);
    // The name is random and ours: nothing but that browser and its children can carry it in their arguments.
    for (const { pid, words } of running) if (words.includes(name)) end(pid);
    await removeProfile(folder).catch(() => undefined);
  }
}

/** Ends a process and everything it started, when it leads a group of its own. */
export function endGroup(pid: number): void {
  if (process.platform !== "win32") end(-pid);
  end(pid);
}

/** Whether a process of the group is still there. */
export function isGroupAlive(pid: number): boolean {
  if (process.platform === "win32") return false;
  return canSignal(-pid);
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone already, or another user's with the same number.
  }
}

/** A number can be given again, after a restart of a container even the same one: its start tells. */
function isAlive(pid: number, start: number): boolean {
  return canSignal(pid) && (start === 0 || startOf(pid) === start);
}

function canSignal(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** When a process started, in the kernel's ticks; 0 where the system does not tell. */
function startOf(pid: number): number {
  try {
    const about = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold anything; the start is the 20th word after it (proc(5)).
    return Number(about.slice(about.lastIndexOf(")") + 2).split(" ")[19] ?? 0);
  } catch {
    return 0;
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
