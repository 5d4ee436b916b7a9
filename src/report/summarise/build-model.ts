import { createHash } from "node:crypto";
import type { AccountRecord, DaySpan } from "../../dataset/index.ts";
import type { DatasetReader } from "../../store/index.ts";
import { type AccountWeek, type Naming, readAccountWeek } from "./account-week.ts";
import { listCardIds } from "./choose-posts.ts";
import { summariseCoverage, toCoverage } from "./coverage.ts";
import type { Facts, SortKey } from "./facts.ts";
import { newest } from "./figure.ts";
import { type Frame, toFrame } from "./frame.ts";
import type { ReportModel, Section, Sheet } from "./model.ts";
import { byText } from "./posts.ts";
import { createReceipts } from "./receipts.ts";
import { buildAccount } from "./sections/account.ts";
import { buildLeague } from "./sections/league.ts";
import { buildMethod } from "./sections/method.ts";
import { buildQuality } from "./sections/quality.ts";
import { buildSummary } from "./sections/summary.ts";
import { buildTop } from "./sections/top.ts";
import { buildAudienceSheet } from "./sheets/audience.ts";
import { buildDailySheet } from "./sheets/daily.ts";
import { buildDictionarySheet } from "./sheets/dictionary.ts";
import { buildGapsSheet } from "./sheets/gaps.ts";
import { buildPostsSheet } from "./sheets/posts.ts";
import { createWriter } from "./writer.ts";

export interface ReportOptions extends Naming {
  readonly span: DaySpan;
  /** IANA zone: decides on which day a post was published and how moments are written. */
  readonly timeZone: string;
  /** BCP 47. */
  readonly locale: string;
  readonly title: string;
  readonly brand: ReportModel["brand"];
  readonly paper: ReportModel["paper"];
  readonly sortBy: SortKey;
  /** Restricts the report to these accounts. */
  readonly only?: { readonly accountIds: readonly string[] } | undefined;
  readonly now: Date;
  /** "gazette 0.1.0". */
  readonly generator: string;
  /** The author's own paragraphs for the summary. */
  readonly notes?: readonly string[] | undefined;
}

const RUNS_SHOWN = 5;

/**
 * Everything a report says, from what the store holds; spends no call. The same dataset and options give the same
 * model, whatever the order in which the reader answers. What is not held becomes an absent cell with its reason.
 */
export async function buildModel(reader: DatasetReader, options: ReportOptions): Promise<ReportModel> {
  const frame = toFrame(options);
  const facts = await readFacts(reader, options, frame);
  const sections = buildSections(facts);
  const sheets = buildSheets(facts);
  const { write, weeks } = facts;
  const dataAsOf = newest(weeks.map(({ readAt }) => readAt));
  const content = {
    title: options.title,
    period: { ...frame.span, timeZone: frame.timeZone, label: write.span(frame.span) },
    comparison: { ...frame.comparison, label: write.span(frame.comparison) },
    dataAsOf,
    accounts: weeks.length,
    coverage: summariseCoverage(facts.coverage, write),
    sections,
    sheets,
    receipts: facts.receipts.list(),
  };
  return {
    schema: 1,
    reportId: toReportId(frame.span, content),
    brand: options.brand,
    locale: options.locale,
    paper: options.paper,
    generator: options.generator,
    ...content,
  };
}

async function readFacts(reader: DatasetReader, options: ReportOptions, frame: Frame): Promise<Facts> {
  const accounts = chooseAccounts(await reader.accounts(), options);
  const gaps = await reader.gaps({ from: frame.seriesFrom, to: frame.span.to });
  const weeks: AccountWeek[] = [];
  // One after the other: five thousand accounts at once would be five thousand open questions.
  for (const account of accounts) weeks.push(await readAccountWeek(reader, account, frame, options, gaps));
  const thumbnails = new Set<string>();
  for (const mediaId of listCardIds(weeks, options.sortBy)) {
    if ((await reader.thumbnail(mediaId)) !== undefined) thumbnails.add(mediaId);
  }
  return {
    frame,
    weeks,
    missing: await reader.missing(),
    runs: await reader.runs(RUNS_SHOWN),
    coverage: weeks.map(toCoverage),
    sortBy: options.sortBy,
    notes: options.notes ?? [],
    thumbnails,
    receipts: createReceipts(),
    write: createWriter(options.locale, options.timeZone),
  };
}

function chooseAccounts(accounts: readonly AccountRecord[], { only }: ReportOptions): readonly AccountRecord[] {
  return accounts
    .filter(({ accountId }) => only === undefined || only.accountIds.includes(accountId))
    .toSorted((a, b) => byText(a.username, b.username) || byText(a.accountId, b.accountId));
}

function buildSections(facts: Facts): readonly Section[] {
  return [
    buildSummary(facts),
    buildLeague(facts),
    buildTop(facts),
    ...facts.weeks.map((week) => buildAccount(week, facts)),
    buildQuality(facts),
    buildMethod(facts),
  ];
}

function buildSheets(facts: Facts): readonly Sheet[] {
  return [
    buildDailySheet(facts),
    buildPostsSheet(facts),
    buildAudienceSheet(facts),
    buildDictionarySheet(),
    buildGapsSheet(facts),
  ];
}

/** The period and a hash of everything the report says: equal ids mean equal reports. */
function toReportId({ from, to }: DaySpan, content: unknown): string {
  const hash = createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 12);
  return `${from}_${to}_${hash}`;
}
