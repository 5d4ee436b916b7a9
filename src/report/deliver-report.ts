// A report to its recipients: each gets its own cut of the same collection, once (PRODUCT §7, RELIABILITY V9).
import { basename, dirname } from "node:path";
import { type Clock, CollectorError } from "../shared/index.ts";
import type { DeliveryRow, DeliveryState, NewLetter, Store } from "../store/index.ts";
import {
  type MailSettings,
  type MailTransport,
  type Notice,
  queueNotice,
  queueNotices,
  REVIEW,
  sendWaiting,
  toMessageId,
  type WrittenFile,
} from "./deliver/index.ts";
import { type DeliveryOutcome, summariseDeliveries } from "./delivery-outcome.ts";
import { type Mailing, type Recipient, toMailings } from "./mailings.ts";
import { makeLetter } from "./make-letter.ts";
import { parseModel } from "./parse-model.ts";
import { keepBrowser, type MailFiles } from "./render/index.ts";
import { type MakeReportOptions, makeReport, type ReportOutcome, readPicture, summariseReport } from "./report.ts";
import { ReportError } from "./report-error.ts";
import { toReviewNotice } from "./review.ts";
import type { ReportModel, ReportOptions } from "./summarise/index.ts";
import { writeMails } from "./write-mails.ts";

/** Somebody looks before it goes. */
export interface Reviewing {
  /** Every report waits, not only those `holdBelowCoverage` holds. */
  readonly isAlways: boolean;
  /** Gets the report, and what to look at; nobody where absent. */
  readonly by?: string | undefined;
}

export interface Delivering extends MailSettings {
  readonly review?: Reviewing | undefined;
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
  /** A sealed report: it is sent as it was told, to those whose cut it is. */
  readonly reportId?: string | undefined;
  /** Reports of this collection as they were just written, to be sent instead of being rendered again. */
  readonly made?: readonly MadeReport[] | undefined;
  /** The user's word: send again to those who have had it, or may have. */
  readonly again?: boolean | undefined;
  /** Send again to those who were refused, and do not wait with those who were put off. */
  readonly insist?: boolean | undefined;
  /** Whoever was to look has looked: what was held goes, made anew, and the log says this. */
  readonly released?: string | undefined;
  /** Write each mail as a file beside its report instead of sending it. */
  readonly dryRun?: boolean | undefined;
  /** Stay until nobody waits any more: at most 24 hours. */
  readonly wait?: boolean | undefined;
  readonly onTried?: ((delivery: DeliveryRow) => void) | undefined;
  /** Has these letters sent by others, instead of sending them itself. */
  readonly carry?: ((deliveryIds: ReadonlySet<string>) => Promise<void>) | undefined;
}

export interface MadeReport {
  /** As in `Recipient.cut.name`; absent for all of it. */
  readonly cut?: string | undefined;
  /** What it is about: a cut of the same name may be about other accounts. */
  readonly accountIds: readonly string[];
  readonly files: readonly WrittenFile[];
}

const text = {
  unmade: (what: string) => `Could not be made: ${what}`,
  unmadeLead: (addresses: string) => `This report was not sent to ${addresses}, because it could not be made:`,
};

/** Makes what somebody still lacks, queues it, sends what is due, and tells the operator of trouble. */
export async function deliverReport(options: DeliverOptions): Promise<DeliveryOutcome> {
  const { store, clock, settings, signal, dryRun, insist, again } = options;
  const { outbox } = store;
  const mailings = toMailings(options.recipients, options.report);
  const failures: CollectorError[] = [];
  const mails: string[] = [];
  const replaces: Exclude<DeliveryState, "sending">[] = again
    ? ["queued", "sent", "failed", "held", "unknown", "rejected"]
    : insist
      ? ["held", "failed"]
      : ["held"];
  const outcomes = new Map<string, ReportOutcome>();
  let bytesMost: number | undefined;
  {
    await using _browser = keepBrowser();
    for (const mailing of mailings) {
      signal.throwIfAborted();
      const known = await outbox.list({ editions: [mailing.edition] });
      const lacking = mailing.addresses.filter((address) => {
        const row = known.find(({ recipient }) => recipient === address);
        return row === undefined || dryRun === true || replaces.some((state) => state === row.state);
      });
      if (lacking.length === 0) continue;
      try {
        if (isOfNobody(mailing, options)) throw toNobody(mailing);
        bytesMost ??= Math.min(settings.bytesMost, await askSize(options));
        const key = toKey(mailing.cut?.name, mailing.cut?.accountIds);
        const outcome = outcomes.get(key) ?? (await makeCut(mailing, options));
        outcomes.set(key, outcome);
        // What waits for somebody's word as it is waits on: nothing has changed.
        const waits = (address: string): boolean =>
          known.some(
            (row) => row.recipient === address && row.state === "held" && row.reportId === outcome.model.reportId,
          );
        const isRepeat = dryRun !== true && again !== true && insist !== true && options.released === undefined;
        const left = isRepeat ? lacking.filter((address) => !waits(address)) : lacking;
        if (left.length === 0) continue;
        const letter = await toLetter(mailing, outcome, bytesMost, options);
        if (dryRun) {
          const folder = dirname(outcome.files[0]?.path ?? options.make.outDir);
          const written = { edition: mailing.edition, addresses: left, letter, settings, date: clock.now(), folder };
          mails.push(...(await writeMails(written)));
        } else await queue({ ...mailing, addresses: left }, outcome.model, letter, replaces, options);
      } catch (error) {
        if (!(error instanceof CollectorError) || signal.aborted) throw error;
        failures.push(error);
        if (!dryRun) await queueNotice(outbox, settings, toUnmadeNotice(mailing, lacking, error, options));
      }
    }
  }
  if (dryRun) {
    const outcome = failures.length === 0 ? "complete" : mails.length === 0 ? "failed" : "partial";
    return { outcome, deliveries: [], failures, resumesAt: null, mails };
  }
  const ids = await listIds(mailings, options);
  if (insist) await outbox.hurry([...ids]);
  const sendAll = async (): Promise<void> => {
    if (options.carry === undefined) await sendAndTell(options, ids);
    else await options.carry(ids);
  };
  await sendAll();
  while (options.wait && !signal.aborted) {
    const waitMs = await outbox.nextDueInMs(ids);
    if (waitMs === undefined) break;
    await clock.sleep(waitMs, signal).catch(() => undefined);
    await sendAll();
  }
  return summariseDeliveries(await listWanted(mailings, options), failures);
}

/** Tries what is due in the outbox, whatever report it belongs to, and tells the operator of trouble. */
export async function sendOutbox(
  options: Pick<DeliverOptions, "store" | "settings" | "transport" | "clock" | "signal" | "onTried">,
  only?: ReadonlySet<string>,
): Promise<readonly DeliveryRow[]> {
  return sendAndTell(options, only);
}

async function sendAndTell(
  options: Pick<DeliverOptions, "store" | "settings" | "transport" | "clock" | "signal" | "onTried">,
  only: ReadonlySet<string> | undefined,
): Promise<readonly DeliveryRow[]> {
  const { store, settings, clock } = options;
  const sending = { ...options, outbox: store.outbox };
  const tried = await sendWaiting({ ...sending, only });
  await queueNotices(store.outbox, settings, clock);
  const { client = "" } = settings;
  const notices = (await store.outbox.list({ states: ["queued"] })).filter(
    (row) => row.kind === "notice" && row.client === client,
  );
  const told = new Set(notices.map(({ deliveryId }) => deliveryId));
  if (told.size > 0) await sendWaiting({ ...sending, onTried: undefined, only: told });
  return tried;
}

/** Nobody waits for these recipients: their report was never queued. */
function toUnmadeNotice(
  { edition, cut }: Mailing,
  addresses: readonly string[],
  { code, message, hint }: CollectorError,
  { report }: DeliverOptions,
): Notice {
  const { span } = report;
  return {
    edition: `unmade|${edition}|${code}`,
    period: span,
    subject: text.unmade(`${span.from}..${span.to}${cut === undefined ? "" : `, ${cut.name}`}`),
    lines: [text.unmadeLead(addresses.join(", ")), "", message, hint ?? ""],
  };
}

/** A sealed report knows its accounts itself. */
function isOfNobody({ cut }: Mailing, { reportId }: DeliverOptions): boolean {
  return cut !== undefined && cut.accountIds.length === 0 && reportId === undefined;
}

function toNobody({ cut, addresses }: Mailing): ReportError {
  const names = cut?.strangers ?? [];
  return new ReportError({
    code: "REPORT_NO_ACCOUNT",
    sentence: `Nothing is sent to ${addresses.join(", ")}: no account that is collected is meant by ${names.length === 0 ? cut?.name : names.join(", ")}.`,
    hint: "Correct the names in accounts.groups or delivery.recipients; `gazette check` lists those that mean nobody.",
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

async function makeCut({ cut }: Mailing, options: DeliverOptions): Promise<ReportOutcome> {
  const { store, make, report, made = [], signal } = options;
  const model = (await readSealed(cut?.name, options)) ?? (await summariseCut(cut, options));
  const about = toKey(cut?.name, cut?.accountIds ?? report.only?.accountIds);
  const files = made.find((one) => toKey(one.cut, one.accountIds) === about)?.files ?? [];
  const isWhole = make.formats.every((format) => files.some(({ name }) => name.endsWith(`.${format}`)));
  if (files.length > 0 && isWhole) return { model, files, failures: [] };
  return makeReport(store, model, { ...make, cut: cut?.name, owner: report.owner }, signal);
}

function toKey(name = "", accountIds: readonly string[] = []): string {
  return JSON.stringify([name, ...accountIds.toSorted()]);
}

async function summariseCut(cut: Mailing["cut"], { store, report }: DeliverOptions): Promise<ReportModel> {
  const only = cut === undefined ? report.only : { accountIds: cut.accountIds, groups: cut.groups };
  return summariseReport(store, { ...report, only }, cut?.name);
}

/** The report as it was told, where the user named one and it is of this cut. */
async function readSealed(cut = "", { store, reportId }: DeliverOptions): Promise<ReportModel | undefined> {
  if (reportId === undefined) return undefined;
  const sealed = await store.sealed.find(reportId);
  if (sealed?.cut !== cut) return undefined;
  const model = await store.sealed.read(reportId);
  return model === undefined ? undefined : parseModel(model, reportId);
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
    images: (key) => readPicture(store, outcome.model, key),
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
  { store, report, settings, released }: DeliverOptions,
): Promise<void> {
  const { share, sentence } = model.coverage;
  const { review, holdBelowCoverage } = settings;
  const hasGaps = holdBelowCoverage !== undefined && share < holdBelowCoverage;
  const isHeld = released === undefined && (hasGaps || review?.isAlways === true);
  const isReviewed = isHeld && review?.by !== undefined;
  const place = {
    edition,
    cut: cut?.name ?? "",
    period: report.span,
    reportId: model.reportId,
    client: report.owner?.client ?? "",
    reportKey: report.owner?.reportKey ?? "",
    recipients: addresses,
  };
  // The reviewer's mail first: what stops in between is queued again, and that is no second mail.
  if (isReviewed) await queueNotice(store.outbox, settings, toReviewNotice(model, letter, place, review.by ?? ""));
  await store.outbox.queue(
    {
      ...place,
      kind: "report",
      state: isHeld ? "held" : "queued",
      message: isReviewed ? `Waits for ${review.by}: ${sentence}` : isHeld ? `Held: ${sentence}` : released,
      code: isReviewed ? REVIEW : undefined,
      toMessageId: (recipient, round) => toMessageId(edition, recipient, round, settings.from.address),
      replaces,
    },
    letter,
  );
}

async function listWanted(mailings: readonly Mailing[], { store }: DeliverOptions): Promise<readonly DeliveryRow[]> {
  if (mailings.length === 0) return [];
  const rows = await store.outbox.list({ editions: mailings.map(({ edition }) => edition) });
  return rows
    .filter((row) =>
      mailings.some(({ edition, addresses }) => edition === row.edition && addresses.includes(row.recipient)),
    )
    .toSorted((a, b) => (`${a.cut}\n${a.recipient}` < `${b.cut}\n${b.recipient}` ? -1 : 1));
}

async function listIds(mailings: readonly Mailing[], options: DeliverOptions): Promise<ReadonlySet<string>> {
  return new Set((await listWanted(mailings, options)).map(({ deliveryId }) => deliveryId));
}
