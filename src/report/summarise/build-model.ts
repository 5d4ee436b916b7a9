import { createHash } from "node:crypto";
import { toPeriodKind } from "../../dataset/index.ts";
import { toJsonPieces } from "../../shared/index.ts";
import type { DatasetReader } from "../../store/index.ts";
import { newest, toFrame } from "../figures/index.ts";
import { listCardIds } from "./figures/choose-posts.ts";
import { summariseCoverage } from "./figures/coverage.ts";
import { computeFigures } from "./figures/figures.ts";
import type { ReportModel, Section, Sheet } from "./model/model.ts";
import { createReceipts } from "./model/receipts.ts";
import type { ReportOptions } from "./model/report-options.ts";
import { createWriter } from "./model/writer.ts";
import { buildAccount } from "./pages/account.ts";
import { buildAudienceSection } from "./pages/all-audience.ts";
import { buildAllPosts } from "./pages/all-posts.ts";
import { buildBackPage } from "./pages/back-page.ts";
import { buildBriefAccount, chooseBriefAccounts } from "./pages/brief-account.ts";
import { buildGoals } from "./pages/goals.ts";
import { buildLabels } from "./pages/labels.ts";
import { buildLeague } from "./pages/league.ts";
import { buildMethod } from "./pages/method.ts";
import { buildMovers } from "./pages/movers.ts";
import type { PageData } from "./pages/page-data.ts";
import { buildPortfolio } from "./pages/portfolio.ts";
import { buildQuality } from "./pages/quality.ts";
import { sayProvisionalOnce } from "./pages/say-provisional-once.ts";
import { buildSummary } from "./pages/summary.ts";
import { buildTop } from "./pages/top.ts";
import { readFacts } from "./read/read-facts.ts";
import { readThumbnails } from "./read/read-thumbnails.ts";
import { buildAccountsSheet } from "./sheets/accounts.ts";
import { buildAudienceSheet } from "./sheets/audience.ts";
import { buildCommentsSheet } from "./sheets/comments.ts";
import { buildDailySheet } from "./sheets/daily.ts";
import { buildDaysSheet } from "./sheets/days.ts";
import { buildDictionarySheet } from "./sheets/dictionary.ts";
import { buildGapsSheet } from "./sheets/gaps.ts";
import { buildGroupsSheet } from "./sheets/groups.ts";
import { listLabelsSheet } from "./sheets/labels.ts";
import { buildPostsSheet } from "./sheets/posts.ts";
import { buildStoriesSheet } from "./sheets/stories.ts";
import { buildWeeksSheet } from "./sheets/weeks.ts";

/**
 * Everything a report says, from what the store holds; spends no call. The same dataset and options give the same
 * model, whatever the order in which the reader answers. What is not held becomes an absent cell with its reason.
 */
export async function buildModel(reader: DatasetReader, options: ReportOptions): Promise<ReportModel> {
  const content = await toContent(reader, options);
  return {
    schema: 1,
    reportId: toReportId(options, content),
    brand: options.brand,
    locale: options.locale,
    paper: options.paper,
    ...(options.edition === "brief" ? { edition: "brief" as const } : {}),
    generator: options.generator,
    ...content,
  };
}

type Content = Omit<ReportModel, "schema" | "reportId" | "brand" | "locale" | "paper" | "edition" | "generator">;

/** What the report says. The facts it is made of may be forgotten afterwards. */
async function toContent(reader: DatasetReader, options: ReportOptions): Promise<Content> {
  const { facts, datasetHash } = await readFacts(reader, options, toFrame(options));
  const write = createWriter(options.locale, options.timeZone, toPeriodKind(options.span));
  const figures = computeFigures(facts, options, write);
  const { weeks, frame } = facts;
  const thumbnails = await readThumbnails(reader, listCardIds(weeks, figures.posts, figures.measure));
  const data: PageData = { ...facts, ...figures, thumbnails, receipts: createReceipts(write), write };
  const sections = EDITIONS[options.edition ?? "full"](data).map((section) => sayProvisionalOnce(section, write));
  const sheets = buildSheets(data);
  return {
    title: options.title,
    period: { ...frame.span, timeZone: frame.timeZone, label: write.span(frame.span) },
    comparison: { ...frame.comparison, label: write.span(frame.comparison) },
    dataAsOf: newest(weeks.map(({ readAt }) => readAt)),
    datasetHash,
    accounts: weeks.length,
    coverage: summariseCoverage(data.coverage, write),
    pictures: Object.fromEntries(thumbnails),
    sections,
    sheets,
    receipts: data.receipts.list(),
  };
}

/** Sections that need more than one account, or something to tell, leave themselves out. */
function keepPresent(section: Section | undefined): readonly Section[] {
  return section === undefined ? [] : [section];
}

/** What stands in an edition, in the order of its pages. */
const EDITIONS: Readonly<Record<"full" | "brief", (data: PageData) => readonly Section[]>> = {
  full: (data) => [
    buildSummary(data),
    ...(data.weeks.length === 1 ? listAccounts(data) : listPortfolio(data)),
    ...keepPresent(buildGoals(data)),
    buildTop(data),
    ...keepPresent(buildLabels(data)),
    ...(data.weeks.length === 1 ? [] : listAccounts(data)),
    buildQuality(data),
    buildMethod(data),
    buildAllPosts(data),
    buildBackPage(data),
  ],
  brief: (data) => [buildSummary(data), ...chooseBriefAccounts(data).map((week) => buildBriefAccount(week, data))],
};

/** What compares accounts with one another, which one alone cannot be. */
function listPortfolio(data: PageData): readonly Section[] {
  return [
    ...keepPresent(buildPortfolio(data)),
    buildLeague(data),
    ...keepPresent(buildMovers(data)),
    ...keepPresent(buildAudienceSection(data)),
  ];
}

/** Those without a figure stand last. */
function listAccounts(data: PageData): readonly Section[] {
  const pages = data.weeks.map((week) => buildAccount(week, data));
  return pages.toSorted((a, b) => Number(a.isHalf === true) - Number(b.isHalf === true));
}

function buildSheets(data: PageData): readonly Sheet[] {
  return [
    buildAccountsSheet(data),
    buildGroupsSheet(data),
    ...listLabelsSheet(data),
    buildDaysSheet(data),
    buildWeeksSheet(data),
    buildDailySheet(data),
    buildPostsSheet(data),
    buildStoriesSheet(data),
    buildAudienceSheet(data),
    buildCommentsSheet(data),
    buildDictionarySheet(data),
    buildGapsSheet(data),
  ];
}

/** The period and a hash of everything the report says: equal ids mean equal reports. */
function toReportId({ span: { from, to }, owner, brand, edition }: ReportOptions, content: Content): string {
  const hash = createHash("sha256");
  if (owner !== undefined) hash.update(JSON.stringify([owner.client, owner.reportKey, brand, edition ?? "full"]));
  for (const piece of toJsonPieces(content)) hash.update(piece);
  return `${from}_${to}_${hash.digest("hex").slice(0, 12)}`;
}
