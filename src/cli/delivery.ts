// Settings → what the mail room needs to know, for `send`, `run`, `schedule` and the doctor.

import type { Settings } from "../config/index.ts";
import { type DaySpan, matchesFilter, resolveMembers } from "../dataset/index.ts";
import {
  type Attachment,
  createSmtpTransport,
  type Delivering,
  type DeliverOptions,
  type DeliveryOutcome,
  deliverReport,
  type MailTransport,
  parseAddress,
  parseMailbox,
  type Recipient,
  sendOutbox,
} from "../report/index.ts";
import { type Clock, CollectorError } from "../shared/index.ts";
import type { DeliveryRow, Store } from "../store/index.ts";
import { type Narrowing, toFilter } from "./compose.ts";
import { UsageError } from "./exit.ts";
import { toAccountCut } from "./report/list-cuts.ts";
import { chooseReportAccounts, listWholeGroups, toBucketFolder, toReportOptions } from "./report-options.ts";

const BYTES_A_MEGABYTE = 1_000_000;
const EVERYONE = { account: [], group: [] };

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
  const recipients = options.recipients ?? (await listRecipients(settings, store, options.narrowing));
  if (recipients.length === 0) return { outcome: "complete", deliveries: [], failures: [], resumesAt: null, mails: [] };
  const only = await chooseReportAccounts(store, settings, EVERYONE, toFilter(settings, EVERYONE));
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

/** Every configured address with its cut; an address may stand in several entries. */
export async function listRecipients(
  settings: Settings,
  store: Store,
  narrowing: Narrowing = EVERYONE,
): Promise<readonly Recipient[]> {
  const known = await store.read.accounts();
  const { groups } = settings.accounts;
  const all = toFilter(settings, EVERYONE);
  const ours = known.filter((account) => matchesFilter(account, all));
  const whole = settings.client === undefined ? undefined : listWholeGroups(settings, known, ours.map(toId));
  const isNarrowed = narrowing.account.length + narrowing.group.length > 0;
  const filter = toFilter(settings, narrowing);
  const within = new Set(known.filter((one) => matchesFilter(one, filter)).map(({ accountId }) => accountId));
  const recipients = settings.delivery.recipients.flatMap(({ to, group, accounts, attach }) => {
    const named = group === undefined ? accounts : groups[group];
    const cut =
      named === undefined
        ? undefined
        : {
            name: group ?? toAccountCut(accounts?.join(", ") ?? "", groups),
            ...resolveMembers(named, ours),
            groups: group === undefined || whole?.includes(group) === false ? [] : [group],
          };
    return to.map((address) => ({ address: toAddress(address), attach: attach as readonly Attachment[], cut }));
  });
  return recipients.filter(
    ({ cut }) => !isNarrowed || cut?.accountIds.every((accountId) => within.has(accountId)) === true,
  );
}

const toId = ({ accountId }: { readonly accountId: string }): string => accountId;

/** Which recipient goes without which account: a name of its cut that means nobody. */
export async function tellLacking(settings: Settings, store: Store): Promise<readonly string[]> {
  const recipients = await listRecipients(settings, store);
  return recipients.flatMap(({ address, cut }) => {
    const strangers = cut?.strangers ?? [];
    if (cut === undefined || strangers.length === 0) return [];
    const lacks = `${address} (${cut.name})`;
    return cut.accountIds.length === 0
      ? [`${lacks} gets nothing: ${strangers.join(", ")} means no account.`]
      : [`${lacks} lacks ${strangers.join(", ")}: no account is meant by it.`];
  });
}

export function toAddress(text: string): string {
  const address = parseAddress(text.trim());
  if (address !== undefined) return address;
  throw new UsageError(`"${text}" is no mail address that can be sent to.`, "Write one address, as in lead@acme.test.");
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
