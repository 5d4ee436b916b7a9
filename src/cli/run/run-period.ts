// collect → report → send for one period. Each step finds out for itself what is left to do, so that a second run changes
// nothing, a killed one is gone on with, and one step's failure leaves the others' work.
import {
  type CollectOutcome,
  collect,
  findFinishedCollection,
  readDataMark,
  repeatCollection,
} from "../../collect/index.ts";
import type { Settings } from "../../config/index.ts";
import type { DaySpan } from "../../dataset/index.ts";
import {
  type MadeReport,
  makeReport,
  type ReportOptions,
  summariseReport,
  toReportFolder,
  type WrittenFile,
} from "../../report/index.ts";
import type { Clock } from "../../shared/index.ts";
import { type DeliveryRow, StoreError } from "../../store/index.ts";

import {
  type CallOptions,
  type Narrowing,
  openServices,
  refuseStrangers,
  type Services,
  toCollectOptions,
  toFilter,
} from "../compose.ts";
import { tellNames, tellUnmatched } from "../configured-names.ts";

import { deliverPeriod, sendDue, tellLacking } from "../delivery.ts";
import { UsageError } from "../exit.ts";
import type { Progress } from "../progress.ts";
import { listCuts } from "../report/list-cuts.ts";
import { chooseReportAccounts, toReportOptions } from "../report-options.ts";
import { showProgress } from "../spending.ts";
import { findFinishedReport, keepFinishedReport, toReportKey } from "./finished-report.ts";
import { type RunSummary, type StepFailure, toRunOutcome, toStepFailure } from "./run-summary.ts";
import { tellTroubles } from "./troubles.ts";

export interface RunPeriodInput {
  readonly settings: Settings;
  readonly span: DaySpan;
  readonly narrowing: Narrowing;
  readonly calls: CallOptions;
  /** Collects and renders again what was done before. */
  readonly fresh?: boolean | undefined;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Throws for what makes a run impossible: usage, configuration, a store that cannot be used or is at work on the period. */
export async function runPeriod(input: RunPeriodInput): Promise<RunSummary> {
  await using services = await openServices(input.settings, input.clock, input.calls);
  const failures: StepFailure[] = [];
  const collected = await collectStep(services, input, failures);
  const isCollected = collected.outcome === "complete" || collected.outcome === "partial";
  const isStopped = (): boolean => input.signal.aborted;
  const { settings } = input;
  const warnings = isCollected
    ? [
        ...(await tellUnmatched(settings, collected.unmatched, services.store)),
        ...(await tellNames(settings, services.store)),
        ...(await tellLacking(settings, services.store)),
      ]
    : [];
  const made = isCollected && !isStopped() ? await reportStep(services, input, failures) : [];
  const deliveries = isStopped() ? [] : await sendStep(services, input, made, failures);
  input.progress.end();
  const files = made.flatMap((one) => one.files);
  const { accounts, answered, calls, gaps, resumesAt, message, underWay } = collected;
  // What a stop signal left undone is not lost: the next run goes on there.
  const outcome = isStopped() ? "paused" : toRunOutcome({ collected: collected.outcome, files, failures, deliveries });
  return {
    outcome,
    period: input.span,
    accounts,
    answered,
    calls,
    gaps,
    resumesAt,
    files,
    deliveries,
    warnings,
    failures,
    underWay,
    message,
  };
}

type Collected = Pick<
  CollectOutcome,
  "outcome" | "accounts" | "answered" | "calls" | "gaps" | "resumesAt" | "underWay" | "message" | "unmatched"
>;

async function collectStep(services: Services, input: RunPeriodInput, failures: StepFailure[]): Promise<Collected> {
  const { settings, narrowing, progress, signal } = input;
  const options = toRunCollectOptions(input);
  try {
    const shown = { ...options, onProgress: showProgress(progress) };
    const repeated = input.fresh === true ? undefined : await repeatCollection(services, shown, signal);
    const outcome = repeated ?? (await collect(services, shown, signal));
    if (outcome.accounts === 0) {
      refuseStrangers(narrowing, settings.accounts.exclude, await services.store.read.accounts());
    }
    return outcome;
  } catch (error) {
    if (error instanceof StoreError || error instanceof UsageError) throw error;
    failures.push(toStepFailure("collect", error));
    return {
      outcome: "failed",
      accounts: 0,
      calls: services.graph.callsSent(),
      gaps: 0,
      resumesAt: null,
      underWay: null,
    };
  }
}

function toRunCollectOptions({ settings, span, narrowing }: RunPeriodInput) {
  return toCollectOptions(settings, span, toFilter(settings, narrowing));
}

/** The whole report and, where the configuration splits it, its parts. One that cannot be made leaves the others. */
async function reportStep(
  services: Services,
  input: RunPeriodInput,
  failures: StepFailure[],
): Promise<readonly MadeReport[]> {
  const { settings, narrowing, signal } = input;
  const whole = await chooseReportAccounts(services.store, settings, narrowing, toFilter(settings, narrowing));
  const parts = await listCuts(settings.report.split, settings, services.store, whole.accountIds);
  const made: MadeReport[] = [];
  for (const { name, ...only } of [{ name: toCut(narrowing), ...whole }, ...parts]) {
    if (signal.aborted) break;
    try {
      const files = await makeOne(services, input, { cut: name, only }, failures);
      made.push({ cut: name, accountIds: only.accountIds, files });
    } catch (error) {
      if (signal.aborted) break;
      if (error instanceof StoreError || error instanceof UsageError) throw error;
      failures.push(toStepFailure("report", error));
    }
  }
  return made;
}

async function makeOne(
  { store }: Services,
  input: RunPeriodInput,
  { cut, only }: { readonly cut: string | undefined; readonly only: NonNullable<ReportOptions["only"]> },
  failures: StepFailure[],
): Promise<readonly WrittenFile[]> {
  const { settings, span, clock, progress, signal } = input;
  const { formats, template, outDir } = settings.report;
  const options = await toReportOptions(settings, { span, only, now: clock.now() });
  const { now: _now, ...lasting } = options;
  const collection = await findFinishedCollection(store, toRunCollectOptions(input));
  const mark = await readDataMark(store, span, only.accountIds);
  const key = await toReportKey([collection?.runId, collection?.endedAt, mark, formats, lasting], template);
  const folder = toReportFolder(span, { outDir, cut });
  const finished = input.fresh === true ? undefined : await findFinishedReport(folder, key);
  if (finished !== undefined) return finished;
  const model = await summariseReport(store, options, cut);
  const onStep = (name: string): void => progress.update({ done: 0, of: 0, text: `rendering ${name}` });
  const made = await makeReport(store, model, { formats, template, outDir, cut, onStep }, signal);
  for (const failure of made.failures) failures.push(toStepFailure("report", failure));
  if (made.failures.length === 0) await keepFinishedReport(folder, key, made.files, signal);
  return made.files;
}

/** Also tries what still waits of earlier reports, whatever became of this one. */
async function sendStep(
  { store }: Services,
  { settings, span, narrowing, clock, progress, signal }: RunPeriodInput,
  made: readonly MadeReport[],
  failures: StepFailure[],
): Promise<readonly DeliveryRow[]> {
  const onStep = (name: string): void => progress.update({ done: 0, of: 0, text: name });
  if (settings.delivery.recipients.length > 0) onStep("sending");
  try {
    await tellTroubles(settings, store, clock.now());
    await sendDue({ settings, store, clock, signal });
    if (made.length === 0) return [];
    const sent = await deliverPeriod({ settings, store, clock, signal, span, narrowing, made, onStep });
    for (const failure of sent.failures) failures.push(toStepFailure("send", failure));
    return sent.deliveries;
  } catch (error) {
    if (signal.aborted) return [];
    if (error instanceof StoreError) throw error;
    failures.push(toStepFailure("send", error));
    return [];
  }
}

/** The words of a cut in a folder's name; "@Brand" and "brand" are one account. */
function toCut({ group, account }: Narrowing): string | undefined {
  return [...group, ...account.map((name) => name.replace(/^@/, "").toLowerCase())].join("-") || undefined;
}
