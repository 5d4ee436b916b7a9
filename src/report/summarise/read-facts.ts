// The one door between the store and a report: what is read here is all that a section can tell, cut to its accounts.
import { createHash } from "node:crypto";
import { type AccountRecord, addDays, type CommentRecord, type GapRecord, toPeriodKind } from "../../dataset/index.ts";
import type { DatasetReader, Restatement } from "../../store/index.ts";
import { type AccountWeek, byText, type Frame } from "../figures/index.ts";
import { readAccountWeek, withoutUnused } from "./account-week.ts";
import { chooseAnnotations } from "./annotations.ts";
import { isRefusal } from "./breaks.ts";
import { listCardIds } from "./choose-posts.ts";
import { toCoverage } from "./coverage.ts";
import { cutFacts, findOwnRuns, isOf, listStrangers } from "./cut.ts";
import { DatasetHash } from "./dataset-hash.ts";
import type { Facts } from "./facts.ts";
import { toLabeller } from "./labels.ts";
import { readAnswers } from "./read-answers.ts";
import { readComments } from "./read-comments.ts";
import { createReceipts } from "./receipts.ts";
import type { ReportOptions } from "./report-options.ts";
import { findLastReport } from "./restated.ts";
import { createWriter } from "./writer.ts";

export interface Held {
  readonly facts: Facts;
  readonly datasetHash: string;
}

/** Enough for two looks a day over a quarter: which stories were seen is told by them. */
const RUNS_READ = 200;
/** Calls made this long after a period's end were most likely made for it. */
const SPENT_DAYS_AFTER = 7;

/** Everything a report draws on. Of accounts outside `only`, of their Pages, runs, calls and gaps nothing comes through. */
export async function readFacts(reader: DatasetReader, options: ReportOptions, frame: Frame): Promise<Held> {
  const { only } = options;
  const isCut = only !== undefined && only.isWhole !== true;
  const write = createWriter(options.locale, options.timeZone, toPeriodKind(options.span));
  const accounts = chooseAccounts(await reader.accounts(), options);
  const runs = await reader.runs(RUNS_READ);
  const missing = await reader.missing();
  const whole = cutFacts(
    {
      groups: options.groups,
      goals: options.goals ?? { all: {}, groups: {}, accounts: {} },
      notes: options.notes?.trim() ?? "",
      runs,
      missing: listStrangers(missing, accounts),
      callsPerHour: options.callsPerHour ?? {},
    },
    only,
  );
  const meant = only === undefined ? undefined : accounts.map(({ accountId }) => accountId);
  const gaps = Map.groupBy(
    await reader.gaps({ from: frame.seriesFrom, to: frame.span.to }, meant),
    ({ accountId }) => accountId,
  );
  const weeks: AccountWeek[] = [];
  const comments = new Map<string, readonly CommentRecord[]>();
  const hash = new DatasetHash();
  // One after the other: five thousand accounts at once would be five thousand open questions.
  for (const account of accounts) {
    const { accountId } = account;
    const naming = { groups: whole.groups, alias: options.alias };
    const read = await readAccountWeek(reader, account, frame, naming, gaps.get(accountId) ?? []);
    const week = { ...read, isListed: !missing.some((one) => isOf(one, account)) };
    const written = await readComments(reader, accountId, frame);
    if (written.length > 0) comments.set(accountId, written);
    hash.add(week, written);
    weeks.push(withoutUnused(week));
  }
  const thumbnails = new Map<string, string>();
  for (const mediaId of listCardIds(weeks, options.sortBy)) {
    const held = await reader.thumbnail(mediaId);
    if (held !== undefined) thumbnails.set(mediaId, createHash("sha256").update(held.bytes).digest("hex"));
  }
  const { span, comparison } = frame;
  const ownRuns = isCut
    ? findOwnRuns(
        runs,
        weeks.flatMap(({ profilesReadAt }) => profilesReadAt),
      )
    : runs;
  const lastReportAt = findLastReport(comparison, ownRuns, options.lastReportAt);
  const spentOver = { from: span.from, to: addDays(span.to, SPENT_DAYS_AFTER) };
  const facts: Facts = {
    frame,
    weeks,
    isCut,
    brandName: options.brand.name === "" ? options.title : options.brand.name,
    refusals: await readRefusals(reader, frame, accounts, meant),
    missing: whole.missing,
    runs: whole.runs,
    looks: new Map(weeks.map(({ account, profilesReadAt }) => [account.accountId, findOwnRuns(runs, profilesReadAt)])),
    restatements: await readRestatements(reader, frame, accounts, meant, lastReportAt),
    lastReportAt,
    spent: isCut
      ? []
      : await reader.spentCalls(`${spentOver.from}T00:00:00.000Z`, `${addDays(spentOver.to, 1)}T00:00:00.000Z`),
    spentOver,
    callsPerHour: whole.callsPerHour,
    comments,
    answers: await readAnswers(reader, accounts, frame),
    coverage: weeks.map(toCoverage),
    goals: whole.goals,
    sortBy: options.sortBy,
    notes: whole.notes,
    labels: labelPosts(weeks, options),
    annotations: chooseAnnotations(options.annotations ?? [], accounts),
    thumbnails,
    receipts: createReceipts(write),
    write,
  };
  return { facts, datasetHash: hash.digest() };
}

/** Of the accounts of the report alone: what no post of theirs bears is not known of. */
function labelPosts(weeks: readonly AccountWeek[], { labels = [] }: ReportOptions): Facts["labels"] {
  if (labels.length === 0) return new Map();
  const labelsOf = toLabeller(labels);
  const posts = weeks.flatMap(({ current, before }) => [...current.posts, ...before.posts]);
  return new Map(
    posts.map(({ media }) => [media.mediaId, labelsOf(media)] as const).filter(([, borne]) => borne.length > 0),
  );
}

async function readRestatements(
  reader: DatasetReader,
  { seriesFrom, comparison }: Frame,
  accounts: readonly AccountRecord[],
  meant: readonly string[] | undefined,
  since: string,
): Promise<readonly Restatement[]> {
  const known = new Set(accounts.map(({ accountId }) => accountId));
  const all = await reader.restatements({ from: seriesFrom, to: comparison.to }, since, meant);
  return all.filter(({ accountId }) => known.has(accountId));
}

async function readRefusals(
  reader: DatasetReader,
  { weeks, span }: Frame,
  accounts: readonly AccountRecord[],
  meant: readonly string[] | undefined,
): Promise<readonly GapRecord[]> {
  const known = new Set(accounts.map(({ accountId }) => accountId));
  const gaps = await reader.gaps({ from: weeks[0]?.from ?? span.from, to: span.to }, meant);
  return gaps.filter((gap) => gap.accountId !== undefined && known.has(gap.accountId) && isRefusal(gap));
}

function chooseAccounts(accounts: readonly AccountRecord[], { only }: ReportOptions): readonly AccountRecord[] {
  const chosen = only === undefined ? undefined : new Set(only.accountIds);
  return accounts
    .filter(({ accountId }) => chosen?.has(accountId) ?? true)
    .toSorted((a, b) => byText(a.username, b.username) || byText(a.accountId, b.accountId));
}
