// What Meta has changed since the last report, and when that was.
import { type AccountRecord, addDays, type DaySpan } from "../../../dataset/index.ts";
import type { DatasetReader, Restatement, RunRow } from "../../../store/index.ts";
import { byText, type Frame } from "../../figures/index.ts";

export async function readRestatements(
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

/**
 * From when on a change is news. Where no earlier report is known it is the first collection after the period before
 * ended, which is the first that could have made that report; without one, the day after that period.
 */
export function findLastReport(comparison: DaySpan, runs: readonly RunRow[], told: string | undefined): string {
  if (told !== undefined) return told;
  const end = `${addDays(comparison.to, 1)}T00:00:00.000Z`;
  const after = runs
    .filter((run) => run.kind === "collect" && run.startedAt >= end)
    .flatMap(({ endedAt }) => endedAt ?? [])
    .sort(byText);
  return after[0] ?? end;
}
