// The one door between the store and a report: what is read here is all that a section can tell, cut to its accounts.
import { type AccountRecord, addDays, type CommentRecord, toDayInZone } from "../../../dataset/index.ts";
import type { DatasetReader } from "../../../store/index.ts";
import { type AccountWeek, byText, type Frame } from "../../figures/index.ts";
import type { ReportOptions } from "../model/report-options.ts";
import { readAccountWeek, withoutUnused } from "./account-week.ts";
import { cutFacts, findOwnRuns, isOf, listStrangers } from "./cut.ts";
import { DatasetHash } from "./dataset-hash.ts";
import type { Facts } from "./facts.ts";
import { readAnswers } from "./read-answers.ts";
import { readRefusals } from "./refusals.ts";
import { findLastReport, readRestatements } from "./restatements.ts";

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
    targets: whole.goals,
    sortBy: options.sortBy,
    notes: whole.notes,
  };
  return { facts, datasetHash: hash.digest() };
}

function chooseAccounts(accounts: readonly AccountRecord[], { only }: ReportOptions): readonly AccountRecord[] {
  const chosen = only === undefined ? undefined : new Set(only.accountIds);
  return accounts
    .filter(({ accountId }) => chosen?.has(accountId) ?? true)
    .toSorted((a, b) => byText(a.username, b.username) || byText(a.accountId, b.accountId));
}

/** An account's comments written on the period's days in the report's zone, newest first; those gone since are left out. */
async function readComments(
  reader: DatasetReader,
  accountId: string,
  { span, timeZone }: Frame,
): Promise<readonly CommentRecord[]> {
  // A day of margin on both sides: the zone decides, not these bounds.
  const from = `${addDays(span.from, -1)}T00:00:00.000Z`;
  const to = `${addDays(span.to, 2)}T00:00:00.000Z`;
  const comments = await reader.comments(accountId, from, to);
  return comments.filter(({ createdAt }) => {
    const day = toDayInZone(new Date(createdAt), timeZone);
    return day >= span.from && day <= span.to;
  });
}
