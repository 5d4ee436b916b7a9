// Which end of its day a series stamp marks is open in the contract (§13.1). One account's totals of single days beside its
// series settle it for the connection: free where windows are aliased, one call where they are not.
import { addDays, type DaySpan, listDays, META_TIME_ZONE, toDayInZone } from "../../dataset/index.ts";
import type { PlannedCall, TotalsBlock } from "./call.ts";
import { REACH_METRICS } from "./metric-sets.ts";
import type { PlanAccount, PlanInput } from "./plan-input.ts";

/** Old enough to be settled (Meta restates for 48 hours). */
const NEWEST_DAYS_AGO = 4;
const DAYS_COMPARED = 6;

/** The account of each connection whose figures are compared: that with the most followers, where one may read insights. */
export function chooseCalibrating({ accounts, unsettledStamps }: PlanInput): ReadonlySet<string> {
  const chosen = new Map<string, PlanAccount>();
  for (const account of accounts) {
    if (unsettledStamps?.has(account.connection) !== true || account.mayReadInsights === false) continue;
    const best = chosen.get(account.connection);
    if (best === undefined || toWeight(account) > toWeight(best)) chosen.set(account.connection, account);
  }
  return new Set([...chosen.values()].map(({ accountId }) => accountId));
}

/** An account that posts has days that differ, and is the one a new form is tried on. */
function toWeight({ followersCount = 0, mediaCount }: PlanAccount): number {
  return mediaCount === 0 ? 0 : 1 + followersCount;
}

/** Days the series of the period tells, too; it is asked before that. */
export function planCalibration(series: DaySpan, now: Date): readonly TotalsBlock[] {
  const newest = [series.to, addDays(toDayInZone(now, META_TIME_ZONE), -NEWEST_DAYS_AGO)].sort()[0] ?? series.to;
  const oldest = [series.from, addDays(newest, 1 - DAYS_COMPARED)].sort()[1] ?? series.from;
  return listDays({ from: oldest, to: newest })
    .toReversed()
    .map((day, index) => ({
      kind: "totals",
      span: { from: day, to: day },
      metrics: REACH_METRICS,
      breakdown: "",
      calibrates: index === 0 ? "always" : "free",
    }));
}

/** Whether the call's figures are to be compared: what it shows holds for all others of its connection. */
export function isCalibrating({ requests }: Pick<PlannedCall, "requests">): boolean {
  return requests.some(({ blocks }) =>
    blocks.some((block) => block.kind === "totals" && block.calibrates !== undefined),
  );
}
