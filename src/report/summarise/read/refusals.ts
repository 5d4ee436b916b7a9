// Gaps of the past weeks that tell of a metric refused or withdrawn (figures/breaks.ts).
import type { AccountRecord, GapRecord } from "../../../dataset/index.ts";
import type { DatasetReader } from "../../../store/index.ts";
import type { Frame } from "../../figures/index.ts";

export async function readRefusals(
  reader: DatasetReader,
  { weeks, span }: Frame,
  accounts: readonly AccountRecord[],
  meant: readonly string[] | undefined,
): Promise<readonly GapRecord[]> {
  const known = new Set(accounts.map(({ accountId }) => accountId));
  const gaps = await reader.gaps({ from: weeks[0]?.from ?? span.from, to: span.to }, meant);
  return gaps.filter((gap) => gap.accountId !== undefined && known.has(gap.accountId) && isRefusal(gap));
}

/** Whether a gap tells that Meta no longer answers a metric of an account, whose breakdown is another matter. */
export function isRefusal({ subject, mediaId, metric, reason }: GapRecord): boolean {
  const isDivided = metric !== "follows_and_unfollows" && subject.includes("/follow_type");
  return (
    !isDivided &&
    mediaId === undefined &&
    metric !== undefined &&
    (reason === "withdrawn" || reason === "metric-refused")
  );
}
