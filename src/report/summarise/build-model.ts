import { createHash } from "node:crypto";
import { toJsonPieces } from "../../shared/index.ts";
import type { DatasetReader } from "../../store/index.ts";
import { newest, toFrame } from "../figures/index.ts";
import { summariseCoverage } from "./coverage.ts";
import type { Facts } from "./facts.ts";
import type { ReportModel, Section, Sheet } from "./model.ts";
import { type Held, readFacts } from "./read-facts.ts";
import type { ReportOptions } from "./report-options.ts";
import { buildAccount } from "./sections/account.ts";
import { buildAudienceSection } from "./sections/all-audience.ts";
import { buildAllPosts } from "./sections/all-posts.ts";
import { buildBackPage } from "./sections/back-page.ts";
import { buildBriefAccount, chooseBriefAccounts } from "./sections/brief-account.ts";
import { buildGoals } from "./sections/goals.ts";
import { buildLabels } from "./sections/labels.ts";
import { buildLeague } from "./sections/league.ts";
import { buildMethod } from "./sections/method.ts";
import { buildMovers } from "./sections/movers.ts";
import { buildPortfolio } from "./sections/portfolio.ts";
import { buildQuality } from "./sections/quality.ts";
import { sayProvisionalOnce } from "./sections/say-provisional-once.ts";
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
import { listLabelsSheet } from "./sheets/labels.ts";
import { buildPostsSheet } from "./sheets/posts.ts";
import { buildStoriesSheet } from "./sheets/stories.ts";
import { buildWeeksSheet } from "./sheets/weeks.ts";

/**
 * Everything a report says, from what the store holds; spends no call. The same dataset and options give the same
 * model, whatever the order in which the reader answers. What is not held becomes an absent cell with its reason.
 */
export async function buildModel(reader: DatasetReader, options: ReportOptions): Promise<ReportModel> {
  const content = toContent(options, await readFacts(reader, options, toFrame(options)));
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
function toContent({ title, edition = "full" }: ReportOptions, { facts, datasetHash }: Held): Content {
  const { frame } = facts;
  const sections = EDITIONS[edition](facts).map((section) => sayProvisionalOnce(section, facts.write));
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
    pictures: Object.fromEntries(facts.thumbnails),
    sections,
    sheets,
    receipts: facts.receipts.list(),
  };
}

/** Sections that need more than one account, or something to tell, leave themselves out. */
function keepPresent(section: Section | undefined): readonly Section[] {
  return section === undefined ? [] : [section];
}

/** What stands in an edition, in the order of its pages. */
const EDITIONS: Readonly<Record<"full" | "brief", (facts: Facts) => readonly Section[]>> = {
  full: (facts) => [
    buildSummary(facts),
    ...(facts.weeks.length === 1 ? listAccounts(facts) : listPortfolio(facts)),
    ...keepPresent(buildGoals(facts)),
    buildTop(facts),
    ...keepPresent(buildLabels(facts)),
    ...(facts.weeks.length === 1 ? [] : listAccounts(facts)),
    buildQuality(facts),
    buildMethod(facts),
    buildAllPosts(facts),
    buildBackPage(facts),
  ],
  brief: (facts) => [buildSummary(facts), ...chooseBriefAccounts(facts).map((week) => buildBriefAccount(week, facts))],
};

/** What compares accounts with one another, which one alone cannot be. */
function listPortfolio(facts: Facts): readonly Section[] {
  return [
    ...keepPresent(buildPortfolio(facts)),
    buildLeague(facts),
    ...keepPresent(buildMovers(facts)),
    ...keepPresent(buildAudienceSection(facts)),
  ];
}

/** Those without a figure stand last. */
function listAccounts(facts: Facts): readonly Section[] {
  const pages = facts.weeks.map((week) => buildAccount(week, facts));
  return pages.toSorted((a, b) => Number(a.isHalf === true) - Number(b.isHalf === true));
}

function buildSheets(facts: Facts): readonly Sheet[] {
  return [
    buildAccountsSheet(facts),
    buildGroupsSheet(facts),
    ...listLabelsSheet(facts),
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
function toReportId({ span: { from, to }, owner, brand, edition }: ReportOptions, content: Content): string {
  const hash = createHash("sha256");
  if (owner !== undefined) hash.update(JSON.stringify([owner.client, owner.reportKey, brand, edition ?? "full"]));
  for (const piece of toJsonPieces(content)) hash.update(piece);
  return `${from}_${to}_${hash.digest("hex").slice(0, 12)}`;
}
