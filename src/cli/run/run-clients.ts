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
import { type CallOptions, type Narrowing, openServices, toFilter } from "../compose.ts";
import { tellNames, tellUnmatched } from "../configured-names.ts";
import { tellLacking } from "../delivery.ts";
import type { Progress } from "../progress.ts";
import { chooseReportAccounts } from "../report-options.ts";
import { type Collected, collectStep } from "./collect-step.ts";
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
    const one = await collectStep(steps.collecting(services), shared.options, input, failures);
    collected.push(one);
    if (isCollected(one)) warnings.push(...(await tellUnmatched(settings, one.unmatched, store)));
    const about = { collected: one, options: shared.options };
    const read = { ...store, read: shareReads(store.read) };
    const most = toParallel(settings.report.parallel);
    runs.push(
      ...(await sideBySide(shared.tasks, steps === ownSteps ? most : Number.POSITIVE_INFINITY, (task) =>
        runTask(read, task, about, input),
      )),
    );
  }
  if (collected.some(isCollected)) warnings.push(...(await tellNames(settings, store)));
  for (const { settings: own } of tasks) warnings.push(...(await tellLacking(own, store)));
  input.progress.end();
  return toSummary(input, runs, collected, [...new Set(warnings)], failures);
}

function isCollected({ outcome }: Collected): boolean {
  return outcome === "complete" || outcome === "partial";
}

async function runTask(
  store: Store,
  task: ReportTask,
  { collected, options }: { readonly collected: Collected; readonly options: CollectOptions },
  input: RunClientsInput,
): Promise<ClientRun> {
  const { client = "", report = "", settings, span, dueAt } = task;
  const { steps = ownSteps } = input;
  const failures: StepFailure[] = [];
  const about = { client, report, period: span };
  const isStopped = input.signal.aborted;
  if (isStopped || !isCollected(collected)) {
    return { ...about, outcome: isStopped ? "paused" : collected.outcome, files: [], deliveries: [], failures };
  }
  const step = { ...input, settings, span, dueAt, collected: options, failures };
  try {
    const made = await steps.report(store, step, failures);
    const deliveries = input.signal.aborted ? [] : await steps.send(store, step, made, failures);
    const files = made.flatMap((one) => one.files);
    const outcome = input.signal.aborted
      ? "paused"
      : toRunOutcome({ collected: await toOwnState(store, task, collected), files, failures, deliveries });
    return {
      ...about,
      outcome,
      files,
      deliveries,
      failures: failures.map((failure) => ({ ...failure, client, report })),
    };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    if (input.signal.aborted) return { ...about, outcome: "paused", files: [], deliveries: [], failures };
    // Another client's logo, template or name is none of this one's affair.
    const failure = { ...toStepFailure("report", error), client, report };
    return { ...about, outcome: "failed", files: [], deliveries: [], failures: [failure] };
  }
}

/** A collection that lacks another client's values is a whole one for this client. */
async function toOwnState(
  store: Store,
  { settings, span }: ReportTask,
  { outcome }: Collected,
): Promise<Collected["outcome"]> {
  if (outcome !== "partial") return outcome;
  const everybody = { account: [], group: [] };
  const { accountIds } = await chooseReportAccounts(store, settings, everybody, toFilter(settings, everybody));
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
