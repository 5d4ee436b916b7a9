// What a reviewer is sent: the report as its recipients would get it, who they are, and what to look at.
import type { DeliveryRow, NewLetter } from "../store/index.ts";
import type { Notice } from "./deliver/index.ts";
import type { ReportModel } from "./summarise/index.ts";

/** Findings named in the mail; the report has all of them. */
const FINDINGS = 5;

const text = {
  subject: (subject: string) => `To review: ${subject}`,
  lead: (who: string, to: string) => `${who} is ready and waits for your word. It goes to ${to}.`,
  look: "Look at:",
  reminder: (subject: string) => `Still to review: ${subject}`,
  still: (who: string, hours: number) => `${who} has waited for your word for ${hours} hours or more.`,
  deadline: (end: "send" | "keep", at: string) =>
    end === "send"
      ? `Unless you say otherwise it goes out by itself at ${at}.`
      : `Unless you let it go until ${at}, it stays here.`,
  release: (words: string) => `Let it go: gazette send --release ${words}`,
  note: 'With a word of yours on its summary: add --note "…"',
  reject: (words: string) => `Keep it back: gazette send --reject --why "…" ${words}`,
  kept: (subject: string) => `Not sent: ${subject}`,
  keptLead: (who: string) => `Nobody looked at ${who} in time, and so it was not sent.`,
} as const;

/** One for each report that waits, and one more where it has become another. */
export function toReviewNotice(
  model: ReportModel,
  { subject, html, files }: NewLetter,
  held: Place & { readonly recipients: readonly string[] },
  by: string,
): Notice {
  const to = held.recipients.join(", ");
  const looks = [model.coverage.sentence, ...listFindings(model)];
  return {
    ...toPlace(held),
    edition: `review|${held.edition}|${model.reportId}`,
    to: by,
    subject: text.subject(subject),
    lines: [
      text.lead(model.period.label, to),
      "",
      text.look,
      ...looks.map((line) => `- ${line}`),
      "",
      ...toCommands(held),
    ],
    // A picture that stands in the mail's own page is no file of the report.
    files: files.filter(({ name }) => !html.includes(`cid:${name}`)),
  };
}

/** What a reviewer has left to say something about: who it goes to, since when it waits, and what comes next. */
export interface Waiting {
  readonly rows: readonly DeliveryRow[];
  readonly by: string;
  readonly hours: number;
  readonly end: "send" | "keep";
  readonly deadline: Date;
}

export function toReminder({ rows, by, hours, end, deadline }: Waiting): Notice {
  const [first] = rows;
  const what = toWhat(first);
  return {
    ...toPlace(first),
    edition: `review-reminder|${first?.edition ?? ""}|${first?.reportId ?? ""}`,
    to: by,
    subject: text.reminder(what),
    lines: [text.still(what, hours), text.deadline(end, deadline.toISOString()), "", ...toCommands(first)],
  };
}

export function toKeptNotice({ rows, by }: Pick<Waiting, "rows" | "by">): Notice {
  const [first] = rows;
  const what = toWhat(first);
  return {
    ...toPlace(first),
    edition: `review-kept|${first?.edition ?? ""}|${first?.reportId ?? ""}`,
    to: by,
    subject: text.kept(what),
    lines: [text.keptLead(what), "", ...toCommands(first)],
  };
}

/** Of what report a delivery is. */
type Place = Pick<DeliveryRow, "edition" | "client" | "period" | "cut" | "reportId" | "reportKey">;

function toPlace(row: Place | undefined): Pick<Notice, "period" | "reportId" | "reportKey"> {
  return {
    period: row?.period ?? { from: "", to: "" },
    reportId: row?.reportId,
    reportKey: row?.reportKey,
  };
}

function toWhat(row: Place | undefined): string {
  if (row === undefined) return "";
  const { client, period, cut } = row;
  return [client, `${period.from}..${period.to}`, cut].filter((part) => part !== "").join(", ");
}

function toCommands(row: Place | undefined): readonly string[] {
  if (row === undefined) return [];
  const words = [
    ...(row.client === "" ? [] : [`--client ${JSON.stringify(row.client)}`]),
    `--period ${row.period.from}..${row.period.to}`,
  ].join(" ");
  return [text.release(words), text.note, text.reject(words)];
}

function listFindings({ sections }: ReportModel): readonly string[] {
  return sections
    .flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "findings" ? block.findings : [])))
    .slice(0, FINDINGS)
    .map((finding) => finding.text);
}
