// A period's reports from what was collected: the whole and, where the configuration splits it, its parts.

import { type CollectOptions, findFinishedCollection, readDataMark } from "../../collect/index.ts";
import type { Settings } from "../../config/index.ts";
import type { DaySpan } from "../../dataset/index.ts";
import { type MadeReport, makeReport, summariseReport, toReportFolder, type WrittenFile } from "../../report/index.ts";
import { type Clock, CollectorError } from "../../shared/index.ts";
import { type Store, StoreError } from "../../store/index.ts";
import { UsageError } from "../exit.ts";
import type { Progress } from "../progress.ts";
import { listCuts } from "../report/list-cuts.ts";
import { type ReportScope, toReportScope } from "../report/report-scope.ts";
import { toBucketFolder, toOwner, toReportOptions } from "../report-options.ts";
import type { Narrowing } from "../selection.ts";
import { findFinishedReport, keepFinishedReport, toReportKey } from "./finished-report.ts";
import { type StepFailure, toStepFailure } from "./run-summary.ts";

export interface ReportStep {
  readonly settings: Settings;
  readonly span: DaySpan;
  /** When it was to be made: of several, the one due first goes first. */
  readonly dueAt?: Date | undefined;
  readonly narrowing: Narrowing;
  /** Of the collection the report is made after. */
  readonly collected: CollectOptions;
  /** That collection, where it may be under way still. */
  readonly runId?: string | undefined;
  readonly fresh?: boolean | undefined;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** The whole report and, where the configuration splits it, its parts. One that cannot be made leaves the others. */
export async function reportStep(
  store: Store,
  input: ReportStep,
  failures: StepFailure[],
): Promise<readonly MadeReport[]> {
  const { settings, narrowing, signal } = input;
  const known = await store.read.accounts();
  const whole = toReportScope(settings, known, narrowing);
  const parts = listCuts(settings.report.split, settings, known, whole.accountIds);
  const made: MadeReport[] = [];
  for (const { name, ...only } of [{ name: toCut(narrowing), ...whole }, ...parts]) {
    if (signal.aborted) break;
    try {
      const files = await makeOne(store, input, { cut: name, only }, failures);
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
  store: Store,
  input: ReportStep,
  { cut, only }: { readonly cut: string | undefined; readonly only: ReportScope },
  failures: StepFailure[],
): Promise<readonly WrittenFile[]> {
  const { settings, span, clock, progress, signal } = input;
  const { formats, template, outDir } = settings.report;
  const options = await toReportOptions(settings, store, { span, only, now: clock.now() });
  const { now: _now, ...lasting } = options;
  const runId = input.runId ?? (await findFinishedCollection(store, input.collected))?.runId;
  const mark = await readDataMark(store, span, only.accountIds);
  const key = await toReportKey([runId, mark, formats, lasting], template);
  const folder = toReportFolder(span, { outDir, cut });
  const bucket = toBucketFolder(settings);
  const finished = input.fresh === true ? undefined : await findFinishedReport({ folder, key, bucket, signal });
  if (finished !== undefined) return finished;
  const model = await summariseReport(store, options, cut);
  const onStep = (name: string): void => progress.update({ done: 0, of: 0, text: `rendering ${name}` });
  const made = await makeReport(
    store,
    model,
    { formats, template, outDir, cut, owner: toOwner(settings), bucket, onStep },
    signal,
  );
  for (const failure of made.failures) failures.push(toStepFailure("report", failure));
  if (made.failures.length > 0) return made.files;
  try {
    await keepFinishedReport({ folder, key, bucket, signal }, made.files);
  } catch (error) {
    // The report is made; without its slip the next run makes it again, and tries the bucket again.
    if (!(error instanceof CollectorError) || error.code !== "DELIVER_BUCKET") throw error;
    failures.push(toStepFailure("report", error));
  }
  return made.files;
}

/** The words of a cut in a folder's name; "@Brand" and "brand" are one account. */
function toCut({ group, account }: Narrowing): string | undefined {
  return [...group, ...account.map((name) => name.replace(/^@/, "").toLowerCase())].join("-") || undefined;
}
