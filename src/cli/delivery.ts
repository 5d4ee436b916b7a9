// Settings → what the mail room needs to know, for `send`, `run`, `schedule` and the doctor.

import type { Settings } from "../config/index.ts";
import type { DaySpan } from "../dataset/index.ts";
import {
  createSmtpTransport,
  type Delivering,
  type DeliverOptions,
  type DeliveryOutcome,
  deliverReport,
  type MailTransport,
  parseMailbox,
  type Recipient,
  sendOutbox,
} from "../report/index.ts";
import { type Clock, CollectorError } from "../shared/index.ts";
import type { DeliveryRow, Store } from "../store/index.ts";
import { UsageError } from "./exit.ts";
import { listRecipients, toAddress } from "./report/recipients.ts";
import { toReportScope } from "./report/report-scope.ts";
import { toBucketFolder, toReportOptions } from "./report-options.ts";
import type { Narrowing } from "./selection.ts";

const BYTES_A_MEGABYTE = 1_000_000;

export interface DeliverPeriod
  extends Pick<
    DeliverOptions,
    "made" | "reportId" | "again" | "insist" | "released" | "dryRun" | "wait" | "signal" | "onTried" | "carry"
  > {
  readonly settings: Settings;
  readonly store: Store;
  readonly clock: Clock;
  readonly span: DaySpan;
  /** Only those configured recipients whose cut lies within; none of the whole report then. */
  readonly narrowing?: Narrowing | undefined;
  /** These recipients instead of the configured ones. */
  readonly recipients?: readonly Recipient[] | undefined;
  readonly outDir?: string | undefined;
  readonly onStep?: ((name: string) => void) | undefined;
}

/**
 * Sends the report of a period to everybody who is to have it and has not. Nothing is sent, and the outcome is
 * `complete`, where no recipient is configured. Throws CONFIG_… for settings mail cannot be sent with.
 */
export async function deliverPeriod(options: DeliverPeriod): Promise<DeliveryOutcome> {
  const { settings, store, clock, span, onStep, outDir = settings.report.outDir } = options;
  const known = await store.read.accounts();
  const recipients = options.recipients ?? listRecipients(settings, known, options.narrowing);
  if (recipients.length === 0) return { outcome: "complete", deliveries: [], failures: [], resumesAt: null, mails: [] };
  const only = toReportScope(settings, known);
  return deliverReport({
    ...options,
    store,
    report: await toReportOptions(settings, store, { span, only, now: clock.now() }),
    make: {
      formats: settings.report.formats,
      template: settings.report.template,
      outDir,
      bucket: toBucketFolder(settings),
      onStep,
    },
    settings: toDelivering(settings),
    recipients,
    transport: toTransport(settings),
  });
}

/** What of the outbox to try; all of it where `only` is absent. */
export interface SendDue extends Pick<DeliverPeriod, "settings" | "store" | "clock" | "signal" | "onTried"> {
  readonly only?: ReadonlySet<string> | undefined;
}

/**
 * Tries what is due in the outbox, of whatever report, each client's with its own sender and server; does nothing where no
 * mail is configured.
 */
export async function sendDue({ settings, only, ...options }: SendDue): Promise<readonly DeliveryRow[]> {
  if (settings.clients.length === 0) return sendWith(settings, options, only);
  const tried: DeliveryRow[] = [];
  const senders = new Map(settings.clients.map(({ name, reports }) => [name, reports[0]?.settings ?? settings]));
  // Trouble is told the operator of its client, though nothing of it waits.
  const rows = await options.store.outbox.list({ states: ["queued", "sending", "failed", "held", "unknown"] });
  for (const [name, own] of Map.groupBy(rows, ({ client }) => client)) {
    const queued = own.filter(({ state, deliveryId }) => state === "queued" && only?.has(deliveryId) !== false);
    if (queued.length === 0 && only !== undefined) continue;
    const ids = new Set(queued.map(({ deliveryId }) => deliveryId));
    tried.push(...(await sendWith(senders.get(name) ?? settings, options, ids)));
  }
  return tried;
}

async function sendWith(
  settings: Settings,
  options: Omit<SendDue, "settings" | "only">,
  only?: ReadonlySet<string>,
): Promise<readonly DeliveryRow[]> {
  if (settings.delivery.from === undefined || settings.delivery.smtp === undefined) return [];
  const sending = { ...options, settings: toDelivering(settings), transport: toTransport(settings) };
  return sendOutbox(sending, only);
}

export function toDelivering(settings: Settings): Delivering {
  const { from, operator, unsubscribe, maxMegabytes, whenGaps, holdBelowCoverage, filesUrl } = settings.delivery;
  const { client } = settings;
  const { review } = client ?? {};
  // A client's own word goes before that of the file.
  const holds = review === undefined ? whenGaps === "hold" : review.when === "gaps";
  if (from === undefined) {
    throw new UsageError(
      "Could not send mail: delivery.from, the sender, is missing.",
      'Add it to the configuration, as in from: "Reports <reports@acme.test>".',
    );
  }
  return {
    from: parseMailbox(from),
    operator: operator === undefined ? undefined : toAddress(operator),
    unsubscribe,
    bytesMost: Math.floor(maxMegabytes * BYTES_A_MEGABYTE),
    holdBelowCoverage: holds ? (holdBelowCoverage ?? 1) : undefined,
    filesUrl,
    ...(client === undefined ? {} : { client: client.name }),
    ...(review === undefined ? {} : { review: { isAlways: review.when === "always", by: review.by } }),
  };
}

/** The configured mail server; one that is not configured is told when it is first needed. */
export function toTransport({ delivery }: Settings): MailTransport {
  if (delivery.smtp !== undefined) return createSmtpTransport(delivery.smtp);
  return {
    place: "",
    open: async () => {
      throw new CollectorError({
        code: "CONFIG_SECRET_MISSING",
        sentence:
          "Could not send mail: delivery.smtp, the mail server's address, is missing or its variable is not set.",
        hint: "Set it, as in export SMTP_URL=smtps://user:password@host:465, and smtp: ${SMTP_URL} in the configuration.",
      });
    },
  };
}
