import { createHash } from "node:crypto";
import { type AccountRecord, addDays, type CommentRecord, type DaySpan, type GapRecord } from "../../dataset/index.ts";
import { toJsonPieces } from "../../shared/index.ts";
import type { DatasetReader } from "../../store/index.ts";
import { type AccountWeek, readAccountWeek, withoutSpares } from "./account-week.ts";
import { isRefusal } from "./breaks.ts";
import { listCardIds } from "./choose-posts.ts";
import { summariseCoverage, toCoverage } from "./coverage.ts";
import { DatasetHash } from "./dataset-hash.ts";
import type { Facts, SortKey } from "./facts.ts";
import { newest } from "./figure.ts";
import { type Frame, toFrame } from "./frame.ts";
import type { Goals } from "./goals.ts";
import type { ReportModel, Section, Sheet } from "./model.ts";
import type { Naming } from "./name-account.ts";
import { byText } from "./posts.ts";
import { readAnswers } from "./read-answers.ts";
import { readComments } from "./read-comments.ts";
import { createReceipts } from "./receipts.ts";
import { findLastReport } from "./restated.ts";
import { buildAccount } from "./sections/account.ts";
import { buildAudienceSection } from "./sections/all-audience.ts";
import { buildAllPosts } from "./sections/all-posts.ts";
import { buildBackPage } from "./sections/back-page.ts";
import { buildGoals } from "./sections/goals.ts";
import { buildLeague } from "./sections/league.ts";
import { buildMethod } from "./sections/method.ts";
import { buildMovers } from "./sections/movers.ts";
import { buildPortfolio } from "./sections/portfolio.ts";
import { buildQuality } from "./sections/quality.ts";
import { buildSummary } from "./sections/summary.ts";
import { buildTop } from "./sections/top.ts";
import { buildAccountsSheet } from "./sheets/accounts.ts";
import { buildAudienceSheet } from "./sheets/audience.ts";
import { buildCommentsSheet } from "./sheets/comments.ts";
import { buildDailySheet } from "./sheets/daily.ts";
import { buildDaysSheet } from "./sheets/days.ts";
import { buildDictionarySheet } from "./sheets/dictionary.ts";
import { buildGapsSheet } from "./sheets/gaps.ts";
import { buildGroupsSheet } from "./sheets/groups.ts";
import { buildPostsSheet } from "./sheets/posts.ts";
import { buildStoriesSheet } from "./sheets/stories.ts";
import { buildWeeksSheet } from "./sheets/weeks.ts";
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
  /** When the last report of this dataset was made; restatements are told from then on. Guessed from the runs when absent. */
  readonly lastReportAt?: string | undefined;
  /** Calls each connection may spend in an hour, reserve taken off. */
  readonly callsPerHour?: Readonly<Record<string, number>> | undefined;
  /** Targets; none when absent. */
  readonly goals?: Goals | undefined;
  /** The author's own words for the summary, in Markdown. */
  readonly notes?: string | undefined;
}

/** Enough for two looks a day over a quarter: which stories were seen is told by them. */
const RUNS_READ = 200;
/** Calls made this long after a period's end were most likely made for it. */
const SPENT_DAYS_AFTER = 7;

/**
 * Everything a report says, from what the store holds; spends no call. The same dataset and options give the same
 * model, whatever the order in which the reader answers. What is not held becomes an absent cell with its reason.
 */
export async function buildModel(reader: DatasetReader, options: ReportOptions): Promise<ReportModel> {
  const content = toContent(options, await readFacts(reader, options, toFrame(options)));
  return {
    schema: 1,
    reportId: toReportId(options.span, content),
    brand: options.brand,
    locale: options.locale,
    paper: options.paper,
    generator: options.generator,
    ...content,
  };
}

type Content = Omit<ReportModel, "schema" | "reportId" | "brand" | "locale" | "paper" | "generator">;

/** What the report says. The facts it is made of may be forgotten afterwards. */
function toContent({ title }: ReportOptions, { facts, datasetHash }: Held): Content {
  const { frame } = facts;
  const sections = buildSections(facts);
  const sheets = buildSheets(facts);
  const { write, weeks } = facts;
  const dataAsOf = newest(weeks.map(({ readAt }) => readAt));
  return {
    title,
    period: { ...frame.span, timeZone: frame.timeZone, label: write.span(frame.span) },
    comparison: { ...frame.comparison, label: write.span(frame.comparison) },
    dataAsOf,
    datasetHash,
    accounts: weeks.length,
    coverage: summariseCoverage(facts.coverage, write),
    sections,
    sheets,
    receipts: facts.receipts.list(),
  };
}

interface Held {
  readonly facts: Facts;
  readonly datasetHash: string;
}

async function readFacts(reader: DatasetReader, options: ReportOptions, frame: Frame): Promise<Held> {
  const write = createWriter(options.locale, options.timeZone);
  const accounts = chooseAccounts(await reader.accounts(), options);
  const gaps = Map.groupBy(
    await reader.gaps({ from: frame.seriesFrom, to: frame.span.to }),
    ({ accountId }) => accountId,
  );
  const weeks: AccountWeek[] = [];
  const comments = new Map<string, readonly CommentRecord[]>();
  const hash = new DatasetHash();
  // One after the other: five thousand accounts at once would be five thousand open questions.
  for (const account of accounts) {
    const { accountId } = account;
    const week = await readAccountWeek(reader, account, frame, options, gaps.get(accountId) ?? []);
    const written = await readComments(reader, accountId, frame);
    if (written.length > 0) comments.set(accountId, written);
    hash.add(week, written);
    weeks.push(withoutSpares(week));
  }
  const thumbnails = new Set<string>();
  for (const mediaId of listCardIds(weeks, options.sortBy)) {
    if ((await reader.thumbnail(mediaId)) !== undefined) thumbnails.add(mediaId);
  }
  const runs = await reader.runs(RUNS_READ);
  const { span, comparison } = frame;
  const lastReportAt = findLastReport(comparison, runs, options.lastReportAt);
  const spentOver = { from: span.from, to: addDays(span.to, SPENT_DAYS_AFTER) };
  const facts = {
    frame,
    weeks,
    brandName: options.brand.name === "" ? options.title : options.brand.name,
    refusals: await readRefusals(reader, frame, accounts),
    missing: await reader.missing(),
    runs,
    restatements: await reader.restatements({ from: frame.seriesFrom, to: comparison.to }, lastReportAt),
    lastReportAt,
    spent: await reader.spentCalls(`${spentOver.from}T00:00:00.000Z`, `${addDays(spentOver.to, 1)}T00:00:00.000Z`),
    spentOver,
    callsPerHour: options.callsPerHour ?? {},
    comments,
    answers: await readAnswers(reader, accounts, frame),
    coverage: weeks.map(toCoverage),
    goals: options.goals ?? { all: {}, groups: {}, accounts: {} },
    sortBy: options.sortBy,
    notes: options.notes?.trim() ?? "",
    thumbnails,
    receipts: createReceipts(write),
    write,
  };
  return { facts, datasetHash: hash.digest() };
}

async function readRefusals(
  reader: DatasetReader,
  { weeks, span }: Frame,
  accounts: readonly AccountRecord[],
): Promise<readonly GapRecord[]> {
  const known = new Set(accounts.map(({ accountId }) => accountId));
  const gaps = await reader.gaps({ from: weeks[0]?.from ?? span.from, to: span.to });
  return gaps.filter((gap) => gap.accountId !== undefined && known.has(gap.accountId) && isRefusal(gap));
}

function chooseAccounts(accounts: readonly AccountRecord[], { only }: ReportOptions): readonly AccountRecord[] {
  const chosen = only === undefined ? undefined : new Set(only.accountIds);
  return accounts
    .filter(({ accountId }) => chosen?.has(accountId) ?? true)
    .toSorted((a, b) => byText(a.username, b.username) || byText(a.accountId, b.accountId));
}

/** Sections that need more than one account, or something to tell, leave themselves out. */
function keepPresent(section: Section | undefined): readonly Section[] {
  return section === undefined ? [] : [section];
}

function buildSections(facts: Facts): readonly Section[] {
  return [
    buildSummary(facts),
    ...keepPresent(buildPortfolio(facts)),
    buildLeague(facts),
    ...keepPresent(buildMovers(facts)),
    ...keepPresent(buildGoals(facts)),
    buildTop(facts),
    ...listAudience(facts),
    ...facts.weeks.map((week) => buildAccount(week, facts)),
    buildQuality(facts),
    buildMethod(facts),
    buildAllPosts(facts),
    buildBackPage(facts),
  ];
}

function listAudience(facts: Facts): readonly Section[] {
  const section = buildAudienceSection(facts);
  return section === undefined ? [] : [section];
}

function buildSheets(facts: Facts): readonly Sheet[] {
  return [
    buildAccountsSheet(facts),
    buildGroupsSheet(facts),
    buildDaysSheet(facts),
    buildWeeksSheet(facts),
    buildDailySheet(facts),
    buildPostsSheet(facts),
    buildStoriesSheet(facts),
    buildAudienceSheet(facts),
    buildCommentsSheet(facts),
    buildDictionarySheet(facts),
    buildGapsSheet(facts),
  ];
}

/** The period and a hash of everything the report says: equal ids mean equal reports. */
function toReportId({ from, to }: DaySpan, content: Content): string {
  const hash = createHash("sha256");
  for (const piece of toJsonPieces(content)) hash.update(piece);
  return `${from}_${to}_${hash.digest("hex").slice(0, 12)}`;
}
