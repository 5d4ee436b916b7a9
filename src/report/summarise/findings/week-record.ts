// How far back one must look for a week as high, or as low, as the last, in words.
import type { AccountWeek } from "../../figures/index.ts";
import { findHeldWeeks, overWeeks } from "../figures/history.ts";
import { findRecord, tellRecord } from "../figures/records.ts";
import type { PageData } from "../pages/page-data.ts";

/** "The lowest of the 13 weeks held."; undefined when the period is no record, or some of the accounts lack the figure. */
export function tellRecordOf(
  id: string,
  weeks: readonly AccountWeek[],
  data: Pick<PageData, "frame" | "write">,
): string | undefined {
  const row = overWeeks(id, weeks, findHeldWeeks(id, weeks));
  // A sum over some of the accounts is not the figure the sentence speaks of.
  if (row === undefined || row.accounts < row.of) return undefined;
  const record = findRecord(row.values, data.frame.weeks);
  if (record === undefined) return undefined;
  const words = data.write.period.the(tellRecord(record, data.write));
  return `${words.slice(0, 1).toLocaleUpperCase(data.write.locale)}${words.slice(1)}.`;
}
