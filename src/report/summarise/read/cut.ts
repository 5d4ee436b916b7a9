// What of the operator's house a report may tell: all of it, or what concerns the accounts it is cut to.
import type { AccountRecord, MissingAccount } from "../../../dataset/index.ts";
import type { RunRow } from "../../../store/index.ts";
import type { Cut, Naming } from "../model/report-options.ts";
import type { Goals } from "../model/targets.ts";

/** What the configuration and the store tell about the house as a whole. */
export interface WholeFacts {
  readonly groups: Naming["groups"];
  readonly goals: Goals;
  readonly notes: string;
  /** Newest first. */
  readonly runs: readonly RunRow[];
  readonly missing: readonly MissingAccount[];
  readonly callsPerHour: Readonly<Record<string, number>>;
}

/**
 * The house as a reader of the cut may know it. A group, a goal of all, the author's notes and a run's counts tell of others
 * too, so they go; what is left depends on nothing outside the cut.
 */
export function cutFacts(whole: WholeFacts, only: Cut | undefined): WholeFacts {
  if (only === undefined || only.isWhole === true) return whole;
  const isOurs = ([name]: readonly [string, unknown]) => only.groups?.includes(name) === true;
  const pick = <Value>(all: Readonly<Record<string, Value>>) => Object.fromEntries(Object.entries(all).filter(isOurs));
  return {
    groups: pick(whole.groups),
    goals: {
      all: only.isClient === true ? whole.goals.all : {},
      groups: pick(whole.goals.groups),
      accounts: whole.goals.accounts,
    },
    notes: only.isClient === true ? whole.notes : "",
    runs: [],
    missing: [],
    callsPerHour: {},
  };
}

/** Runs that read one of the accounts, told by the readings of their profiles; a run of others is none of theirs. */
export function findOwnRuns(runs: readonly RunRow[], profilesReadAt: readonly string[]): readonly RunRow[] {
  return runs.filter(({ startedAt, endedAt }) =>
    profilesReadAt.some((readAt) => readAt >= startedAt && (endedAt === undefined || readAt <= endedAt)),
  );
}

/** Those who are not in the report at all: an account that is shown is told of on its own page. */
export function listStrangers(
  missing: readonly MissingAccount[],
  shown: readonly Pick<AccountRecord, "pageId">[],
): readonly MissingAccount[] {
  return missing.filter((one) => !shown.some((account) => isOf(one, account)));
}

/** Whether the record tells of this account's Page. */
export function isOf({ pageId }: MissingAccount, account: Pick<AccountRecord, "pageId">): boolean {
  return pageId !== undefined && pageId !== "" && pageId === account.pageId;
}
