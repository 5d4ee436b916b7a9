// Settings → what the schedule runs: the weekly run, and between the runs the stories that would expire and the rules for comments.

import { collect } from "../../collect/index.ts";
import type { ClientReport, Settings } from "../../config/index.ts";
import { parsePeriod } from "../../dataset/index.ts";
import { JOB_SORTS } from "../../jobs/index.ts";
import type { Job, JobEnd } from "../../schedule/index.ts";
import type { Clock } from "../../shared/index.ts";
import { StoreError } from "../../store/index.ts";
import { listAround, toJobName, toPeriodAt } from "../clients/report-tasks.ts";
import { openServices, toCollectOptions } from "../compose.ts";
import { UsageError } from "../exit.ts";
import { openSteps } from "../jobs/open-steps.ts";
import type { Print } from "../print.ts";
import { EVERYBODY } from "../selection.ts";
import { showProgress } from "../spending.ts";
import { sweepComments } from "./comment-work.ts";
import { runClients } from "./run-clients.ts";
import { type RunPeriodInput, runPeriod } from "./run-period.ts";
import type { RunSummary } from "./run-summary.ts";
import { lookAtTokens } from "./token-watch.ts";

export interface JobContext {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly print: Print;
  readonly onRun: (summary: RunSummary) => void;
}

/** A server out of reach, or a store somebody else is at work on, is asked again after this long. */
const RETRY_MS = 5 * 60_000;
const NO_WAIT = { whenSpent: "stop" } as const;

/** The jobs of `schedule`, the first of which goes first. Throws when no time is configured. */
export function toJobs(services: JobContext): readonly Job[] {
  const { cron, stories, sweep, timeZone, catchUpHours } = services.settings.schedule;
  const rules = services.settings.period;
  const common = {
    timeZone,
    catchUpHours,
    periodOf(slotAt: Date) {
      const span = parsePeriod("last-week", slotAt, rules);
      if (span === undefined) throw new Error("last-week is a period");
      return span;
    },
  };
  const { settings } = services;
  const jobs: Job[] = settings.clients.flatMap(({ name, reports }) =>
    reports.flatMap((report) => toClientJob(name, report, services)),
  );
  const masters = jobs.length > 0 ? jobs.map(({ name }) => name) : ["run"];
  if (cron !== undefined && settings.clients.length === 0) {
    jobs.push({
      ...common,
      name: "run",
      cron,
      catchUp: "each",
      work: ({ period }, signal) =>
        untilBusy(services.clock, () => withTokens(services, signal, () => runWeek(services, period, signal))),
    });
  }
  if (stories !== undefined && services.settings.collect.stories) {
    jobs.push({
      ...common,
      name: "stories",
      cron: stories,
      catchUp: "latest",
      yieldsTo: masters,
      work: ({ period }, signal) =>
        untilBusy(services.clock, () => withTokens(services, signal, () => catchStories(services, period, signal))),
    });
  }
  if (sweep !== undefined) {
    jobs.push({
      ...common,
      name: "sweep",
      cron: sweep,
      catchUp: "latest",
      yieldsTo: masters,
      work: (_slot, signal) => untilBusy(services.clock, () => sweepComments(services, signal)),
    });
  }
  if (jobs.length > 0) return jobs;
  throw new UsageError(
    "There is no time to run at: schedule.cron is missing, and no client's report has a cron.",
    'Give it in the configuration, such as schedule: { cron: "0 9 * * 2" } for Tuesdays at nine.',
  );
}

/** A client's report at its own times; one without a cron has none, and is made by `run`. */
function toClientJob(client: string, report: ClientReport, services: JobContext): readonly Job[] {
  const { cron, settings, key } = report;
  if (cron === undefined) return [];
  const { timeZone, catchUpHours } = settings.schedule;
  return [
    {
      name: toJobName(client, key),
      cron,
      timeZone,
      catchUpHours,
      catchUp: "each",
      periodOf: (slotAt) => toPeriodAt(report, slotAt),
      work: ({ period, at }, signal) =>
        untilBusy(services.clock, () =>
          withTokens(services, signal, () => {
            const task = { client, report: key, settings, span: period, dueAt: at };
            return work(services, (run) =>
              runClients({
                ...run,
                settings: services.settings,
                tasks: [task],
                coming: listAround(services.settings, services.clock.now()),
                signal,
              }),
            );
          }),
        ),
    },
  ];
}

function runWeek(
  { settings, ...services }: JobContext,
  span: RunSummary["period"],
  signal: AbortSignal,
): Promise<JobEnd> {
  return work({ settings, ...services }, (run) => runPeriod({ ...run, settings, span, signal }));
}

async function work(
  { settings, clock, print, onRun }: JobContext,
  run: (common: Pick<RunPeriodInput, "narrowing" | "calls" | "clock" | "progress" | "steps">) => Promise<RunSummary>,
): Promise<JobEnd> {
  const progress = print.progress();
  // Not waiting inside the run: between two hours the schedule can be stopped, and is not stuck.
  await using parts = await openSteps({ settings, clock, print, calls: NO_WAIT, sorts: JOB_SORTS });
  try {
    const summary = await run({
      narrowing: EVERYBODY,
      calls: NO_WAIT,
      steps: parts.carried,
      clock,
      progress,
    });
    progress.end();
    onRun(summary);
    const { outcome, resumesAt, message, failures, answered, calls, gaps } = summary;
    const words = failures[0]?.message ?? message;
    return { outcome, message: words, answered, calls, gaps, resumesAt: toResumesAt(outcome, resumesAt, clock) };
  } finally {
    progress.end();
  }
}

/** A job that has come to its end looks at the tokens, too: between the slots no call is spent on that. */
async function withTokens(services: JobContext, signal: AbortSignal, work: () => Promise<JobEnd>): Promise<JobEnd> {
  const end = await work();
  if (end.outcome === "paused" || signal.aborted) return end;
  return { ...end, calls: (end.calls ?? 0) + (await lookAtTokens(services, signal)) };
}

/** Spends what is left of the hour and never waits for more: the rest of it belongs to the run. */
async function catchStories(
  { settings, clock, print }: JobContext,
  span: RunSummary["period"],
  signal: AbortSignal,
): Promise<JobEnd> {
  const progress = print.progress();
  try {
    await using opened = await openServices(settings, clock, NO_WAIT);
    await using parts = await openSteps({ settings, clock, print, calls: NO_WAIT, sorts: ["collect"] });
    const services = parts.carried?.collecting(opened) ?? opened;
    const options = toCollectOptions(settings, span, EVERYBODY, showProgress(progress));
    const ended = await collect(services, { ...options, storiesOnly: true }, signal);
    const { outcome, resumesAt, message, answered, calls, gaps } = ended;
    return { outcome, message, answered, calls, gaps, resumesAt: toResumesAt(outcome, resumesAt, clock) };
  } finally {
    progress.end();
  }
}

/** A paused hour says when it returns; a server out of reach is not asked again at once. */
function toResumesAt(outcome: JobEnd["outcome"], resumesAt: string | null, clock: Clock): Date | undefined {
  if (outcome !== "paused") return undefined;
  const told = resumesAt === null ? 0 : Date.parse(resumesAt);
  const now = clock.now().getTime();
  return new Date(told > now ? told : now + RETRY_MS);
}

/** Somebody else's collection of the period, or a full disk, is waited for: what the job kept before is safe. */
async function untilBusy(clock: Clock, work: () => Promise<JobEnd>): Promise<JobEnd> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { outcome: "paused", message: error.message, resumesAt: new Date(clock.now().getTime() + RETRY_MS) };
  }
}
