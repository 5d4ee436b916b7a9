// collect → report → send for several clients' reports: one collection, then each report for itself, so that one that fails
// leaves the others.

import type { CollectOptions } from "../../collect/index.ts";
import { explainBroken, type Settings } from "../../config/index.ts";
import type { DaySpan } from "../../dataset/index.ts";
import { keepBrowser } from "../../report/index.ts";
import type { Clock } from "../../shared/index.ts";
import { type Store, StoreError, shareReads } from "../../store/index.ts";
import { type ComingTask, narrowTasks, type ReportTask } from "../clients/report-tasks.ts";
import { shareCollections } from "../clients/shared-collections.ts";
import { type CallOptions, openServices } from "../compose.ts";
import { tellNames, tellUnmatched } from "../configured-names.ts";
import type { Progress } from "../progress.ts";
import { tellLacking } from "../report/recipients.ts";
import { toReportScope } from "../report/report-scope.ts";
import type { Narrowing } from "../selection.ts";
import { type Collected, collectStep } from "./collect-step.ts";
import { createReadyFirst } from "./ready-first.ts";
import { ownSteps, type RunSteps } from "./run-steps.ts";
import {
  type ClientRun,
  type RunSummary,
  type StepFailure,
  toRunOutcome,
  toStepFailure,
  worstOf,
} from "./run-summary.ts";
import { sideBySide, toParallel } from "./side-by-side.ts";

export interface RunClientsInput {
  /** Of the file as a whole. */
  readonly settings: Settings;
  readonly tasks: readonly ReportTask[];
  /** Collected along with them, and not made yet. */
  readonly coming: readonly ComingTask[];
  readonly narrowing: Narrowing;
  readonly calls: CallOptions;
  readonly fresh?: boolean | undefined;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** How its parts are done; by this process itself where absent. */
  readonly steps?: RunSteps | undefined;
}

/** Throws for what makes a run impossible, as `runPeriod` does; a client's own trouble is in its part of the summary. */
export async function runClients(input: RunClientsInput): Promise<RunSummary> {
  const { settings, narrowing, coming, fresh, signal, steps = ownSteps } = input;
  await using services = await openServices(settings, input.clock, input.calls);
  await using _browser = keepBrowser();
  const { store } = services;
  const tasks = await narrowTasks(store, input.tasks, narrowing);
  const failures: StepFailure[] = settings.brokenClients.map((broken) => ({
    step: "report",
    code: "CONFIG_INVALID",
    message: explainBroken(broken),
    hint: "Mend the configuration; the other clients are served.",
    client: broken.name,
  }));
  await steps.sendWaiting(store, input, failures);
  const runs: ClientRun[] = [];
  const collected: Collected[] = [];
  const warnings: string[] = [];
  for (const shared of await shareCollections(store, settings, tasks, { narrowing, coming, fresh })) {
    if (signal.aborted) break;
    await using ready = createReadyFirst(shared.tasks, (task, runId) =>
      makeReport(store, task, { ...shared, runId }, input),
    );
    // Whom a person named is found by the report itself.
    const waiting = narrowing.account.length + narrowing.group.length === 0 ? ready : undefined;
    const one = await collectStep(steps.collecting(services, waiting), shared.options, input, failures);
    collected.push(one);
    if (isCollected(one)) warnings.push(...tellUnmatched(settings, one.unmatched, await store.read.accounts()));
    const read = { ...store, read: shareReads(store.read) };
    const most = steps.parallel ?? toParallel(settings.report.parallel);
    runs.push(
      ...(await sideBySide(shared.tasks, most, async (task) => {
        const mayBegin = isCollected(one) || signal.aborted;
        const made = ready.begun(task) ?? (mayBegin ? makeReport(read, task, shared, input) : undefined);
        return toClientRun(read, task, one, await made);
      })),
    );
  }
  const known = await store.read.accounts();
  if (collected.some(isCollected)) warnings.push(...(await tellNames(settings, known, store)));
  for (const { settings: own } of tasks) warnings.push(...tellLacking(own, known));
  input.progress.end();
  return toSummary(input, runs, collected, [...new Set(warnings)], failures);
}

function isCollected({ outcome }: Collected): boolean {
  return outcome === "complete" || outcome === "partial";
}

type Made = Pick<ClientRun, "files" | "deliveries" | "failures"> & {
  readonly end: "made" | "broken" | "stopped";
};

/** The report's files, and its letters. */
async function makeReport(
  store: Store,
  { client = "", report = "", settings, span, dueAt }: ReportTask,
  { options, runId }: { readonly options: CollectOptions; readonly runId?: string | undefined },
  input: RunClientsInput,
): Promise<Made> {
  const { steps = ownSteps, signal } = input;
  const nothing = { files: [], deliveries: [], failures: [] };
  if (signal.aborted) return { ...nothing, end: "stopped" };
  const failures: StepFailure[] = [];
  const step = { ...input, settings, span, dueAt, collected: options, runId, failures };
  try {
    const made = await steps.report(store, step, failures);
    const deliveries = signal.aborted ? [] : await steps.send(store, step, made, failures);
    return {
      files: made.flatMap((one) => one.files),
      deliveries,
      failures: failures.map((failure) => ({ ...failure, client, report })),
      end: signal.aborted ? "stopped" : "made",
    };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    if (signal.aborted) return { ...nothing, failures, end: "stopped" };
    // Another client's logo, template or name is none of this one's affair.
    return { ...nothing, failures: [{ ...toStepFailure("report", error), client, report }], end: "broken" };
  }
}

/** `made`: absent where nothing was begun, as the collection did not come so far. */
async function toClientRun(
  store: Store,
  task: ReportTask,
  collected: Collected,
  made: Made | undefined,
): Promise<ClientRun> {
  const about = { client: task.client ?? "", report: task.report ?? "", period: task.span };
  if (made === undefined) return { ...about, outcome: collected.outcome, files: [], deliveries: [], failures: [] };
  const { end, ...parts } = made;
  if (end !== "made") return { ...about, outcome: end === "broken" ? "failed" : "paused", ...parts };
  const own = { ...parts, collected: await toOwnState(store, task, collected) };
  return { ...about, outcome: toRunOutcome(own), ...parts };
}

/** A collection that lacks another client's values, or was stopped at them, is a whole one for this client. */
async function toOwnState(
  store: Store,
  { settings, span }: ReportTask,
  { outcome }: Collected,
): Promise<Collected["outcome"]> {
  if (outcome === "complete") return outcome;
  const { accountIds } = toReportScope(settings, await store.read.accounts());
  const missing = (await store.read.gaps(span, accountIds)).length > 0;
  return missing ? "partial" : "complete";
}

function toSummary(
  { tasks, signal }: RunClientsInput,
  runs: readonly ClientRun[],
  collected: readonly Collected[],
  warnings: readonly string[],
  failures: readonly StepFailure[],
): RunSummary {
  const sum = (count: (one: Collected) => number): number => collected.reduce((all, one) => all + count(one), 0);
  const answered = collected.flatMap((one) => one.answered ?? []);
  const resumesAt = collected.flatMap((one) => one.resumesAt ?? []).toSorted()[0] ?? null;
  const own = runs.map(({ outcome }) => outcome);
  const isBroken = failures.length > 0 && runs.length > 0;
  return {
    outcome: signal.aborted ? "paused" : worstOf(isBroken ? [...own, "partial"] : own),
    period: toHullOf(tasks),
    accounts: sum((one) => one.accounts),
    ...(answered.length === 0 ? {} : { answered: answered.reduce((all, one) => all + one, 0) }),
    calls: Math.max(0, ...collected.map((one) => one.calls)),
    gaps: sum((one) => one.gaps),
    resumesAt,
    files: runs.flatMap((run) => run.files),
    deliveries: runs.flatMap((run) => run.deliveries),
    warnings,
    failures: [...failures, ...runs.flatMap((run) => run.failures)],
    underWay: collected.find((one) => one.underWay !== null)?.underWay ?? null,
    message: collected.find((one) => one.message !== undefined)?.message,
    clients: runs,
  };
}

function toHullOf(tasks: readonly ReportTask[]): DaySpan {
  const from = tasks.map(({ span }) => span.from).toSorted()[0] ?? "";
  return {
    from,
    to:
      tasks
        .map(({ span }) => span.to)
        .toSorted()
        .at(-1) ?? "",
  };
}
