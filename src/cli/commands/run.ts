// collect → report → send for the last complete period: what cron calls.
import { countOf } from "../../shared/index.ts";
import { toSpan } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { toDeliveryDocument, toDeliveryLine } from "../delivery-words.ts";
import { checkDisks } from "../doctor/check-disk.ts";
import { EXIT, type ExitCode, toExitCode } from "../exit.ts";
import type { Print } from "../print.ts";
import { runPeriod } from "../run/run-period.ts";
import type { RunSummary } from "../run/run-summary.ts";
import { toCalls } from "../spending.ts";
import { explainUnderWay } from "../under-way.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const { print, flags, clock, signal } = context;
  const settings = context.settings();
  const span = toSpan(flags.period, settings, clock.now());
  print.known({ period: span });
  for (const { message, hint } of await checkDisks(settings))
    print.warn(hint === undefined ? message : `${message} ${hint}`);
  const progress = print.progress();
  try {
    const summary = await runPeriod({
      settings,
      span,
      narrowing: flags,
      calls: toCalls(settings, flags, print, progress),
      fresh: flags.fresh === true,
      clock,
      progress,
      signal,
    });
    progress.end();
    print.json({ ...summary, deliveries: summary.deliveries.map(toDeliveryDocument) });
    tellRun(summary, settings.period.timeZone, print);
    if (settings.delivery.recipients.length === 0 && summary.files.length > 0)
      print.result("Nobody is mailed: delivery.recipients is empty.");
    return toRunExitCode(summary, signal);
  } finally {
    progress.end();
  }
}

/** The outcome in a line, then files, mails and what went wrong; also used by `schedule`. */
export function tellRun(summary: RunSummary, timeZone: string, print: Print): void {
  const { outcome, period, accounts, calls, gaps, files, deliveries, warnings, failures } = summary;
  const { resumesAt, message, underWay } = summary;
  const tone = outcome === "complete" ? "good" : outcome === "failed" ? "bad" : "warn";
  print.result(
    `${outcome}: ${countOf(accounts, "account")}, ${period.from} to ${period.to}, ${countOf(calls, "call")}, ${countOf(gaps, "gap")}.`,
    tone,
  );
  if (message !== undefined) print.result(message);
  if (underWay !== null) print.result(explainUnderWay(underWay, timeZone), "warn");
  if (resumesAt !== null) print.result(`It can go on at ${resumesAt}.`);
  for (const words of warnings) print.warn(words);
  for (const { path } of files) print.result(path);
  for (const row of deliveries) print.result(toDeliveryLine(row), row.state === "sent" ? "good" : "warn");
  for (const failure of failures) print.failure(`${failure.message} [${failure.code}]`, failure.hint);
}

export function toRunExitCode({ outcome }: RunSummary, signal: AbortSignal): ExitCode {
  if (outcome === "failed") return EXIT.failed;
  return toExitCode(outcome, signal);
}
