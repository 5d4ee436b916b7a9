// How many reports are made at once: by what the machine has, and never so many that its memory would not do.
import { availableParallelism } from "node:os";
import pLimit from "p-limit";

/** A report, and the page of the browser that one of its parts is printed in. */
const BYTES_A_REPORT = 700_000_000;
const REPORTS_MOST = 8;

/** The configured number, but no more than the memory that is free holds; by cores where none is given. */
export function toParallel(
  configured: number | undefined,
  machine = { cores: availableParallelism(), freeBytes: process.availableMemory() },
): number {
  const wanted = configured ?? Math.min(machine.cores, REPORTS_MOST);
  return Math.max(1, Math.min(wanted, Math.floor(machine.freeBytes / BYTES_A_REPORT)));
}

/** Results in the order of the tasks. What one throws is thrown once the others have come to their end. */
export async function sideBySide<Task, Result>(
  tasks: readonly Task[],
  most: number,
  work: (task: Task) => Promise<Result>,
): Promise<readonly Result[]> {
  const limit = pLimit(most);
  const ended = await Promise.allSettled(tasks.map((task) => limit(() => work(task))));
  return ended.map((end) => {
    if (end.status === "rejected") throw end.reason;
    return end.value;
  });
}
