// One collection of a period into the dataset.

import { type CollectOptions, type CollectOutcome, collect } from "../../collect/index.ts";
import type { Settings } from "../../config/index.ts";
import { countOf } from "../../shared/index.ts";
import { chooseTasks } from "../clients/report-tasks.ts";
import { toSharedOptions } from "../clients/shared-collections.ts";
import { openServices, toCollectOptions, toSpan } from "../compose.ts";
import { tellUnmatched } from "../configured-names.ts";
import type { CommandContext, Flags } from "../context.ts";
import { type ExitCode, toExitCode } from "../exit.ts";
import { detach } from "../jobs/detach.ts";
import { openSteps } from "../jobs/open-steps.ts";
import type { Print } from "../print.ts";
import { refuseStrangers } from "../selection.ts";
import { showProgress, toCalls } from "../spending.ts";
import { explainUnderWay } from "../under-way.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const { print, flags, clock, signal } = context;
  const settings = context.settings();
  const shared = toShared(settings, flags, clock.now());
  const span = shared?.span ?? toSpan(flags.period, settings, clock.now());
  if (flags.detach === true)
    return detach("collect", settings, context, shared === undefined ? `${span.from}..${span.to}` : undefined);
  print.known({ period: span });
  const progress = print.progress();
  const calls = { ...toCalls(settings, flags, print, progress), store: context.job?.store };
  await using opened = await openServices(settings, clock, calls);
  await using parts = await openSteps({ settings, clock, print, calls, sorts: ["collect"], job: context.job });
  const services = parts.carried?.collecting(opened) ?? opened;
  try {
    const options = {
      ...(shared ?? toCollectOptions(settings, span, flags)),
      onProgress: showProgress(progress),
      since: typeof flags.since === "string" ? flags.since : undefined,
      storiesOnly: flags.storiesOnly === true,
    };
    const outcome = await collect(services, options, signal);
    progress.end();
    if (outcome.accounts === 0) refuseStrangers(flags, settings.accounts.exclude, await services.store.read.accounts());
    print.json(outcome);
    tell(outcome, settings.period.timeZone, print);
    for (const words of tellUnmatched(settings, outcome.unmatched, await services.store.read.accounts()))
      print.warn(words);
    return toExitCode(outcome.outcome, signal);
  } finally {
    progress.end();
  }
}

/** Without a period named, that of each report of the clients asked for; undefined where there are no clients. */
function toShared(settings: Settings, flags: Flags, now: Date): CollectOptions | undefined {
  const isNamed = flags.period !== undefined || typeof flags.since === "string" || flags.storiesOnly === true;
  if (settings.clients.length === 0 || isNamed) return undefined;
  return toSharedOptions(settings, chooseTasks(settings, flags, now), flags);
}

function tell(
  { outcome, period, accounts, calls, gaps, missing, appeared, message, underWay }: CollectOutcome,
  timeZone: string,
  print: Print,
): void {
  const tone = outcome === "complete" ? "good" : outcome === "failed" ? "bad" : "warn";
  print.result(
    `${outcome}: ${countOf(accounts, "account")}, ${period.from} to ${period.to}, ${countOf(calls, "call")}, ${countOf(gaps, "gap")}.`,
    tone,
  );
  if (message !== undefined) print.result(message);
  if (underWay !== null) print.result(explainUnderWay(underWay, timeZone), "warn");
  if (appeared.length > 0)
    print.result(`New since the last collection: ${appeared.map((name) => `@${name}`).join(", ")}.`);
  for (const one of missing) {
    if (one.pageName !== undefined) print.result(`Not collected: Page "${one.pageName}". ${one.message}`);
  }
  if (gaps > 0) print.result("See them with `gazette export gaps`, or in the report's data quality page.");
}
