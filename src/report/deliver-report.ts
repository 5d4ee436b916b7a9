// A report to its recipients: each gets its own cut of the same collection, once (PRODUCT §7, RELIABILITY V9).
import { basename, dirname } from "node:path";
import { type Clock, CollectorError } from "../shared/index.ts";
import type { DeliveryRow, DeliveryState, NewLetter, Store } from "../store/index.ts";
import {
  composeMessage,
  type MailSettings,
  type MailTransport,
  queueNotices,
  sendWaiting,
  toMessageId,
  type WrittenFile,
  writeFiles,
} from "./deliver/index.ts";
import { makeLetter } from "./make-letter.ts";
import type { MailFiles, ReportFormat } from "./render/index.ts";
import { type MakeReportOptions, makeReport, type ReportOutcome, summariseReport } from "./report.ts";
import type { ReportModel, ReportOptions } from "./summarise/index.ts";

export interface Recipient {
  /** One plain mail address. */
  readonly address: string;
  readonly attach: readonly ReportFormat[];
  /** Group or account this recipient gets; all of it when absent. */
  readonly cut?: { readonly name: string; readonly accountIds: readonly string[] } | undefined;
}

export interface Delivering extends MailSettings {
  /** Reports with a smaller share of their values wait for the user's word; 1 holds any gap, absent holds none. */
  readonly holdBelowCoverage?: number | undefined;
  /** Address of the published `outDir`. */
  readonly filesUrl?: string | undefined;
}

export interface DeliverOptions {
  readonly store: Store;
  /** The whole report; what a recipient's cut is cut from. */
  readonly report: ReportOptions;
  readonly make: Omit<MakeReportOptions, "cut">;
  readonly settings: Delivering;
  readonly recipients: readonly Recipient[];
  readonly transport: MailTransport;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Reports of this collection as they were just written, to be sent instead of being rendered again. */
  readonly made?: readonly MadeReport[] | undefined;
  /** The user's word: send again to those who have had it, or may have. */
  readonly again?: boolean | undefined;
  /** Send again to those who were refused, and do not wait with those who were put off. */
  readonly insist?: boolean | undefined;
  /** Write each mail as a file beside its report instead of sending it. */
  readonly dryRun?: boolean | undefined;
  /** Stay until nobody waits any more: at most 24 hours. */
  readonly wait?: boolean | undefined;
  readonly onTried?: ((delivery: DeliveryRow) => void) | undefined;
}

export interface MadeReport {
  /** As in `Recipient.cut.name`; absent for all of it. */
  readonly cut?: string | undefined;
  readonly files: readonly WrittenFile[];
}

export interface DeliveryOutcome {
  /** `paused`: some wait for a later try. `partial`: some were refused, held or lost. `failed`: nobody got it. */
  readonly outcome: "complete" | "partial" | "paused" | "failed";
  readonly deliveries: readonly DeliveryRow[];
  /** Cuts that could not be made, and why. */
  readonly failures: readonly CollectorError[];
  /** When the next try is due; null when none is. */
  readonly resumesAt: string | null;
  /** With `dryRun`: the mails, as paths of .eml files. */
  readonly mails: readonly string[];
}

/** One cut with the same attachments: one letter. */
interface Mailing {
  readonly edition: string;
  readonly cut: Recipient["cut"];
  readonly attach: readonly ReportFormat[];
  readonly addresses: readonly string[];
}

/** Makes what somebody still lacks, queues it, sends what is due, and tells the operator of trouble. */
export async function deliverReport(options: DeliverOptions): Promise<DeliveryOutcome> {
  const { store, clock, settings, signal, dryRun, insist, again } = options;
  const { outbox } = store;
  const mailings = toMailings(options);
  const failures: CollectorError[] = [];
  const mails: string[] = [];
  const replaces: Exclude<DeliveryState, "sending">[] = again
    ? ["queued", "sent", "failed", "held", "unknown"]
    : insist
      ? ["held", "failed"]
      : ["held"];
  const outcomes = new Map<string, ReportOutcome>();
  const bytesMost = Math.min(settings.bytesMost, await askSize(options));
  for (const mailing of mailings) {
    signal.throwIfAborted();
    const known = await outbox.list({ editions: [mailing.edition] });
    const lacking = mailing.addresses.filter((address) => {
      const row = known.find(({ recipient }) => recipient === address);
      return row === undefined || dryRun === true || replaces.some((state) => state === row.state);
    });
    if (lacking.length === 0) continue;
    try {
      const outcome = outcomes.get(mailing.edition) ?? (await makeCut(mailing, options));
      outcomes.set(mailing.edition, outcome);
      const letter = await toLetter(mailing, outcome, bytesMost, options);
      if (dryRun) mails.push(...(await writeMails(mailing.edition, lacking, letter, outcome, options)));
      else await queue({ ...mailing, addresses: lacking }, outcome.model, letter, replaces, options);
    } catch (error) {
      if (!(error instanceof CollectorError) || signal.aborted) throw error;
      failures.push(error);
    }
  }
  if (dryRun) {
    const outcome = failures.length === 0 ? "complete" : mails.length === 0 ? "failed" : "partial";
    return { outcome, deliveries: [], failures, resumesAt: null, mails };
  }
  const ids = await listIds(mailings, options);
  if (insist) await outbox.hurry([...ids]);
  await sendAndTell(options, ids);
  while (options.wait && !signal.aborted) {
    const dueAt = await outbox.nextDueAt(ids);
    if (dueAt === undefined) break;
    await clock.sleep(Math.max(0, dueAt.getTime() - clock.now().getTime()), signal).catch(() => undefined);
    await sendAndTell(options, ids);
  }
  return summariseDeliveries(await listWanted(mailings, options), failures);
}

/** Tries what is due in the outbox, whatever report it belongs to, and tells the operator of trouble. */
export async function sendOutbox(
  options: Pick<DeliverOptions, "store" | "settings" | "transport" | "clock" | "signal" | "onTried">,
): Promise<readonly DeliveryRow[]> {
  return sendAndTell(options, undefined);
}

async function sendAndTell(
  options: Pick<DeliverOptions, "store" | "settings" | "transport" | "clock" | "signal" | "onTried">,
  only: ReadonlySet<string> | undefined,
): Promise<readonly DeliveryRow[]> {
  const { store, settings, clock } = options;
  const sending = { ...options, outbox: store.outbox };
  const tried = await sendWaiting({ ...sending, only });
  const notices = await queueNotices(store.outbox, settings, clock);
  const told = notices.filter(({ state }) => state === "queued").map(({ deliveryId }) => deliveryId);
  if (told.length > 0) await sendWaiting({ ...sending, onTried: undefined, only: new Set(told) });
  return tried;
}

/** What deliveries amount to; also for those of an earlier run. */
export function summariseDeliveries(
  deliveries: readonly DeliveryRow[],
  failures: readonly CollectorError[] = [],
): DeliveryOutcome {
  const count = (...states: readonly DeliveryState[]): number =>
    deliveries.filter(({ state }) => states.includes(state)).length;
  const waiting = count("queued", "sending");
  const troubles = count("failed", "held", "unknown") + failures.length;
  const nobody = count("sent", "held", "unknown") === 0 && waiting === 0;
  const outcome = troubles > 0 ? (nobody ? "failed" : "partial") : waiting > 0 ? "paused" : "complete";
  const [resumesAt = null] = deliveries.flatMap(({ nextAt }) => nextAt ?? []).sort();
  return { outcome, deliveries, failures, resumesAt, mails: [] };
}

function toMailings({ recipients, report }: DeliverOptions): readonly Mailing[] {
  const { from, to } = report.span;
  const groups = Map.groupBy(
    recipients,
    ({ cut, attach }) => `${cut?.name ?? ""}|${cut?.accountIds.join(",") ?? ""}|${[...attach].sort().join(",")}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { cut, attach } = first;
    // Two customers on one store may share a recipient, and two reports a period.
    const edition = [`${from}..${to}`, report.brand.name, report.title, cut?.name ?? ""].join("|");
    return [{ edition, cut, attach, addresses: [...new Set(group.map(({ address }) => address))] }];
  });
}

/** The SIZE the server announces; no limit where it announces none or cannot be asked now. */
async function askSize({ transport, recipients, dryRun, signal }: DeliverOptions): Promise<number> {
  if (dryRun || recipients.every(({ attach }) => attach.length === 0)) return Number.POSITIVE_INFINITY;
  try {
    await using session = await transport.open(signal);
    return session.bytesMost ?? Number.POSITIVE_INFINITY;
  } catch (error) {
    if (!(error instanceof CollectorError)) throw error;
    return Number.POSITIVE_INFINITY;
  }
}

async function makeCut(mailing: Mailing, options: DeliverOptions): Promise<ReportOutcome> {
  const { store, report, make, made = [], signal } = options;
  const { cut, attach } = mailing;
  const only = cut === undefined ? report.only : { accountIds: cut.accountIds };
  const model = await summariseReport(store, { ...report, only }, cut?.name);
  const files = made.find((one) => one.cut === cut?.name)?.files ?? [];
  const isWhole = attach.every((format) => files.some(({ name }) => name.endsWith(`.${format}`)));
  if (files.length > 0 && isWhole) return { model, files, failures: [] };
  return makeReport(store, model, { ...make, cut: cut?.name }, signal);
}

async function toLetter(
  { cut, attach }: Mailing,
  outcome: ReportOutcome,
  bytesMost: number,
  { store, make, settings, signal }: DeliverOptions,
): Promise<NewLetter> {
  const letter = await makeLetter({
    outcome,
    attach,
    cut: cut?.name,
    images: async (key) => (await store.read.thumbnail(key))?.bytes,
    make: { template: make.template, browser: make.browser },
    settings,
    bytesMost,
    links: toLinks(outcome, settings.filesUrl),
    signal,
  });
  if (letter instanceof CollectorError) throw letter;
  return letter;
}

function toLinks({ files }: ReportOutcome, filesUrl: string | undefined): MailFiles["links"] {
  if (filesUrl === undefined) return [];
  return files.map(({ name, path }) => ({
    name,
    href: `${filesUrl.replace(/\/+$/, "")}/${encodeURIComponent(basename(dirname(path)))}/${encodeURIComponent(name)}`,
  }));
}

async function queue(
  { edition, cut, addresses }: Mailing,
  model: ReportModel,
  letter: NewLetter,
  replaces: readonly Exclude<DeliveryState, "sending">[],
  { store, report, settings }: DeliverOptions,
): Promise<void> {
  const { share, sentence } = model.coverage;
  const isHeld = settings.holdBelowCoverage !== undefined && share < settings.holdBelowCoverage;
  await store.outbox.queue(
    {
      kind: "report",
      edition,
      cut: cut?.name ?? "",
      period: report.span,
      reportId: model.reportId,
      recipients: addresses,
      state: isHeld ? "held" : "queued",
      message: isHeld ? `Held: ${sentence}` : undefined,
      toMessageId: (recipient, round) => toMessageId(edition, recipient, round, settings.from.address),
      replaces,
    },
    letter,
  );
}

async function writeMails(
  edition: string,
  addresses: readonly string[],
  letter: NewLetter,
  { files }: ReportOutcome,
  { settings, clock, make }: DeliverOptions,
): Promise<readonly string[]> {
  const [beside] = files;
  const folder = beside === undefined ? make.outDir : dirname(beside.path);
  const paths: string[] = [];
  for (const recipient of addresses) {
    const messageId = toMessageId(edition, recipient, 1, settings.from.address);
    const { bytes } = await composeMessage({ messageId, recipient, date: clock.now(), letter }, settings);
    const written = await writeFiles([{ name: `mail ${recipient}.eml`, mediaType: "message/rfc822", bytes }], folder);
    paths.push(...written.map(({ path }) => path));
  }
  return paths;
}

async function listWanted(mailings: readonly Mailing[], { store }: DeliverOptions): Promise<readonly DeliveryRow[]> {
  if (mailings.length === 0) return [];
  const rows = await store.outbox.list({ editions: mailings.map(({ edition }) => edition) });
  return rows
    .filter((row) =>
      mailings.some(({ edition, addresses }) => edition === row.edition && addresses.includes(row.recipient)),
    )
    .toSorted((a, b) => (a.cut + a.recipient < b.cut + b.recipient ? -1 : 1));
}

async function listIds(mailings: readonly Mailing[], options: DeliverOptions): Promise<ReadonlySet<string>> {
  return new Set((await listWanted(mailings, options)).map(({ deliveryId }) => deliveryId));
}
