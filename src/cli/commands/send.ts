// A finished report to its recipients: once each, unless told otherwise. Never spends a call.
import type { Settings } from "../../config/index.ts";
import { type DeliveryOutcome, type Recipient, type ReportFormat, summariseDeliveries } from "../../report/index.ts";
import type { DeliveryRow, SealedReport, Store } from "../../store/index.ts";
import { openDataset, toFilter, toSpan } from "../compose.ts";
import type { CommandContext, Flags } from "../context.ts";
import { deliverPeriod, listRecipients, sendDue, tellLacking, toAddress } from "../delivery.ts";
import { toDeliveryDocument, toDeliveryLine } from "../delivery-words.ts";
import { type ExitCode, toExitCode, UsageError } from "../exit.ts";
import type { Print } from "../print.ts";
import { toAccountCut } from "../report/list-cuts.ts";
import { chooseReportAccounts } from "../report-options.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const { flags, args, print, clock, signal } = context;
  refuseContradictions(flags);
  const settings = context.settings({ secrets: "optional" });
  await using store = await openDataset(settings, clock);
  const progress = print.progress();
  try {
    const [report] = args;
    const sealed = await findSealed(store, report);
    const span = toSpan(report === undefined ? flags.period : toPeriodOf(report, flags), settings, clock.now());
    const recipients = await chooseRecipients(store, settings, flags, sealed);
    const onTried = (row: DeliveryRow): void => print.detail(toDeliveryLine(row));
    for (const words of await tellLacking(settings, store)) print.warn(words);
    const decided = await decide(store, recipients, span, flags, print);
    if (decided !== undefined) return tell(decided, print, signal);
    if (flags.dryRun !== true) await sendDue({ settings, store, clock, signal, onTried });
    const outcome = await deliverPeriod({
      settings,
      store,
      clock,
      signal,
      span,
      recipients,
      reportId: sealed?.reportId,
      again: flags.again === true,
      insist: true,
      dryRun: flags.dryRun === true,
      wait: flags.wait === true,
      onTried,
      onStep: (name) => progress.update({ done: 0, of: 0, text: `rendering ${name}` }),
    });
    progress.end();
    return tell(outcome, print, signal);
  } finally {
    progress.end();
  }
}

function refuseContradictions(flags: Flags): void {
  const given = ["again", "release", "settle", "dryRun"].filter((name) => flags[name] === true);
  if (given.length > 1) throw new UsageError("--again, --release, --settle and --dry-run exclude each other.");
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
  const configured = (await listRecipients(settings, store, flags)).filter(
    ({ cut }) => sealed === undefined || (cut?.name ?? "") === sealed.cut,
  );
  if (wanted === undefined) {
    if (configured.length > 0) return configured;
    throw new UsageError(
      "Nobody is configured to get this report.",
      "Add recipients to delivery.recipients, or name one with --to.",
    );
  }
  const cut = sealed === undefined ? await toAskedCut(store, settings, flags) : toSealedCut(sealed);
  return wanted.map(toAddress).flatMap((address) => {
    const entries = configured.filter((one) => one.address === address);
    const attach: readonly ReportFormat[] = settings.report.formats.includes("pdf") ? ["pdf"] : [];
    return entries.length > 0 ? entries : [{ address, attach, cut }];
  });
}

/** What --group and --account ask for; all of it without them. */
async function toAskedCut(store: Store, settings: Settings, flags: Flags): Promise<Recipient["cut"]> {
  if (flags.group.length + flags.account.length === 0) return undefined;
  const name = [...flags.group, ...flags.account].join(", ");
  return {
    name: flags.group.length > 0 ? name : toAccountCut(name, settings.accounts.groups),
    ...(await chooseReportAccounts(store, settings, flags, toFilter(settings, flags))),
  };
}

/** The sealed model knows its accounts; nothing is summed up anew. */
function toSealedCut({ cut }: SealedReport): Recipient["cut"] {
  return cut === "" ? undefined : { name: cut, accountIds: [] };
}

/** What needs the user's word and no report: letting held mail go goes on to sending, settling does not. */
async function decide(
  { outbox }: Store,
  recipients: readonly Recipient[],
  span: { readonly from: string; readonly to: string },
  flags: Flags,
  print: Print,
): Promise<DeliveryOutcome | undefined> {
  if (flags.release !== true && flags.settle !== true) return undefined;
  const state = flags.release === true ? "held" : "unknown";
  const rows = (await outbox.list({ states: [state] })).filter(
    ({ kind, period, recipient, cut }) =>
      kind === "report" &&
      period.from === span.from &&
      period.to === span.to &&
      recipients.some((one) => one.address === recipient && (one.cut?.name ?? "") === cut),
  );
  const ids = rows.map(({ deliveryId }) => deliveryId);
  if (rows.length === 0) print.note(`Nothing of ${span.from}..${span.to} is ${state}.`);
  if (flags.settle === true) return summariseDeliveries(await outbox.settleUnknown(ids));
  await outbox.release(ids);
  return undefined;
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
