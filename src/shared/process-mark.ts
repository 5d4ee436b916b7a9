// Which process made a file or folder, written into its name: what a killed one left is swept by a later one.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** Other machines may share the folder; their process numbers mean nothing here. */
const HOST = createHash("sha256").update(hostname()).digest("hex").slice(0, 8);
const MARK = /(?<![0-9a-f])([0-9a-f]{8})-(\d+)-(\d+)(?!\d)/;

/** "1f3a9c04-4711-183920": machine, process and when it was started. */
export const PROCESS_MARK = `${HOST}-${process.pid}-${startOf(process.pid)}`;

/** True for a name with the mark of a process of this machine that is gone. */
export function isLeftBehind(name: string): boolean {
  const [, host, pid, start] = MARK.exec(name) ?? [];
  return host === HOST && !isAlive(Number(pid), Number(start));
}

/** Whether there is a process, or with a negative number a group, of that number. */
export function canSignal(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** What the kernel tells of a process behind its name in brackets, which may hold anything: state, parent, group … (proc(5)). */
export function readProcessWords(pid: number): readonly string[] {
  try {
    const about = readFileSync(`/proc/${pid}/stat`, "utf8");
    return about.slice(about.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}

/** A number can be given again, after a restart of a container even the same one: its start tells. */
function isAlive(pid: number, start: number): boolean {
  return canSignal(pid) && (start === 0 || startOf(pid) === start);
}

/** When a process started, in the kernel's ticks; 0 where the system does not tell. */
function startOf(pid: number): number {
  return Number(readProcessWords(pid)[19] ?? 0);
}
