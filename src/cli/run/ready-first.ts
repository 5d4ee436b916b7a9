// Reports whose accounts are collected are made while others are still collected: who was due first is collected first.

import type { Waiting } from "../../collect/index.ts";
import { matchesFilter } from "../../dataset/index.ts";
import type { ReportTask } from "../clients/report-tasks.ts";
import { EVERYBODY, toFilter } from "../selection.ts";

/** Dispose to wait for all that was begun, good or bad. */
export interface ReadyFirst<Made> extends Waiting, AsyncDisposable {
  /** What was begun for a report, if it was. */
  begun(task: ReportTask): Promise<Made> | undefined;
}

/** Begins each report once, when everybody it is about is collected. */
export function createReadyFirst<Made>(
  tasks: readonly ReportTask[],
  begin: (task: ReportTask, runId: string) => Promise<Made>,
): ReadyFirst<Made> {
  const due = tasks
    .toSorted((a, b) => (a.dueAt?.getTime() ?? 0) - (b.dueAt?.getTime() ?? 0))
    .map((task) => ({ task, filter: toFilter(task.settings, EVERYBODY) }));
  const under = new Map<ReportTask, Promise<Made>>();
  return {
    turnOf(account) {
      const rank = due.findIndex(({ filter }) => matchesFilter(account, filter));
      return rank === -1 ? undefined : { rank, dueAt: due[rank]?.task.dueAt };
    },
    onCollected(runId, found, collected) {
      for (const { task, filter } of due) {
        if (under.has(task)) continue;
        const own = found.filter((account) => matchesFilter(account, filter));
        if (own.length === 0 || !own.every(({ accountId }) => collected.has(accountId))) continue;
        const made = begin(task, runId);
        // Whoever asks for it hears of its failure.
        made.catch(() => undefined);
        under.set(task, made);
      }
    },
    begun: (task) => under.get(task),
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(under.values());
    },
  };
}
