// collect → report → send for the last complete period: what cron calls.
import { JOB_SORTS } from "../../jobs/index.ts";
import { countOf } from "../../shared/index.ts";
import { chooseClients } from "../clients/choose-clients.ts";
import { type ComingTask, chooseDue, listAround, type ReportTask } from "../clients/report-tasks.ts";
import type { CommandContext, Flags } from "../context.ts";
import { toDeliveryDocument, toDeliveryLine } from "../delivery-words.ts";
import { checkDisks } from "../doctor/check-disk.ts";
import { EXIT, type ExitCode, toExitCode } from "../exit.ts";
import { detach } from "../jobs/detach.ts";
import { openSteps } from "../jobs/open-steps.ts";
import type { Print } from "../print.ts";
import { runClients } from "../run/run-clients.ts";
import { runPeriod } from "../run/run-period.ts";
import type { RunSummary } from "../run/run-summary.ts";
import { toCalls } from "../spending.ts";
import { explainUnderWay } from "../under-way.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const { print, flags, clock, signal } = context;
  const settings = context.settings();
  const now = clock.now();
  if (settings.clients.length === 0 && flags.client.length > 0) chooseClients(settings, flags.client);
  const { due, coming } = chooseDue(settings, flags, now);
  const [first] = due;
  if (flags.detach === true) {
    const isNameless = settings.clients.length === 0 && first !== undefined;
    return detach("run", settings, context, isNameless ? toPeriodWords(first.span) : undefined);
  }
  if (first !== undefined) print.known({ period: first.span });
  for (const { message, hint } of await checkDisks(settings))
    print.warn(hint === undefined ? message : `${message} ${hint}`);
  const progress = print.progress();
  const calls = { ...toCalls(settings, flags, print, progress), store: context.job?.store };
  await using parts = await openSteps({ settings, clock, print, calls, sorts: JOB_SORTS, job: context.job });
  try {
    const step = {
      settings,
      narrowing: flags,
      calls,
      steps: parts.carried,
      fresh: flags.fresh === true,
      clock,
      progress,
      signal,
    };
    const summary =
      settings.clients.length === 0 && first !== undefined
        ? await runPeriod({ ...step, span: first.span })
        : await runClients({ ...step, tasks: due, coming: isNarrowed(flags) ? [] : listAround(settings, now) });
    progress.end();
    print.json(toRunDocument(summary, coming));
    tellRun(summary, settings.period.timeZone, print);
    if (settings.clients.length > 0) tellComing(due, coming, print);
    const hasRecipients = due.some((task) => task.settings.delivery.recipients.length > 0);
    if (!hasRecipients && summary.files.length > 0) print.result("Nobody is mailed: delivery.recipients is empty.");
    return toRunExitCode(summary, signal);
  } finally {
    progress.end();
  }
}

function toPeriodWords({ from, to }: RunSummary["period"]): string {
  return `${from}..${to}`;
}

/** Then nobody else's day is collected along. */
function isNarrowed({ period, client, account, group }: Flags): boolean {
  return period !== undefined || client.length + account.length + group.length > 0;
}

/** What `--json` tells of a run; each client's report apart where there are clients. */
export function toRunDocument(
  summary: RunSummary,
  coming: readonly ComingTask[] = [],
): Readonly<Record<string, unknown>> {
  const document = { ...summary, deliveries: summary.deliveries.map(toDeliveryDocument) };
  if (summary.clients === undefined) return document;
  return {
    ...document,
    clients: summary.clients.map((run) => ({ ...run, deliveries: run.deliveries.map(toDeliveryDocument) })),
    coming: coming.map(({ client, report, span, dueAt }) => ({ client, report, period: span, dueAt })),
  };
}

/** Nothing is due of whoever is not named: when it is. */
function tellComing(due: readonly ReportTask[], coming: readonly ComingTask[], print: Print): void {
  const isDue = (task: ComingTask): boolean =>
    due.some(({ client, report }) => client === task.client && report === task.report);
  for (const task of coming.filter((one) => !isDue(one))) {
    print.result(`${task.client}, ${task.report}: nothing is due; next at ${task.dueAt.toISOString()}.`);
  }
}

/** The outcome in a line, then files, mails and what went wrong; also used by `schedule`. */
export function tellRun(summary: RunSummary, timeZone: string, print: Print): void {
  const { outcome, period, accounts, calls, gaps, files, deliveries, warnings, failures } = summary;
  const { resumesAt, message, underWay } = summary;
  const tone = outcome === "complete" ? "good" : outcome === "failed" ? "bad" : "warn";
  for (const run of summary.clients ?? []) {
    const own = run.outcome === "complete" ? "good" : run.outcome === "failed" ? "bad" : "warn";
    print.result(`${run.client}, ${run.report}, ${run.period.from} to ${run.period.to}: ${run.outcome}`, own);
  }
  print.result(
    period.from === ""
      ? `${outcome}: nothing is due.`
      : `${outcome}: ${countOf(accounts, "account")}, ${period.from} to ${period.to}, ${countOf(calls, "call")}, ${countOf(gaps, "gap")}.`,
    tone,
  );
  if (message !== undefined) print.result(message);
  if (underWay !== null) print.result(explainUnderWay(underWay, timeZone), "warn");
  if (resumesAt !== null) print.result(`It can go on at ${resumesAt}.`);
  for (const words of warnings) print.warn(words);
  for (const { path } of files) print.result(path);
  for (const row of deliveries) print.result(toDeliveryLine(row), row.state === "sent" ? "good" : "warn");
  // A client whose configuration is wrong was told when that was read.
  const untold = failures.filter(({ code, client }) => client === undefined || code !== "CONFIG_INVALID");
  for (const failure of untold) print.failure(`${failure.message} [${failure.code}]`, failure.hint);
}

export function toRunExitCode({ outcome }: RunSummary, signal: AbortSignal): ExitCode {
  if (outcome === "failed") return EXIT.failed;
  return toExitCode(outcome, signal);
}
