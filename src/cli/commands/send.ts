// A finished report to its recipients: once each, unless told otherwise. Never spends a call.

import type { Settings } from "../../config/index.ts";
import { type Attachment, type DeliveryOutcome, type Recipient, summariseDeliveries } from "../../report/index.ts";
import type { DeliveryRow, SealedReport, Store } from "../../store/index.ts";
import { chooseTasks, narrowTasks, type ReportTask } from "../clients/report-tasks.ts";
import { openDataset } from "../compose.ts";
import type { CommandContext, Flags } from "../context.ts";
import { deliverPeriod, sendDue } from "../delivery.ts";
import { toDeliveryDocument, toDeliveryLine } from "../delivery-words.ts";
import { type ExitCode, toExitCode, UsageError } from "../exit.ts";
import { detach } from "../jobs/detach.ts";
import { openSteps } from "../jobs/open-steps.ts";
import type { Print } from "../print.ts";
import { toAccountCut } from "../report/list-cuts.ts";
import { listRecipients, tellLacking, toAddress } from "../report/recipients.ts";
import { toReportScope } from "../report/report-scope.ts";
import { applyVerdict, toReleasedWords, type Verdict } from "../verdict.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const { flags, args, print, clock, signal } = context;
  refuseContradictions(flags);
  const settings = context.settings({ secrets: "optional" });
  if (flags.detach === true) return detach("send", settings, context, flags.period);
  await using own = context.job === undefined ? await openDataset(settings, clock) : undefined;
  const store = own ?? context.job?.store;
  if (store === undefined) throw new Error("a job has a store");
  const progress = print.progress();
  try {
    const [report] = args;
    const sealed = await findSealed(store, report);
    const period = report === undefined ? flags.period : toPeriodOf(report, flags);
    const tasks = await narrowTasks(store, chooseSending(settings, { ...flags, period }, sealed, clock.now()), flags);
    const onTried = (row: DeliveryRow): void => print.detail(toDeliveryLine(row));
    const sendings: Sending[] = [];
    for (const task of tasks) {
      for (const words of tellLacking(task.settings, await store.read.accounts())) print.warn(words);
      const recipients = await chooseRecipients(store, task.settings, flags, sealed);
      if (recipients.length > 0) sendings.push({ task, recipients });
    }
    if (sendings.length === 0) throw toNobody();
    const verdict = toVerdict(flags);
    if (verdict !== undefined) {
      const decided: DeliveryRow[] = [];
      for (const { task, recipients } of sendings) {
        const { rows, isNothing } = await applyVerdict(store, task, verdict, (row) => isTo(recipients, row));
        const { from, to } = task.span;
        if (isNothing) print.note(`Nothing of ${from}..${to} is ${verdict.kind === "settle" ? "unknown" : "held"}.`);
        decided.push(...rows);
      }
      // What was let go goes on to be sent, below.
      if (verdict.kind !== "release") return tell(summariseDeliveries(decided), print, signal);
    }
    const isSent = flags.dryRun !== true;
    const calls = { whenSpent: "stop" } as const;
    await using parts = isSent
      ? await openSteps({ settings, clock, print, calls, sorts: ["deliver"], job: context.job })
      : undefined;
    const { carried } = parts ?? {};
    if (carried !== undefined) await carried.deliver(store, undefined, signal);
    else if (isSent) await sendDue({ settings, store, clock, signal, onTried });
    const outcomes: DeliveryOutcome[] = [];
    for (const { task, recipients } of sendings) {
      const outcome = await deliverPeriod({
        settings: task.settings,
        store,
        clock,
        signal,
        span: task.span,
        recipients,
        reportId: sealed?.reportId,
        again: flags.again === true,
        released: verdict?.kind === "release" ? toReleasedWords(verdict) : undefined,
        insist: true,
        dryRun: flags.dryRun === true,
        carry: carried === undefined ? undefined : (ids) => carried.deliver(store, ids, signal),
        wait: flags.wait === true,
        onTried,
        onStep: (name) => progress.update({ done: 0, of: 0, text: `rendering ${name}` }),
      });
      outcomes.push(outcome);
    }
    progress.end();
    return tell(joinOutcomes(outcomes), print, signal);
  } finally {
    progress.end();
  }
}

interface Sending {
  readonly task: ReportTask;
  readonly recipients: readonly Recipient[];
}

/** A sealed report is its client's; else the reports of everybody who is asked for. */
function chooseSending(
  settings: Settings,
  asked: Parameters<typeof chooseTasks>[1],
  sealed: SealedReport | undefined,
  now: Date,
): readonly ReportTask[] {
  const tasks = chooseTasks(settings, asked, now);
  if (sealed === undefined || settings.clients.length === 0) return tasks;
  const client = settings.clients.find(({ name }) => name === sealed.client);
  const own = client?.reports.find(({ key }) => key === sealed.reportKey);
  if (client === undefined || own === undefined) {
    throw new UsageError(
      `The report "${sealed.reportId}" is of "${sealed.client}", which is no client of the configuration any more.`,
      "Add the client again, or send a report of another.",
    );
  }
  return [{ client: client.name, report: own.key, settings: own.settings, span: sealed.period }];
}

/** What several reports' deliveries amount to. */
function joinOutcomes(outcomes: readonly DeliveryOutcome[]): DeliveryOutcome {
  const [only] = outcomes;
  if (outcomes.length === 1 && only !== undefined) return only;
  const deliveries = outcomes.flatMap((one) => one.deliveries);
  const failures = outcomes.flatMap((one) => one.failures);
  return { ...summariseDeliveries(deliveries, failures), mails: outcomes.flatMap((one) => one.mails) };
}

function toNobody(): UsageError {
  return new UsageError(
    "Nobody is configured to get this report.",
    "Add recipients to delivery.recipients, or name one with --to.",
  );
}

function refuseContradictions(flags: Flags): void {
  const given = ["again", "release", "reject", "settle", "dryRun"].filter((name) => flags[name] === true);
  if (given.length > 1)
    throw new UsageError("--again, --release, --reject, --settle and --dry-run exclude each other.");
  if (flags.reject === true && typeof flags.why !== "string")
    throw new UsageError("--reject says nothing without --why.", 'Say it, as in --reject --why "the logo is old".');
  if (typeof flags.why === "string" && flags.reject !== true) throw new UsageError("--why goes with --reject.");
  if (typeof flags.note === "string" && flags.release !== true) throw new UsageError("--note goes with --release.");
}

/** "2026-11-16_2026-11-22_4f1c…", as reports and their mails bear it, names its days. */
function toPeriodOf(report: string, flags: Flags): string {
  const [, from, to] = /^(\d{4}-\d\d-\d\d)_(\d{4}-\d\d-\d\d)(?:_[0-9a-f]+)?$/.exec(report) ?? [];
  if (from === undefined || to === undefined) {
    throw new UsageError(
      `There is no report "${report}".`,
      "Use the id at the foot of a report or mail, or --period 2026-W47.",
    );
  }
  if (flags.period !== undefined) throw new UsageError("A report and --period exclude each other.");
  return `${from}..${to}`;
}

/** An id that ends in a hash names one report, which must be known; without the hash it names a period. */
async function findSealed(store: Store, report: string | undefined): Promise<SealedReport | undefined> {
  if (report === undefined || !/_[0-9a-f]+$/.test(report)) return undefined;
  const sealed = await store.sealed.find(report);
  if (sealed !== undefined) return sealed;
  throw new UsageError(
    `There is no report "${report}" in this store.`,
    "`gazette status` lists the sealed ones; --period sends one of a period.",
  );
}

/**
 * Configured recipients, narrowed by --to, --group and --account; an address nobody configured gets what is asked for.
 * A sealed report goes to those whose cut it is: nobody else gets its figures, or others in their place.
 */
async function chooseRecipients(
  store: Store,
  settings: Settings,
  flags: Flags,
  sealed: SealedReport | undefined,
): Promise<readonly Recipient[]> {
  const wanted = flags.to as readonly string[] | undefined;
  const configured = listRecipients(settings, await store.read.accounts(), flags).filter(
    ({ cut }) => sealed === undefined || (cut?.name ?? "") === sealed.cut,
  );
  if (wanted === undefined) return configured;
  const cut = sealed === undefined ? await toAskedCut(store, settings, flags) : toSealedCut(sealed);
  return wanted.map(toAddress).flatMap((address) => {
    const entries = configured.filter((one) => one.address === address);
    const attach: readonly Attachment[] = settings.report.formats.includes("pdf") ? ["pdf"] : [];
    return entries.length > 0 ? entries : [{ address, attach, cut }];
  });
}

/** What --group and --account ask for; all of it without them. */
async function toAskedCut(store: Store, settings: Settings, flags: Flags): Promise<Recipient["cut"]> {
  if (flags.group.length + flags.account.length === 0) return undefined;
  const name = [...flags.group, ...flags.account].join(", ");
  return {
    name: flags.group.length > 0 ? name : toAccountCut(name, settings.accounts.groups),
    ...toReportScope(settings, await store.read.accounts(), flags),
  };
}

/** The sealed model knows its accounts; nothing is summed up anew. */
function toSealedCut({ cut }: SealedReport): Recipient["cut"] {
  return cut === "" ? undefined : { name: cut, accountIds: [] };
}

function toVerdict(flags: Flags): Verdict | undefined {
  if (flags.settle === true) return { kind: "settle" };
  if (flags.reject === true) return { kind: "reject", why: String(flags.why) };
  if (flags.release !== true) return undefined;
  return { kind: "release", note: typeof flags.note === "string" ? flags.note : undefined };
}

function isTo(recipients: readonly Recipient[], row: DeliveryRow): boolean {
  return recipients.some((one) => one.address === row.recipient && (one.cut?.name ?? "") === row.cut);
}

function tell(outcome: DeliveryOutcome, print: Print, signal: AbortSignal): ExitCode {
  const { deliveries, failures, mails, resumesAt } = outcome;
  print.json({
    outcome: outcome.outcome,
    deliveries: deliveries.map(toDeliveryDocument),
    failures: failures.map(({ code, message, hint }) => ({ code, message, hint })),
    resumesAt,
    mails,
  });
  for (const row of deliveries) print.result(toDeliveryLine(row), row.state === "sent" ? "good" : "warn");
  for (const path of mails) print.result(path);
  for (const { message, hint } of failures) print.failure(message, hint);
  if (deliveries.some(({ state }) => state === "unknown")) {
    print.note(
      "Unknown: ask the recipient. `gazette send --settle` if it arrived, `gazette send --again --to ADDRESS` if not.",
    );
  }
  if (deliveries.some(({ state }) => state === "held"))
    print.note("Held: look at the report, then `gazette send --release`.");
  if (resumesAt !== null) {
    print.note(
      `The next try is due at ${resumesAt}; run \`gazette send\` then, or let it stay with \`gazette send --wait\`.`,
    );
  }
  return toExitCode(outcome.outcome, signal);
}
