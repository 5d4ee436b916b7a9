// What the operator is told by mail. Notices go the way of every mail, and about a notice there is none.
import { createHash } from "node:crypto";
import type { DaySpan } from "../../dataset/index.ts";
import type { Clock } from "../../shared/index.ts";
import type { DeliveryRow, DeliveryState, NewLetter, Outbox } from "../../store/index.ts";
import { toMessageId } from "./compose-message.ts";
import type { MailSettings } from "./mail.ts";

/** Older trouble has been told, or nobody was named to tell it to. */
const TOLD_FOR_MS = 48 * 3_600_000;
const TOLD: readonly DeliveryState[] = ["failed", "held", "unknown"];
/** Code of what is held for a reviewer, who is told instead. */
export const REVIEW = "REVIEW";

const text = {
  subject: {
    failed: (what: string) => `Not delivered: ${what}`,
    held: (what: string) => `Held back: ${what}`,
    unknown: (what: string) => `Perhaps delivered: ${what}`,
  },
  lead: {
    failed: "These recipients did not get their report, and it is not tried again:",
    held: "This report is ready, but it has gaps and was not sent:",
    unknown: "The mail server took the whole report, but its answer was lost. It may have arrived, or not:",
  },
  remedy: {
    failed: "When the cause is mended, send it with: gazette send --period {period} --to {to}",
    held: "Look at it, then send it with: gazette send --release --period {period}",
    unknown:
      "Ask the recipient. If it arrived: gazette send --settle --period {period} --to {to}. If not: gazette send --again --period {period} --to {to}",
  },
  what: (period: string, cut: string) => (cut === "" ? period : `${period}, ${cut}`),
  line: (recipient: string, message: string) => `- ${recipient}: ${message}`,
};

/** Queues one notice for each edition and kind of trouble that is not told yet; does nothing without an operator. */
export async function queueNotices(
  outbox: Outbox,
  settings: MailSettings,
  clock: Clock,
): Promise<readonly DeliveryRow[]> {
  const { operator, from, client = "" } = settings;
  if (operator === undefined) return [];
  const since = clock.now().getTime() - TOLD_FOR_MS;
  const troubles = (await outbox.list({ states: TOLD })).filter(
    (row) =>
      row.kind === "report" && row.client === client && row.code !== REVIEW && Date.parse(row.updatedAt) >= since,
  );
  const queued: DeliveryRow[] = [];
  for (const rows of Map.groupBy(troubles, ({ state, edition }) => `${state}|${edition}`).values()) {
    const [first] = rows;
    if (first === undefined) continue;
    const edition = `notice|${first.state}|${first.edition}|${toHash(rows)}`;
    const notice = {
      kind: "notice",
      edition,
      cut: first.cut,
      period: first.period,
      reportId: first.reportId,
      client: first.client,
      reportKey: first.reportKey,
      recipients: [operator],
      state: "queued",
      toMessageId: (recipient: string, round: number) => toMessageId(edition, recipient, round, from.address),
    } as const;
    queued.push(...(await outbox.queue(notice, toLetter(rows, first))));
  }
  return queued;
}

export interface Notice {
  /** What the operator is told once. */
  readonly edition: string;
  readonly subject: string;
  readonly lines: readonly string[];
  readonly period: DaySpan;
  /** Instead of the operator. */
  readonly to?: string | undefined;
  readonly files?: NewLetter["files"] | undefined;
  readonly reportId?: string | undefined;
  readonly reportKey?: string | undefined;
}

/** Queues one notice about anything else; does nothing without an operator. */
export async function queueNotice(outbox: Outbox, settings: MailSettings, notice: Notice): Promise<void> {
  const { operator, from, client } = settings;
  const to = notice.to ?? operator;
  if (to === undefined) return;
  const edition = `notice|${notice.edition}`;
  await outbox.queue(
    {
      kind: "notice",
      edition,
      cut: "",
      period: notice.period,
      reportId: notice.reportId ?? "",
      client,
      reportKey: notice.reportKey,
      recipients: [to],
      state: "queued",
      toMessageId: (recipient, round) => toMessageId(edition, recipient, round, from.address),
    },
    { ...toPlainLetter(notice.subject, [...notice.lines, ""].join("\n")), files: notice.files ?? [] },
  );
}

function toHash(rows: readonly DeliveryRow[]): string {
  const ids = rows.map(({ deliveryId, round, reportId }) => `${deliveryId} ${round} ${reportId}`).sort();
  return createHash("sha256").update(ids.join("\n")).digest("hex").slice(0, 12);
}

function toLetter(rows: readonly DeliveryRow[], { state, period, cut }: DeliveryRow): NewLetter {
  const kind = state as keyof typeof text.subject;
  const days = `${period.from}..${period.to}`;
  const lines = rows.map((row) => text.line(row.recipient, row.message ?? row.code ?? row.state));
  const remedy = text.remedy[kind]
    .replaceAll("{period}", days)
    .replaceAll("{to}", rows.map(({ recipient }) => recipient).join(","));
  const plain = [text.lead[kind], "", ...lines, "", remedy, ""].join("\n");
  return toPlainLetter(text.subject[kind](text.what(days, cut)), plain);
}

function toPlainLetter(subject: string, plain: string): NewLetter {
  const html = `<!doctype html><html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head><body><pre style="font:14px/20px system-ui,sans-serif;white-space:pre-wrap">${toHtmlText(plain)}</pre></body></html>`;
  return { subject, html, plain, light: { html, plain }, files: [] };
}

function toHtmlText(words: string): string {
  return words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
