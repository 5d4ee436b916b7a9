// How far back one must look for a week as high, or as low, as the last, in words.
import type { AccountWeek } from "../../figures/index.ts";
import type { Facts } from "../facts.ts";
import { findHeldWeeks, overWeeks } from "../history.ts";
import { findRecord, tellRecord } from "../records.ts";

/** "The lowest of the 13 weeks held."; undefined when the period is no record, or some of the accounts lack the figure. */
export function tellRecordOf(id: string, weeks: readonly AccountWeek[], facts: Facts): string | undefined {
  const row = overWeeks(id, weeks, findHeldWeeks(id, weeks));
  // A sum over some of the accounts is not the figure the sentence speaks of.
  if (row === undefined || row.accounts < row.of) return undefined;
  const record = findRecord(row.values, facts.frame.weeks);
  if (record === undefined) return undefined;
  const words = facts.write.period.the(tellRecord(record, facts.write));
  return `${words.slice(0, 1).toLocaleUpperCase(facts.write.locale)}${words.slice(1)}.`;
}
